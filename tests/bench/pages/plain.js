// What the SDK does with messages, in plain JS and nothing besides: the floor of its own work.
// Same state, same confirmations, same storage; none of the other rules. It must never be cleverer than that.
import { ME } from '/message.js';

const LEVELS = ['normal', 'across'];
const MAX_TIMES = 256;
const SAVE_WITHIN_MS = 1_000;

export class PlainClient {
  conversations = new Map();
  inFlight = new Map();
  rid = 1_000;
  saving = 0;

  constructor(socket, { storageKey, onMessages, onMissed }) {
    Object.assign(this, { socket, storageKey, onMessages, onMissed });
    socket.onmessage = ({ data }) => this.receive(data);
    if (storageKey) addEventListener('pagehide', () => this.save());
  }

  receive(text) {
    if (!text.startsWith('42')) return;
    const [name, data] = JSON.parse(text.slice(2));
    if (name === 'msg_sync') this.onSync(data);
    else if (name === 'sync_conversation') this.onConversations(data);
    else if (name === 'ack') this.acked(data.rid);
    else this.inFlight.delete(data.rid);
  }

  onSync(data) {
    for (const message of data.messages) {
      const { content } = message;
      message.key = message.from_uid;
      message.from_username = content.from_id;
      message.from_appkey = content.from_appkey;
      message.msg_level = LEVELS[message.msg_level] ?? message.msg_level;
      this.count(content.from_appkey + content.from_id, message.ctime_ms, content.from_id === ME);
      const { msg_id, msg_type, from_uid, from_gid } = message;
      this.request('msg_recv_v2', { msg_id, msg_type, from_uid, from_gid });
    }
    this.changed();
    this.onMessages(data);
  }

  onConversations(data) {
    for (const item of data.messages) {
      const key = item.from_appkey + item.from_username;
      let conversation = this.conversations.get(key);
      if (!conversation) this.conversations.set(key, (conversation = {}));
      this.catchUp(conversation, item);
      delete item.unsync_count;
      item.unread_msg_count = conversation.unread_msg_count;
    }
    this.changed();
    this.onMissed(data.messages);
    this.request('sync_conversation_ack', { sync_key: data.sync_key });
  }

  catchUp(conversation, { msgs, unsync_count: count }) {
    const { recent_time: readTo } = conversation;
    if (readTo === undefined) {
      conversation.recent_time = msgs[msgs.length - 1 - count]?.ctime_ms ?? -1;
      Object.assign(conversation, { unread_msg_count: count, msg_time: [] });
      return;
    }
    let times = conversation.msg_time;
    let unread = 0;
    for (const { ctime_ms: time, content } of msgs) {
      if (content.from_id === ME || time <= readTo) {
        unread = 0;
        times = [];
      } else {
        unread += 1;
        times.push(time);
      }
    }
    conversation.unread_msg_count = unread;
    conversation.msg_time = times.slice(-MAX_TIMES);
  }

  count(key, time, mine) {
    let conversation = this.conversations.get(key);
    if (!conversation) this.conversations.set(key, (conversation = { extras: {}, unread_msg_count: 0, msg_time: [] }));
    if (mine) {
      conversation.unread_msg_count = 0;
      conversation.recent_time = time;
      return;
    }
    conversation.unread_msg_count += 1;
    if (conversation.msg_time.push(time) > MAX_TIMES) conversation.msg_time.shift();
  }

  request(name, data) {
    const rid = (this.rid += 1);
    const text = `42${JSON.stringify([name, { ...data, rid }])}`;
    this.inFlight.set(rid, { text, sentAt: performance.now(), acked: false });
    this.socket.send(text);
  }

  acked(rid) {
    const request = this.inFlight.get(rid);
    if (request) request.acked = true;
  }

  changed() {
    if (!this.storageKey || this.saving) return;
    this.saving = setTimeout(() => this.save(), SAVE_WITHIN_MS);
  }

  save() {
    if (!this.saving) return;
    clearTimeout(this.saving);
    this.saving = 0;
    localStorage.setItem(this.storageKey, JSON.stringify(Object.fromEntries(this.conversations)));
  }
}
