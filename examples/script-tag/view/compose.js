/*
 * Where one writes: text, files by button, paste or drop, places. Each chat keeps what was being written in it.
 */
import { on } from '../state/changes.js';
import { touch } from '../state/chats.js';
import { openChat } from '../state/reading.js';
import { sendFile, sendLocation, sendText } from '../state/sending.js';
import { typing } from '../state/typing.js';
import { t } from '../text/i18n.js';
import { form } from './dialogs.js';
import { byId, toast } from './dom.js';
import { openMenu } from './menu.js';

/** What a key press has as its code while an input method has it; Safari says so only here. */
const COMPOSING = 229;

const text = byId('compose-text');
const pane = byId('chat');
let writing = null;

/** Another chat: its text, and the keyboard where one writes. */
function turn() {
  if (writing) {
    writing.draft = text.value.trim() ? text.value : undefined;
    touch(writing);
  }
  writing = openChat();
  text.value = writing?.draft ?? '';
  fitText();
  // On a touch screen the focus would raise the keyboard over the messages.
  if (writing && matchMedia('(pointer: fine)').matches) text.focus({ preventScroll: true });
}

function submit() {
  const written = text.value.trim();
  if (!written || !writing) return;
  sendText(writing, written);
  text.value = '';
  fitText();
}

/** The field grows with its text, up to the height that the style sheet allows; by itself where the browser can. */
const growsByItself = CSS.supports('field-sizing', 'content');

function fitText() {
  if (growsByItself) return;
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight}px`;
}

function sendFiles(files) {
  for (const file of files) sendFile(writing, file);
}

byId('compose').addEventListener('submit', (event) => {
  event.preventDefault();
  submit();
  text.focus();
});
text.addEventListener('input', () => {
  fitText();
  if (text.value && writing) typing(writing);
});
text.addEventListener('keydown', (event) => {
  // While an input method is composing, Enter picks a word.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === COMPOSING) return;
  event.preventDefault();
  submit();
});
text.addEventListener('paste', (event) => {
  if (event.clipboardData.files.length === 0) return;
  event.preventDefault();
  sendFiles(event.clipboardData.files);
});

byId('attach').addEventListener('click', ({ currentTarget }) => openMenu(currentTarget, [
  { label: t('chat.attachFile'), icon: 'file', run: () => byId('attach-file').click() },
  { label: t('chat.attachPlace'), icon: 'place', run: () => openPlace(writing) },
]));
byId('attach-file').addEventListener('change', ({ target }) => {
  sendFiles(target.files);
  target.value = ''; // so that the same file can be picked again
});

const openPlace = form('place-dialog', (fields, chat) => {
  const number = (name) => Number(fields.get(name));
  sendLocation(chat, { latitude: number('latitude'), longitude: number('longitude'), label: fields.get('label').trim() });
});
byId('place-here').addEventListener('click', () => {
  const { latitude, longitude } = byId('place-dialog').querySelector('form').elements;
  const found = ({ coords }) => {
    latitude.value = coords.latitude.toFixed(6);
    longitude.value = coords.longitude.toFixed(6);
  };
  navigator.geolocation.getCurrentPosition(found, () => toast(t('place.unknown')));
});

const carriesFiles = (event) => writing && !writing.over && [...event.dataTransfer.types].includes('Files');

pane.addEventListener('dragover', (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  pane.classList.add('dropping');
});
pane.addEventListener('dragleave', (event) => {
  if (!pane.contains(event.relatedTarget)) pane.classList.remove('dropping');
});
pane.addEventListener('drop', (event) => {
  pane.classList.remove('dropping');
  if (!carriesFiles(event)) return;
  event.preventDefault();
  sendFiles(event.dataTransfer.files);
});

on('open', turn);
