/*
 * The sign-in form, and the switch of languages.
 */
import { on } from '../state/changes.js';
import { enter } from '../state/account.js';
import { session, signOut } from '../state/session.js';
import { show } from '../state/reading.js';
import { explain, switchLanguage, t } from '../text/i18n.js';
import { byId, write } from './dom.js';

const name = byId('sign-in-name');

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const username = name.value.trim();
  if (username) enter(username);
});

for (const button of document.querySelectorAll('.language')) button.addEventListener('click', switchLanguage);

byId('sign-out').addEventListener('click', leave);

export function leave() {
  signOut();
  show(null);
}

function draw() {
  document.body.dataset.screen = session.inside ? 'chats' : 'sign-in';
  const busy = Boolean(session.user);
  byId('sign-in-submit').disabled = busy;
  write(byId('sign-in-submit'), t(busy ? 'signIn.busy' : 'signIn.submit'));
  write(byId('sign-in-error'), trouble(busy));
}

function trouble(busy) {
  if (session.refusal) return explain(session.refusal);
  return busy && session.retryAt ? t('signIn.noServer') : '';
}

on('session', draw);
on('language', draw);
