/*
 * Groups: their members, asked for once and only where they are shown, and what happens in them, as lines between the
 * messages. It must never touch the page's elements.
 */
import { JIM } from '../sdk.js';
import { find, forget, keyOf, merge, open, touch } from './chats.js';
import { session } from './session.js';
import { learn } from './people.js';

const CREATED = 8, LEFT = 9, ADDED = 10, REMOVED = 11, DESCRIBED = 12, SILENCED = 65, KEEPERS = 80, OWNER = 82;
const DISSOLVED = 69;

/** What stands between the messages, as the texts call it; `extra` 1 and 2 say on and off. */
const LINES = {
  [CREATED]: () => 'created',
  [LEFT]: ({ extra }) => (extra === DISSOLVED ? 'dissolved' : 'left'),
  [ADDED]: () => 'added',
  [REMOVED]: () => 'removed',
  [DESCRIBED]: () => 'described',
  [SILENCED]: ({ extra }) => (extra === 1 ? 'silenced' : 'unsilenced'),
  [KEEPERS]: ({ extra }) => (extra === 1 ? 'keeper' : 'noKeeper'),
  [OWNER]: () => 'owner',
};

export const isGroupEvent = ({ event_type }) => event_type in LINES;

/** For onEventNotification and onSyncEvent. */
export function groupEvent(event) {
  const { event_type, event_id, ctime_ms, group_name, from_username, from_nickname, to_usernames = [] } = event;
  for (const one of [{ username: from_username, nickname: from_nickname }, ...to_usernames]) if (one.nickname) learn({ username: one.username, nickname: one.nickname });
  const gid = event.gid || event.from_gid;
  const who = to_usernames.map(({ username }) => username);
  const known = find(keyOf('group', gid));
  if (event_type === LEFT && from_username === session.user) return known && forget(known);
  if (!known && event_type !== CREATED && event_type !== ADDED) return;

  const group = open('group', gid, { name: group_name });
  const what = LINES[event_type](event);
  merge(group, { id: `event-${event_id}`, from: '', time: ctime_ms, type: 'notice', body: { what, by: from_username, who } });
  if (what === 'dissolved' || (what === 'removed' && who.includes(session.user))) group.over = true;
  if (event_type === CREATED || (event_type === ADDED && who.includes(session.user))) group.over = false;
  if (event_type === DESCRIBED) describe(group);
  else group.members = undefined;
  touch(group);
}

/** A group's members, if they are not known. Whoever shows them asks: one request, however many ask. */
export function loadMembers(group) {
  if (group.members || group.asked || group.over || !JIM.isLogin()) return;
  group.asked = true;
  const answered = () => (group.asked = false);
  JIM.getGroupMembers({ gid: group.id })
    .onSuccess(({ member_list = [] }) => {
      answered();
      member_list.forEach((one) => learn(one));
      group.members = member_list.map(({ username, flag, keep_silence }) => ({ username, flag, silent: Boolean(keep_silence) }));
      touch(group);
    })
    .onFail(answered)
    .onTimeout(answered);
}

export const OWNS = 1;
export const KEEPS = 2;

export const rankOf = (group, username) => group.members?.find((one) => one.username === username)?.flag ?? 0;

export const leads = (group) => rankOf(group, session.user) > 0;

function describe(group) {
  JIM.getGroupInfo({ gid: group.id }).onSuccess(({ group_info }) => described(group_info));
}

export function described({ gid, name, desc, avatar }) {
  const group = open('group', gid, { name, avatar });
  group.about = desc;
}

// What is done to groups. Each resolves when the server did it; the events that follow change what is shown.

export async function create(name, usernames, publicly) {
  const { gid } = await JIM.promise.createGroup({ group_name: name, group_description: '', is_limit: publicly });
  const group = open('group', gid, { name, time: Date.now() });
  if (usernames.length > 0) await addMembers(group, usernames);
  return group;
}

const listed = (usernames) => usernames.map((username) => ({ username }));

export const addMembers = (group, usernames) => JIM.promise.addGroupMembers({ gid: group.id, member_usernames: listed(usernames) });

/** One of these, of one member. */
export const MEMBER_DEEDS = {
  remove: (gid, username) => JIM.promise.delGroupMembers({ gid, member_usernames: listed([username]) }),
  silence: (gid, username) => JIM.promise.addGroupMemSilence({ gid, target_username: username }),
  unsilence: (gid, username) => JIM.promise.delGroupMemSilence({ gid, target_username: username }),
  keeper: (gid, username) => JIM.promise.addGroupKeeper({ gid, member_usernames: listed([username]) }),
  noKeeper: (gid, username) => JIM.promise.delGroupKeeper({ gid, member_usernames: listed([username]) }),
  owner: (gid, username) => JIM.promise.changeGroupAdmin({ gid, target_username: username }),
};

export const rename = (group, name, about) =>
  JIM.promise.updateGroupInfo({ gid: group.id, group_name: name, ...(about && { group_description: about }) });

export async function leave(group) {
  if (!group.over) await JIM.promise.exitGroup({ gid: group.id });
  if (!group.gone) forget(group);
}

export const dissolve = (group) => JIM.promise.dissolveGroup({ gid: group.id });

export async function publicGroups() {
  const { result } = await JIM.promise.getAppkeyPublicGroups({ start: 0 });
  return result.groups ?? [];
}

export const join = (gid, reason) => JIM.promise.joinGroup({ gid, reason });
