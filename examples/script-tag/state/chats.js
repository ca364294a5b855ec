/*
 * The chats of the account that is signed in, each with the messages this page knows: the one store of the page, fed by
 * the SDK's listeners (app.js) and by sending.js. It must never touch the page's elements; views read it, and draw what
 * it says has changed.
 *
 * A chat:    {key, type: 'user' | 'group' | 'room', id: username | gid | room, name, avatar?, time, unread, pinned?,
 *            messages[], index, members?, over?, draft?}. `index` finds a message by its id, or by its ref; `over`: a
 *            group that one is no longer in.
 * A message: {id, ref?, from, time, type, body, state?, error?, unreadCount?, needReceipt?, reported?, retracted?};
 *            `ref` is our own mark of a message that this page sends. `state`, of one's own only, is 'sending', 'sent'
 *            or 'failed'; unreadCount says how many have yet to read it.
 */
import { JIM } from '../sdk.js';
import { session } from './session.js';
import { changed } from './changes.js';
import * as history from './history.js';

const byKey = new Map();
/** As they are listed: pinned ones first, then the newest. */
export const order = [];
let owner = null;

/** The key is also the address of the chat in the page: #user/alice, #group/123. */
export const keyOf = (type, id) => `${type}/${encodeURIComponent(id)}`;

export const find = (key) => byKey.get(key);

export const isMine = (message) => message.from === session.user;

/** How the SDK's own methods name a chat. */
export const target = (chat) => (chat.type === 'group' ? { gid: chat.id } : { username: chat.id });

/** The chat with that user or group, or of that room, made if it is new. */
export function open(type, id, known = {}) {
  const key = keyOf(type, id);
  let chat = byKey.get(key);
  if (!chat) {
    chat = { key, type, id, name: String(id), time: 0, unread: 0, messages: [], index: new Map() };
    byKey.set(key, chat);
    touch(chat);
  }
  const news = Object.entries(known).filter(([field, value]) => value !== undefined && value !== '' && chat[field] !== value);
  if (news.length > 0) touch(Object.assign(chat, Object.fromEntries(news)));
  return chat;
}

/** Brings back what this browser remembers of the account. */
export function start(username) {
  if (username === owner) return;
  if (owner) history.write(owner);
  owner = username;
  for (const chat of order) changed('chats', chat);
  byKey.clear();
  order.length = 0;
  for (const { type, id, messages, ...known } of history.load(username)) {
    const chat = open(type, id, known);
    for (const message of messages) insert(chat, message);
  }
}

/** Says that a chat changed, gives it its place, and has it saved. */
export function touch(chat) {
  if (!chat.gone) place(chat);
  changed('chats', chat);
  history.save(owner, chat);
}

/** One that was left, or is no more. */
export function forget(chat) {
  chat.gone = true;
  byKey.delete(chat.key);
  order.splice(order.indexOf(chat), 1);
  touch(chat);
}

/** The SDK counts; the page only asks. It answers only while logged in. */
export function countUnread(chat) {
  if (chat.type !== 'room' && JIM.isLogin()) chat.unread = JIM.getUnreadMsgCnt(target(chat));
  touch(chat);
}

/** Adds a message in its place, or brings a known one up to date: the same message may come live and by sync. */
export function merge(chat, message) {
  const known = chat.index.get(message.id) ?? chat.index.get(message.ref);
  if (!known) {
    insert(chat, message);
    changed('messages', chat);
  } else if (!known.retracted) {
    if (message.time !== undefined && message.time !== known.time) changed('messages', chat);
    refresh(chat, known, message);
  }
  countUnread(chat);
}

/** A known message has another state, an id, a place. */
export function refresh(chat, message, fields) {
  const moves = fields.time !== undefined && fields.time !== message.time;
  if (moves) chat.messages.splice(chat.messages.indexOf(message), 1);
  Object.assign(message, fields);
  if (moves) {
    insert(chat, message);
    changed('messages', chat);
  }
  if (message.id) chat.index.set(message.id, message);
  changed('message', message);
}

export function remove(chat, message) {
  chat.messages.splice(chat.messages.indexOf(message), 1);
  chat.index.delete(message.id);
  chat.index.delete(message.ref);
  changed('messages', chat);
  touch(chat);
}

/** ctime_ms gives the order; msg_ids do not ascend. Nearly always it is the newest. */
function insert(chat, message) {
  const { messages, index } = chat;
  let at = messages.length;
  while (at > 0 && messages[at - 1].time > message.time) at--;
  messages.splice(at, 0, message);
  if (message.id) index.set(message.id, message);
  if (message.ref) index.set(message.ref, message);
  chat.time = Math.max(chat.time, message.time);
}

/** Takes a chat to its place, by halving: 500 chats are looked at nine times. */
function place(chat) {
  const before = order.indexOf(chat);
  if (before >= 0) order.splice(before, 1);
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (standsBefore(order[middle], chat)) low = middle + 1;
    else high = middle;
  }
  order.splice(low, 0, chat);
}

function standsBefore(one, other) {
  return Boolean(one.pinned) === Boolean(other.pinned) ? one.time >= other.time : Boolean(one.pinned);
}

window.addEventListener('pagehide', () => owner && history.write(owner));
