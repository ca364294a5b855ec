// The core, started: compiled at once where the browser allows that, so that the object works from the first line on;
// else while it downloads. Must never hold what a page asks of it.

import { exported, imports } from 'jmessage:core';
import { attach } from './values.js';

const NO_WASM = "this page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src";

const explain = (error) => { throw /unsafe-eval|security policy/i.test(error.message) ? new Error(NO_WASM) : error; };

const start = ({ exports }) => {
  const core = exported(exports);
  attach(core.memory);
  return core;
};

const download = (url) => fetch(url).then((response) => {
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
});

/** The promise of what the core exports, from the address of the wasm file. */
export const load = (url) => WebAssembly.instantiateStreaming(fetch(url), imports)
  // A server that does not call the file application/wasm; it is cached by now.
  .catch(() => download(url).then((bytes) => WebAssembly.instantiate(bytes, imports)))
  .then(({ instance }) => start(instance)).catch(explain);

/** What the core exports; the promise of it where compiling at once is refused (Chrome before 115, past 4 KB). */
export const compile = (bytes) => {
  try {
    return start(new WebAssembly.Instance(new WebAssembly.Module(bytes), imports));
  } catch (refused) {
    return WebAssembly.instantiate(bytes, imports).then(({ instance }) => start(instance), explain);
  }
};
