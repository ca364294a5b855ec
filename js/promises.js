// Methods and events as promises that can be given up. Must never know which method or event.

import { RESPONSE_TIMEOUT } from './codes.js';
import { JMessageError } from './errors.js';

/** A promise that `start` settles, until the signal aborts it; `stop` is called then, and `done` in the end. */
const until = (signal, start, stop) => new Promise((fulfil, reject) => {
  const abort = () => {
    stop();
    reject(signal.reason || new JMessageError('aborted'));
  };
  if (signal && signal.aborted) {
    abort();
    return;
  }
  const done = () => signal && signal.removeEventListener('abort', abort);
  if (signal) signal.addEventListener('abort', abort);
  start((value) => { done(); fulfil(value); }, (error) => { done(); reject(error); });
});

/** The next of an event. `on` listens, and returns what stops listening. */
export const once = (on, { signal } = {}) => {
  let off = () => {};
  return until(signal, (fulfil) => {
    off = on((data) => {
      off();
      fulfil(data);
    });
  }, () => off());
};

/** An object's methods, each returning a promise of its answer. */
export const promised = (object, names) => {
  const call = (name) => (args, { signal, timeout } = {}) => {
    let handle;
    let timer;
    const stop = () => {
      clearTimeout(timer);
      if (handle) handle.abort();
    };
    return until(signal, (fulfil, reject) => {
      handle = object[name](args);
      if (!handle) return fulfil(handle);
      if (timeout) {
        timer = setTimeout(() => {
          stop();
          reject(new JMessageError('the server did not answer in time', RESPONSE_TIMEOUT, name));
        }, timeout);
      }
      return handle.toPromise().finally(() => clearTimeout(timer)).then(fulfil, reject);
    }, stop);
  };
  return Object.fromEntries(names.map((name) => [name, call(name)]));
};
