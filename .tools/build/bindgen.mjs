// From cargo's .wasm file to the module and glue that ship: wasm-bindgen, wasm-opt, and short names at the border.
// It must never know what the SDK does with them.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { run } from './tool.mjs';
import { customSection, withoutCustomSection } from './sections.mjs';
import { shortNames } from './short-names.mjs';

const METHODS_SECTION = 'jmessage.methods';
export const WASM_OPT = path.resolve(import.meta.dirname, '../node_modules/.bin/wasm-opt');
// Named one by one: wasm-opt must not bring in what a supported browser may lack.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];
// Twice for size: the second time finds another 0.2 %, and a third nothing.
export const OPTIMISE = [...FEATURES.map((each) => `--enable-${each}`), '-ocimfs', '30', '-Oz', '-Oz', '--strip-target-features'];

/**
 * Returns {wasm, glue, methods, named}: the optimised module, the ES module that binds it, and the crate's method table.
 * A named module, for profiles, keeps the names of its functions and of its border.
 */
export function bind(input, workDir, { named = false } = {}) {
  fs.mkdirSync(workDir, { recursive: true });
  const compiled = fs.readFileSync(input);
  const bare = path.join(workDir, 'core.wasm');
  fs.writeFileSync(bare, withoutCustomSection(compiled, METHODS_SECTION));
  run('wasm-bindgen', [
    '--target', 'web', '--out-dir', workDir, '--out-name', 'glue', '--omit-default-module-path', '--no-typescript',
    ...(named ? [] : ['--remove-name-section']), '--remove-producers-section', bare,
  ]);
  const glue = fs.readFileSync(path.join(workDir, 'glue.js'), 'utf8');
  const wasm = optimise(path.join(workDir, 'glue_bg.wasm'), glue, path.join(workDir, 'small.wasm'), named ? ['--debuginfo'] : []);
  return { ...(named ? { wasm, glue } : shortNames(wasm, glue)), methods: customSection(compiled, METHODS_SECTION).toString('utf8'), named };
}

/** Optimises for size, and drops the exports that the glue never reads. */
function optimise(input, glue, output, more) {
  const module = fs.readFileSync(input);
  const unused = WebAssembly.Module.exports(new WebAssembly.Module(module))
    .map((each) => each.name)
    .filter((name) => !new RegExp(`\\bwasm\\.${name}\\b`).test(glue));
  const args = [...unused.map((name) => `--remove-exports=${name}`), ...OPTIMISE, ...more];
  // The slowest step by far: what went in last time gives what came out last time.
  const stamp = createHash('sha256').update(module).update(args.join()).digest('hex');
  const stampFile = `${output}.stamp`;
  if (!fs.existsSync(stampFile) || fs.readFileSync(stampFile, 'utf8') !== stamp) {
    run('node', [WASM_OPT, input, '-o', output, ...args]);
    fs.writeFileSync(stampFile, stamp);
  }
  return fs.readFileSync(output);
}
