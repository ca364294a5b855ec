/*
 * What this page remembers of an account between visits, in localStorage. The SDK keeps no messages; it keeps unread
 * counts, in keys of its own. This file must never throw: a full or blocked storage only means a shorter memory.
 */
const KEPT_PER_CHAT = 300;

const keyOf = (username) => `jmessage-demo-history-${username}`;

export function load(username) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(username))) ?? [];
  } catch {
    return [];
  }
}

export function save(username, chats) {
  const kept = chats.map(({ key, type, id, name, time, unread, messages }) => ({
    key, type, id, name, time, unread,
    messages: messages.filter(outlivesThePage).slice(-KEPT_PER_CHAT).map(plain),
  }));
  try {
    localStorage.setItem(keyOf(username), JSON.stringify(kept));
  } catch (error) {
    console.warn('history is not kept:', error);
  }
}

/** A file that was not sent yet is gone with the page. */
function outlivesThePage(message) {
  return message.id || !message.file;
}

/** Only the fields that are data; a message still on its way will never hear its answer, so it can be tried again. */
function plain({ id, from, time, type, body, state, unreadCount, needReceipt, reported }) {
  return { id, from, time, type, body, state: state === 'sending' ? 'failed' : state, unreadCount, needReceipt, reported };
}
