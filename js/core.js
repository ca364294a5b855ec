// The core, started: compiled at once where the browser allows that, so that the object works from the first line on;
// else while it downloads. Must never hold what a page asks of it.

import { imports } from 'jmessage:core';
import { attach } from './values.js';

const NO_WASM = "this page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src";

const explain = (error) => { throw /unsafe-eval|security policy/i.test(error.message) ? new Error(NO_WASM) : error; };

const start = ({ exports }) => {
  attach(exports.memory);
  return exports;
};

const bytesOf = (response) => {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
};

/** The promise of what the core exports: from the address of the wasm file, its Response, its bytes or its module. */
export const load = async (given) => {
  try {
    const source = await (typeof given === 'string' || given instanceof URL ? fetch(given) : given);
    const isResponse = typeof source.arrayBuffer === 'function';
    const made = isResponse
      // Some servers do not call the file application/wasm.
      ? await WebAssembly.instantiateStreaming(source.clone(), imports).catch(async () => WebAssembly.instantiate(await bytesOf(source), imports))
      : await WebAssembly.instantiate(source, imports);
    return start(made.instance || made);
  } catch (error) {
    return explain(error);
  }
};

/** What the core exports; the promise of it where compiling at once is refused (Chrome before 115, past 4 KB). */
export const compile = (unpacked) => {
  let bytes;
  try {
    bytes = unpacked();
    return start(new WebAssembly.Instance(new WebAssembly.Module(bytes), imports));
  } catch (refused) {
    return (bytes ? WebAssembly.instantiate(bytes, imports) : Promise.reject(refused)).then(({ instance }) => start(instance), explain);
  }
};
