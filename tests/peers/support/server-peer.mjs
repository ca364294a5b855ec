// The other end of the local server's wire: the socket.io 2.5 client from npm, with everything that it hears in order.
// This file must never use the SDK, nor send what a test did not ask for.
import { createHash, randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Inbox } from '../../e2e/support/inbox.mjs';

const tools = path.resolve(import.meta.dirname, '../../../.tools/package.json');
const io = createRequire(tools)('socket.io-client');

const EVENTS = ['ack', 'c_init', 'register', 'login', 's_single_text', 'msg_sync', 'no_such_event', 'connect', 'disconnect'];

export const APP = '4f7aef34fb361292c566a1cd';

export class ServerPeer {
  #inbox;
  #rid = randomInt(2 ** 30);
  #server;

  /** Every event that came: [name, data]. */
  heard = [];

  constructor(server, name) {
    this.name = name;
    this.#server = server;
    this.#inbox = new Inbox(name);
    /** socket.io's own object. */
    this.socket = io(server.url, { transports: ['websocket'], forceNew: true, reconnection: false });
    for (const event of EVENTS) {
      this.socket.on(event, (data = {}) => {
        this.heard.push([event, data]);
        this.#inbox.add(event, data);
      });
    }
  }

  nextRid() {
    return (this.#rid += 1);
  }

  async init() {
    return this.request('c_init', { ...(await this.#server.auth(APP)), fromPlatForm: 'j' });
  }

  register() {
    return this.request('register', { username: this.name, password: this.#password });
  }

  logIn() {
    return this.request('login', { username: this.name, password: this.#password, version: '2.5.0' });
  }

  /** Sends a request; gives its reply, whatever it says. */
  async request(event, payload, { as = event, rid = this.nextRid() } = {}) {
    this.socket.emit(event, { ...payload, rid });
    return this.told(as, { rid });
  }

  write(to, text, rid) {
    const content = {
      version: 1, target_type: 'single', target_id: to, from_platform: 'web', from_id: this.name, create_time: 1,
      msg_type: 'text', msg_body: { text },
    };
    const payload = { target_id: to, appkey: APP, content };
    return this.request('s_across_single_text', payload, { as: 's_single_text', rid });
  }

  /** The next event of that name that is as wanted; each is given once. */
  told(event, wanted = {}) {
    return this.#inbox.take(event, wanted);
  }

  /** The names of the events that came with that rid, in order. */
  answers(rid) {
    return this.heard.filter(([, data]) => data.rid === rid).map(([event]) => event);
  }

  get #password() {
    return createHash('md5').update(`secret of ${this.name}`).digest('hex');
  }
}
