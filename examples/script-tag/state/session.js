/*
 * Who is signed in on this page, and how the connection stands. Coming back after a lost connection is the SDK's work
 * (sdk.js); this file only asks it in and out. It must never touch the page's elements, nor know of chats.
 */
import { JIM, startOver } from '../sdk.js';
import { changed } from './changes.js';

const TAB_KEY = 'jmessage-demo-user';
const USER_EXISTS = 882002;
const ENDED = ['kicked', 'failed'];

/**
 * `state`, `reason` and `retryAt` are what the SDK told; `inside`: this page has been let in, and stays so while the
 * connection is lost; `ready`: the SDK takes calls, and keeps them while it has no connection; `refusal`: why not.
 */
export const session = { user: null, inside: false, ready: false, refusal: null, state: JIM.connection() };

export const isOnline = () => session.state === 'online';

/** For onConnectionChange. */
export function connectionChanged({ state, reason, retryIn }) {
  const ready = state === 'online' || (session.ready && !ENDED.includes(state));
  update({ state, reason, ready, retryAt: retryIn && Date.now() + retryIn });
}

/** Signs in; whoever is new is registered first. Without a server both wait until there is one. */
export async function signIn(username) {
  update({ user: username, refusal: null });
  try {
    await JIM.promise.register(account()).catch(unlessThere);
    await logIn();
  } catch (refusal) {
    leave({ refusal });
  }
}

/** Signs in who was in before a reload, if somebody was. sessionStorage belongs to one tab: two tabs can be two people. */
export function remembered() {
  const username = sessionStorage.getItem(TAB_KEY);
  if (!username) return false;
  update({ user: username, inside: true });
  comeBack();
  return true;
}

/** Also leads back from `kicked` and `failed`: a refusal comes by connectionChanged(). */
export function comeBack() {
  logIn().catch(() => {});
}

export function signOut() {
  JIM.loginOut();
  sessionStorage.removeItem(TAB_KEY);
  leave({ refusal: null });
}

function leave(why) {
  startOver();
  update({ user: null, inside: false, ready: false, state: JIM.connection(), reason: undefined, retryAt: undefined, ...why });
}

/** In this demo anyone may be anyone, so the password is no secret. A real page asks for it. */
const account = () => ({ username: session.user, password: 'secret' });

async function logIn() {
  await JIM.promise.login(account());
  sessionStorage.setItem(TAB_KEY, session.user);
  update({ inside: true });
}

function unlessThere(error) {
  if (error.code !== USER_EXISTS) throw error;
}

function update(fields) {
  Object.assign(session, fields);
  changed('session', session);
}
