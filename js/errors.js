// What goes wrong, as a page catches it. Must never decide what that is.

import { RESPONSE_TIMEOUT, SERVER_ERROR, TOO_FREQUENT, UPLOAD_STALLED, UPLOAD_UNANSWERED } from './codes.js';

/** Those after which the same call may succeed: too often, a server's or a network's trouble, no answer. */
const PASSING = [RESPONSE_TIMEOUT, TOO_FREQUENT, SERVER_ERROR, UPLOAD_UNANSWERED, UPLOAD_STALLED];

export class JMessageError extends Error {
  constructor(message, code, method, data) {
    super(message);
    Object.assign(this, { name: 'JMessageError', code, method, data });
  }

  get retryable() { return PASSING.includes(this.code); }
}
