/*
 * The right side: the open chat's messages, and where one writes. message.js draws the single message.
 */
import { isMine } from '../chats.js';
import { openChat, show } from '../reading.js';
import { sendFile, sendText } from '../send.js';
import { currentLanguage, dayName, startOfDay } from '../i18n.js';
import { arrange, byId, drawAvatar, fromTemplate, write } from './dom.js';
import { drawMessage, newMessage } from './message.js';
import { addMembers } from './people.js';

const SAME_RUN_MS = 5 * 60 * 1000;
const NEAR_THE_END_PX = 80;

const scroller = byId('messages');
const text = byId('compose-text');

let drawn = null; // the chat whose messages are on the page, and in which language
let language = null;
let nodes = new Map(); // message -> its element
let days = new Map(); // start of a day -> the line above its messages
let newest = null;
let atEnd = true;

export function drawChat() {
  const chat = openChat();
  document.body.dataset.pane = chat ? 'chat' : 'list';
  byId('chat').hidden = !chat;
  byId('no-chat').hidden = Boolean(chat);
  if (chat !== drawn || language !== currentLanguage()) turnTo(chat);
  if (!chat) return;

  drawHead(chat);
  drawMessages(chat);
}

/** Another chat or another language: fresh elements, the text that was being written in it, and the keyboard where one writes. */
function turnTo(chat) {
  if (drawn) drawn.draft = text.value;
  drawn = chat;
  language = currentLanguage();
  nodes = new Map();
  days = new Map();
  newest = null;
  text.value = chat?.draft ?? '';
  fitText();
  if (!chat) return;
  // On a touch screen the focus would raise the keyboard over the messages.
  if (matchMedia('(pointer: fine)').matches) text.focus({ preventScroll: true });
}

function drawHead(chat) {
  drawAvatar(byId('chat-avatar'), chat);
  write(byId('chat-name'), chat.name);
  write(byId('chat-about'), aboutLine(chat));
  byId('add-members').hidden = chat.type !== 'group';
}

function aboutLine({ type, id, name, members = [] }) {
  if (type === 'group') return members.join(', ');
  return name === id ? '' : id;
}

function drawMessages(chat) {
  const last = chat.messages.at(-1);
  const arrived = last !== newest;
  const follow = !newest || atEnd || (arrived && last && isMine(last));
  newest = last;

  arrange(byId('message-list'), chat.messages.flatMap((message, place) => {
    const before = chat.messages[place - 1];
    const newDay = !before || startOfDay(before.time) !== startOfDay(message.time);
    if (!nodes.has(message)) nodes.set(message, newMessage(chat, message));
    const node = nodes.get(message);
    drawMessage(node, chat, message, !newDay && sameRun(before, message));
    return newDay ? [dayLine(message.time), node] : [node];
  }));
  byId('nothing-yet').hidden = chat.messages.length > 0;
  if (follow) toTheEnd();
  noteScroll();
}

/** Messages of one person in quick succession stand close together, under one name. */
function sameRun(before, message) {
  return before.from === message.from && message.time - before.time < SAME_RUN_MS;
}

function dayLine(time) {
  const day = startOfDay(time);
  if (!days.has(day)) days.set(day, fromTemplate('day-line'));
  const line = days.get(day);
  write(line.firstElementChild, dayName(time));
  return line;
}

function toTheEnd(behavior = 'instant') {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

function noteScroll() {
  atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_THE_END_PX;
  byId('to-newest').hidden = atEnd;
}

function submit() {
  const written = text.value.trim();
  if (!written) return;
  sendText(openChat(), written);
  text.value = '';
  fitText();
}

/** The field grows with its text, up to the height that the style sheet allows. */
function fitText() {
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight}px`;
}

function sendFiles(files) {
  for (const file of files) sendFile(openChat(), file);
}

byId('compose').addEventListener('submit', (event) => {
  event.preventDefault();
  submit();
  text.focus();
});

text.addEventListener('input', fitText);
text.addEventListener('keydown', (event) => {
  // While an input method is composing, Enter picks a word.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
text.addEventListener('paste', (event) => {
  if (event.clipboardData.files.length === 0) return;
  event.preventDefault();
  sendFiles(event.clipboardData.files);
});

byId('attach').addEventListener('click', () => byId('attach-file').click());
byId('attach-file').addEventListener('change', ({ target }) => {
  sendFiles(target.files);
  target.value = ''; // so that the same file can be picked again
});

byId('chat-back').addEventListener('click', () => show(null));
byId('add-members').addEventListener('click', () => addMembers(openChat()));
byId('to-newest').addEventListener('click', () => toTheEnd('smooth'));
scroller.addEventListener('scroll', noteScroll, { passive: true });
// Who reads the newest message goes on seeing it when a keyboard or a longer text takes room away.
new ResizeObserver(() => atEnd && toTheEnd()).observe(scroller);
