// A browser with several tabs, without one: locks, channels, storage and sockets that all tabs have in common, one clock,
// one queue of what happens, and a server behind the sockets. Nothing happens but in `passes`. Must never look behind
// the page's own API.
import fs from 'node:fs';
import path from 'node:path';
import { World, settled } from './world.mjs';

const dist = path.resolve(import.meta.dirname, '../../dist');
const shared = fs.readFileSync(path.join(dist, fs.readdirSync(dist).find((name) => name.startsWith('jmessage-shared'))), 'utf8');

/** The md5 of `sercet`. */
const MISTYPED = '2a3717eac6a5a34ed600def5a71e55d1';

/** The server: answers what each page needs, and what `answers` says; everything else that it was sent is in `sent`. */
class Server {
  sockets = [];
  sent = [];
  logins = [];
  unconfirmed = new Map();
  done = new Map(); // By rid: what it answered.
  answers = { s_across_single_text: ['s_single_text', () => ({ code: 0, msg_id: this.sent.length })] };
  accepts = true;

  constructor(browser) { this.browser = browser; }

  get open() { return this.sockets.filter(({ isOpen }) => isOpen); }
  of(event) { return this.sent.filter(([name]) => name === event).map(([, data]) => data); }

  connects(socket) {
    this.sockets.push(socket);
    if (!this.accepts) return this.browser.later(socket.tab, () => socket.ends());
    this.says(socket, '0{"sid":"s","pingInterval":25000,"pingTimeout":60000}');
    return this.says(socket, '40');
  }
  says(socket, frame) { this.browser.later(socket.tab, () => socket.isOpen && !socket.isDead && socket.onmessage?.({ data: frame })); }
  tells(socket, event, data) { this.says(socket, `42${JSON.stringify([event, data])}`); }

  hears(socket, frame) {
    if (socket.isDead) return undefined;
    if (frame === '2') return this.says(socket, '3');
    const [event, data] = JSON.parse(frame.slice(2));
    const { rid } = data;
    this.sent.push([event, data]);
    if (event === 'msg_recv_v2') this.unconfirmed.delete(data.msg_id);
    this.tells(socket, 'ack', { rid });
    if (event === 'login') {
      this.logins.push(data);
      // As servers do: the older session of a user is thrown out.
      this.open.filter((other) => other !== socket && other.user === data.username).forEach((other) => {
        this.tells(other, 'event_notification', { event_type: 1, event_id: 1 });
        other.user = undefined;
      });
      socket.user = data.username;
    }
    const code = event === 'login' && data.password === MISTYPED ? 880104 : 0;
    if (['c_init', 'login'].includes(event)) return this.tells(socket, event, { rid, code, uid: 1 });
    if (event === 'sync_check') {
      this.tells(socket, event, { rid, code: 0 });
      return this.unconfirmed.forEach((message) => this.tells(socket, 'msg_sync', { messages: [message] }));
    }
    const [name, answer] = this.answers[event] ?? [];
    if (!name) return undefined;
    if (!this.done.has(rid)) this.done.set(rid, { rid, ...answer(data) });
    return this.tells(socket, name, this.done.get(rid));
  }

  /** A message for whoever is logged in. It is said again until it is confirmed. */
  writes(from, id) {
    const message = { msg_id: id, msg_type: 3, from_uid: 5, ctime_ms: id, content: { from_id: from } };
    this.unconfirmed.set(id, message);
    this.open.filter(({ user }) => user).forEach((socket) => this.tells(socket, 'msg_sync', { messages: [message] }));
  }
}

class Tab extends World {
  isFrozen = false;
  held = [];
  hearing = [];
  asked = 0;

  /** Makes an object; what it hears comes along. */
  open(options) {
    this.page.window = this;
    const object = this.make({
      address: 'ws://server',
      shareConnection: true,
      auth: async () => {
        this.asked += 1;
        return { appkey: 'k', random_str: 'r', timestamp: 1, signature: 's' };
      },
      ...options,
    });
    Object.assign(this, { object, states: [], messages: [], disconnects: 0, since: undefined }); // `since`: how many it had heard when its session ended.
    object.onConnectionChange(({ state, previous, resumed }) => {
      this.states.push(resumed ? `${state} again` : state);
      if (state === 'kicked' || (state === 'connecting' && previous !== state)) this.since = this.messages.length;
    });
    object.onMsgReceive(({ messages }) => messages.forEach(({ msg_id }) => this.messages.push(msg_id)));
    object.onDisconnect(() => { this.disconnects += 1; });
    return object;
  }
  unread(username = 'bob') { return this.object.getUnreadMsgCnt({ username }); }
}

export class Browser {
  now = 1_000;
  ahead = 0; // Of the time that passes: what the clock on the wall says.
  tabs = [];
  made = 0;
  storage = new Map();
  channels = new Set();
  posted = []; // What went over them, as text.
  locks = []; // Those that are held or waited for, in this order.
  queue = [];
  server = new Server(this);

  /** Something that happens to a tab, when its turn comes. */
  later(tab, work, by) { (tab.isFrozen ? tab.held : this.queue).push([tab, work, by]); }

