// Another device of a user: the socket.io 2.5 client from npm, which knows nothing of our SDK, speaking the protocol
// by hand. This file must never use the SDK.
import { createHash, randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Inbox } from './inbox.mjs';

const tools = path.resolve(import.meta.dirname, '../../../.tools/package.json');
const io = createRequire(tools)('socket.io-client');

const PUSHES = ['msg_sync', 'sync_conversation', 'event_notification', 'receipt_change', 'trans_msg_rec'];

export const md5 = (text) => createHash('md5').update(text).digest('hex');

export class Device {
  #inbox;
  #socket;
  #server;
  #rid = randomInt(2 ** 30);

  /** `platform` as fromPlatForm has it: a android, i ios, p pc. */
  constructor(server, person, platform) {
    Object.assign(this, { name: person.name, appkey: person.appkey, platform });
    this.#server = server;
    this.#inbox = new Inbox(`${person.name} on ${platform}`);
    this.#socket = io(server.url, { transports: ['websocket'], forceNew: true, reconnection: false });
    for (const event of [...PUSHES, 'disconnect']) this.#listen(event);
  }

  async logIn(password) {
    await this.request('c_init', { ...(await this.#server.auth(this.appkey)), fromPlatForm: this.platform });
    const reply = await this.request('login', { username: this.name, password: md5(password), version: '2.5.0' });
    await this.request('sync_check', { sync_key: 0, sync_type: 0, sync_event_key: 0, msg_receipt_key: 0 });
    return reply;
  }

  /** Sends a request; gives its reply, which must be a success. */
  async request(event, payload, replyEvent = event) {
    const rid = (this.#rid += 1);
    if (!this.#socket.hasListeners(replyEvent)) this.#listen(replyEvent);
    this.#socket.emit(event, { ...payload, rid });
    const reply = await this.#inbox.take(replyEvent, { rid });
    if (reply.code) throw new Error(`${event}: ${JSON.stringify(reply)}`);
    return reply;
  }

  changePassword(from, to) {
    return this.request('update_user_pwd', { old_pwd: md5(from), new_pwd: md5(to) });
  }

  /** Sends a text message, as the apps do. */
  async write(target, text) {
    const to = target.gid ? { target_gid: String(target.gid) } : { target_id: target.username };
    const content = {
      version: 1, target_type: target.gid ? 'group' : 'single', target_id: String(target.gid ?? target.username),
      from_platform: 'android', from_id: this.name, create_time: 0, msg_type: 'text', msg_body: { text },
    };
    const [event, reply] = target.gid ? ['send_group_msg', 'send_group_msg'] : ['s_across_single_text', 's_single_text'];
    return this.request(event, { ...to, appkey: this.appkey, content }, reply);
  }

  told(event, wanted = {}) {
    return this.#inbox.take(event, wanted);
  }

  close() {
    this.#socket.close();
  }

  #listen(event) {
    this.#socket.on(event, (data) => this.#inbox.add(event, data));
  }
}
