// From cargo's .wasm file to the module and glue that ship: wasm-bindgen, then wasm-opt with short names at the border.
// It must never know what the SDK does with them.
import fs from 'node:fs';
import path from 'node:path';
import { run } from './tool.mjs';
import { customSection, withoutCustomSections } from './sections.mjs';

const METHODS_SECTION = 'jmessage.methods';
const WASM_OPT = path.resolve(import.meta.dirname, '../node_modules/.bin/wasm-opt');
// Named one by one: wasm-opt must not bring in what a supported browser may lack.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];

/** Returns {wasm, glue, methods}: the optimised module, the ES module that binds it, and the crate's method table. */
export function bind(input, workDir) {
  fs.rmSync(workDir, { recursive: true, force: true });
  fs.mkdirSync(workDir, { recursive: true });
  const compiled = fs.readFileSync(input);
  const methods = customSection(compiled, METHODS_SECTION).toString('utf8');
  const bare = path.join(workDir, 'core.wasm');
  fs.writeFileSync(bare, withoutCustomSections(compiled, [METHODS_SECTION]));
  run('wasm-bindgen', [
    '--target', 'web', '--out-dir', workDir, '--out-name', 'glue', '--omit-default-module-path', '--no-typescript',
    '--remove-name-section', '--remove-producers-section', '--encode-into', 'always', bare,
  ]);
  const longGlue = fs.readFileSync(path.join(workDir, 'glue.js'), 'utf8');
  const { wasm, names } = optimise(path.join(workDir, 'glue_bg.wasm'), longGlue, path.join(workDir, 'short.wasm'));
  return { wasm, glue: shorten(longGlue, names), methods };
}

/** Optimises for size, drops exports that the glue never reads, and gives the border short names. */
function optimise(input, glue, output) {
  const unused = WebAssembly.Module.exports(new WebAssembly.Module(fs.readFileSync(input)))
    .map((each) => each.name)
    .filter((name) => !new RegExp(`\\bwasm\\.${name}\\b`).test(glue));
  const names = run('node', [
    WASM_OPT, input, '-o', output, ...FEATURES.map((each) => `--enable-${each}`),
    ...unused.map((name) => `--remove-exports=${name}`),
    '-Oz', '--strip-target-features', '--minify-imports-and-exports-and-modules',
  ]);
  return { wasm: fs.readFileSync(output), names: JSON.parse(names) };
}

/** The glue with wasm-opt's short names, and without the imports that the optimised module no longer has. */
function shorten(glue, { imports, exports }) {
  const shortOf = new Map(imports.map(([, long, short]) => [long, short]));
  const kept = [];
  // One import of the generated glue: its name at eight spaces, then deeper lines, up to a brace at eight spaces.
  const short = glue.replace(/^ {8}(\w+): (function[^]*?^ {8}\}.*,\n)/gm, (_, long, rest) => {
    if (!shortOf.has(long)) return '';
    kept.push(long);
    return `        ${shortOf.get(long)}: ${rest}`;
  });
  if (kept.length !== imports.length) throw new Error('the glue of this wasm-bindgen has another shape: bindgen.mjs must follow it');
  const longExports = new Map(exports);
  return short
    .replace(/"\.\/glue_bg\.js": /, 'a: ')
    .replace(/\bwasm\.(\w+)\b/g, (all, long) => (longExports.has(long) ? `wasm.${longExports.get(long)}` : all));
}
