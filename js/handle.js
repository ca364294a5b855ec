// Handles: what a method of the page's object returns. Handlers may be attached in any order, before or after the
// answer; each is called at most once per answer. Must never know what its method does.

import { RESPONSE_TIMEOUT } from './codes.js';
import { JMessageError } from './errors.js';
import { OUTCOME_ACK, OUTCOME_FAIL, OUTCOME_SUCCESS, OUTCOME_TIMEOUT } from './values.js';

/** Calls what the page gave; what it throws is reported as if the page had called it itself, and stops nothing. */
export const callPage = (fn, args) => {
  try {
    fn(...args);
  } catch (error) {
    try {
      reportError(error);
    } catch (missing) { // Or the page's own, that throws.
      setTimeout(() => { throw error; });
    }
  }
};

const failure = (method, outcome, data) => {
  const timedOut = outcome === OUTCOME_TIMEOUT;
  const { code, message } = data || {};
  const said = typeof message === 'string' && message;
  const error = new JMessageError(timedOut ? 'the server did not answer in time' : said || 'the request failed', timedOut ? RESPONSE_TIMEOUT : code, method);
  error.data = data;
  return error;
};

/** An upload's server puts both one level deeper: they are on top, too, and not among what it said. */
const lift = (data) => ['code', 'message'].forEach((key) => key in data || Object.defineProperty(data, key, { value: data.error[key] }));

/**
 * A handle for the page, and how it is answered.
 *
 * @param {string} method the name of the method that returns it
 * @param {() => void} watch called when the page first wants to hear of timeouts
 * @param {() => void} abort called when the page stops an upload
 */
export const createHandle = (method, watch, abort) => {
  const handlers = [];
  const answers = []; // By outcome: the arguments of its handler, once it came.
  let settled = false;
  let watched = false;
  let promised = false;
  let onProgress;
  let resolvers = [];

  const on = (outcome) => (fn) => {
    if (typeof fn === 'function') {
      handlers[outcome] = fn;
      // A late handler is called as an early one is: never while it is being attached.
      if (answers[outcome]) Promise.resolve().then(() => callPage(fn, answers[outcome]));
    }
    return handle;
  };
  const watchOnce = () => {
    if (!watched && !settled) watch();
    watched = true;
  };
  const resolve = ([fulfil, reject]) => {
    if (answers[OUTCOME_SUCCESS]) fulfil(answers[OUTCOME_SUCCESS][0]);
    else reject(failure(method, answers[OUTCOME_FAIL] ? OUTCOME_FAIL : OUTCOME_TIMEOUT, (answers[OUTCOME_FAIL] || answers[OUTCOME_TIMEOUT])[0]));
  };
  const onTimeout = on(OUTCOME_TIMEOUT);

  // No `then` of its own: a handle that an async function returns stays a handle.
  const handle = {
    onSuccess: on(OUTCOME_SUCCESS),
    onFail: on(OUTCOME_FAIL),
    onTimeout: (fn) => {
      onTimeout(fn);
      if (typeof fn === 'function') watchOnce();
      return handle;
    },
    onAck: on(OUTCOME_ACK),
    onProgress: (fn) => {
      onProgress = fn;
      return handle;
    },
    abort: () => {
      if (!settled) abort();
      return handle;
    },
    toPromise: () => new Promise((fulfil, reject) => {
      promised = true;
      resolvers.push([fulfil, reject]);
      watchOnce();
      if (settled) resolve(resolvers.pop());
    }),
  };

  return {
    handle,
    method,
    since: performance.now(),
    /** Whether anybody hears of a failure. */
    isHeard: () => handlers[OUTCOME_FAIL] || promised,
    /** Says whether the handle is settled now. */
    answer: (outcome, args) => {
      if (outcome === OUTCOME_FAIL && args[0].error) lift(args[0]);
      answers[outcome] = args;
      settled = outcome !== OUTCOME_ACK;
      if (handlers[outcome]) callPage(handlers[outcome], args);
      if (settled) {
        resolvers.forEach(resolve);
        resolvers = [];
      }
      return settled;
    },
    progress: (loaded, total) => {
      if (typeof onProgress === 'function') callPage(onProgress, [{ loaded, total }]);
    },
  };
};
