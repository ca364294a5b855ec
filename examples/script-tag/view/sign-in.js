/*
 * The sign-in form, the switch of languages, and the notice that says why one was signed out.
 */
import { session, signIn, signOn, signOut } from '../session.js';
import { explain, switchLanguage, t } from '../i18n.js';
import { show } from '../reading.js';
import { byId, write } from './dom.js';

const PASSWORD_CHANGED = 2;
const BY_EXTRA = ['kicked.elsewhere', 'kicked.disabled', 'kicked.deleted'];

const form = byId('sign-in');
const name = byId('sign-in-name');
const kicked = byId('kicked');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const username = name.value.trim();
  if (username) signIn(username);
});

for (const button of document.querySelectorAll('.language')) button.addEventListener('click', switchLanguage);

byId('kicked-here').addEventListener('click', signOn);
byId('kicked-sign-out').addEventListener('click', leave);
byId('sign-out').addEventListener('click', leave);
// Escape must not hide the notice: behind it nothing works.
kicked.addEventListener('cancel', (event) => event.preventDefault());

function leave() {
  signOut();
  show(null);
}

export function drawSignIn() {
  document.body.dataset.screen = session.inside ? 'chats' : 'sign-in';

  const busy = session.status !== 'signed-out';
  byId('sign-in-submit').disabled = busy;
  write(byId('sign-in-submit'), t(busy ? 'signIn.busy' : 'signIn.submit'));
  write(byId('sign-in-error'), trouble());

  if (session.kick) write(byId('kicked-why'), t(reason(session.kick), { name: session.user }));
  if (session.kick && !kicked.open) kicked.showModal();
  if (!session.kick && kicked.open) kicked.close();
}

function trouble() {
  if (session.refusal) return explain(session.refusal);
  return session.status === 'offline' ? t('status.offline') : '';
}

function reason({ event_type, extra }) {
  return event_type === PASSWORD_CHANGED ? 'kicked.password' : (BY_EXTRA[extra] ?? 'kicked.elsewhere');
}
