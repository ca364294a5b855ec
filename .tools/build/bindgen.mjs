// From cargo's .wasm file to the module that ships and the lines of JS that bind it: wasm-bindgen, then wasm-opt.
// It must never know what the SDK does with them.
import fs from 'node:fs';
import path from 'node:path';
import { optimise } from './optimise.mjs';
import { customSection, withoutCustomSection } from './sections.mjs';
import { run } from './tool.mjs';
import { packed } from './unpacker.mjs';

const METHODS_SECTION = 'jmessage.methods';
// The long names at the border are unique, so no compressor makes them small. wasm-opt prints what it made of them.
const SHORT_NAMES = '--minify-imports-and-exports-and-modules';
const ONE_MODULE = 'a';

/**
 * Returns {wasm, pack, unpacker, binding, methods, named}: the optimised module, the same as a script carries it, the
 * ES module that binds it (`imports` for it, and `exported`, which gives its exports their names back), and the crate's
 * method table. A named module, for profiles and for who looks inside, keeps the names of its functions and of its border.
 *
 * wasm-bindgen's own glue is not needed: only numbers cross.
 */
export function bind(input, workDir, { named = false } = {}) {
  fs.mkdirSync(workDir, { recursive: true });
  const compiled = fs.readFileSync(input);
  const bare = path.join(workDir, 'core.wasm');
  fs.writeFileSync(bare, withoutCustomSection(compiled, METHODS_SECTION));
  run('wasm-bindgen', [
    '--target', 'web', '--out-dir', workDir, '--out-name', 'glue', '--no-typescript',
    ...(named ? [] : ['--remove-name-section']), '--remove-producers-section', bare,
  ]);
  const { wasm, border } = optimise(path.join(workDir, 'glue_bg.wasm'), path.join(workDir, 'small.wasm'), named ? ['--debuginfo'] : [SHORT_NAMES]);
  const binding = named ? namedBinding(wasm) : shortBinding(border);
  return { wasm, ...packed(wasm, workDir), binding, methods: customSection(compiled, METHODS_SECTION).toString('utf8'), named };
}

function shortBinding(border) {
  const { imports, exports } = JSON.parse(border);
  const files = new Map();
  for (const [file, name, short] of imports) files.set(file, [...(files.get(file) ?? []), `${name} as ${short}`]);
  const lines = Array.from(files, ([file, names]) => `import { ${names.join(', ')} } from '${ofCrate(file)}';`);
  const given = imports.map(([, , short]) => short);
  const got = exports.map(([name, short]) => `${name}: exports.${short}`);
  return [...lines, bindingOf(`${ONE_MODULE}: { ${given.join(', ')} }`, `({ ${got.join(', ')} })`)].join('\n');
}

function namedBinding(wasm) {
  const files = [...new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ module }) => module))];
  const lines = files.map((file, number) => `import * as file${number} from '${ofCrate(file)}';`);
  const given = files.map((file, number) => `'${file}': file${number}`);
  return [...lines, bindingOf(given.join(', '), 'exports')].join('\n');
}

const bindingOf = (given, got) => `export const imports = { ${given} };\nexport const exported = (exports) => ${got};\n`;

/** wasm-bindgen copies the files of js/ that the crate imports from; what else is imported stands for a conversion. */
function ofCrate(file) {
  const found = file.match(/^\.\/snippets\/[^/]+\/(js\/.*)$/);
  if (!found) throw new Error(`the core imports from ${file}: a function at its border takes more than numbers`);
  return found[1];
}
