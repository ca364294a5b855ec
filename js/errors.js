// What goes wrong, as a page catches it. Must never decide what that is.

/** The server's own code for a request that it did not answer in time. */
export const NO_ANSWER = 882005;
/** Those after which the same call may succeed: too often, a server's or a network's trouble, no answer. */
const PASSING = [NO_ANSWER, 880209, 882001, 889006, 889007];

export class JMessageError extends Error {
  constructor(message, code, method, data) {
    super(message);
    Object.assign(this, { name: 'JMessageError', code, method, data });
  }

  get retryable() { return PASSING.includes(this.code); }
}
