// The core's file, from the text that a script carries: a small module of its own makes it, in less than a millisecond.
// js/unpack.rs says how, .tools/build/pack.mjs makes the text.

import pack from 'jmessage:pack';
import unpacker from 'jmessage:unpacker';

const TEXT = 0x10000;
const FILE = 0x80000;

/** Puts ASCII into memory. Pages that a test simulates may lack the native way. */
const write = (text, bytes) => {
  if (typeof TextEncoder === 'function') new TextEncoder().encodeInto(text, bytes);
  else for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
};

/** As in js/unpack.rs. */
const byteOf = (spelled) => {
  const [code, behind] = [spelled.charCodeAt(), spelled.charCodeAt(1)];
  const byte = code > 123 ? ((code - 123) << 6) ^ behind : code;
  return byte ^ ((~byte & 32) << 1);
};

/** @returns {Uint8Array} */
export const unpacked = () => {
  const bytes = Uint8Array.from(unpacker.match(/[|}~]?[^]/g), byteOf);
  const { memory, unpack } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  write(pack, new Uint8Array(memory.buffer, TEXT));
  return new Uint8Array(memory.buffer).subarray(FILE, unpack());
};
