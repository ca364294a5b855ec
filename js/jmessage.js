// The object that pages make with `new JMessage()`: one function per row of the core's method table, bound, so that it
// can be pulled off the object or called through a Proxy. Must never know the protocol, nor what any method does.

import { callPage, createHandle, FAIL } from './handle.js';
import { give } from './host.js';

/** Ours: the page refuses WebAssembly, or the core could not be loaded. */
const NO_CORE = 889003;

const MUST_INIT = 'must init first';
const MUST_LOGIN = 'must login first';

/** What the core answers to a call on the spot; negative when it came too early. */
const answered = (answer) => {
  if (answer < 0) throw new Error(answer === -1 ? MUST_INIT : MUST_LOGIN);
  return answer;
};

/**
 * @param {string} table the core's names: each with a mark in front, and a space behind
 * @param {Function | Promise<Function>} core the core's engine class, or the promise of one
 * @param {string} version
 */
export const define = (table, core, version) => {
  let Engine = typeof core === 'function' ? core : undefined;
  // Whoever makes an object hears of a core that could not be loaded; nobody else needs to.
  if (!Engine) core.catch(() => {});

  const JMessage = function (options) {
    if (!(this instanceof JMessage)) throw new TypeError("JMessage is a constructor: use 'new JMessage()'");
    const object = this;
    const listeners = [];
    const open = new Map(); // Handles that wait for an answer, by number.
    let lastHandle = 0;
    let engine;
    let waiting = []; // What was called before the core was there.

    const page = {
      settle(number, outcome, data, more) {
        const waits = open.get(number);
        if (waits && waits.answer(outcome, more === undefined ? [data] : [data, more])) open.delete(number);
      },
      tell(listener, data) {
        if (listeners[listener]) callPage(listeners[listener], data === undefined ? [] : [data]);
      },
      progress(number, loaded, total) {
        const waits = open.get(number);
        if (waits) waits.progress(loaded, total);
      },
      log: (what, shown) => callPage(console.debug, ['[JMessage]', what, shown]),
      complain: (message) => callPage(console.error, ['[JMessage]', message]),
    };

    const start = () => {
      engine = page.engine = new Engine(give(page), give(options || {}));
      waiting.forEach((call) => call());
      waiting = [];
    };
    // Without a core nothing will ever be answered: whoever waits is told so, and whoever calls from now on.
    let missing;
    const refuse = () => Array.from(open.keys()).forEach((number) => page.settle(number, FAIL, missing));
    const fail = ({ message }) => {
      missing = { code: NO_CORE, message };
      page.complain(message);
      refuse();
    };
    const later = (call) => {
      if (engine) call();
      else if (missing) Promise.resolve().then(refuse);
      else waiting.push(call);
    };
    // A getter of the page's that throws does so here, on its own stack, and not inside the core.
    const snapshot = (args) => ({ ...args });

    const request = (method, given) => {
      const args = snapshot(given);
      const number = (lastHandle += 1);
      const waits = createHandle(() => later(() => engine.watch(number)), () => later(() => engine.abort(number)));
      open.set(number, waits);
      let taken = true;
      try {
        later(() => { taken = answered(engine.call(method, number, give(args))); });
      } catch (error) {
        taken = false;
        throw error;
      } finally {
        if (!taken) open.delete(number);
      }
      return taken ? waits.handle : undefined;
    };

    // Until the core is there nobody is connected, initialised or logged in.
    const tooEarly = { '!': MUST_INIT, '=': MUST_LOGIN, '?': MUST_LOGIN };
    const kinds = {
      '+': request,
      '!': request,
      '=': request,
      '.': (method) => !!engine && engine.call(method, 0, 0) > 0,
      '-': (method) => later(() => engine.call(method, 0, 0)),
      '#': (method, args) => (engine ? answered(engine.call(method, 0, give(snapshot(args)))) : 0),
      '?': (method, args) => void answered(engine.call(method, 0, give(snapshot(args)))),
    };
    const method = (mark, number) => (args) => {
      if (!engine && tooEarly[mark]) throw new Error(tooEarly[mark]);
      return kinds[mark](number, args);
    };
    const listener = (mark, number) => (fn) => { listeners[number] = fn; };
    const add = (make) => (marked, number) => {
      // Not enumerable: frameworks that walk an object's fields leave these alone.
      const value = make(marked[0], number);
      Object.defineProperty(object, marked.slice(1), { value, writable: true, configurable: true });
    };
    const names = table.trim().split(' ');
    names.filter((marked) => marked[0] !== '@').forEach(add(method));
    names.filter((marked) => marked[0] === '@').forEach(add(listener));

    if (Engine) start();
    else core.then((loaded) => { Engine = loaded; start(); }, (error) => fail(error));
  };
  JMessage.version = version;
  return JMessage;
};
