// The core from bytes: compiled at once where the browser allows that, so that the object works from the first line on.
// Must never be needed by pages that load the wasm file by its address.

import init, { Engine, initSync } from 'jmessage:glue';

const NO_WASM = "this page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src";

const explain = (error) => { throw /unsafe-eval|security policy/i.test(error.message) ? new Error(NO_WASM) : error; };

/** The promise of the engine class, from bytes or an address. */
export const load = (from) => init({ module_or_path: from }).then(() => Engine, explain);

/** The engine class; the promise of one where compiling at once is refused (Chrome before 115, past 4 KB). */
export const compile = (bytes) => {
  try {
    initSync({ module: new WebAssembly.Module(bytes) });
    return Engine;
  } catch (refused) {
    return load(bytes);
  }
};
