// Lays out dist/: the script-tag file, the npm package, and what each part weighs over the wire.
// It must never change what the bundler made.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { FRAMEWORKS } from './bundle.mjs';
import { documented } from './typedocs.mjs';

/**
 * Replaces dist/ by the outputs, a readable script with its map, and what an npm package needs beside them; writes and
 * prints what each file weighs, and the hashes that a page may hold scripts to.
 */
export function writeDist(root, version, { outputs, parts }, { code, map }) {
  const dist = path.join(root, 'dist');
  fs.rmSync(dist, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'pkg-template'), path.join(dist, 'pkg'), { recursive: true });
  fs.mkdirSync(path.join(dist, 'pkg/hooks'));
  for (const [name, content] of outputs) fs.writeFileSync(path.join(dist, name), content);
  for (const name of [`jmessage-sdk-web.${version}.js`, 'pkg/jmessage-sdk-web.js']) {
    fs.writeFileSync(path.join(dist, name), `${code}//# sourceMappingURL=${path.basename(name)}.map\n`);
    fs.writeFileSync(path.join(dist, `${name}.map`), map);
  }
  layPackage(root, version, dist);

  const sizes = Object.fromEntries([...outputs].map(([name, content]) => [name, weigh(content)]));
  writeJson(path.join(dist, 'sizes.json'), { ...sizes, parts });
  const hash = (content) => `sha384-${createHash('sha384').update(content).digest('base64')}`;
  const integrity = Object.fromEntries([...outputs].map(([name, content]) => [name, hash(content)]));
  writeJson(path.join(dist, 'integrity.json'), integrity);
  print(sizes);
  for (const [name, value] of Object.entries(integrity)) if (name.endsWith('.min.js')) console.log(`${name} ${value}`);
}

/** What the package has besides: files of other places and names, documents in its types, and who publishes it. */
function layPackage(root, version, dist) {
  const pkg = path.join(dist, 'pkg');
  const copy = (from, to) => fs.copyFileSync(from, path.join(pkg, to));
  for (const name of ['jmessage-sdk-web', 'jmessage-shared']) copy(path.join(dist, `${name}.${version}.min.js`), `${name}.min.js`);
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE', 'CHANGELOG.md']) copy(path.join(root, name), name);
  for (const name of FRAMEWORKS) copy(path.join(pkg, `${name}.d.ts`), `${name}.d.mts`);
  const types = path.join(pkg, 'types/jmessage.d.ts');
  fs.writeFileSync(types, documented(fs.readFileSync(types, 'utf8'), path.join(pkg, 'docs')));
  nameTypes(pkg);
  const manifest = path.join(pkg, 'package.json');
  // Author, homepage, repository and bugs: what is not known yet is left out.
  const known = Object.entries(readJson(path.join(root, '.tools/publisher.json'))).filter(([, value]) => value);
  writeJson(manifest, { ...readJson(manifest), ...Object.fromEntries(known), version });
}

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const writeJson = (file, value) => fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/**
 * Gives the class that `require` returns every named type and itself, as members of its namespace: TypeScript has no
 * shorter way.
 */
function nameTypes(pkg) {
  const folder = path.join(pkg, 'types');
  const declared = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const types = ['interface', 'type'];
  const values = [...types, 'declare class', 'declare const'];
  for (const [name, kinds] of [['jmessage.d.ts', values], ['external.d.ts', values], ['script.d.ts', types]]) {
    const named = Array.from(declared.matchAll(new RegExp(`^export (?:${kinds.join('|')}) (\\w+)`, 'gm')), ([, each]) => each);
    const members = named.filter((each) => each !== 'JMessage').sort().map((each) => `  export import ${each} = jmessage.${each};\n`).join('');
    const itself = '  export { Itself as default, Itself as JMessage };\n';
    const file = path.join(pkg, name);
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace('\nexport =', `\nimport Itself = JMessage;\ndeclare namespace JMessage {\n${itself}${members}}\n\nexport =`));
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
