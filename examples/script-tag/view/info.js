/*
 * About a chat: who it is, what one may set for oneself, and for a group its members and what may be done to it.
 */
import { on } from '../state/changes.js';
import { pin } from '../state/account.js';
import { forget, open } from '../state/chats.js';
import * as groups from '../state/groups.js';
import * as people from '../state/people.js';
import { exit } from '../state/rooms.js';
import { show } from '../state/reading.js';
import { isOnline, session } from '../state/session.js';
import { explain, t } from '../text/i18n.js';
import { ask, closes, form } from './dialogs.js';
import { avatarOf, byId, icon, make, replace, toast } from './dom.js';
import { openMenu } from './menu.js';
import { openAddFriend, openMoreMembers } from './new.js';
import { faceOf, faceOfPerson, titleOf } from './words.js';

const dialog = byId('info');
let shown = null;
closes(dialog);

const openRename = form('rename', (fields, group) => groups.rename(group, fields.get('name').trim(), fields.get('about').trim()));
const openMemo = form('memo', (fields, username) => people.setMemo(username, fields.get('memo').trim()));

export function openInfo(chat) {
  shown = chat;
  if (chat.type === 'user' && isOnline()) people.loadProfile(chat.id).catch(() => {});
  draw();
  dialog.showModal();
}

function draw() {
  if (!shown) return;
  if (shown.gone) return dialog.close();
  const kind = { user: userParts, group: groupParts, room: roomParts }[shown.type];
  replace(byId('info-body'), [head(), ...kind(shown)]);
}

function head() {
  const { type, id, about } = shown;
  const { signature, region } = type === 'user' ? people.person(id) : {};
  const lines = type === 'user' ? [titleOf(shown) === id ? '' : id, signature, region] : [about];
  return make('header', { className: 'info-head' }, avatarOf(faceOf(shown), 'avatar-large'),
    make('h2', { id: 'info-title', textContent: titleOf(shown) }),
    ...lines.filter(Boolean).map((line) => make('p', { textContent: line })));
}

function userParts(chat) {
  const { friend, blocked } = people.person(chat.id);
  const name = titleOf(chat);
  if (chat.id === session.user) return [pinSwitch(chat)];
  return [
    pinSwitch(chat),
    hushSwitch(chat),
    toggle(t('info.block'), blocked, (yes) => people.block(chat.id, yes)),
    !friend && action('add-members', t('info.addFriend'), () => openAddFriend(chat.id, { username: chat.id })),
    friend && action('edit', t('info.memo'), () => openMemo(chat.id, { memo: people.person(chat.id).memo })),
    friend && action('remove', t('info.unfriend'), () => ask(t('info.sureUnfriend', { name }), t('info.unfriend'), doing(() => people.unfriend(chat.id))), true),
  ];
}

function groupParts(group) {
  const name = titleOf(group);
  if (group.over) return [action('remove', t('info.forget'), () => forget(group), true)];
  groups.loadMembers(group);
  const rank = groups.rankOf(group, session.user);
  return [
    pinSwitch(group),
    hushSwitch(group),
    action('add-members', t('info.addMembers'), () => openMoreMembers(group)),
    rank > 0 && action('edit', t('info.rename'), () => openRename(group, { name: group.name, about: group.about })),
    action('sign-out', t('info.leave'), () => ask(t('info.sureLeave', { name }), t('info.leave'), doing(() => groups.leave(group))), true),
    rank === groups.OWNS && action('remove', t('info.dissolve'), () => ask(t('info.sureDissolve', { name }), t('info.dissolve'), doing(() => groups.dissolve(group))), true),
    make('h3', { textContent: t('info.members', { n: group.members?.length ?? '…' }) }),
    make('ul', { className: 'people' }, ...(group.members ?? []).map((member) => memberRow(group, member, rank))),
  ];
}

function memberRow(group, { username, flag, silent }, rank) {
  const name = people.nameOf(username);
  const marks = [flag === groups.OWNS && t('info.owner'), flag === groups.KEEPS && t('info.keeper'), silent && t('info.silent')].filter(Boolean);
  const more = username !== session.user && make('button', { type: 'button', className: 'tool', ariaLabel: t('info.deeds', { name }), 'aria-haspopup': 'menu' }, icon('more'));
  if (more) more.onclick = () => openMenu(more, deeds(group, username, flag, silent, rank));
  return make('li', { className: 'person', 'data-testid': 'member' }, avatarOf(faceOfPerson(username), 'avatar-small'),
    make('span', { className: 'person-name' }, make('span', { textContent: name })),
    ...marks.map((text) => make('span', { className: 'mark', textContent: text })), more || undefined);
}

/** What one of my rank may do to one of theirs. */
function deeds(group, username, flag, silent, rank) {
  const may = rank === groups.OWNS || (rank === groups.KEEPS && flag === 0);
  const owns = rank === groups.OWNS;
  const deed = (name, icon, danger) => ({ label: t(`deed.${name}`), icon, danger, run: doing(() => groups.MEMBER_DEEDS[name](group.id, username)) });
  return [
    { label: t('info.chat'), icon: 'new-chat', run: () => (dialog.close(), show(open('user', username))) },
    may && deed(silent ? 'unsilence' : 'silence', silent ? 'bell' : 'bell-off'),
    owns && deed(flag === groups.KEEPS ? 'noKeeper' : 'keeper', 'keeper'),
    owns && deed('owner', 'owner'),
    may && deed('remove', 'remove', true),
  ];
}

const roomParts = (room) => [action('sign-out', t('info.leaveRoom'), doing(() => exit(room)), true)];

const pinSwitch = (chat) => toggle(t('info.pin'), chat.pinned, async (yes) => pin(chat, yes));
const hushSwitch = (chat) => toggle(t('info.hush'), people.isQuiet(chat), (yes) => people.hush(chat, yes));

function toggle(label, on, act) {
  const box = make('input', { type: 'checkbox', role: 'switch', defaultChecked: Boolean(on) });
  box.onchange = async () => {
    await doing(() => act(box.checked))();
    draw();
  };
  return make('label', { className: 'setting' }, make('span', { textContent: label }), box);
}

const action = (name, label, run, danger) =>
  make('button', { type: 'button', className: danger ? 'setting danger' : 'setting', onclick: run }, icon(name), make('span', { textContent: label }));

/** Does it if there is a connection, and says what went wrong. */
const doing = (act) => async () => {
  if (!isOnline()) return toast(t('error.offline'));
  return act().catch((error) => toast(explain(error)));
};

dialog.addEventListener('close', () => (shown = null));
on('chats', (chats) => chats.has(shown) && draw());
on('people', draw);
on('language', draw);
