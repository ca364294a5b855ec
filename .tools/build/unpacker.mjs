// The small module that undoes pack.mjs in the browser, compiled from js/unpack.rs; and the proof that it does. Must
// never be trusted with a pack that it has not unpacked here.
import path from 'node:path';
import { optimise } from './optimise.mjs';
import { pack } from './pack.mjs';
import { run } from './tool.mjs';

const SOURCE = path.resolve(import.meta.dirname, '../../js/unpack.rs');
// As js/bytes.js has them, too.
const PAGE = 1 << 16;
const FILE = 8 * PAGE;
const FLAGS = [
  '--edition=2021', '--target=wasm32-unknown-unknown', '--crate-type=cdylib', '-Copt-level=3', '-Cpanic=abort', '-Clto=fat', '-Cstrip=symbols',
  `-Clink-args=--initial-memory=${16 * PAGE} -zstack-size=0`,
];

/** Returns {pack, unpacker}: the wasm file as text, and the module that makes a file of it again. */
export function packed(wasm, workDir) {
  const bare = path.join(workDir, 'unpack.wasm');
  run('rustc', [...FLAGS, SOURCE, '-o', bare]);
  const unpacker = optimise(bare, path.join(workDir, 'unpack-small.wasm'), ['--strip-producers']).wasm;
  const text = pack(wasm);
  if (!unpack(unpacker, text).equals(wasm)) throw new Error('js/unpack.rs does not undo what pack.mjs did: see the lists of instructions in both');
  return { pack: text, unpacker };
}

function unpack(unpacker, packed) {
  const { exports: { memory, unpack } } = new WebAssembly.Instance(new WebAssembly.Module(unpacker));
  packed.split('\n').forEach((text, at) => Buffer.from(memory.buffer, (at + 1) * PAGE, PAGE).write(text, 'latin1'));
  return Buffer.from(memory.buffer).subarray(FILE, unpack());
}
