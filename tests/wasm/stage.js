// A stage for one engine: sockets, timers and storage that the test looks into, in the place of the browser's own.
// Everything is put back when the stage is struck.

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

/** A page for an engine: what is called on it is logged. */
export function page() {
  const note = (name) => (...args) => { log.push([name, ...args]); };
  return { settle: note('settle'), tell: note('tell'), progress: note('progress'), log: note('log'), complain: note('complain') };
}

export const seat = (page, engine) => { page.engine = engine; };
export const callEngine = (page, method, args) => page.engine.call(method, 1, args);
export const free = (page) => page.engine.free();

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

const throwing = () => { throw new Error('from the page'); };
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
};
const loop = () => {
  const object = {};
  object.self = object;
  return object;
};
const form = (...parts) => {
  const made = new FormData();
  parts.forEach((part) => made.append('a', part));
  return made;
};

const ODD = {
  undefined: () => undefined,
  function: () => throwing,
  symbol: () => Symbol('s'),
  bigint: () => 10n,
  nan: () => NaN,
  infinity: () => Infinity,
  date: () => new Date(0),
  map: () => new Map(),
  boxed: () => new String('text'),
  bare: () => Object.create(null),
  frozen: () => Object.freeze({ username: 'bob' }),
  loop,
  getter: () => ({ get username() { return throwing(); }, get msg_id() { return throwing(); } }),
  proxy: () => new Proxy({ username: 'bob' }, {}),
  trap: () => new Proxy({}, { get: throwing, has: throwing, ownKeys: throwing, getPrototypeOf: throwing }),
  listTrap: () => new Proxy([1], { get: throwing }),
  listGetter: () => Object.defineProperty([], 0, { get: throwing }),
  revoked,
  toJson: () => ({ toJSON: throwing }),
  emptyForm: () => form(),
  textForm: () => form('text'),
  emptyFile: () => form(new File([], 'a')),
  file: () => form('text', new File(['x'], 'a')),
};

export const odd = (name) => ODD[name]();
export const oddNames = () => Object.keys(ODD).join(' ');
/** An object whose one field is such a value. */
export const holding = (field, name) => ({ [field]: odd(name) });
