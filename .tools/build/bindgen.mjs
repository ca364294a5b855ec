// From cargo's .wasm file to the module and glue that ship: wasm-bindgen, then wasm-opt with short names at the border.
// It must never know what the SDK does with them.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { run } from './tool.mjs';
import { customSection, withoutCustomSections } from './sections.mjs';

const GLUE = './glue_bg.js';
const METHODS_SECTION = 'jmessage.methods';
const WASM_OPT = path.resolve(import.meta.dirname, '../node_modules/.bin/wasm-opt');
// Named one by one: wasm-opt must not bring in what a supported browser may lack.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];

/** Returns {wasm, glue, methods}: the optimised module, the ES module that binds it, and the crate's method table. */
export function bind(input, workDir) {
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

/** Optimises for size, and drops the exports that the glue never reads; returns the module and its short names. */
function optimise(input, glue, output) {
  const module = fs.readFileSync(input);
  const unused = WebAssembly.Module.exports(new WebAssembly.Module(module))
    .map((each) => each.name)
    .filter((name) => !new RegExp(`\\bwasm\\.${name}\\b`).test(glue));
  const args = [
    ...FEATURES.map((each) => `--enable-${each}`), ...unused.map((name) => `--remove-exports=${name}`),
    '-Oz', '-Oz', '--strip-target-features', '--minify-imports-and-exports-and-modules',
  ];
  // The slowest step by far: what went in last time gives what came out last time.
  const stamp = createHash('sha256').update(module).update(args.join()).digest('hex');
  const last = readJson(`${output}.json`);
  if (last?.stamp === stamp) return { wasm: fs.readFileSync(output), names: last.names };
  const names = JSON.parse(run('node', [WASM_OPT, input, '-o', output, ...args]));
  fs.writeFileSync(`${output}.json`, JSON.stringify({ stamp, names }));
  return { wasm: fs.readFileSync(output), names };
}

function readJson(file) { return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined; }

/**
 * The glue with wasm-opt's short names, and without the imports that the optimised module no longer has.
 *
 * The generated glue hands over one object per module that the crate imports from; wasm-opt has made them one module,
 * so what comes from files of js/ joins the rest.
 */
function shorten(glue, { imports, exports }) {
  const namespaces = new Map(Array.from(glue.matchAll(/^ {8}"(.+)": (import\d+),$/gm), ([, module, variable]) => [module, variable]));
  const ours = new Map(imports.filter(([module]) => module === GLUE).map(([, long, short]) => [long, short]));
  const files = imports.filter(([module]) => module !== GLUE);
  const kept = [];
  const joined = glue
    // One import of the generated glue: its name at eight spaces, then deeper lines, up to a brace at eight spaces.
    .replace(/^ {8}(\w+): (function[^]*?^ {8}\}.*,\n)/gm, (_, long, rest) => {
      if (!ours.has(long)) return '';
      kept.push(long);
      return `        ${ours.get(long)}: ${rest}`;
    })
    .replace(/^ {4}const import0 = \{\n/m, (start) =>
      start + files.map(([module, long, short]) => `        ${short}: ${namespaces.get(module)}.${long},\n`).join(''))
    .replace(/^ {4}return \{\n {8}__proto__: null,\n(?: {8}".+": import\d+,\n)+ {4}\};/m, '    return { a: import0 };');
  if (kept.length !== ours.size || joined.includes(`"${GLUE}"`)) {
    throw new Error('the glue of this wasm-bindgen has another shape: bindgen.mjs must follow it');
  }
  const shortExports = new Map(exports);
  return joined.replace(/\bwasm\.(\w+)\b/g, (all, long) => (shortExports.has(long) ? `wasm.${shortExports.get(long)}` : all));
}