  tab(globals) {
    const browser = this;
    let tab;
    const listeners = [];
    tab = new Tab({
      AbortController,
      Date: class extends Date { static now() { return browser.now + browser.ahead; } },
      addEventListener: (type, hear) => { listeners.push([type, hear]); },
      removeEventListener: (type, hear) => { listeners.splice(listeners.findIndex(([of, other]) => of === type && other === hear), 1); },
      navigator: { locks: { request: (...args) => this.#request(tab, ...args), query: () => this.#query() } },
      BroadcastChannel: class {
        constructor(name) {
          Object.assign(this, { name, tab });
          browser.channels.add(this);
        }
        postMessage(message) {
          const text = JSON.stringify(message);
          browser.posted.push(text);
          for (const channel of browser.channels) {
            if (channel !== this && channel.name === this.name) browser.later(channel.tab, () => channel.onmessage?.({ data: channel.tab.run(`(${text})`) }), 'channel');
          }
        }
        close() {
          browser.channels.delete(this);
          this.onmessage = null;
        }
      },
      WebSocket: class {
        isOpen = true;
        constructor(url) {
          Object.assign(this, { url, tab });
          browser.server.connects(this);
        }
        send(frame) { if (this.isOpen) browser.later(browser, () => browser.server.hears(this, frame)); }
        close() { this.isOpen = false; }
        ends() {
          this.isOpen = false;
          this.onclose?.();
        }
      },
      ...globals,
    });
    tab.id = `client ${(this.made += 1)}`;
    tab.storage = this.storage;
    tab.now = this.now;
    tab.happens = (type, about) => listeners.filter(([of]) => of === type).forEach(([, hear]) => hear({ type, ...about }));
    tab.listeners = listeners;
    tab.run(shared);
    this.tabs.push(tab);
    return tab;
  }

  // The locks of one name: the first holds it.

  #query() { return Promise.resolve({ held: this.locks.filter(({ holds }) => holds).map(({ name, tab }) => ({ name, clientId: tab.id })) }); }
  #request(tab, name, ...more) {
    const work = more.pop();
    const { steal, signal } = more[0] ?? {};
    return new Promise((resolve, reject) => {
      const lock = { tab, name, work, resolve, reject };
      signal?.addEventListener('abort', () => {
        if (!lock.holds) this.#release(lock);
      });
      if (steal) {
        const holder = this.locks.find((other) => other.holds && other.name === name);
        if (holder) {
          this.locks.splice(this.locks.indexOf(holder), 1);
          this.later(holder.tab, () => holder.reject(new Error('stolen')), 'locks');
        }
        this.locks.unshift(lock);
      } else this.locks.push(lock);
      this.#grant();
    });
  }
  #release(lock) {
    this.locks = this.locks.filter((other) => other !== lock);
    this.#grant();
  }
  #grant() {
    for (const lock of this.locks) {
      if (lock.holds || this.locks.find(({ name }) => name === lock.name) !== lock) continue;
      lock.holds = true;
      this.later(lock.tab, () => lock.work().then(() => {
        if (this.locks.includes(lock)) this.#release(lock);
        lock.resolve();
      }), 'locks');
    }
  }

  // What may happen to a tab.

  /** It is gone: nothing of it runs any more, and its locks and sockets are the browser's to end. */
  crashes(tab) {
    this.tabs = this.tabs.filter((other) => other !== tab);
    tab.isFrozen = true;
    tab.held = [];
    this.channels.forEach((channel) => { if (channel.tab === tab) this.channels.delete(channel); });
    this.server.sockets.forEach((socket) => { if (socket.tab === tab) socket.isOpen = false; });
    this.locks.filter((lock) => lock.tab === tab).forEach((lock) => this.#release(lock));
  }
  hangs(tab) { tab.isFrozen = true; }
  /** It hears what it missed: of each source in order, but of which first, nobody knows. */
  goesOn(tab, roll = () => 0) {
    tab.isFrozen = false;
    const held = tab.held.splice(0);
    while (held.length) {
      const [, , by] = held[Math.floor(roll() * held.length)];
      this.queue.push(...held.splice(held.findIndex(([, , of]) => of === by), 1));
    }
  }

  /** Time passes. */
  async passes(ms = 0) {
    for (const end = this.now + ms; ; ) {
      await settled();
      if (this.queue.length) {
        const [tab, work, by] = this.queue.shift();
        if (tab.isFrozen) tab.held.push([tab, work, by]);
        else work();
        continue;
      }
      const next = Math.min(...this.tabs.filter(({ isFrozen }) => !isFrozen).flatMap(({ timers }) => [...timers.values()].map(({ due }) => due)));
      if (next > end) {
        this.#at(end);
        return;
      }
      this.#at(Math.max(this.now, next));
      for (const tab of this.tabs) {
        const due = [...tab.timers].find(([, timer]) => timer.due <= this.now);
        if (due && !tab.isFrozen) {
          tab.timers.delete(due[0]);
          due[1].run();
        }
      }
    }
  }
  #at(now) {
    this.now = now;
    this.tabs.forEach((tab) => { tab.now = now; });
  }
}
