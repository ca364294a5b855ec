/*
 * The list of chats: a row for each, kept and moved; a change draws its own row and no other.
 */
import { on } from '../state/changes.js';
import { find, isMine, keyOf, order } from '../state/chats.js';
import { isQuiet, nameOf } from '../state/people.js';
import { openChat } from '../state/reading.js';
import { session } from '../state/session.js';
import { shortTime, t } from '../text/i18n.js';
import { byId, drawAvatar, fromTemplate, mark, write } from './dom.js';
import { roving } from './keys.js';
import { faceOf, gist, says, titleOf } from './words.js';

const MANY = 99;

const list = byId('chat-list');
const rows = new Map(); // chat -> {row, its parts}
let wanted = ''; // what is searched for

/** Only chats whose name has that, in small letters. Says whether there are any. */
export function filterChats(text) {
  wanted = text;
  drawAll();
  return order.some(matches);
}

const matches = (chat) => !wanted || titleOf(chat).toLowerCase().includes(wanted) || String(chat.id).toLowerCase().includes(wanted);

function drawChats(chats) {
  for (const chat of chats) {
    if (chat.gone || find(chat.key) !== chat) removeRow(chat);
    else drawRow(chat);
  }
  // From the last on, so that the row that follows has its place already.
  for (let at = order.length - 1; at >= 0; at--) if (chats.has(order[at])) placeRow(order[at], order[at + 1]);
  keepAStop();
  byId('chat-list-empty').hidden = order.length > 0 || wanted !== '';
  countUnread();
}

const drawAll = () => drawChats(new Set(order));

function drawRow(chat) {
  if (!rows.has(chat)) rows.set(chat, newRow(chat));
  const { row, link, avatar, name, time, last, pinned, hushed, unread, count, label } = rows.get(chat);
  row.hidden = !matches(chat);
  mark(link, 'aria-current', chat === openChat() && 'page');
  drawAvatar(avatar, faceOf(chat));
  write(name, titleOf(chat));
  write(time, chat.time ? shortTime(chat.time) : '');
  write(last, preview(chat));
  mark(last, 'data-kind', (chat.typing && 'typing') || (chat.draft && chat !== openChat() && 'draft'));
  pinned.toggleAttribute('hidden', !chat.pinned); // an svg has no such property
  hushed.toggleAttribute('hidden', !isQuiet(chat));
  unread.hidden = chat.unread === 0;
  mark(unread, 'data-quiet', isQuiet(chat) && 'yes');
  write(count, chat.unread > MANY ? `${MANY}+` : String(chat.unread));
  write(label, t('list.unread', { n: chat.unread }));
}

/** In front of the row of the chat that follows, if it isn't there already. */
function placeRow(chat, following) {
  const { row } = rows.get(chat);
  const next = following ? rows.get(following).row : null;
  if (row.parentNode === list && row.nextElementSibling === next) return;
  const focused = row.contains(document.activeElement) && document.activeElement;
  list.insertBefore(row, next);
  if (focused) focused.focus({ preventScroll: true });
}

function newRow(chat) {
  const row = fromTemplate('chat-row');
  const part = (name) => row.querySelector(`.row-${name}`);
  const link = part('link');
  link.href = `#${chat.key}`;
  const names = { avatar: 'avatar', name: 'name', time: 'time', last: 'last', pinned: 'pinned', hushed: 'hushed', unread: 'unread', count: 'unread-count', label: 'unread-label' };
  const parts = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, part(name)]));
  return { row, link, ...parts };
}

function removeRow(chat) {
  rows.get(chat)?.row.remove();
  rows.delete(chat);
}

function preview(chat) {
  if (chat.typing) return t('list.typing', { name: nameOf(chat.typing.name) });
  if (chat.draft && chat !== openChat()) return t('list.draft', { text: chat.draft });
  const last = chat.messages.at(-1);
  if (!last) return t('list.quiet');
  if (last.retracted || last.type === 'notice') return gist(last);
  if (isMine(last)) return says(t('message.you'), gist(last));
  return chat.type === 'user' ? gist(last) : says(nameOf(last.from), gist(last));
}

function countUnread() {
  const unread = order.reduce((sum, chat) => sum + (isQuiet(chat) ? 0 : chat.unread), 0);
  document.title = unread && session.inside ? `(${unread}) JMessage Web` : 'JMessage Web';
}

on('chats', drawChats);
on('people', (names) => {
  const chats = [...names].map((name) => find(keyOf('user', name))).filter(Boolean);
  drawChats(new Set(names.has(session.user) ? order : chats)); // mine says which groups are silent
});
on('language', drawAll);
const keepAStop = roving(list, '.row-link');
