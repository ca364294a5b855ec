// The core's file, from the text that a script carries: a small module of its own makes it, in less than a millisecond.
// js/unpack.rs says how, .tools/build/pack.mjs makes the text.

import pack from 'jmessage:pack';
import unpacker from 'jmessage:unpacker';

const PAGE = 1 << 16;
const FILE = 8 * PAGE;

/** Puts ASCII into memory. Pages that a test simulates may lack the native way. */
const write = (text, bytes) => {
  if (typeof TextEncoder === 'function') new TextEncoder().encodeInto(text, bytes);
  else for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
};

/** @returns {Uint8Array} */
export const unpacked = () => {
  const bytes = Uint8Array.from(atob(unpacker), (letter) => letter.charCodeAt());
  const { memory, unpack } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  pack.split('\n').forEach((text, at) => write(text, new Uint8Array(memory.buffer, (at + 1) * PAGE)));
  return new Uint8Array(memory.buffer).subarray(FILE, unpack());
};
