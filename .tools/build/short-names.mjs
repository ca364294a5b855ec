// Gives the border between module and glue names of one or two letters: the long ones are unique, so no compressor
// makes them small (3 KB of the bundle). It must never change what a name stands for.
import { renamed } from './sections.mjs';

const GLUE = './glue_bg.js';

/**
 * Returns {wasm, glue} with short names on both sides.
 *
 * The generated glue hands over one object for its own functions and one per file that the crate imports from; here
 * one object holds them all. What the optimised module no longer imports is left out of it.
 */
export function shortNames(wasm, glue) {
  const imports = new Names();
  const exports = new Names();
  const short = renamed(wasm, (module, name) => imports.of(`${module} ${name}`), (name) => exports.of(name));

  const importOf = (module, name) => imports.given.get(`${module} ${name}`);
  const namespaces = new Map(Array.from(glue.matchAll(/^ {8}"(.+)": (import\d+),$/gm), ([, module, variable]) => [module, variable]));
  const fromFiles = [...imports.given].map(([key, name]) => [...key.split(' '), name]).filter(([module]) => module !== GLUE);
  let kept = fromFiles.length;
  const joined = glue
    // One import of the generated glue: its name at eight spaces, then deeper lines, up to a brace at eight spaces.
    .replace(/^ {8}(\w+): (function[^]*?^ {8}\}.*,\n)/gm, (_, name, rest) => {
      if (!importOf(GLUE, name)) return '';
      kept += 1;
      return `        ${importOf(GLUE, name)}: ${rest}`;
    })
    .replace(/^ {4}const import0 = \{\n/m, (start) =>
      start + fromFiles.map(([module, long, name]) => `        ${name}: ${namespaces.get(module)}.${long},\n`).join(''))
    .replace(/^ {4}return \{\n {8}__proto__: null,\n(?: {8}".+": import\d+,\n)+ {4}\};/m, '    return { a: import0 };')
    .replace(/\bwasm\.(\w+)\b/g, (all, name) => (exports.given.has(name) ? `wasm.${exports.given.get(name)}` : all));
  if (kept !== imports.given.size || joined.includes(`"${GLUE}"`)) {
    throw new Error('the glue of this wasm-bindgen has another shape: short-names.mjs must follow it');
  }
  return { wasm: short, glue: joined };
}

/** Gives out names: a to z, A to Z, aa, ab ... */
class Names {
  given = new Map();

  of(long) {
    if (!this.given.has(long)) this.given.set(long, nth(this.given.size));
    return this.given.get(long);
  }
}

function nth(number) {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const last = letters[number % letters.length];
  return number < letters.length ? last : nth(Math.floor(number / letters.length) - 1) + last;
}
