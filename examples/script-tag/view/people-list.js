/*
 * The second list: who asks something of me, my friends, and whom I have blocked.
 */
import { on } from '../state/changes.js';
import { open } from '../state/chats.js';
import { blocked, friends, nameOf, person } from '../state/people.js';
import * as requests from '../state/requests.js';
import { show } from '../state/reading.js';
import { isOnline } from '../state/session.js';
import { explain, t } from '../text/i18n.js';
import { avatarOf, byId, make, replace, toast, write } from './dom.js';
import { faceOfPerson } from './words.js';

const openPerson = (username) => show(open('user', username));

function draw() {
  const asked = requests.all();
  byId('requests').hidden = asked.length === 0;
  replace(byId('request-list'), asked.map(requestRow));
  write(byId('request-count'), asked.length ? String(asked.length) : '');
  byId('request-count').hidden = asked.length === 0;

  replace(byId('friend-list'), friends().map(({ username }) => personRow(username)));
  byId('no-friends').hidden = friends().length > 0;
  byId('blocked').hidden = blocked().length === 0;
  replace(byId('blocked-list'), blocked().map(({ username }) => personRow(username)));
}

function personRow(username) {
  const about = person(username).signature || (nameOf(username) === username ? '' : username);
  return make('li', {}, make('button', { type: 'button', className: 'person', onclick: () => openPerson(username), 'data-testid': 'friend' },
    avatarOf(faceOfPerson(username)),
    make('span', { className: 'person-name' }, make('strong', { textContent: nameOf(username) }), about && make('span', { className: 'muted', textContent: about }))));
}

function requestRow(request) {
  const { kind, who, group, why } = request;
  const what = kind === 'friend' ? t('people.wantsFriend') : t('people.wantsIn', { group });
  const button = (label, yes, className) => make('button', { type: 'button', className, textContent: label, onclick: () => answer(request, yes) });
  return make('li', { className: 'request', 'data-testid': 'request' },
    avatarOf(faceOfPerson(who)),
    make('span', { className: 'person-name' }, make('strong', { textContent: nameOf(who) }), make('span', { className: 'muted', textContent: what }),
      why && make('q', { textContent: why })),
    make('span', { className: 'buttons' }, button(t('people.decline'), false, 'secondary'), button(t('people.accept'), true, 'primary')));
}

function answer(request, yes) {
  if (!isOnline()) return toast(t('error.offline'));
  requests.answer(request, yes).catch((error) => toast(explain(error)));
}

on('people', draw);
on('requests', draw);
on('language', draw);
