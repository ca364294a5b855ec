// The browser's facilities, a few lines each: the page, socket, timer, storage, uploads and last moment of one client.
// Each takes the number of the client's page object, where its state lies and by whose `engine` it reports to the core.
// Must never decide anything, nor know the protocol. One file for all: the little server of wasm-pack's browser tests
// stalls when a page asks for many at once.

import { give, parse, value } from './host.js';

// The clocks, in milliseconds, and randomness. `performance` by itself is a getter of the window's, and costs more than
// reading the clock.
const { performance } = globalThis;
export const ticks = () => performance.now();
export const date = () => Date.now();
export const random = () => Math.random();

// The page: its handles, listeners and console, as js/jmessage.js stands for them.
export const settle = (page, handle, outcome, data, more) => value(page).settle(handle, outcome, value(data), value(more));
export const tell = (page, listener, data) => value(page).tell(listener, value(data));
export const log = (page, what, shown) => value(page).log(value(what), value(shown));
export const complain = (page, message) => value(page).complain(value(message));

// One WebSocket at a time. One that was replaced or closed is never heard again.
export const disconnect = (number) => {
  const page = value(number);
  if (!page.socket) return;
  page.socket.onmessage = page.socket.onclose = null;
  page.socket.close();
  page.socket = undefined;
};
/** Answers with what is wrong with the address, if anything. */
export const connect = (number, url) => {
  const page = value(number);
  disconnect(number);
  try {
    page.socket = new WebSocket(value(url));
  } catch (error) {
    return give(error);
  }
  page.socket.onmessage = ({ data }) => {
    if (typeof data === 'string') page.engine.frame(give(data));
  };
  // An error is always followed by a close.
  page.socket.onclose = () => page.engine.closed();
  return 0;
};
export const send = (number, frame) => {
  const { socket } = value(number);
  try {
    if (socket) socket.send(value(frame));
  } catch (error) {
    // It was opening or closing: what is not confirmed is sent again.
  }
};

// One timer at a time.
export const disarm = (number) => clearTimeout(value(number).timer);
export const arm = (number, span) => {
  const page = value(number);
  disarm(number);
  page.timer = setTimeout(() => page.engine.time(), span);
};

// localStorage. What it would not take, being full, blocked, or not there, is kept in memory.
const unwritten = (page) => (page.unwritten = page.unwritten || new Map());
export const read = (number, keyNumber) => {
  const [kept, key] = [unwritten(value(number)), value(keyNumber)];
  try {
    return give(kept.has(key) ? kept.get(key) : globalThis.localStorage.getItem(key));
  } catch (error) {
    return 0;
  }
};
export const write = (number, keyNumber, textNumber) => {
  const [kept, key, text] = [unwritten(value(number)), value(keyNumber), value(textNumber)];
  try {
    globalThis.localStorage.setItem(key, text);
    kept.delete(key);
    return true;
  } catch (error) {
    kept.set(key, text);
    return false;
  }
};

// Uploads, by XMLHttpRequest: fetch does not say how much of a body has gone out.
const running = (page) => (page.uploads = page.uploads || new Map());
export const stop = (number, handle) => {
  const uploads = running(value(number));
  const request = uploads.get(handle);
  if (!request) return;
  uploads.delete(handle);
  request.onloadend = null;
  request.abort();
};
export const stopAll = (number) => running(value(number)).forEach((request, handle) => stop(number, handle));
/** Says whether it began. */
export const post = (number, handle, url, headers, form) => {
  const page = value(number);
  try {
    const request = new XMLHttpRequest();
    request.open('POST', value(url));
    Object.entries(value(headers)).forEach(([name, text]) => request.setRequestHeader(name, text));
    request.upload.onprogress = ({ loaded, total }) => {
      page.engine.progressed(handle);
      page.progress(handle, loaded, total);
    };
    request.onloadend = () => {
      running(page).delete(handle);
      page.engine.uploaded(handle, request.status, parse(give(request.responseText), 0));
    };
    running(page).set(handle, request);
    request.send(value(form));
    return true;
  } catch (error) {
    running(page).delete(handle);
    return false;
  }
};

// The page's last moment. Where there are no such events, in a worker or on a server, nothing is heard.
export const listen = (number) => {
  const page = value(number);
  page.leaving = () => page.engine.leaving();
  if (typeof addEventListener === 'function') addEventListener('pagehide', page.leaving);
};
export const unlisten = (number) => {
  if (typeof removeEventListener === 'function') removeEventListener('pagehide', value(number).leaving);
};
