// Lets a test use the SDK as a page does: it calls methods by name, with handlers, and tells everything that
// handlers and listeners hear. Values cross as JSON text, so that keys like __proto__ arrive as they are. This file
// must never judge anything: that is the tests' part.
'use strict';

const handles = new Map();

/** Calls a method and says what it gave back: `{handle: true}`, or the value itself. */
function begin(id, method, args, options) {
  const { watchTimeout, asPromise } = options;
  let result;
  try {
    result = JIM[method](args === null ? undefined : JSON.parse(args, revive));
  } catch (error) {
    return { thrown: error.message };
  }
  if (!result || !result.onSuccess) return { value: result };
  handles.set(id, result);
  if (asPromise) {
    result.toPromise().then(
      (data) => report(id, { outcome: 'fulfilled', data }),
      (error) => report(id, { outcome: 'rejected', isError: error instanceof Error, code: error.code, data: error.data }),
    );
    return { handle: true };
  }
  const heard = (outcome) => (data, more) => report(id, { outcome, data, more });
  result.onSuccess(heard('success')).onFail(heard('fail')).onAck(heard('ack')).onProgress(heard('progress'));
  if (watchTimeout) result.onTimeout(heard('timeout'));
  return { handle: true };
}

function revive(key, value) {
  return value && value.$form ? formOf(value.$form) : value;
}

function formOf(files) {
  const form = new FormData();
  for (const { name, type, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    form.append(name, new File([bytes], name, { type }));
  }
  return form;
}

function report(channel, what) {
  tell(channel, what === undefined ? 'null' : JSON.stringify(what));
}

/** A picture that this browser made, as base64. */
function paint(type, width, height) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.fillStyle = 'teal';
  context.fillRect(width / 4, height / 4, width / 2, height / 2);
  return canvas.toDataURL(type).split(',')[1];
}

/** Where an address leads, as base64. */
async function download(url) {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}

/** Options of the test's, and the app's own server for those that keep a session. */
const options = JSON.parse(decodeURIComponent(location.search.slice(1)) || '{}');
const JIM = new JMessage({
  address: `ws://${location.host}`,
  upload_file: `${location.origin}/resource`,
  ...options,
  auth: async () => (await fetch(`/auth?appkey=${options.appkey}`, { cache: 'no-store' })).json(),
});
const names = Object.getOwnPropertyNames(JIM);
const listeners = names.filter((name) => /^on[A-Z]/.test(name));
for (const name of listeners) JIM[name]((data) => report(name, data));
