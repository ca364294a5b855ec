// What helps the developer of a page: words about likely mistakes, and what a call took. Must never change what a call
// does.

import { OUTCOME_FAIL, OUTCOME_SUCCESS } from './values.js';

const OPTIONS = ['address', 'upload_file', 'debug', 'reconnect', 'auth', 'grace', 'outbox', 'logger', 'shareConnection', 'appkey'];

/** How much of a name is in another. */
const likeness = (name, other) => [...name].filter((letter) => other.includes(letter)).length - Math.abs(name.length - other.length);

/** Options that there are not, each with the one that may be meant. */
export const unknownOptions = (options) => Object.keys(Object(options)).filter((name) => !OPTIONS.includes(name)).map((name) => {
  const [nearest] = OPTIONS.slice().sort((one, other) => likeness(name, other) - likeness(name, one));
  return `there is no option ${name}: did you mean ${nearest}?`;
});

/** A handle is no promise. Says so to whoever takes it for one, and stays none. */
export const warnOfAwait = (handle, say) => Object.defineProperty(handle, 'then', {
  get() { say('a handle is no promise: await its toPromise()'); },
  configurable: true,
});

const ENDS = { [OUTCOME_SUCCESS]: 'ok', [OUTCOME_FAIL]: 'failed' };

/** One group of the console per call that has ended, closed, with the frames that it took. */
export const group = (console, number, { method, since }, outcome, frames) => {
  (console.groupCollapsed || console.log).call(console, `[JMessage] #${number} ${method} -> ${ENDS[outcome] || 'timeout'} ${Math.round(performance.now() - since)} ms`);
  frames.forEach((frame) => console.log(frame));
  if (console.groupEnd) console.groupEnd();
};
