/*
 * The messages of the open chat: of thousands only those around what is looked at stand on the page, and scrolling moves
 * that window. It also says what of them has been seen. message.js draws the single message.
 */
import { on } from '../state/changes.js';
import { isMine } from '../state/chats.js';
import { nameOf } from '../state/people.js';
import { atTheEnd, cameUnseen, isLookedAt, openChat, seen, stopReading } from '../state/reading.js';
import { dayName, startOfDay, t } from '../text/i18n.js';
import { announce, arrange, byId, make, write } from './dom.js';
import { drawMessage, newMessage } from './message.js';
import { gist, says } from './words.js';

const AT_FIRST = 40; // messages on the page
const STEP = 30; // added when one scrolls near an end
const MOST = 120;
const NEAR_THE_END_PX = 80;
const SAME_RUN_MS = 5 * 60 * 1000;

const scroller = byId('messages');
const list = byId('message-list');

let chat = null;
let nodes = new Map(); // message -> its element, of those on the page
let first = 0; // the window: from the first to before the last of the chat's messages
let last = 0;
let newest = null;
let following = true; // the end is in view, and stays so
let settling = 0;
const inView = new Set();

/** Another chat: a fresh window, at the first unread message or at the end. */
function turn() {
  chat = openChat();
  inView.clear();
  nodes = new Map();
  list.replaceChildren();
  newest = chat?.messages.at(-1);
  if (!chat) return;
  const unread = chat.messages.indexOf(chat.firstUnread);
  last = chat.messages.length;
  first = Math.max(0, Math.min(last - AT_FIRST, unread < 0 ? last : unread - STEP));
  draw();
  const line = list.querySelector('.unread-line');
  if (line) scroller.scrollTop = line.offsetTop - scroller.clientHeight / 3;
  else toTheEnd();
  look();
}

/** Some came, went or moved. */
function update() {
  const { messages } = chat;
  const came = messages.at(-1);
  const arrived = came !== newest && came !== undefined;
  const follow = following || (arrived && isMine(came));
  newest = came;
  if (arrived) cameUnseen();
  // What came or went above moves the window along.
  const [top] = nodes.keys();
  const at = messages.indexOf(top);
  if (at >= 0) [first, last] = [at, last + at - first];
  if (follow) [first, last] = [Math.max(0, Math.min(first, messages.length - AT_FIRST)), messages.length];
  last = Math.min(last, messages.length);
  if (last - first > MOST && follow) first = last - MOST;
  draw();
  following = follow;
  if (arrived && !isMine(came) && came.type !== 'notice') announce(says(nameOf(came.from), gist(came)));
  settle();
}

function draw() {
  const wanted = [];
  const shown = new Map();
  for (let at = first; at < last; at++) {
    const message = chat.messages[at];
    const before = chat.messages[at - 1];
    const node = nodes.get(message) ?? fresh(message);
    const newDay = !before || startOfDay(before.time) !== startOfDay(message.time);
    const unread = message === chat.firstUnread;
    if (newDay) wanted.push(lineAbove(node, 'day', dayName(message.time)));
    if (unread) wanted.push(lineAbove(node, 'unread', t('chat.newMessages')));
    node.classList.toggle('message-follows', !newDay && !unread && sameRun(before, message));
    wanted.push(node);
    shown.set(message, node);
  }
  for (const [message, node] of nodes) if (!shown.has(message)) forget(message, node);
  nodes = shown;
  arrange(list, wanted);
  byId('nothing-yet').hidden = chat.messages.length > 0;
}

function fresh(message) {
  const node = newMessage(chat, message);
  node.message = message;
  drawMessage(node, chat, message);
  watcher.observe(node);
  return node;
}

function forget(message, node) {
  watcher.unobserve(node);
  inView.delete(message);
}

/** The line of a day, or of what is unread: made once for the message below it. */
function lineAbove(node, kind, text) {
  node.lines ??= {};
  node.lines[kind] ??= make('li', { className: `${kind}-line` }, make('span'));
  write(node.lines[kind].firstElementChild, text);
  return node.lines[kind];
}

