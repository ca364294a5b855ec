// The page of one client: its handles, its listeners, and the one door between them and the core. A page lives until it
// is closed, or until something breaks inside the core; then everything is given back, and whoever waits is told.
// Must never know the protocol, nor what any method does.

import { letGo } from './browser.js';
import { BROKEN, CORE_NOT_LOADED, INVALID_PARAMETER, LOGGED_OUT, UPLOAD_ABORTED } from './codes.js';
import { callPage, createHandle } from './handle.js';
import { group, warnOfAwait } from './help.js';
import { plain } from './plain.js';
import {
  ENTRY_ABORT, ENTRY_AUTHORISED, ENTRY_CALL, ENTRY_CLOSE, ENTRY_PERMITS, ENTRY_WAITING, ENTRY_WATCH,
  forget, give, OUTCOME_ACK, OUTCOME_FAIL, value,
} from './values.js';

// Inputs that have begun and not ended, of all pages: a handler may call any object again.
let open = 0;

export class Page {
  /** The methods' names by number, and the numbers of two listeners. */
  constructor(names, onDisconnect, onConnectionChange, { debug, logger }) {
    this.names = names;
    this.onDisconnect = onDisconnect;
    this.onConnectionChange = onConnectionChange;
    this.state = 'connecting';
    this.heard = []; // The window's events that are listened to.
    this.engine = undefined; // Its number, once there is one.
    this.end = undefined; // Why nothing will ever be answered any more: the reply that handles fail with.
    this.waiting = []; // What was called before the core was there.
    this.inside = 0;
    this.lastHandle = 0;
    this.handles = new Map(); // Those that wait for an answer, by number.
    this.listeners = []; // By number: the page's one, then those that `on` added.
    this.debug = debug;
    this.console = logger || console;
    this.told = {}; // What the developer was told once.
    this.frames = {}; // In debug mode: those that went out, by rid.
    this.figures = { sockets: 0, sent: 0, received: 0, lastError: null };
    this.uploads = new Map();
    this.unwritten = new Map();
  }

  // What the core calls.

  settle(number, outcome, data, more) {
    const waits = this.handles.get(number);
    if (!waits) return;
    if (outcome === OUTCOME_FAIL) this.failed(waits, data);
    if (this.debug && outcome !== OUTCOME_ACK) group(this.console, number, waits, outcome, this.reply());
    if (waits.answer(outcome, more === undefined ? [data] : [data, more])) this.handles.delete(number);
  }
  failed({ method, isHeard }, { code, message }) {
    this.figures.lastError = { method, code, message };
    // Of what the page ends itself it knows.
    if (code === LOGGED_OUT || code === UPLOAD_ABORTED) return;
    // A refusal on the spot comes before the page has its handle.
    Promise.resolve().then(() => isHeard() || this.hint(`${method} failed, and has no onFail: ${code} ${message}`));
  }
  tell(listener, data) {
    if (listener === this.onConnectionChange) this.state = data.state;
    this.listening(listener).slice().forEach((fn) => fn && callPage(fn, data === undefined ? [] : [data]));
  }
  progress(number, loaded, total) {
    const waits = this.handles.get(number);
    if (waits) waits.progress(loaded, total);
  }
  /** Asks the page for what init needs. Its answer is walked as an argument is; what throws answers nothing. */
  authorise(attempt, reason) {
    const answer = (payload) => this.enter(ENTRY_AUTHORISED, attempt, payload);
    Promise.resolve({ attempt, reason }).then(this.auth).then((given) => answer(give(plain(given).data || null)), () => answer());
  }
  log(what, shown) {
    const { rid } = Object(shown[1]);
    if (rid) this.frames[what === 'sent' ? rid : 0] = shown;
    this.say('log', what, shown);
  }
  /** The frame that has just come, and the one that asked for it. */
  reply() {
    const came = this.frames[0];
    const asked = came && this.frames[came[1].rid];
    this.frames[0] = undefined;
    if (asked) delete this.frames[came[1].rid];
    return asked ? [asked, came] : [];
  }
  warn(method, what) { this.say('warn', `${this.names[method]}: ${what}, and was taken as it is`); }
  complain(...what) { this.say('error', ...what); }
  say(level, ...what) { callPage((...words) => this.console[level](...words), ['[JMessage]', ...what]); }
  /** Tells the developer, once. */
  hint(what) {
    if (!this.told[what]) this.say('warn', what);
    this.told[what] = true;
  }

  // Who listens.

  listening(listener) { return this.listeners[listener] || (this.listeners[listener] = [undefined]); }
  /** One more listener; what is returned takes it away again. */
  on(listener, fn, signal) {
    const added = (...data) => fn(...data);
    const off = () => { this.listeners[listener] = this.listening(listener).filter((each) => each !== added); };
    if (signal && signal.aborted) return off;
    if (signal) signal.addEventListener('abort', off);
    this.listening(listener).push(added);
    return off;
  }

