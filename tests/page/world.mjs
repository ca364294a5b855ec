// A page without a browser: the built script in a realm of its own, over a socket, a clock and a storage that the test
// holds. Must never look behind the page's own API.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const dist = path.resolve(import.meta.dirname, '../../dist');
const script = fs.readFileSync(path.join(dist, fs.readdirSync(dist).find((name) => name.endsWith('.min.js'))), 'utf8');

export class World {
  sockets = [];
  timers = new Map();
  storage = new Map();
  said = [];
  reported = [];
  now = 1000;
  #last = 0;

  constructor(globals = {}) {
    const world = this;
    const say = (kind) => (...words) => { world.said.push([kind, ...words]); };
    this.page = vm.createContext({
      console: { debug: say('debug'), warn: say('warn'), error: say('error'), log: say('log') },
      performance: { now: () => this.now },
      setTimeout: (run, ms = 0) => {
        this.timers.set((this.#last += 1), { run, due: this.now + ms });
        return this.#last;
      },
      clearTimeout: (timer) => { this.timers.delete(timer); },
      reportError: (error) => { this.reported.push(error); },
      localStorage: new Proxy({
        getItem: (key) => this.storage.get(key) ?? null,
        setItem: (key, text) => { this.storage.set(key, text); },
        removeItem: (key) => { this.storage.delete(key); },
      }, {
        // As a browser's, its own keys are those of what it holds.
        ownKeys: () => [...this.storage.keys()],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      }),
      WebSocket: class {
        open = true;
        sent = [];
        constructor(url) {
          if (!/^wss?:/.test(url)) throw new SyntaxError(`no address: ${url}`);
          this.url = url;
          world.sockets.push(this);
        }
        send(text) { this.sent.push(text); }
        close() { this.open = false; }
      },
      atob,
      FormData,
      File,
      ...globals,
    });
    this.run(script);
  }

  run(code) { return vm.runInContext(code, this.page); }

  make(options = { address: 'ws://server' }) {
    this.page.options = options;
    return this.run('new JMessage(options)');
  }

  get socket() { return this.sockets.at(-1); }
  get frames() { return this.socket.sent.filter((frame) => frame.startsWith('42')).map((frame) => JSON.parse(frame.slice(2))); }
  sent(event) { return this.frames.filter(([name]) => name === event).map(([, data]) => data); }
  hear(frame, socket = this.socket) { socket.onmessage?.({ data: frame }); }
  push(event, data) { this.hear(`42${JSON.stringify([event, data])}`); }
  reply(event, data = { code: 0 }) { this.push(event, { rid: this.sent(event).at(-1).rid, ...data }); }
  get openSockets() { return this.sockets.filter(({ open }) => open).length; }

  advance(ms) {
    for (const end = this.now + ms; ; ) {
      const [first] = [...this.timers].sort(([, a], [, b]) => a.due - b.due);
      if (!first || first[1].due > end) {
        this.now = end;
        return;
      }
      this.timers.delete(first[0]);
      this.now = Math.max(this.now, first[1].due);
      first[1].run();
    }
  }

  connect(pingTimeout = 60_000) {
    this.hear(`0{"sid":"s","pingInterval":25000,"pingTimeout":${pingTimeout}}`);
    this.hear('40');
  }

  /** An object whose alice is logged in. */
  enter(options) {
    const object = this.make(options);
    this.connect();
    object.init({ appkey: 'k', random_str: 'r', timestamp: 1, signature: 's' });
    this.reply('c_init');
    object.login({ username: 'alice', password: 'p' });
    this.advance(500);
    this.reply('login');
    this.reply('sync_check');
    return object;
  }
}

/** What a handle hears. */
export const heard = (handle) => {
  const all = [];
  for (const on of ['onSuccess', 'onFail', 'onTimeout', 'onAck']) handle[on]((...args) => all.push([on, ...args]));
  return all;
};

/** Lets what was promised come true. */
export const settled = () => new Promise((resolve) => { setImmediate(resolve); });
