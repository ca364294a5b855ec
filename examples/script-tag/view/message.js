/*
 * One message as a bubble: its content, made once, and what changes about it: delivery, progress, read or not, taken
 * back.
 */
import { isMine } from '../state/chats.js';
import { nameOf } from '../state/people.js';
import { discard, resend } from '../state/sending.js';
import { isOnline } from '../state/session.js';
import { clock, explain, t } from '../text/i18n.js';
import { contentOf, drawMedia } from './content.js';
import { drawAvatar, drawIcon, fromTemplate, mark, write } from './dom.js';
import { openMessageMenu } from './message-menu.js';
import { faceOfPerson, gist } from './words.js';

export function newMessage(chat, message) {
  if (message.type === 'notice' || message.retracted) return fromTemplate('notice');
  const node = fromTemplate('message');
  node.classList.add(isMine(message) ? 'message-mine' : 'message-theirs', `message-${chat.type}`);
  node.dataset.type = message.type;
  node.querySelector('.bubble').prepend(contentOf(message));
  const doing = {
    '.message-more': ({ currentTarget }) => openMessageMenu(currentTarget, chat, message),
    '.message-resend': () => resend(chat, message),
    '.message-discard': () => discard(chat, message),
    '.message-cancel': () => discard(chat, message),
  };
  for (const [part, act] of Object.entries(doing)) node.querySelector(part).addEventListener('click', act);
  return node;
}

export function drawMessage(node, chat, message) {
  if (message.retracted && node.dataset.testid === 'message') return takeAway(node, message);
  if (node.dataset.testid === 'notice') return write(node.firstElementChild, gist(message));
  const state = deliveryState(message);
  const part = (name) => node.querySelector(`.message-${name}`);
  mark(node, 'data-state', state);
  mark(node, 'data-id', message.id);
  write(part('time'), clock(message.time));
  drawMedia(node, message);

  if (!isMine(message)) {
    drawAvatar(part('avatar'), faceOfPerson(message.from));
    write(part('from'), nameOf(message.from));
    return;
  }
  part('sending').hidden = !message.file || message.state !== 'sending';
  mark(part('progress'), 'value', message.progress); // without one it only says that something goes on
  const tick = part('tick');
  if (tick.dataset.state !== state) {
    tick.dataset.state = state;
    drawIcon(tick.firstElementChild, `state-${state}`);
  }
  const label = t(`message.${state}`);
  if (tick.ariaLabel !== label) tick.ariaLabel = tick.title = label;
  part('trouble').hidden = state !== 'failed';
  write(part('why'), message.error ? explain(message.error) : label);
  write(part('unread'), chat.type === 'group' && state === 'sent' && message.unreadCount ? t('message.unreadBy', { n: message.unreadCount }) : '');
}

/** 'waiting' and 'read' are seen from what is known, not kept. */
function deliveryState(message) {
  if (message.state === 'sending' && !isOnline()) return 'waiting';
  if (message.state === 'sent' && message.unreadCount === 0) return 'read';
  return message.state ?? 'received';
}

/** The element stays, so that its place does; nothing of the message does. */
function takeAway(node, message) {
  node.className = 'notice';
  node.dataset.testid = 'notice';
  for (const name of ['data-state', 'data-id', 'data-type']) node.removeAttribute(name);
  const text = document.createElement('span');
  text.textContent = gist(message);
  node.replaceChildren(text);
}