  // What calls the core.

  /** The door: nothing else enters the core. What breaks in there ends this page, and no other. */
  through(work) {
    if (this.end) return undefined;
    open += 1;
    this.inside += 1;
    try {
      return work();
    } catch (error) {
      this.broke(error);
      return undefined;
    } finally {
      open -= 1;
      this.inside -= 1;
      if (!open) forget();
      this.free();
    }
  }

  enter(entry, a, b, c) { return this.through(() => this.core.enter(this.engine, entry, a, b, c)); }

  /** Begins, once the core is there. */
  start(core, options) {
    this.core = core;
    this.through(() => { this.engine = core.open(give(this), give(options)); });
    this.waiting.forEach((work) => work());
    this.waiting = [];
  }

  /** Enters now, or as soon as the core is there; or tells whoever waits that it never will be. */
  later(work) {
    if (this.end) Promise.resolve().then(() => this.refuse());
    else if (this.engine) return work();
    else this.waiting.push(work);
    return undefined;
  }

  /** Calls a method. What is unfit is told to `refuse`, if the call could have come. */
  call(method, handle, { data, unfit }, refuse) {
    if (unfit === undefined) return this.enter(ENTRY_CALL, method, handle, give(data));
    const permitted = this.enter(ENTRY_PERMITS, method);
    if (permitted === 0) refuse(unfit);
    return permitted;
  }
  /** Calls a method that has no handle. What is unfit is said on the console. */
  ask(method, args) {
    const given = plain(args);
    return this.later(() => this.call(method, 0, given, (unfit) => this.complain(unfit)));
  }
  /** Calls a method that has one. */
  request(method, args) {
    const number = (this.lastHandle += 1);
    const waits = createHandle(
      this.names[method],
      () => this.later(() => this.enter(ENTRY_WATCH, number)),
      () => this.later(() => this.enter(ENTRY_ABORT, number)),
    );
    if (this.debug) warnOfAwait(waits.handle, (what) => this.hint(`${this.names[method]}: ${what}`));
    const given = plain(args);
    const fail = (code, message) => Promise.resolve().then(() => this.settle(number, OUTCOME_FAIL, { code, message }));
    const refuse = (message) => fail(INVALID_PARAMETER, message);
    this.handles.set(number, waits);
    let waited = false;
    const answer = this.later(() => {
      const answered = this.call(method, number, given, refuse);
      // It waited for the core behind a login that came to nothing.
      if (waited && answered < 0) fail(LOGGED_OUT, 'must login first');
      return given.unfit === undefined ? answered : answered || undefined;
    });
    waited = true;
    if (answer !== undefined && answer <= 0) this.handles.delete(number);
    return { answer, handle: waits.handle };
  }

  /** What waits to be sent, with the methods' names. */
  waits() {
    const list = this.engine && this.through(() => value(this.core.enter(this.engine, ENTRY_WAITING)));
    (list || []).forEach((item) => { item.method = this.names[item.method]; });
    return list || [];
  }

  /** How it stands, for whoever looks into trouble. */
  stats() {
    const now = performance.now();
    const pending = [];
    this.handles.forEach(({ method, since }) => pending.push({ method, age: now - since }));
    return Object.assign({ state: this.state, reconnects: Math.max(0, this.figures.sockets - 1), pending }, this.figures);
  }

  // Its ends.

  /** The core could not be loaded, or the browser forbids it; or there can be no socket. */
  missing({ message }) {
    this.finish(CORE_NOT_LOADED, message);
    this.complain(message);
  }
  broke(error) {
    if (this.end) return;
    this.finish(BROKEN, 'the SDK broke down, and this object cannot go on: make a new one');
    this.complain('the SDK broke down; please report this:', error);
    this.tell(this.onDisconnect);
  }
  close() {
    this.closed = true;
    // Nothing is told any more but this.
    this.listeners = this.listeners.map((fn, listener) => listener === this.onConnectionChange && fn);
    if (this.engine) this.enter(ENTRY_CLOSE);
    this.finish(LOGGED_OUT, 'closed');
    this.listeners = [];
    this.free();
  }

  finish(code, message) {
    if (this.end) return;
    this.end = { code, message };
    const [previous, state] = [this.state, code === LOGGED_OUT ? 'closed' : 'failed'];
    if (state !== previous) this.tell(this.onConnectionChange, { state, previous, reason: this.end });
    this.waiting = [];
    letGo(this);
    this.refuse();
  }
  refuse() {
    this.handles.forEach((waits, number) => this.settle(number, OUTCOME_FAIL, this.end));
  }
  /** An engine can go once nothing runs in it. One that broke stays: nobody knows what of it still works. */
  free() {
    if (this.inside || !this.engine || !this.end || this.end.code === BROKEN) return;
    this.core.free(this.engine);
    this.engine = undefined;
  }
}
