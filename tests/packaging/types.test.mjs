// The types, by compilers old and new: the programs in types/ hold lines that must compile and lines that must not.
import fs from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { Tool } from './support/tool.mjs';

const STRICT = '--strict --noEmit --pretty false --target es2020 --lib es2020,dom';
// How a program is resolved, which programs so are, and which major versions can: 7 has forgotten node10.
const RESOLUTIONS = [
  ['as in Node', '--module node16 --moduleResolution node16', 'api.mts require.cts', [4, 5, 7]],
  ['as by a bundler', '--module esnext --moduleResolution bundler', 'api.ts', [5, 7]],
  ['as by tools of before exports maps', '--module esnext --moduleResolution node', 'api.ts', [4, 5]],
  ['as by such tools, CommonJS', '--module commonjs --moduleResolution node', 'require.cts', [4, 5]],
  ['with the script tag', '--module esnext --moduleResolution bundler', 'page.ts', [5, 7]],
  ['with the script tag, before exports maps', '--module esnext --moduleResolution node', 'page.ts', [4, 5]],
];

let tool;
before(async () => {
  const programs = path.join(import.meta.dirname, 'types');
  tool = await Tool.lay('typescript', [path.join(import.meta.dirname, 'projects/typescript'), programs]);
  await fs.copyFile(path.join(programs, 'api.ts'), path.join(tool.folder, 'api.mts'));
});

for (const [how, options, programs, versions] of RESOLUTIONS) {
  for (const version of versions) {
    test(`TypeScript ${version}, ${how}`, () => tool.run(`node node_modules/typescript-${version}/bin/tsc ${STRICT} ${options} ${programs}`));
  }
}

for (const [version, options] of [
  [4, '--module commonjs --moduleResolution node'],
  [5, '--module commonjs --moduleResolution node --esModuleInterop'],
  [7, '--module node16 --moduleResolution node16'],
]) {
  test(`TypeScript ${version}: a CommonJS program, compiled and run`, async () => {
    await tool.run(`node node_modules/typescript-${version}/bin/tsc ${STRICT} --noEmit false ${options} program.cts`);
    await tool.run('node program.cjs');
  });
}
