// Handles: what a method of the page's object returns. Handlers may be attached in any order, before or after the
// answer; each is called at most once per answer. Must never know which method a handle belongs to.

// How a handle is answered: the core's own numbers.
const SUCCESS = 0, TIMEOUT = 2, ACK = 3;
export const FAIL = 1;

/** The server's own code for a request that it did not answer in time. */
const NO_ANSWER = 882005;

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

const failure = (outcome, data) => {
  const timedOut = outcome === TIMEOUT;
  // An upload's server puts both one level deeper.
  const { code, message } = (data && data.error) || data || {};
  const said = typeof message === 'string' && message;
  const error = new Error(timedOut ? 'the server did not answer in time' : said || 'the request failed');
  error.name = 'JMessageError';
  error.code = timedOut ? NO_ANSWER : code;
  error.data = data;
  return error;
};

/**
 * A handle for the page, and how it is answered.
 *
 * @param {() => void} watch called when the page first wants to hear of timeouts
 * @param {() => void} abort called when the page stops an upload
 */
export const createHandle = (watch, abort) => {
  const handlers = [];
  const answers = []; // By outcome: the arguments of its handler, once it came.
  let settled = false;
  let watched = false;
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
    if (answers[SUCCESS]) fulfil(answers[SUCCESS][0]);
    else reject(failure(answers[FAIL] ? FAIL : TIMEOUT, (answers[FAIL] || answers[TIMEOUT])[0]));
  };
  const onTimeout = on(TIMEOUT);

  // No `then` of its own: a handle that an async function returns stays a handle.
  const handle = {
    onSuccess: on(SUCCESS),
    onFail: on(FAIL),
    onTimeout: (fn) => {
      onTimeout(fn);
      if (typeof fn === 'function') watchOnce();
      return handle;
    },
    onAck: on(ACK),
    onProgress: (fn) => {
      onProgress = fn;
      return handle;
    },
    abort: () => {
      if (!settled) abort();
      return handle;
    },
    toPromise: () => new Promise((fulfil, reject) => {
      resolvers.push([fulfil, reject]);
      watchOnce();
      if (settled) resolve(resolvers.pop());
    }),
  };

  return {
    handle,
    /** Says whether the handle is settled now. */
    answer: (outcome, args) => {
      answers[outcome] = args;
      settled = outcome !== ACK;
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
