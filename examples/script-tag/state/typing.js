/*
 * Who is writing right now: a word that passes through the server, is kept nowhere, and is believed for a few seconds.
 */
import { JIM } from '../sdk.js';
import { find, keyOf } from './chats.js';
import { changed } from './changes.js';
import { isOnline } from './session.js';

const CMD = 'typing';
const SAID_EVERY_MS = 3000;
const BELIEVED_MS = 5000;
const GROUP = 4;

let saidAt = 0;

/** While I write; not more often than it is needed, and nobody minds if it is lost. */
export function typing(chat) {
  if (chat.type === 'room' || !isOnline() || Date.now() - saidAt < SAID_EVERY_MS) return;
  saidAt = Date.now();
  if (chat.type === 'group') JIM.transGroupMsg({ gid: chat.id, cmd: CMD });
  else JIM.transSingleMsg({ target_username: chat.id, cmd: CMD });
}

/** For onTransMsgRec. */
export function heardTyping({ type, cmd, from_username, gid }) {
  const chat = find(type === GROUP ? keyOf('group', gid) : keyOf('user', from_username));
  if (cmd !== CMD || !chat) return;
  clearTimeout(chat.typing?.timer);
  chat.typing = { name: from_username, timer: setTimeout(() => stoppedTyping(chat, from_username), BELIEVED_MS) };
  changed('chats', chat);
}

export function stoppedTyping(chat, name) {
  if (chat.typing?.name !== name) return;
  clearTimeout(chat.typing.timer);
  chat.typing = undefined;
  changed('chats', chat);
}
