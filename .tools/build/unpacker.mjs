// The small module that undoes pack.mjs in the browser, compiled from js/unpack.rs; and the proof that it does. Must
// never be trusted with a pack that it has not unpacked here.
import path from 'node:path';
import { optimise } from './optimise.mjs';
import { pack, spelledBytes } from './pack.mjs';
import { run } from './tool.mjs';

const SOURCE = path.resolve(import.meta.dirname, '../../js/unpack.rs');
// As js/bytes.js has them, too.
const TEXT = 0x10000;
const FILE = 0x80000;
const MEMORY = 0x100000;
const FLAGS = [
  '--edition=2021', '--target=wasm32-unknown-unknown', '--crate-type=cdylib', '-Copt-level=z', '-Cpanic=abort', '-Clto=fat', '-Cstrip=symbols',
  `-Clink-args=--initial-memory=${MEMORY} -zstack-size=0 --global-base=0`,
];

/** Returns {pack, unpacker}: the wasm file as text, and the module that makes a file of it again, spelled as bytes are. */
export function packed(wasm, workDir) {
  const bare = path.join(workDir, 'unpack.wasm');
  run('rustc', [...FLAGS, SOURCE, '-o', bare]);
  const unpacker = optimise(bare, path.join(workDir, 'unpack-small.wasm'), ['--strip-producers']);
  const text = pack(wasm);
  if (!unpack(unpacker, text).equals(wasm)) throw new Error('js/unpack.rs does not undo what pack.mjs did: see the lists of operands in both');
  return { pack: text, unpacker: spelledBytes(unpacker) };
}

function unpack(unpacker, text) {
  const { exports: { memory, unpack } } = new WebAssembly.Instance(new WebAssembly.Module(unpacker));
  Buffer.from(memory.buffer).write(text, TEXT, 'latin1');
  return Buffer.from(memory.buffer).subarray(FILE, unpack());
}
