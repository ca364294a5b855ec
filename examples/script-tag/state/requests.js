/*
 * Who asks something of me: to be a friend, or to be let into a group that I lead. The server tells it once, as an
 * event; so it is kept in localStorage until it is answered.
 *
 * A request: {id, kind: 'friend' | 'join', from, who, why, gid?, group?, time}
 */
import { JIM } from '../sdk.js';
import { changed } from './changes.js';
import { session } from './session.js';
import { learn, loadFriends } from './people.js';

/** Answered elsewhere, or no longer valid: there is nothing left to answer. */
const OVER = [880612, 881302, 881305];

let requests = [];

const key = () => `jmessage-demo-requests/${encodeURIComponent(session.user)}`;

export const all = () => requests;

export function start() {
  try {
    requests = JSON.parse(localStorage.getItem(key())) ?? [];
  } catch {
    requests = [];
  }
  changed('requests');
}

/** Event 5 with extra 1. Who asks again has one request. */
export function friendAsks({ event_id, from_username, from_nickname, description, ctime_ms }) {
  learn({ username: from_username, nickname: from_nickname || undefined });
  add({ id: event_id, kind: 'friend', from: from_username, who: from_username, why: description, time: ctime_ms });
}

/** Event 56: somebody asks for themselves, or a member proposes others. */
export function joinAsked({ event_id, from_username, from_gid, group_name, to_usernames, by_self, description, ctime_ms }) {
  const who = by_self ? [from_username] : to_usernames.map(({ username }) => username);
  for (const one of who) add({ id: event_id, kind: 'join', from: from_username, who: one, why: description, gid: from_gid, group: group_name, time: ctime_ms });
}

export async function askFriend(username, why) {
  await JIM.promise.addFriend({ target_name: username, why });
}

/** Resolves when it is answered, also if somebody else did. */
export async function answer(request, yes) {
  try {
    await (request.kind === 'friend' ? answerFriend(request, yes) : answerJoin(request, yes));
  } catch (error) {
    if (!OVER.includes(error.code)) throw error;
  }
  keep(requests.filter(({ id, who }) => id !== request.id || who !== request.who));
}

async function answerFriend({ who }, yes) {
  await JIM.promise[yes ? 'acceptFriend' : 'declineFriend']({ target_name: who });
  if (yes) loadFriends();
}

const answerJoin = ({ id, gid, from, who }, yes) =>
  JIM.promise.addGroupMemberResp({ gid, event_id: id, from_username: from, target_username: who, result: yes ? 0 : 1 });

function add(request) {
  const same = (other) => other.kind === request.kind && other.who === request.who && other.gid === request.gid;
  keep([request, ...requests.filter((other) => !same(other))]);
}

function keep(list) {
  requests = list;
  try {
    localStorage.setItem(key(), JSON.stringify(requests));
  } catch {
    // They are shown until the page goes.
  }
  changed('requests');
}
