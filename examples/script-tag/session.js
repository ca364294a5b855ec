/*
 * Who is signed in on this page, and whether the line is up: sign in, come back after a lost connection, be kicked,
 * sign out. It must never touch the page's elements, nor know of chats.
 *
 *     signed-out -> connecting <-> offline
 *                       |  ^
 *                       v  | onDisconnect
 *                     online -> kicked
 */
import { JIM } from './sdk.js';
import { changed } from './changes.js';

const RETRY_MS = 2000;
const TAB_KEY = 'jmessage-demo-user';
const UNKNOWN_USER = 880103;

/** `inside` is true once this page has been let in: from then on a lost line is waited out, not shown as a refusal. */
export const session = { user: null, status: 'signed-out', inside: false, refusal: null, kick: null };

const listeners = [];
let attempt = 0;
let retryTimer = 0;

/** `listener` is called at every sign-on, the first one and those after a lost connection. */
export function onOnline(listener) {
  listeners.push(listener);
}

export function signIn(username) {
  JIM.loginOut(); // does nothing, unless a sign-on that was given up came through after all
  session.user = username;
  session.refusal = null;
  signOn();
}

/** A reload stays signed in. sessionStorage belongs to one tab, so two tabs can be two people. */
export function restore() {
  const username = sessionStorage.getItem(TAB_KEY);
  if (!username) return;
  session.inside = true;
  signIn(username);
}

export function signOut() {
  leave('signed-out');
  JIM.loginOut();
  sessionStorage.removeItem(TAB_KEY);
  session.user = null;
  session.kick = null;
  session.inside = false;
}

/** For onDisconnect. The SDK connects again by itself; init and login are ours to repeat. */
export function lost() {
  signOn();
}

/** For the events 1 (signed in elsewhere, or disabled) and 2 (password changed). The SDK logs out by itself. */
export function kicked(event) {
  leave('kicked');
  session.kick = event;
}

/** Also what "sign in here again" does after a kick. */
export function signOn() {
  clearTimeout(retryTimer);
  session.kick = null;
  setStatus('connecting');
  const current = ++attempt;
  // An answer that belongs to an attempt given up since then is nobody's business any more.
  const mine = (handler) => (...args) => current === attempt && handler(...args);

  const init = (authPayload) =>
    JIM.init(authPayload).onSuccess(mine(login)).onFail(mine(refused)).onTimeout(mine(retryLater));

  const login = () =>
    JIM.login(credentials()).onSuccess(mine(online)).onFail(mine(loginFailed)).onTimeout(mine(retryLater));

  const loginFailed = (data) => (data.code === UNKNOWN_USER ? register() : refused(data));

  const register = () =>
    JIM.register(credentials()).onSuccess(mine(login)).onFail(mine(refused)).onTimeout(mine(retryLater));

  fetchAuthPayload().then(mine(init), mine(retryLater));
}

/*
 * The signature is made from a secret that only the app's server may know, and it expires after ten minutes: so each
 * attempt asks for a fresh one.
 */
async function fetchAuthPayload() {
  const response = await fetch('/auth', { cache: 'no-store' });
  if (!response.ok) throw new Error(`GET /auth: ${response.status}`);
  return response.json();
}

/** In this demo anyone may be anyone, so the password is no secret. A real page asks for it. */
function credentials() {
  return { username: session.user, password: `demo-${session.user}` };
}

function online() {
  session.inside = true;
  sessionStorage.setItem(TAB_KEY, session.user);
  setStatus('online');
  for (const listener of listeners) listener();
}

function refused(data) {
  if (session.inside) return retryLater();
  leave('signed-out');
  session.refusal = data;
}

function retryLater() {
  setStatus('offline');
  retryTimer = setTimeout(signOn, RETRY_MS);
}

function leave(status) {
  attempt++;
  clearTimeout(retryTimer);
  setStatus(status);
}

function setStatus(status) {
  session.status = status;
  changed();
}

window.addEventListener('online', () => session.status === 'offline' && signOn());
