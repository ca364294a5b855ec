/*
 * The JMessage object of this page. index.html has loaded the SDK's script, which defined window.JMessage.
 *
 * `new JMessage()` alone talks to the vendor's servers; `address` and `upload_file` point it at the server that this
 * page came from. With `reconnect` and `auth` the session is the SDK's own business, and with `outbox` what was not
 * answered yet outlives the page. Open the page with ?debug to see every frame on the console.
 */
const socket = location.protocol === 'https:' ? 'wss:' : 'ws:';

const options = {
  address: `${socket}//${location.host}`,
  upload_file: `${location.origin}/resource`,
  debug: new URLSearchParams(location.search).has('debug'),
  reconnect: true,
  auth,
  outbox: 'storage',
};

export let JIM = new JMessage(options);

let wire = () => {};

/** `setListeners(JIM)` is called now, and for each object that follows. */
export function listen(setListeners) {
  wire = setListeners;
  wire(JIM);
}

/** Whoever left, or was refused, leaves nothing behind: the next one has an object of their own. */
export function startOver() {
  JIM.close();
  JIM = new JMessage(options);
  wire(JIM);
}

/*
 * The signature is made from a secret that only the app's server may know, and it expires after ten minutes: so the SDK
 * asks for a fresh one whenever it needs one. `flag` has the server bring what was written on other devices.
 */
async function auth() {
  const response = await fetch('/auth', { cache: 'no-store' });
  if (!response.ok) throw new Error(`GET /auth: ${response.status}`);
  return { ...(await response.json()), flag: 1 };
}
