/*
 * Which chat is open, and what of it has been seen. The open chat is the page's address (#user/alice, #group/123), so
 * links open chats and the browser's back button leaves them.
 *
 * Seen is what stands in view on a page that is looked at: view/messages.js says so, message by message. While the end
 * of the open chat is seen, its messages don't count as unread: resetUnreadCount() tells the SDK so, and
 * exitConversation() ends it.
 */
import { JIM } from '../sdk.js';
import { changed, on } from './changes.js';
import { session } from './session.js';
import { find, isMine, target, touch } from './chats.js';

let current = null;
let reading = false;

export const openChat = () => current;

export function show(chat) {
  location.hash = chat ? chat.key : '';
}

/** Opens the chat that the address names, if there is one. */
export function follow() {
  const chat = (session.inside && find(location.hash.slice(1))) || null;
  if (chat === current) return;
  stopReading();
  if (current) changed('chats', current);
  current = chat;
  if (chat) {
    chat.firstUnread = firstUnread(chat);
    changed('chats', chat);
  }
  changed('open', chat);
}

/** Whether somebody looks at this page: it is in front, and has the keyboard. */
export const isLookedAt = () => !document.hidden && document.hasFocus();

/** The newest message of the open chat is in view. */
export function atTheEnd() {
  if (!current || current.type === 'room' || !isLookedAt() || !JIM.isLogin()) return;
  if (reading && current.unread === 0) return;
  reading = true;
  JIM.resetUnreadCount(target(current));
  current.unread = 0;
  touch(current);
}

export function stopReading() {
  if (reading) JIM.exitConversation();
  reading = false;
}

/** These messages of the open chat are in view. Their senders, if they asked for it, hear that they were read. */
export function seen(messages) {
  if (!isLookedAt() || !JIM.isLogin()) return;
  const news = messages.filter((message) => message.needReceipt && !message.reported && !message.retracted && !isMine(message));
  if (news.length === 0) return;
  const reported = (value) => news.forEach((message) => (message.reported = value));
  const method = current.type === 'group' ? 'addGroupReceiptReport' : 'addSingleReceiptReport';
  reported(true);
  JIM[method]({ ...target(current), msg_ids: news.map(({ id }) => id) })
    .onFail(() => reported(false))
    .onTimeout(() => reported(false));
}

/** More came to the open chat: while nobody looks, the line "unread" stands above the first of them. */
export function cameUnseen() {
  if (!isLookedAt() && current.unread > 0) current.firstUnread = firstUnread(current);
}

/** The message that the line "unread" stands above, for as long as the chat is open. */
function firstUnread({ messages, unread }) {
  let left = unread;
  for (let at = messages.length - 1; left > 0 && at >= 0; at--) {
    const message = messages[at];
    if (message.type !== 'notice' && !isMine(message) && (left -= 1) === 0) return message;
  }
  return undefined;
}

window.addEventListener('hashchange', follow);
// One that was left, or is no more, is not looked at any longer.
on('chats', () => current?.gone && show(null));
