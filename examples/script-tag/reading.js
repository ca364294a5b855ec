/*
 * Which chat is open, and whether it is being read. The open chat is the page's address (#user/alice, #group/123), so
 * links open chats and the browser's back button leaves them. While a chat is being read, its messages don't count as
 * unread: resetUnreadCount() tells the SDK so, and exitConversation() ends it.
 */
import { JIM } from './sdk.js';
import { changed } from './changes.js';
import { session } from './session.js';
import { find, loadMembers, target, touch } from './chats.js';
import { reportRead } from './send.js';

let current = null;

export const openChat = () => current;

export function show(chat) {
  location.hash = chat ? chat.key : '';
}

/** Opens the chat that the address names, if there is one. */
export function follow() {
  const chat = (session.inside && find(location.hash.slice(1))) || null;
  if (chat === current) return;
  if (current) JIM.exitConversation();
  current = chat;
  read();
  changed();
}

/** After each login, and when the open chat comes into view. */
export function read() {
  if (!current || document.hidden || !JIM.isLogin()) return;
  JIM.resetUnreadCount(target(current));
  current.unread = 0;
  reportRead(current);
  if (current.type === 'group') loadMembers(current);
  touch();
}

/** After messages came in: the SDK already keeps the open chat at 0. */
export function readOn() {
  if (current && !document.hidden && JIM.isLogin()) reportRead(current);
}

window.addEventListener('hashchange', follow);
document.addEventListener('visibilitychange', () => (document.hidden ? JIM.exitConversation() : read()));
