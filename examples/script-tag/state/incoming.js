/*
 * What the SDK's listeners bring, put into the chats: messages live and by sync, read counts, retractions. Here the
 * server's words end: what goes on is as chats.js has it. It must never ask or send anything.
 */
import { countUnread, find, isMine, keyOf, merge, open, refresh } from './chats.js';
import { learn } from './people.js';
import { session } from './session.js';
import { stoppedTyping } from './typing.js';

const GROUP = 4; // msg_type and a conversation's type: 3 is a single chat, 4 a group

/** For onMsgReceive. */
export function received({ messages }) {
  for (const message of messages) {
    const chat = chatOf(message);
    merge(chat, fromServer(message));
    stoppedTyping(chat, message.content.from_id);
  }
}

/** For onSyncConversation: what arrived while this page was away, and what was written on other devices. */
export function synced(conversations) {
  for (const item of conversations) {
    const chat = chatOf(item);
    for (const message of item.msgs ?? []) merge(chat, fromServer(message));
    receiptsChanged({ type: item.msg_type, ...item, gid: item.from_gid, username: item.from_username });
    countUnread(chat);
  }
}

/** For onRoomMsg: one message of a room that we are in. */
export function roomMessage(message) {
  const chat = find(keyOf('room', message.room_id));
  if (chat) merge(chat, { ...fromServer(message), needReceipt: false });
}

/** For onMsgReceiptChange: of the counts known for a message, the smallest is the newest. */
export function receiptsChanged({ type, gid, username, receipt_msgs = [] }) {
  const chat = chatWith(type, gid, username);
  for (const { msg_id, unread_count } of receipt_msgs) {
    const message = chat?.index.get(msg_id);
    if (message) refresh(chat, message, { unreadCount: Math.min(message.unreadCount ?? Infinity, unread_count) });
  }
}

/** For onMutiUnreadMsgUpdate: read on another device. */
export function unreadChanged({ type, gid, username }) {
  const chat = chatWith(type, gid, username);
  if (chat) countUnread(chat);
}

/** Event 55: nobody may read it any more, here or after a reload. */
export function retracted({ from_username, from_gid, to_usernames, msgid_list = [] }) {
  const mine = from_username === session.user;
  const chat = from_gid ? chatWith(GROUP, from_gid) : chatWith(0, 0, mine ? to_usernames?.[0]?.username : from_username);
  for (const id of msgid_list) takeBack(chat, chat?.index.get(id));
}

export function takeBack(chat, message) {
  if (!message) return;
  refresh(chat, message, { retracted: true, body: {}, preview: undefined, unreadCount: undefined });
  countUnread(chat);
}

/** The chat that a sync or push names. */
function chatWith(type, gid, username) {
  return find(type === GROUP ? keyOf('group', gid) : keyOf('user', username));
}

/** The chat that a message or an item of a sync belongs to. One's own, sent elsewhere, belongs to its target. */
function chatOf(item) {
  if (item.msg_type === GROUP) return open('group', item.from_gid);
  const mineElsewhere = item.from_username === session.user && item.content;
  return open('user', mineElsewhere ? item.content.target_id : item.from_username);
}

function fromServer({ msg_id, ctime_ms, content, need_receipt }) {
  const { from_id, from_name, msg_type, msg_body } = content;
  if (from_name) learn({ username: from_id, nickname: from_name });
  const message = { id: msg_id, from: from_id, time: ctime_ms, type: msg_type, body: msg_body ?? {} };
  if (!isMine(message)) return { ...message, needReceipt: Boolean(need_receipt) };
  return { ...message, state: 'sent', ref: message.body.extras?.ref };
}
