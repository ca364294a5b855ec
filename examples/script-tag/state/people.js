/*
 * What is known of users: names, avatars, and what they are to me: friends, blocked, silent. Lists say most of it; a
 * profile is asked for only where one is shown. It must never touch the page's elements.
 *
 * A person: {username, nickname?, avatar?, memo?, signature?, region?, gender?, friend?, blocked?, quiet?}
 */
import { JIM } from '../sdk.js';
import { changed } from './changes.js';
import { session } from './session.js';

const people = new Map();
const quietGroups = new Set();

export function person(username) {
  if (!people.has(username)) people.set(username, { username });
  return people.get(username);
}

/** My own name for them, theirs, or the one they sign in with. */
export const nameOf = (username) => person(username).memo || person(username).nickname || username;

export const me = () => person(session.user);

export const friends = () => [...people.values()].filter(({ friend }) => friend).sort((a, b) => nameOf(a.username).localeCompare(nameOf(b.username)));

export const blocked = () => [...people.values()].filter((one) => one.blocked);

/** From a profile, a member's or friend's entry, a conversation: what it doesn't say stays as it is. */
export function learn({ username, nickname, avatar, signature, region, gender, memo_name }, more = {}) {
  const known = person(username);
  const before = JSON.stringify(known);
  for (const [field, value] of Object.entries({ nickname, avatar, signature, region, gender, memo: memo_name, ...more })) {
    if (value !== undefined) known[field] = value;
  }
  if (JSON.stringify(known) !== before) changed('people', username);
  return known;
}

export async function loadProfile(username) {
  const { user_info } = await JIM.promise.getUserInfo({ username });
  return learn(user_info);
}

/** For onUserInfUpdate: someone whom we know changed their profile. */
export function profileChanged({ username }) {
  if (people.has(username)) loadProfile(username).catch(() => {});
}

/** After each way in, and when another device changed one of them: three lists for everybody. */
export function loadRelations() {
  loadFriends();
  loadBlocked();
  loadQuiet();
}

export function loadFriends() {
  JIM.getFriendList().onSuccess(({ friend_list = [] }) => {
    mark('friend', friend_list);
    friend_list.forEach((one) => learn(one));
  });
}

export function loadBlocked() {
  JIM.getBlacks().onSuccess(({ black_list = [] }) => {
    mark('blocked', black_list);
    black_list.forEach((one) => learn(one));
  });
}

/** Users say it of themselves here; of groups only their number is kept. */
export function loadQuiet() {
  JIM.getNoDisturb().onSuccess(({ no_disturb }) => {
    mark('quiet', no_disturb.users ?? []);
    quietGroups.clear();
    for (const { gid } of no_disturb.groups ?? []) quietGroups.add(Number(gid));
    changed('people', session.user);
  });
}

/** Whether a chat shall not disturb: its count is shown in grey, and not in the page's title. */
export const isQuiet = (chat) => (chat.type === 'group' ? quietGroups.has(Number(chat.id)) : Boolean(people.get(chat.id)?.quiet));

/** Everybody in the list is it, and nobody else. */
function mark(field, list) {
  const names = new Set(list.map(({ username }) => username));
  for (const name of names) learn({ username: name }, { [field]: true });
  for (const one of people.values()) if (one[field] && !names.has(one.username)) learn(one, { [field]: false });
}

// What is done to people. Each resolves when the server did it, and rejects with its refusal.

export async function block(username, on) {
  await JIM.promise[on ? 'addSingleBlacks' : 'delSingleBlacks']({ member_usernames: [{ username }] });
  learn({ username }, { blocked: on });
}

export async function hush(chat, on) {
  if (chat.type === 'group') {
    await JIM.promise[on ? 'addGroupNoDisturb' : 'delGroupNoDisturb']({ gid: chat.id });
    quietGroups[on ? 'add' : 'delete'](Number(chat.id));
  } else {
    await JIM.promise[on ? 'addSingleNoDisturb' : 'delSingleNoDisturb']({ target_name: chat.id });
    learn({ username: chat.id }, { quiet: on });
  }
  changed('chats', chat);
}

export async function unfriend(username) {
  await JIM.promise.delFriend({ target_name: username });
  learn({ username }, { friend: false, memo: '' });
}

export async function setMemo(username, memo) {
  await JIM.promise.updateFriendMemo({ target_name: username, memo_name: memo });
  learn({ username }, { memo });
}

export async function saveProfile(fields) {
  await JIM.promise.updateSelfInfo(fields);
  learn({ username: session.user, ...fields });
}

export async function saveAvatar(file) {
  const avatar = new FormData();
  avatar.append(file.name, file);
  await JIM.promise.updateSelfAvatar({ avatar });
  await loadProfile(session.user);
}

/** Somebody else signs in. */
export function start() {
  people.clear();
  quietGroups.clear();
}
