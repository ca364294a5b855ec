// From cargo's .wasm file to the module that ships and the lines of JS that bind it: wasm-bindgen, then wasm-opt.
// It must never know what the SDK does with them.
import fs from 'node:fs';
import path from 'node:path';
import { optimise } from './optimise.mjs';
import { customSection, withNumberedImports, withoutCustomSection } from './sections.mjs';
import { run } from './tool.mjs';
import { packed } from './unpacker.mjs';

const METHODS_SECTION = 'jmessage.methods';
// The long names of imports are unique, so no compressor makes them small: the core imports from a list.
const LIST = 'a';
// Its memory begins with the stack, whose far end is never reached: no address that something is added to is near 0.
const NEAR_0_IS_UNUSED = '--low-memory-unused';

/**
 * Returns {wasm, pack, unpacker, binding, methods, named}: the optimised module, the same as a script carries it, the
 * ES module that binds it (`imports`), and the crate's method table. A named module, for profiles and for who looks inside,
 * keeps the names of its functions and of its imports.
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
  const small = optimise(path.join(workDir, 'glue_bg.wasm'), path.join(workDir, 'small.wasm'), [NEAR_0_IS_UNUSED, ...(named ? ['--debuginfo'] : [])]);
  const { wasm, imports } = named ? { wasm: small } : withNumberedImports(small, LIST);
  const binding = named ? namedBinding(wasm) : listBinding(imports);
  return { wasm, ...packed(wasm, workDir), binding, methods: customSection(compiled, METHODS_SECTION).toString('utf8').trim(), named };
}

function listBinding(imports) {
  const lines = imports.map(([file, name], number) => `import { ${name} as import${number} } from '${ofCrate(file)}';`);
  return [...lines, bindingOf(`${LIST}: [${imports.map((_, number) => `import${number}`)}]`)].join('\n');
}

function namedBinding(wasm) {
  const files = [...new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ module }) => module))];
  const lines = files.map((file, number) => `import * as file${number} from '${ofCrate(file)}';`);
  return [...lines, bindingOf(files.map((file, number) => `'${file}': file${number}`))].join('\n');
}

const bindingOf = (given) => `export const imports = { ${given} };\n`;

/** wasm-bindgen copies the files of js/ that the crate imports from; what else is imported stands for a conversion. */
function ofCrate(file) {
  const found = file.match(/^\.\/snippets\/[^/]+\/(js\/.*)$/);
  if (!found) throw new Error(`the core imports from ${file}: a function at its border takes more than numbers`);
  return found[1];
}
