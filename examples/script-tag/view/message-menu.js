/*
 * What can be done with a message: copied, passed on, taken back, asked who has read it.
 */
import { isMine, order } from '../state/chats.js';
import { nameOf } from '../state/people.js';
import { canForward, discard, forward, readersOf, retract } from '../state/sending.js';
import { show } from '../state/reading.js';
import { isOnline } from '../state/session.js';
import { explain, t } from '../text/i18n.js';
import { closes } from './dialogs.js';
import { avatarOf, byId, make, toast, write } from './dom.js';
import { openMenu } from './menu.js';
import { faceOf, faceOfPerson, titleOf } from './words.js';

const RETRACT_MS = 3 * 60 * 1000;

const picker = byId('forward');
const readers = byId('readers');
closes(picker);
closes(readers);

export function openMessageMenu(button, chat, message) {
  const mine = isMine(message);
  const sent = Boolean(message.id);
  openMenu(button, [
    message.type === 'text' && { label: t('message.copy'), icon: 'copy', run: () => navigator.clipboard?.writeText(message.body.text) },
    canForward(message) && { label: t('message.forward'), icon: 'forward', run: () => openPicker(message) },
    mine && sent && chat.type !== 'room' && { label: t('message.readers'), icon: 'people', run: online(() => openReaders(message)) },
    mine && sent && Date.now() - message.time < RETRACT_MS && chat.type !== 'room' &&
      { label: t('message.retract'), icon: 'retract', danger: true, run: online(() => retract(chat, message)) },
    mine && !sent && { label: t('message.discard'), icon: 'remove', danger: true, run: () => discard(chat, message) },
  ]);
}

/** Methods of the SDK wait while there is no connection; what is asked for from a menu is wanted now. */
const online = (act) => () => (isOnline() ? act().catch((error) => toast(explain(error))) : toast(t('error.offline')));

function openPicker(message) {
  const filter = byId('forward-filter');
  const draw = () => {
    const wanted = filter.value.trim().toLowerCase();
    const chats = order.filter((chat) => !chat.over && titleOf(chat).toLowerCase().includes(wanted));
    byId('forward-list').replaceChildren(...chats.map((chat) => pick(chat, message)));
  };
  filter.value = '';
  filter.oninput = draw;
  draw();
  picker.showModal();
}

function pick(chat, message) {
  const go = () => {
    picker.close();
    forward(chat, message);
    show(chat);
  };
  return make('li', {}, make('button', { type: 'button', className: 'person', onclick: go },
    avatarOf(faceOf(chat), 'avatar-small'), make('span', { className: 'person-name', textContent: titleOf(chat) })));
}

async function openReaders(message) {
  for (const [which, names] of Object.entries(await readersOf(message))) {
    write(byId(`readers-${which}-title`), t(`readers.${which}`, { n: names.length }));
    byId(`readers-${which}`).replaceChildren(...listed(names));
  }
  readers.showModal();
}

function listed(names) {
  if (names.length === 0) return [make('li', { className: 'muted', textContent: t('readers.nobody') })];
  return names.map((username) => make('li', { className: 'person' },
    avatarOf(faceOfPerson(username), 'avatar-small'),
    make('span', { className: 'person-name', textContent: nameOf(username) })));
}
