/*
 * What a chat or a person is called and looks like, and what a message is in a few words: in the list, in what is read
 * aloud, in what a search finds.
 */
import { isMine } from '../state/chats.js';
import { nameOf, person } from '../state/people.js';
import { session } from '../state/session.js';
import { joinNames, t } from '../text/i18n.js';

export const titleOf = (chat) => (chat.type === 'user' ? nameOf(chat.id) : chat.name);

/** For drawAvatar(). */
export const faceOf = ({ type, id, name, avatar }) => (type === 'user' ? faceOfPerson(id) : { type, name, avatar });

export const faceOfPerson = (username) => ({ type: 'user', name: nameOf(username), avatar: person(username).avatar });

export const says = (name, text) => t('chat.says', { name, text });

export function gist(message) {
  const { type, body } = message;
  if (message.retracted) return isMine(message) ? t('message.retractedMine') : t('message.retracted', { name: nameOf(message.from) });
  if (type === 'text') return String(body.text ?? '');
  if (type === 'notice') return noticeText(body);
  if (type === 'image') return `[${t('message.picture')}]`;
  if (type === 'file') return `[${t('message.file')}] ${body.fname ?? ''}`;
  if (type === 'location') return `[${t('message.place')}] ${body.label ?? ''}`;
  if (type === 'voice') return `[${t('message.voice')}]`;
  return `[${type}]`;
}

function noticeText({ what, by, who }) {
  return t(`notice.${what}`, { by: called(by), who: joinNames(who.map(called)) });
}

const called = (username) => (username === session.user ? t('message.you') : nameOf(username));
