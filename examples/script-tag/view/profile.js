/*
 * Who I am, above the lists, and the dialog to change it.
 */
import { on } from '../state/changes.js';
import { me, nameOf, saveAvatar, saveProfile } from '../state/people.js';
import { session } from '../state/session.js';
import { explain } from '../text/i18n.js';
import { form } from './dialogs.js';
import { byId, drawAvatar, toast, write } from './dom.js';
import { faceOfPerson } from './words.js';

const FIELDS = ['nickname', 'signature', 'region', 'gender'];

const openProfile = form('profile', (fields) => {
  const { nickname, signature, region, gender } = Object.fromEntries(fields);
  return saveProfile({ nickname: nickname.trim(), signature, region, gender: Number(gender) });
});

function draw() {
  if (!session.user) return;
  write(byId('my-name'), nameOf(session.user));
  drawAvatar(byId('my-avatar'), faceOfPerson(session.user));
  drawAvatar(byId('profile-avatar'), faceOfPerson(session.user));
}

byId('my-profile').addEventListener('click', () => {
  openProfile(session.user, Object.fromEntries(FIELDS.map((field) => [field, me()[field] ?? (field === 'gender' ? 0 : '')])));
});
byId('profile-change').addEventListener('click', () => byId('profile-file').click());
byId('profile-file').addEventListener('change', ({ target }) => {
  const [file] = target.files;
  target.value = '';
  if (file) saveAvatar(file).catch((error) => toast(explain(error)));
});

on('session', draw);
on('people', (names) => names.has(session.user) && draw());
