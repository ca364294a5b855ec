// The object that pages make with `new JMessage()`: one function per row of the core's method table. They stand on the
// prototype, where pages hook them and subclasses override them; each object has bound ones beside, so that they can be
// pulled off it or called through a Proxy. Must never know the protocol, nor what any method does.

import { JMessageError } from './errors.js';
import { unknownOptions } from './help.js';
import { Page } from './page.js';
import { plain } from './plain.js';
import { once, promised } from './promises.js';
import {
  ENTRY_CALL, ENTRY_DISCARD, GUARD_INIT, MARK_ACTS, MARK_AFTER_INIT, MARK_AFTER_LOGIN, MARK_ANYTIME, MARK_COUNT, MARK_FLAG,
  MARK_LISTENER, MARK_WAITS,
} from './values.js';

const MUST_INIT = 'must init first';
const MUST_LOGIN = 'must login first';
// Until the core is there nobody is connected, initialised or logged in.
const TOO_EARLY = { [MARK_AFTER_INIT]: MUST_INIT, [MARK_AFTER_LOGIN]: MUST_LOGIN, [MARK_ACTS]: MUST_LOGIN };

const early = (what, method) => Object.assign(new Error(what), { method });

/** What the core answers to a call on the spot; when it came too early, what it needs first, as a negative number. */
const answered = (page, method, answer) => {
  if (answer < 0) throw early(answer === -GUARD_INIT ? MUST_INIT : MUST_LOGIN, page.names[method]);
  return answer;
};
const asked = (page, method, args) => answered(page, method, page.ask(method, args));

const request = (page, method, args) => {
  const { answer, handle } = page.request(method, args);
  return answered(page, method, answer) === 0 ? undefined : handle;
};

// What a method does with its page, by the mark of its row.
const KINDS = {
  [MARK_ANYTIME]: request,
  [MARK_AFTER_INIT]: request,
  [MARK_AFTER_LOGIN]: request,
  [MARK_FLAG]: (page, method) => !!page.engine && page.enter(ENTRY_CALL, method) > 0,
  [MARK_WAITS]: (page, method) => page.later(() => { page.enter(ENTRY_CALL, method); }),
  [MARK_COUNT]: (page, method, args) => (page.engine ? asked(page, method, args) || 0 : 0),
  [MARK_ACTS]: (page, method, args) => void asked(page, method, args),
  [MARK_LISTENER]: (page, listener, fn) => { page.listening(listener)[0] = fn; },
};

/**
 * @param {string} table the core's names, with a space between: each with a mark in front
 * @param {object | Promise<object>} core what the core exports, or the promise of it
 * @param {string} version
 */
export const define = (table, core, version) => {
  let loaded = core.open && core;
  // Whoever makes an object hears of a core that could not be loaded; nobody else needs to.
  if (!loaded) core.catch(() => {});

  const rows = table.split(' ').map((marked) => ({ mark: marked[0], name: marked.slice(1) }));
  const listeners = rows.filter(({ mark }) => mark === MARK_LISTENER).map(({ name }) => name);
  const pages = new WeakMap();

  const JMessage = function (options) {
    if (!(this instanceof JMessage)) throw new TypeError("JMessage is a constructor: use 'new JMessage()'");
    const object = this;
    const { auth, reconnect, shareConnection } = Object(options);
    const page = new Page(names, listeners.indexOf('onDisconnect'), listeners.indexOf('onConnectionChange'), Object(options));
    pages.set(object, page);
    unknownOptions(options).forEach((what) => page.hint(what));
    if (typeof auth === 'function') page.auth = auth.bind(options);
    page.keeps = reconnect === true;
    names.forEach((name) => add(object, name, (...args) => Object.getPrototypeOf(object)[name].apply(object, args)));
    let promises;
    Object.defineProperty(object, 'promise', { get: () => (promises = promises || promised(object, names)), configurable: true });
    const { data, unfit } = plain(options);
    if (unfit) page.complain(unfit);
    else if (shareConnection) JMessage.share ? JMessage.share(page, data) : page.complain('shareConnection: load jmessage-web/shared');
    if (loaded) page.start(loaded, data);
    else core.then((exports) => { loaded = exports; page.start(exports, data); }, (error) => page.missing(error));
  };
  // Not enumerable: frameworks that walk an object's fields leave these alone.
  const add = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true });
  const method = (work) => function (...args) {
    const page = pages.get(this);
    if (!page) throw new TypeError('this is no JMessage object');
    return work(page, ...args);
  };
  const listenerOf = (name) => {
    const listener = listeners.indexOf(`on${`${name}`.replace(/^(on)?./, (start) => start.slice(-1).toUpperCase())}`);
    if (listener < 0) throw new TypeError(`there is no event ${name}`);
    return listener;
  };
  // Beside the rows of the table.
  const ours = {
    close: (page) => page.close(),
    connection: (page) => page.state,
    outbox: (page) => page.waits(),
    stats: (page) => page.stats(),
    discard: (page, id) => { page.engine && page.enter(ENTRY_DISCARD, id); },
    on: (page, name, fn, { signal } = {}) => page.on(listenerOf(name), fn, signal),
    once: (page, name, options) => once((fn) => page.on(listenerOf(name), fn), options),
  };
  const names = rows.map(({ mark, name }, row) => {
    const number = mark === MARK_LISTENER ? listeners.indexOf(name) : row;
    add(JMessage.prototype, name, method((page, args) => {
      if (page.closed && mark !== MARK_FLAG) throw early('closed', name);
      if (!page.engine && !page.end && TOO_EARLY[mark] && !(page.auth && page.keeps && (mark === MARK_AFTER_INIT || page.entering))) throw early(TOO_EARLY[mark], name);
      page.entering = page.entering || name === 'login';
      return KINDS[mark](page, number, args);
    }));
    return name;
  }).concat(Object.keys(ours));
  Object.keys(ours).forEach((name) => add(JMessage.prototype, name, method(ours[name])));
  if (Symbol.dispose) add(JMessage.prototype, Symbol.dispose, JMessage.prototype.close);

  JMessage.version = version;
  JMessage.Error = JMessageError;
  return JMessage;
};