/** Messages of one person in quick succession stand close together, under one name. */
function sameRun(before, message) {
  const plain = (one) => one.type !== 'notice' && !one.retracted;
  return plain(before) && plain(message) && before.from === message.from && message.time - before.time < SAME_RUN_MS;
}

/** Near an end of the window there is more: what is looked at stays where it is. */
function moveWindow() {
  const { length } = chat.messages;
  const up = scroller.scrollTop < scroller.clientHeight && first > 0;
  const down = distanceToEnd() < scroller.clientHeight && last < length;
  if (!up && !down) return;
  const held = [...nodes.values()].find((node) => node.offsetTop + node.offsetHeight > scroller.scrollTop);
  const before = held.offsetTop;
  if (up) [first, last] = [Math.max(0, first - STEP), Math.min(last, Math.max(0, first - STEP) + MOST)];
  else [first, last] = [Math.max(first, last + STEP - MOST), Math.min(length, last + STEP)];
  draw();
  scroller.scrollTop += held.offsetTop - before;
}

/** Brings a message into view, and shows which it is. */
export function jumpTo(message) {
  const at = chat?.messages.indexOf(message) ?? -1;
  if (at < 0) return;
  if (!nodes.has(message)) {
    [first, last] = [Math.max(0, at - STEP), Math.min(chat.messages.length, at + STEP)];
    draw();
  }
  const node = nodes.get(message);
  scroller.scrollTop = node.offsetTop - scroller.clientHeight / 3;
  node.classList.remove('message-found');
  requestAnimationFrame(() => node.classList.add('message-found'));
}

const distanceToEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;

function toTheEnd() {
  if (last < chat.messages.length) {
    [first, last] = [Math.max(0, chat.messages.length - AT_FIRST), chat.messages.length];
    draw();
  }
  scroller.scrollTop = scroller.scrollHeight;
  following = true;
}

/** Once before the next picture, however much has changed: looking where things stand has the browser place them all. */
function settle() {
  if (settling) return;
  settling = requestAnimationFrame(() => {
    settling = 0;
    if (chat && following) toTheEnd();
    look();
  });
}

/** What stands in view on a page that is looked at has been seen. */
function look() {
  if (!chat) return;
  following = last === chat.messages.length && distanceToEnd() < NEAR_THE_END_PX;
  byId('to-newest').hidden = following;
  if (following && isLookedAt()) atTheEnd();
  else stopReading();
  write(byId('to-newest-count'), chat.unread ? String(chat.unread) : '');
  seen([...inView]);
}

// Half of it, or half of the view if it is a long one.
const watcher = new IntersectionObserver((entries) => {
  for (const { target, intersectionRatio, intersectionRect, rootBounds } of entries) {
    const visible = intersectionRatio >= 0.5 || intersectionRect.height > rootBounds.height / 2;
    if (visible && nodes.get(target.message) === target) inView.add(target.message);
    else inView.delete(target.message);
  }
  look();
}, { root: scroller, threshold: [0, 0.25, 0.5, 0.75, 1] });

scroller.addEventListener('scroll', () => {
  if (!chat) return;
  moveWindow();
  look();
}, { passive: true });
// Who reads the newest message goes on seeing it when a keyboard or a longer text takes room away.
new ResizeObserver(() => chat && following && toTheEnd()).observe(scroller);
window.addEventListener('focus', look);
window.addEventListener('blur', stopReading);
document.addEventListener('visibilitychange', () => (document.hidden ? stopReading() : look()));
byId('to-newest').addEventListener('click', toTheEnd);

on('open', turn);
on('language', turn);
on('messages', (chats) => chats.has(chat) && update());
on('message', (messages) => {
  for (const message of messages) if (nodes.has(message)) drawMessage(nodes.get(message), chat, message);
  settle();
});
on('people', (names) => {
  for (const [message, node] of nodes) if (names.has(message.from) || message.type === 'notice') drawMessage(node, chat, message);
});
on('session', () => {
  for (const [message, node] of nodes) if (message.state === 'sending') drawMessage(node, chat, message);
  settle();
});
