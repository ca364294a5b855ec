/*
 * The right side around the messages: whose chat it is, and whether one can write in it. messages.js and compose.js do
 * the rest.
 */
import { on } from '../state/changes.js';
import { loadMembers } from '../state/groups.js';
import { nameOf } from '../state/people.js';
import { openChat, show } from '../state/reading.js';
import { joinNames, t } from '../text/i18n.js';
import { byId, drawAvatar, mark, write } from './dom.js';
import { openInfo } from './info.js';
import { faceOf, titleOf } from './words.js';

const NAMES_SHOWN = 6;

function draw() {
  const chat = openChat();
  document.body.dataset.pane = chat ? 'chat' : 'list';
  byId('chat').hidden = !chat;
  byId('no-chat').hidden = Boolean(chat);
  if (!chat) return;
  if (chat.type === 'group') loadMembers(chat);
  drawAvatar(byId('chat-avatar'), faceOf(chat));
  write(byId('chat-name'), titleOf(chat));
  write(byId('chat-about'), chat.typing ? typing(chat) : about(chat));
  mark(byId('chat-about'), 'data-kind', chat.typing && 'typing');
  byId('compose').hidden = Boolean(chat.over);
  byId('chat-over').hidden = !chat.over;
}

const typing = ({ type, typing: { name } }) => (type === 'group' ? t('list.typing', { name: nameOf(name) }) : t('chat.typing'));

function about({ type, id, members, about: description }) {
  if (type === 'room') return t('chat.room');
  if (type === 'user') return nameOf(id) === id ? '' : id;
  return members ? joinNames(members.map(({ username }) => nameOf(username)), NAMES_SHOWN) : (description ?? '');
}

byId('chat-back').addEventListener('click', () => show(null));
byId('chat-title').addEventListener('click', () => openInfo(openChat()));

on('open', draw);
on('chats', (chats) => chats.has(openChat()) && draw());
on('people', draw);
on('session', draw);
on('language', draw);
