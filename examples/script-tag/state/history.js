/*
 * What this page remembers of an account between visits, in localStorage: a key for each chat, so that a message writes
 * one chat and not all of them. The SDK keeps unread counts and what was not sent yet, in keys of its own. This file must
 * never throw: a full or blocked storage only means a shorter memory.
 */
const KEPT_PER_CHAT = 200;
const DELAY_MS = 300;

const due = new Set();
let timer = 0;

const prefix = (username) => `jmessage-demo/${encodeURIComponent(username)}/`;

export function load(username) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix(username)));
    return keys.map((key) => JSON.parse(localStorage.getItem(key)));
  } catch {
    return [];
  }
}

/** Soon, and once however often it is said. */
export function save(username, chat) {
  if (chat.type === 'room') return; // a room tells its last messages to who enters
  due.add(chat);
  timer ||= setTimeout(() => write(username), DELAY_MS);
}

/** At once, before the page goes or somebody else signs in. */
export function write(username) {
  clearTimeout(timer);
  timer = 0;
  try {
    for (const chat of due) {
      const key = prefix(username) + chat.key;
      if (chat.gone) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(plain(chat)));
    }
  } catch (error) {
    console.warn('history is not kept:', error);
  }
  due.clear();
}

function plain({ type, id, name, avatar, time, unread, pinned, over, messages }) {
  return { type, id, name, avatar, time, unread, pinned, over, messages: messages.filter(outlivesThePage).slice(-KEPT_PER_CHAT).map(data) };
}

/** What the SDK is sending is in its outbox; a file that was not sent is gone with the page. */
function outlivesThePage(message) {
  return message.id || !(message.file || message.underway);
}

/** Without what belongs to this page only: files, previews, progress, handles. */
function data({ id, ref, from, time, type, body, state, error, unreadCount, needReceipt, reported, retracted }) {
  return { id, ref, from, time, type, body, state, error, unreadCount, needReceipt, reported, retracted };
}
