// A stage for one engine: sockets, timers and storage that the test looks into, in the place of the browser's own.
// Everything is put back when the stage is struck.

// Of js/values.js, which a test's own script cannot reach.
const ENTRY_CALL = 0, ENTRY_CLOSE = 4;

const REAL = {
  WebSocket: globalThis.WebSocket,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  now: performance.now,
  addEventListener: globalThis.addEventListener,
  removeEventListener: globalThis.removeEventListener,
};
const STORAGE = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');

let sockets, timers, clock, listeners, log;

class FakeSocket {
  constructor(url) {
    if (!/^wss?:\/\/[^/]/.test(url)) throw new SyntaxError(`no address: ${url}`);
    Object.assign(this, { url, sent: [], open: true, onmessage: null, onclose: null });
    sockets.push(this);
  }
  send(text) {
    if (!this.open) throw new Error('closed');
    this.sent.push(text);
  }
  close() { this.open = false; }
}

/** Puts the fakes in place; nothing moves from here on but by the functions below. */
export function set() {
  sockets = [];
  timers = new Map();
  clock = 1000;
  listeners = 0;
  log = [];
  let last = 0;
  globalThis.WebSocket = FakeSocket;
  globalThis.setTimeout = (callback, ms) => {
    timers.set((last += 1), { callback, due: clock + ms });
    return last;
  };
  globalThis.clearTimeout = (timer) => { timers.delete(timer); };
  performance.now = () => clock;
  globalThis.addEventListener = (...args) => { listeners += 1; REAL.addEventListener.apply(globalThis, args); };
  globalThis.removeEventListener = (...args) => { listeners -= 1; REAL.removeEventListener.apply(globalThis, args); };
}

export function strike() {
  const { now, ...globals } = REAL;
  Object.assign(globalThis, globals);
  performance.now = now;
  storageIs('real');
  localStorage.clear();
}

/** Time passes, timer by timer. */
export function advance(ms) {
  const end = clock + ms;
  for (;;) {
    const due = [...timers].filter(([, timer]) => timer.due <= end).sort(([, a], [, b]) => a.due - b.due)[0];
    if (!due) break;
    timers.delete(due[0]);
    clock = Math.max(clock, due[1].due);
    due[1].callback();
  }
  clock = end;
}

/** A page for an engine: what is called on it is logged. Its door is a simple one: nothing breaks here. */
class Page {
  uploads = new Map();
  unwritten = new Map();
  figures = { sockets: 0, received: 0, sent: 0 };

  constructor(forget) {
    const note = (name) => (...args) => { log.push([name, ...args]); };
    for (const name of ['settle', 'tell', 'progress', 'log', 'warn', 'complain']) this[name] = note(name);
    this.missing = (error) => {
      log.push(['missing', error]);
      this.end = true;
    };
    this.forget = forget;
  }
  enter(entry, a = 0, b = 0, c = 0) {
    try {
      return this.core(entry, a, b, c);
    } finally {
      this.forget();
    }
  }
}

export const page = (forget) => new Page(forget);
export const seat = (page, core) => {
  page.core = core;
  page.forget();
};
export const callEngine = (page, method, args) => page.enter(ENTRY_CALL, method, 1, args());
/** As the shim does it: what the core is done with, then what the browser lent. */
export const free = (page) => {
  page.end = true;
  page.enter(ENTRY_CLOSE);
  page.core = () => 0;
  clearTimeout(page.timer);
  page.heard.forEach((type) => globalThis.removeEventListener(type, page.hears, true));
  page.socket?.close();
  if (page.socket) page.socket.onmessage = page.socket.onclose = null;
};

const socket = () => sockets.at(-1);
export const say = (frame) => { socket().onmessage?.({ data: frame }); };
export const hangUp = () => { socket().open = false; socket().onclose?.(); };
export const url = () => socket()?.url;
export const openSockets = () => sockets.filter(({ open }) => open).length;
export const hearingSockets = () => sockets.filter(({ onmessage, onclose }) => onmessage || onclose).length;
export const pendingTimers = () => timers.size;
export const heldListeners = () => listeners;
export const frames = () => JSON.stringify(sockets.flatMap(({ sent }) => sent));
export const logged = () => JSON.stringify(log);

/** Answers the last request of an event. */
export function reply(event, data) {
  const frame = socket().sent.findLast((text) => text.startsWith(`42["${event}"`));
  const { rid } = JSON.parse(frame.slice(2))[1];
  say(`42${JSON.stringify([event, { rid, ...data }])}`);
}

/** localStorage as it is in some browsers: `full`, `blocked`, `absent`, or the `real` one. */
export function storageIs(kind) {
  const refuse = (name) => { throw new DOMException(name, name); };
  const kinds = {
    full: { get: () => ({ getItem: () => null, setItem: () => refuse('QuotaExceededError') }) },
    blocked: { get: () => refuse('SecurityError') },
    absent: { get: () => undefined },
    real: STORAGE,
  };
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, ...kinds[kind] });
}

/** A list over which a page has put a setter. */
export const polluted = (work) => {
  Object.defineProperty(Object.prototype, 'gid', { configurable: true, get: () => 'polluted', set() { throw new Error('from the page'); } });
  Array.prototype.toJSON = () => 'polluted';
  try {
    work();
  } finally {
    delete Object.prototype.gid;
    delete Array.prototype.toJSON;
  }
};
