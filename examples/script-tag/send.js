/*
 * What this page sends: text, pictures, files, and the reports that messages were read. Each message shows up in its
 * chat at once and changes its state as the handle of the SDK's method tells. It must never touch the page's elements.
 */
import { JIM } from './sdk.js';
import { session } from './session.js';
import { isMine, merge, newestFirst, target, touch } from './chats.js';

const METHODS = {
  text: { user: 'sendSingleMsg', group: 'sendGroupMsg' },
  image: { user: 'sendSinglePic', group: 'sendGroupPic' },
  file: { user: 'sendSingleFile', group: 'sendGroupFile' },
};

export function sendText(chat, text) {
  post(chat, { type: 'text', body: { text } });
}

export async function sendFile(chat, file) {
  const size = await pictureSize(file);
  const type = size ? 'image' : 'file';
  post(chat, { type, body: { fname: file.name, fsize: file.size, ...size }, file, preview: size && URL.createObjectURL(file) });
}

export function retry(chat, message) {
  Object.assign(message, { state: 'sending', time: Date.now(), error: undefined });
  merge(chat, message);
  deliver(chat, message);
}

/** After each login: what was written while offline goes out now. */
export function sendWaiting() {
  for (const chat of newestFirst()) {
    for (const message of chat.messages) if (message.state === 'sending') deliver(chat, message);
  }
}

/** Tells the senders who asked for it that their messages were read. */
export function reportRead(chat) {
  const unreported = chat.messages.filter((message) => message.needReceipt && !message.reported && !isMine(message));
  if (unreported.length === 0) return;
  const setReported = (value) => unreported.forEach((message) => (message.reported = value));
  const method = chat.type === 'group' ? 'addGroupReceiptReport' : 'addSingleReceiptReport';
  setReported(true);
  JIM[method]({ ...target(chat), msg_ids: unreported.map(({ id }) => id) })
    .onFail(() => setReported(false))
    .onTimeout(() => setReported(false));
}

function post(chat, content) {
  const message = { from: session.user, time: Date.now(), state: 'sending', ...content };
  merge(chat, message);
  deliver(chat, message);
}

function deliver(chat, message) {
  // Methods throw before login: the message waits for sendWaiting(). One on its way is the SDK's to repeat.
  if (!JIM.isLogin() || message.underway) return;
  message.underway = true;

  const receiver = chat.type === 'group' ? { target_gid: chat.id } : { target_username: chat.id };
  const handle = JIM[METHODS[message.type][chat.type]]({ ...receiver, ...payload(message), need_receipt: true });
  const failed = (error) => settle(message, { state: 'failed', error });
  handle.onSuccess((data, sent) => delivered(chat, message, data, sent)).onFail(failed).onTimeout(failed);
  if (message.file) handle.onProgress(({ loaded, total }) => progressed(message, loaded / total));
}

/** The SDK uploads what is in a FormData. */
function payload({ type, body, file }) {
  if (type === 'text') return { content: body.text };
  const form = new FormData();
  form.append(file.name, file);
  return { [type]: form };
}

function delivered(chat, message, data, sent) {
  // If the answer was lost on the way, a sync may have brought this message first.
  chat.messages = chat.messages.filter(({ id }) => id !== data.msg_id);
  settle(message, { state: 'sent', id: data.msg_id, time: data.ctime_ms, unreadCount: data.unread_count });
  if (message.file) message.body = sent.content.msg_body;
  merge(chat, message);
}

function settle(message, outcome) {
  Object.assign(message, outcome, { underway: false, progress: undefined });
  touch();
}

function progressed(message, part) {
  message.progress = part;
  touch();
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
