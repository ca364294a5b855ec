/*
 * The chats of the account that is signed in, each with the messages this page knows: the page's data, fed by the
 * SDK's listeners (app.js) and by send.js. It must never touch the page's elements; views read it and draw.
 *
 * A chat:    {key, type: 'user' | 'group', id: username | gid, name, time, unread, messages[], members?, draft?}
 * A message: {id, from, time, type, body, state?, unreadCount?, needReceipt?}; state, of one's own messages only, is
 *            'sending', 'sent' or 'failed'; unreadCount says how many have yet to read it.
 */
import { JIM } from './sdk.js';
import { session } from './session.js';
import { changed } from './changes.js';
import * as history from './history.js';

const GROUP = 4; // msg_type and conversation type: 3 is a single chat, 4 a group
const SAVE_DELAY_MS = 300;

let owner = null;
let chats = new Map();
let saveTimer = 0;

/** The key is also the address of the chat in the page: #user/alice, #group/123. */
export const keyOf = (type, id) => `${type}/${encodeURIComponent(id)}`;

export const find = (key) => chats.get(key);

export const newestFirst = () => [...chats.values()].sort((a, b) => b.time - a.time);

export const isMine = (message) => message.from === session.user;

/** How the SDK's own methods name a chat. */
export const target = (chat) => (chat.type === 'group' ? { gid: chat.id } : { username: chat.id });

/** The chat with that user or group, made if it is new. */
export function open(type, id, name) {
  const key = keyOf(type, id);
  if (!chats.has(key)) chats.set(key, { key, type, id, name: String(name || id), time: 0, unread: 0, messages: [] });
  const chat = chats.get(key);
  if (name) chat.name = name;
  touch();
  return chat;
}

/** Brings back what this browser remembers of the account. */
export function start(username) {
  if (username === owner) return;
  owner = username;
  chats = new Map(history.load(username).map((chat) => [chat.key, chat]));
  changed();
}

/** After each login: the server knows the conversations and groups, the SDK their unread counts. */
export function refresh() {
  JIM.getConversation().onSuccess(({ conversations = [] }) => {
    for (const item of conversations) {
      const chat = item.type === GROUP ? open('group', item.gid, item.name) : open('user', item.username, item.nickname);
      chat.unread = item.unread_msg_count;
      chat.time = Math.max(chat.time, item.mtime ?? 0);
    }
    touch();
  });
  // A group that nobody has spoken in yet is no conversation.
  JIM.getGroups().onSuccess(({ group_list = [] }) => {
    for (const group of group_list) open('group', group.gid, group.name);
  });
}

export function loadMembers(chat) {
  JIM.getGroupMembers({ gid: chat.id }).onSuccess(({ member_list = [] }) => {
    chat.members = member_list.map((member) => member.username);
    changed();
  });
}

/** For onMsgReceive. */
export function received(messages) {
  for (const message of messages) merge(chatOf(message), fromServer(message));
}

/** For onSyncConversation: what arrived while this page was away, and our own messages sent from elsewhere. */
export function synced(conversations) {
  for (const item of conversations) {
    const chat = chatOf(item);
    for (const message of item.msgs ?? []) merge(chat, fromServer(message));
    receiptsChanged({ type: item.msg_type, ...item, gid: item.from_gid, username: item.from_username });
  }
}

/** For onMsgReceiptChange: of the counts known for a message, the smallest is the newest. */
export function receiptsChanged({ type, gid, username, receipt_msgs = [] }) {
  const chat = find(type === GROUP ? keyOf('group', gid) : keyOf('user', username));
  for (const receipt of receipt_msgs) {
    const message = chat?.messages.find(({ id }) => id === receipt.msg_id);
    if (message) message.unreadCount = Math.min(message.unreadCount ?? Infinity, receipt.unread_count);
  }
  touch();
}

/** For onMutiUnreadMsgUpdate: read on another device. */
export function unreadChanged({ type, gid, username }) {
  const chat = find(type === GROUP ? keyOf('group', gid) : keyOf('user', username));
  if (chat) countUnread(chat);
}

/** The SDK counts; the page only asks. It answers only while logged in. */
export function countUnread(chat) {
  if (JIM.isLogin()) chat.unread = JIM.getUnreadMsgCnt(target(chat));
  touch();
}

/** Adds a message in its place, or brings a known one up to date: the same message may come live and by sync. */
export function merge(chat, message) {
  const known = chat.messages.find(({ id }) => id && id === message.id);
  if (known) Object.assign(known, message);
  else chat.messages.push(message);
  // ctime_ms gives the order; msg_ids do not ascend.
  chat.messages.sort((a, b) => a.time - b.time);
  chat.time = Math.max(chat.time, message.time);
  countUnread(chat);
}

/** Says that chats changed: draws soon, and saves a little later. */
export function touch() {
  changed();
  clearTimeout(saveTimer);
  saveTimer = setTimeout(save, SAVE_DELAY_MS);
}

function save() {
  clearTimeout(saveTimer);
  if (owner) history.save(owner, [...chats.values()]);
}

/** The chat that a message or an item of a sync belongs to. One's own, sent elsewhere, belongs to its target. */
function chatOf(item) {
  if (item.msg_type === GROUP) return open('group', item.from_gid);
  const mineElsewhere = item.from_username === session.user && item.content;
  return open('user', mineElsewhere ? item.content.target_id : item.from_username);
}

function fromServer({ msg_id, ctime_ms, content, need_receipt }) {
  const message = { id: msg_id, from: content.from_id, time: ctime_ms, type: content.msg_type, body: content.msg_body };
  return isMine(message) ? { ...message, state: 'sent' } : { ...message, needReceipt: Boolean(need_receipt) };
}

window.addEventListener('pagehide', save);
