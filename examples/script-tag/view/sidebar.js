/*
 * The left side: who I am, whether the line is up, and the list of chats with their unread counts.
 */
import { isMine, newestFirst } from '../chats.js';
import { openChat } from '../reading.js';
import { session } from '../session.js';
import { shortTime, t } from '../i18n.js';
import { arrange, byId, drawAvatar, fromTemplate, write } from './dom.js';

const MANY = 99;

const rows = new Map();

export function drawSidebar() {
  drawMe();
  const chats = newestFirst();
  arrange(byId('chat-list'), chats.map(drawRow));
  byId('chat-list-empty').hidden = chats.length > 0;

  const unread = chats.reduce((sum, chat) => sum + chat.unread, 0);
  document.title = unread && session.inside ? `(${unread}) JMessage Web` : 'JMessage Web';
}

function drawMe() {
  const name = session.user ?? '';
  drawAvatar(byId('my-avatar'), { type: 'user', name });
  write(byId('my-name'), name);
  // Twice in the page: above the list, and above the chat for where the list isn't to be seen.
  for (const element of document.querySelectorAll('.status')) {
    element.dataset.state = session.status;
    write(element.querySelector('.status-text'), t(`status.${session.status}`));
  }
}

function drawRow(chat) {
  if (!rows.has(chat.key)) rows.set(chat.key, fromTemplate('chat-row'));
  const row = rows.get(chat.key);
  const part = (name) => row.querySelector(`.row-${name}`);
  const last = chat.messages.at(-1);

  const link = part('link');
  link.href = `#${chat.key}`;
  link.dataset.key = chat.key;
  if (chat === openChat()) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');

  drawAvatar(part('avatar'), chat);
  write(part('name'), chat.name);
  write(part('time'), chat.time ? shortTime(chat.time) : '');
  write(part('last'), last ? preview(chat, last) : t('list.quiet'));

  part('unread').hidden = chat.unread === 0;
  write(part('unread-count'), chat.unread > MANY ? `${MANY}+` : String(chat.unread));
  write(part('unread-label'), t('list.unread', { n: chat.unread }));
  return row;
}

function preview(chat, message) {
  const text = gist(message);
  if (isMine(message)) return `${t('message.you')}: ${text}`;
  return chat.type === 'group' ? `${message.from}: ${text}` : text;
}

function gist({ type, body }) {
  if (type === 'text') return body.text;
  if (type === 'image') return `[${t('message.picture')}]`;
  if (type === 'file') return `[${t('message.file')}] ${body.fname}`;
  return `[${type}]`;
}
