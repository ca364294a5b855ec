// The types, by the compiler: the programs in types/ hold lines that must compile and lines that must not.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createProject, tools } from './support/project.mjs';

const ts = createRequire(path.join(tools, 'package.json'))('typescript');
const { ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;
const STRICT = { strict: true, noEmit: true, target: ScriptTarget.ES2020, lib: ['lib.es2020.d.ts', 'lib.dom.d.ts'], types: [] };

let project;
before(async () => { project = await createProject({ type: 'module' }); });
after(() => project.remove());

/** What the compiler says of a program of types/, placed in the project under another name if need be. */
async function complaints(name, options, as = name) {
  await project.write(as, await fs.readFile(path.join(import.meta.dirname, 'types', name), 'utf8'));
  const program = ts.createProgram([path.join(project.folder, as)], { ...STRICT, ...options });
  return ts.getPreEmitDiagnostics(program).map((found) => {
    const line = found.file ? found.file.getLineAndCharacterOfPosition(found.start).line + 1 : 0;
    return `${found.file && path.basename(found.file.fileName)}:${line} ${ts.flattenDiagnosticMessageText(found.messageText, '\n')}`;
  });
}

for (const [how, options, as] of [
  ['a bundler', { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler }],
  ['Node as a module', { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext }, 'api.mts'],
  ['tools of before exports maps', { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Node10 }],
]) {
  test(`import, resolved as by ${how}`, async () => {
    assert.deepEqual(await complaints('api.ts', options, as), []);
  });
}

test('require', async () => {
  const options = { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext };
  assert.deepEqual(await complaints('require.cts', options), []);
});

test('the script tag', async () => {
  const options = { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler };
  assert.deepEqual(await complaints('page.ts', { ...options, moduleDetection: ts.ModuleDetectionKind.Legacy }), []);
});
