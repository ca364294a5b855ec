// wasm-opt, for size. It must never know what a module is for.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { run } from './tool.mjs';

export const WASM_OPT = path.resolve(import.meta.dirname, '../node_modules/.bin/wasm-opt');
// Named one by one: wasm-opt must not bring in what a supported browser may lack.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];
// Twice for size: the second time finds another 0.2 %, and a third nothing. Two passes make a smaller file that weighs more
// over the wire: data without its zeros, which cost nothing there, and variables that are set where they are used, so that
// the same is written in more ways.
export const OPTIMISE = [...FEATURES.map((each) => `--enable-${each}`), '-ocimfs', '1000', '--skip-pass=memory-packing', '--skip-pass=simplify-locals', '--rse', '-Oz', '-Oz', '--strip-target-features'];

/** Optimises for size, and drops the exports that are the linker's or wasm-bindgen's own. */
export function optimise(input, output, more) {
  const module = fs.readFileSync(input);
  const unused = WebAssembly.Module.exports(new WebAssembly.Module(module)).filter(({ name }) => name.startsWith('__'));
  const args = [...unused.map(({ name }) => `--remove-exports=${name}`), ...OPTIMISE, ...more];
  // The slowest step by far: what went in last time gives what came out last time.
  const stamp = createHash('sha256').update(module).update(args.join()).digest('hex');
  const stampFile = `${output}.stamp`;
  if (!fs.existsSync(stampFile) || fs.readFileSync(stampFile, 'utf8') !== stamp) {
    run('node', [WASM_OPT, input, '-o', output, ...args]);
    fs.writeFileSync(stampFile, stamp);
  }
  return fs.readFileSync(output);
}
