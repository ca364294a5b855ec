// Lays out dist/: the script-tag file, the npm package, and what each part weighs over the wire.
// It must never change what the bundler made.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { FRAMEWORKS } from './bundle.mjs';
import { documented } from './typedocs.mjs';

/** Replaces dist/ by the outputs and what an npm package needs beside them, and writes and prints the sizes. */
export function writeDist(root, version, { outputs, parts }) {
  const dist = path.join(root, 'dist');
  fs.rmSync(dist, { recursive: true, force: true });
  const pkg = path.join(dist, 'pkg');
  fs.cpSync(path.join(root, 'pkg-template'), pkg, { recursive: true });
  for (const [name, content] of outputs) fs.writeFileSync(path.join(dist, name), content);
  for (const name of ['jmessage-sdk-web', 'jmessage-shared']) {
    fs.copyFileSync(path.join(dist, `${name}.${version}.min.js`), path.join(pkg, `${name}.min.js`));
  }
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) fs.copyFileSync(path.join(root, name), path.join(pkg, name));
  // Node takes a module by its ending.
  for (const name of ['shared', ...FRAMEWORKS]) fs.copyFileSync(path.join(pkg, `${name}.js`), path.join(pkg, `${name}.mjs`));
  for (const name of FRAMEWORKS) fs.copyFileSync(path.join(pkg, `${name}.d.ts`), path.join(pkg, `${name}.d.mts`));
  const types = path.join(pkg, 'jmessage.d.ts');
  fs.writeFileSync(types, documented(fs.readFileSync(types, 'utf8'), path.join(pkg, 'docs')));
  nameTypes(pkg);
  const manifest = path.join(pkg, 'package.json');
  fs.writeFileSync(manifest, `${JSON.stringify({ ...JSON.parse(fs.readFileSync(manifest)), version }, null, 2)}\n`);

  const sizes = Object.fromEntries([...outputs].map(([name, content]) => [name, weigh(content)]));
  fs.writeFileSync(path.join(dist, 'sizes.json'), `${JSON.stringify({ ...sizes, parts }, null, 2)}\n`);
  print(sizes);
}

/** Gives the class that `require` returns every named type, as a member of its namespace: TypeScript has no shorter way. */
function nameTypes(pkg) {
  const folder = path.join(pkg, 'types');
  const declared = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const types = ['interface', 'type'];
  const values = [...types, 'declare class', 'declare const'];
  for (const [name, kinds] of [['jmessage.d.cts', values], ['external.d.cts', values], ['script.d.ts', types]]) {
    const named = declared.matchAll(new RegExp(`^export (?:${kinds.join('|')}) (\\w+)`, 'gm'));
    const members = Array.from(named, ([, each]) => `  export import ${each} = jmessage.${each};\n`).sort().join('');
    const file = path.join(pkg, name);
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace('\nexport =', `\ndeclare namespace JMessage {\n${members}}\n\nexport =`));
  }
}

function weigh(content) {
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  return {
    raw: content.length,
    gzip: zlib.gzipSync(content, { level: 9 }).length,
    brotli: zlib.brotliCompressSync(content, { params }).length,
  };
}

function print(sizes) {
  const row = (name, ...cells) => console.log(name.padEnd(36) + cells.map((cell) => String(cell).padStart(11)).join(''));
  row('dist/', 'raw', 'gzip 9', 'brotli 11');
  for (const [name, { raw, gzip, brotli }] of Object.entries(sizes)) row(name, raw, gzip, brotli);
}
