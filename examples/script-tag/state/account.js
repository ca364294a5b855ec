/*
 * An account from its sign-in on: what is brought back before it, what is asked once it is in, and what its events change.
 * It joins the other modules of this folder.
 */
import { JIM } from '../sdk.js';
import * as chats from './chats.js';
import * as people from './people.js';
import * as requests from './requests.js';
import * as rooms from './rooms.js';
import { described, groupEvent, isGroupEvent } from './groups.js';
import { retracted } from './incoming.js';
import { follow } from './reading.js';
import { sendWaiting } from './sending.js';
import { connectionChanged, remembered, session, signIn } from './session.js';

const GROUP = 4; // a conversation's type: 3 is a single chat

/** By event_type. */
const EVENTS = {
  5: (event) => (event.extra === 1 ? requests.friendAsks(event) : people.loadFriends()),
  6: people.loadFriends,
  7: people.loadFriends,
  37: people.loadQuiet,
  38: people.loadBlocked,
  55: retracted,
  56: requests.joinAsked,
  100: people.loadFriends,
  101: people.loadBlocked,
  102: people.loadQuiet,
};

/** For onEventNotification, and for each of onSyncEvent. A kick or a new password is told by onConnectionChange too. */
export function happened(event) {
  if (isGroupEvent(event)) groupEvent(event);
  else EVENTS[event.event_type]?.(event);
}

/** Signs in. What earlier visits knew is there before the first push is. */
export function enter(username) {
  bringBack(username);
  signIn(username);
}

/** A reload stays signed in: what is known can be seen before the connection is up. */
export function restore() {
  if (!remembered()) return;
  bringBack(session.user);
  follow();
}

function bringBack(username) {
  session.user = username;
  people.start();
  requests.start();
  chats.start(username);
}

/** For onConnectionChange. After a gap that nothing fell into, the lists are as they were. */
export function stands(change) {
  connectionChanged(change);
  if (change.state !== 'online') return;
  follow();
  if (!change.resumed) askForLists();
  rooms.restore().then(follow, () => {});
  sendWaiting();
}

/** The server knows the conversations and groups, the SDK their unread counts and what we pinned. */
function askForLists() {
  JIM.getConversation().onSuccess(({ conversations = [] }) => {
    for (const item of conversations) {
      const known = { avatar: item.avatar, unread: item.unread_msg_count, pinned: Boolean(item.extras?.pinned) };
      const chat = item.type === GROUP ? chats.open('group', item.gid, { name: item.name, ...known }) : chats.open('user', item.username, known);
      if (item.mtime > chat.time) chats.open(chat.type, chat.id, { time: item.mtime });
      if (chat.type === 'user') people.learn({ username: item.username, nickname: item.nickname, avatar: item.avatar });
    }
    follow();
  });
  // A group that nobody has spoken in yet is no conversation.
  JIM.getGroups().onSuccess(({ group_list = [] }) => {
    group_list.forEach(described);
    follow();
  });
  people.loadProfile(session.user).catch(() => {});
  people.loadRelations();
}

export function pin(chat, pinned) {
  JIM.updateConversation({ ...chats.target(chat), extras: { pinned } });
  chat.pinned = pinned;
  chats.touch(chat);
}
