// The browser's facilities, a few lines each: the page, socket, timer, storage, uploads and last moment of one client.
// Each takes the id of the client's page (js/page.js), where its state lies and through whose door it reports to the
// core. Must never decide anything, nor know the protocol. One file for all: the little server of wasm-pack's browser
// tests stalls when a page asks for many at once.

import {
  ENTRY_CLOSED, ENTRY_FRAME, ENTRY_LEAVING, ENTRY_OFFLINE, ENTRY_PROGRESSED, ENTRY_STORED, ENTRY_TIME, ENTRY_UPLOADED, ENTRY_WAKE, give, parse, value,
} from './values.js';

// The clocks, in milliseconds, and randomness. `performance` by itself is a getter of the window's, and costs more than
// reading the clock.
const { performance } = globalThis;
export const ticks = () => performance.now();
export const date = () => Date.now();
export const random = () => Math.random();

// The page: its handles, listeners and console. Nothing that it calls throws.
export const settle = (page, handle, outcome, data, more) => value(page).settle(handle, outcome, value(data), value(more));
export const tell = (page, listener, data) => value(page).tell(listener, value(data));
export const log = (page, what, shown) => value(page).log(value(what), value(shown));
export const warn = (page, method, what) => value(page).warn(method, value(what));
export const complain = (page, message) => value(page).complain(value(message));
export const authorise = (page, attempt, reason) => value(page).authorise(attempt, value(reason));

// One WebSocket at a time. One that was replaced or closed is never heard again.
const hangUp = (page) => {
  const { socket } = page;
  page.socket = undefined;
  if (!socket) return;
  socket.onmessage = socket.onclose = null;
  try {
    socket.close();
  } catch (error) {
    // Whatever it is, it is not ours any more.
  }
};
export const disconnect = (id) => hangUp(value(id));
/** An address to which no socket can be made, here or at all, is the page's end: another try would fail alike. */
export const connect = (id, url) => {
  const page = value(id);
  hangUp(page);
  try {
    if (!/^\w+:/.test(value(url))) throw new Error('no address: it begins with wss:');
    page.socket = page.Socket ? new page.Socket(value(url)) : new WebSocket(value(url));
    page.figures.sockets += 1;
  } catch ({ message }) {
    page.missing({ message: `${value(url)}: ${message}` });
    return;
  }
  page.socket.onmessage = ({ data }) => {
    if (typeof data !== 'string') return;
    page.figures.received += data.length;
    page.enter(ENTRY_FRAME, give(data));
  };
  // An error is always followed by a close.
  page.socket.onclose = () => page.enter(ENTRY_CLOSED);
};
export const send = (id, frame) => {
  const { socket, figures } = value(id);
  try {
    socket.send(value(frame));
    figures.sent += value(frame).length;
  } catch (error) {
    // There is none, or it is opening or closing: what is not confirmed is sent again.
  }
};

// One timer at a time.
export const arm = (id, span) => {
  const page = value(id);
  clearTimeout(page.timer);
  if (page.end) return; // Closed by a handler of its own.
  page.timer = setTimeout(() => page.enter(ENTRY_TIME), span);
};

// localStorage, or what stands for it. What it would not take, being full, blocked, or not there, is kept in memory.
export const read = (id, keyId) => {
  const [{ storage, unwritten }, key] = [value(id), value(keyId)];
  try {
    return give(unwritten.has(key) ? unwritten.get(key) : (storage || globalThis.localStorage).getItem(key));
  } catch (error) {
    return give();
  }
};
export const recall = (id, prefix) => {
  try {
    const { localStorage } = globalThis;
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(value(prefix)));
    return give(keys.sort().map((key) => localStorage.getItem(key)));
  } catch (error) {
    return give();
  }
};
export const write = (id, keyId, textId) => {
  const [{ storage, unwritten }, key, text] = [value(id), value(keyId), value(textId)];
  unwritten.delete(key);
  try {
    const store = storage || globalThis.localStorage;
    if (text === undefined) store.removeItem(key);
    else store.setItem(key, text);
    return true;
  } catch (error) {
    if (text !== undefined) unwritten.set(key, text);
    return false;
  }
};

// Uploads, by XMLHttpRequest: fetch does not say how much of a body has gone out.
const cut = ({ uploads }, handle) => {
  const request = uploads.get(handle);
  if (!request) return;
  uploads.delete(handle);
  request.onloadend = null;
  request.abort();
};
export const stop = (id, handle) => cut(value(id), handle);
/** Says whether it began. */
export const post = (id, handle, url, headers, form) => {
  const page = value(id);
  try {
    const request = new XMLHttpRequest();
    request.open('POST', value(url));
    Object.entries(value(headers)).forEach(([name, text]) => request.setRequestHeader(name, text));
    request.upload.onprogress = ({ loaded, total }) => {
      page.enter(ENTRY_PROGRESSED, handle);
      page.progress(handle, loaded, total);
    };
    request.onloadend = () => {
      page.uploads.delete(handle);
      page.enter(ENTRY_UPLOADED, handle, request.status, parse(give(request.responseText), 0));
    };
    page.uploads.set(handle, request);
    request.send(value(form));
    return true;
  } catch (error) {
    page.uploads.delete(handle);
    return false;
  }
};

// The page's last moment, and what other tabs write; for who keeps a session, also when it is shown again and what becomes
// of the network. Where there are no such events, in a worker or on a server, nothing is heard. Of the document's events,
// too, the window is told on their way down.
const HEARD = { pagehide: ENTRY_LEAVING, storage: ENTRY_STORED, offline: ENTRY_OFFLINE }; // All others wake.
export const listen = (id) => {
  const page = value(id);
  page.hears = ({ type, key }) => {
    if (type !== 'visibilitychange' || !document.hidden) page.enter(HEARD[type] || ENTRY_WAKE, give(key));
  };
  page.heard = ['pagehide', 'storage'].concat(page.keeps ? ['offline', 'online', 'resume', 'pageshow', 'visibilitychange'] : []);
  forEachHeard(page, 'addEventListener');
};
const forEachHeard = (page, act) => {
  if (globalThis[act]) page.heard.forEach((type) => globalThis[act](type, page.hears, true));
};

/** Gives everything back that the browser lent to a page. */
export const letGo = (page) => {
  hangUp(page);
  clearTimeout(page.timer);
  forEachHeard(page, 'removeEventListener');
  page.uploads.forEach((request, handle) => cut(page, handle));
};
