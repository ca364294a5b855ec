/*
 * One message as a bubble: its content, made once, and what changes about it: delivery, progress, read or not.
 */
import { isMine } from '../chats.js';
import { addressOf } from '../media.js';
import { retry } from '../send.js';
import { session } from '../session.js';
import { clock, explain, fileSize, t } from '../i18n.js';
import { drawAvatar, drawIcon, fromTemplate, write } from './dom.js';

const PICTURE_MAX_PX = 280;
const PICTURE_MIN_PX = 96;

const CONTENT = { text: textContent, image: imageContent, file: fileContent };

export function newMessage(chat, message) {
  const node = fromTemplate('message');
  node.classList.add(isMine(message) ? 'message-mine' : 'message-theirs', `message-${chat.type}`);
  node.dataset.type = message.type;
  const content = (CONTENT[message.type] ?? otherContent)(message);
  node.querySelector('.bubble').prepend(content);
  drawAvatar(node.querySelector('.message-avatar'), { type: 'user', name: message.from });
  write(node.querySelector('.message-from'), message.from);
  node.querySelector('.message-retry').addEventListener('click', () => retry(chat, message));
  return node;
}

/** `follows`: it stands right under a message of the same person. */
export function drawMessage(node, chat, message, follows) {
  const state = deliveryState(message);
  node.classList.toggle('message-follows', follows);
  node.dataset.id = message.id ?? '';
  node.dataset.state = state;
  write(node.querySelector('.message-time'), clock(message.time));

  const progress = node.querySelector('.message-progress');
  progress.hidden = message.progress === undefined;
  progress.value = message.progress ?? 0;

  drawAddress(node, message);

  if (!isMine(message)) return;
  const tick = node.querySelector('.message-tick');
  if (tick.dataset.state !== state) {
    tick.dataset.state = state;
    drawIcon(tick.firstElementChild, `state-${state}`);
  }
  tick.ariaLabel = tick.title = t(`message.${state}`);
  node.querySelector('.message-trouble').hidden = state !== 'failed';
  write(node.querySelector('.message-why'), message.error ? explain(message.error) : t('message.failed'));
  write(node.querySelector('.message-unread'), chat.type === 'group' && state === 'sent' ? unreadBy(message) : '');
}

/** 'waiting' and 'read' are seen from what is known, not kept. */
function deliveryState(message) {
  if (message.state === 'sending' && session.status !== 'online') return 'waiting';
  if (message.state === 'sent' && message.unreadCount === 0) return 'read';
  return message.state ?? 'received';
}

function unreadBy({ unreadCount }) {
  return unreadCount === undefined ? '' : t('message.unreadBy', { n: unreadCount });
}

function textContent({ body }) {
  const text = document.createElement('span');
  text.className = 'message-text';
  text.dir = 'auto';
  text.textContent = body.text;
  return text;
}

function otherContent({ type }) {
  const text = textContent({ body: { text: t('message.other', { type }) } });
  text.classList.add('message-unknown');
  return text;
}

/** The picture's place is kept free by its known size, so nothing moves when it arrives. */
function imageContent({ body }) {
  const link = fromTemplate('message-picture');
  const image = link.querySelector('img');
  const scale = Math.min(1, PICTURE_MAX_PX / Math.max(body.width, body.height));
  image.width = Math.max(PICTURE_MIN_PX, body.width * scale);
  image.height = Math.max(PICTURE_MIN_PX, body.height * scale);
  image.alt = body.fname ?? t('message.picture');
  return link;
}

function fileContent({ body }) {
  const link = fromTemplate('message-file');
  write(link.querySelector('.file-name'), body.fname);
  write(link.querySelector('.file-size'), fileSize(body.fsize));
  link.download = body.fname;
  return link;
}

/** Where the picture or file of a message is: in this page while it is being sent, then on the server. */
function drawAddress(node, { body, preview }) {
  const link = node.querySelector('.message-media');
  const address = preview ?? (body.media_id ? addressOf(body.media_id) : '');
  if (!link || !address || link.getAttribute('href') === address) return;
  link.href = address;
  const image = link.querySelector('img');
  if (image) image.src = address;
}
