/*
 * What this page sends: text, pictures, files, places, and messages passed on. Each shows up in its chat at once, and
 * changes its state as the handle of the SDK's method tells. What the SDK has taken waits in its outbox, also through a
 * reload. It must never touch the page's elements.
 */
import { JIM } from '../sdk.js';
import { session } from './session.js';
import { merge, open, order, refresh, remove } from './chats.js';
import { takeBack } from './incoming.js';
import { learn } from './people.js';

const TO = { user: 'sendSingle', group: 'sendGroup', room: 'sendChatroom' };
const TYPES = { single: 'user', group: 'group', chatroom: 'room' };
const WHAT = { text: 'Msg', image: 'Pic', file: 'File', location: 'Location' };
const TARGET = { user: 'target_username', group: 'target_gid', room: 'target_rid' };

export const canForward = (message) => Boolean(WHAT[message.type] && message.id && !message.retracted);

export const sendText = (chat, text) => post(chat, { type: 'text', body: { text } });

export const sendLocation = (chat, place) => post(chat, { type: 'location', body: { scale: 15, ...place } });

export async function sendFile(chat, file) {
  const size = await pictureSize(file);
  const type = size ? 'image' : 'file';
  post(chat, { type, body: { fname: file.name, fsize: file.size, ...size }, file, preview: size && URL.createObjectURL(file) });
}

/** The file itself stays where it is: only the message is sent again. */
export function forward(chat, { type, body }) {
  const { extras, ...content } = body;
  post(chat, { type, body: content });
}

export function resend(chat, message) {
  refresh(chat, message, { state: 'sending', time: Date.now(), error: undefined });
  deliver(chat, message);
}

/** One that failed goes, one that waits is taken out of the SDK's outbox, and an upload stops. */
export function discard(chat, message) {
  const waiting = JIM.outbox().find((item) => refOf(item) === message.ref);
  if (waiting) JIM.discard(waiting.id);
  message.handle?.abort?.();
  remove(chat, message);
}

/** The others hear of it by event 55. */
export async function retract(chat, message) {
  await JIM.promise.msgRetract({ msg_id: message.id });
  takeBack(chat, message);
}

/** Who has read it, and who has not, by name. */
export async function readersOf(message) {
  const { msg_unread_list: lists } = await JIM.promise.msgUnreadList({ msg_id: message.id });
  const names = (people = []) => people.map((one) => learn(one).username);
  return { read: names(lists.read_list), unread: names(lists.unread_list) };
}

/** After each way in: what was written before the SDK took calls, and what it kept from before a reload. */
export function sendWaiting() {
  for (const chat of order) for (const message of chat.messages) if (message.state === 'sending') deliver(chat, message);
  outboxChanged();
}

/** For onOutboxChange: what was sent before a reload has no handle any more, and `end` says how it ended. */
export function outboxChanged(end) {
  for (const item of JIM.outbox()) adopt(item);
  if (!end) return;
  const [chat, message] = adopt({ since: Date.now(), ...end });
  if (end.code === 0) delivered(chat, message, end, end.arguments);
  else failed(chat, message, end);
}

/** A message of the SDK's outbox, and its chat. */
function adopt(item) {
  const { since, arguments: { content } } = item;
  const chat = open(TYPES[content.target_type], content.target_id);
  const ref = refOf(item);
  if (!chat.index.has(ref)) {
    merge(chat, { ref, from: session.user, time: since, type: content.msg_type, body: content.msg_body, state: 'sending', underway: true });
  }
  return [chat, chat.index.get(ref)];
}

const refOf = (item) => item.arguments.content.msg_body.extras?.ref;

function post(chat, content) {
  const ref = Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
  const message = { ref, from: session.user, time: Date.now(), state: 'sending', ...content };
  merge(chat, message);
  deliver(chat, message);
}

function deliver(chat, message) {
  // Until this page was let in the message waits for sendWaiting().
  if (!session.ready || message.underway) return;
  message.underway = true;
  const handle = JIM[TO[chat.type] + WHAT[message.type]]({
    [TARGET[chat.type]]: chat.id,
    ...payload(message),
    ...(chat.type !== 'room' && { need_receipt: true }),
  });
  const fails = (error) => failed(chat, message, error);
  handle.onSuccess((data, sent) => delivered(chat, message, data, sent)).onFail(fails).onTimeout(fails);
  if (!message.file) return;
  message.handle = handle;
  handle.onProgress(({ loaded, total }) => refresh(chat, message, { progress: loaded / total }));
}

/** The SDK uploads what is in a FormData; what is there already goes as its body. */
function payload({ type, body, file, ref }) {
  if (!file) return { msg_body: { ...body, extras: { ref } } };
  const form = new FormData();
  form.append(file.name, file);
  return { [type]: form, extras: { ref } };
}

function delivered(chat, message, data, sent) {
  // If the answer was lost on the way, a sync may have brought this message first.
  const twin = chat.index.get(data.msg_id);
  if (twin && twin !== message) remove(chat, twin);
  const fields = { state: 'sent', id: data.msg_id, time: data.ctime_ms, unreadCount: data.unread_count };
  settle(chat, message, message.file ? { ...fields, body: sent.content.msg_body, file: undefined, handle: undefined } : fields);
}

function failed(chat, message, { code, message: text }) {
  settle(chat, message, { state: 'failed', error: { code, message: text } });
}

function settle(chat, message, outcome) {
  if (chat.index.get(message.ref) !== message) return; // discarded meanwhile
  merge(chat, { ref: message.ref, ...outcome, underway: false, progress: undefined });
}

/** Width and height if the file is a picture that this browser can show, else undefined: it is sent as a file. */
async function pictureSize(file) {
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    const size = { width: bitmap.width, height: bitmap.height };
    bitmap.close();
    return size;
  } catch {
    return undefined;
  }
}
