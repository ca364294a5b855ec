// Fails when the bundle weighs more over the wire than budget.json allows, and shows where the bytes are.
// It must never build: tests/run size does that first.
import fs from 'node:fs';
import path from 'node:path';
import { packageInfo } from '../../.tools/build/cargo.mjs';
import { functionSizes } from '../../.tools/build/functions.mjs';

const LARGEST = 25;

const root = path.resolve(import.meta.dirname, '../..');
const { version, targetDir } = packageInfo(root);
const budget = readJson(path.join(import.meta.dirname, 'budget.json'));
const { parts, ...sizes } = readJson(path.join(root, 'dist/sizes.json'));
const functions = functionSizes(path.join(targetDir, 'sdk'));

table('The script-tag file, minified bytes by origin', Object.entries(parts));
table('The core, bytes by module', byModule(functions));
table(`The core, its ${LARGEST} largest functions`, functions.slice(0, LARGEST).map(({ name, bytes }) => [name, bytes]));

const checks = [
  ['script-tag file', sizes[`jmessage-sdk-web.${version}.min.js`].brotli, budget.script],
  ['script-tag file of shared connections', sizes[`jmessage-shared.${version}.min.js`].brotli, budget.shared],
  ['ESM entry and wasm', sizes['pkg/external.mjs'].brotli + sizes['pkg/jmessage.wasm'].brotli, budget.esm],
  ...['react', 'vue'].map((name) => [`${name} hooks`, sizes[`pkg/hooks/${name}.mjs`].brotli, budget.hooks]),
];
for (const [what, bytes, limit] of checks) {
  console.log(`${bytes > limit ? 'OVER' : 'ok  '} ${what}: ${bytes} of ${limit} bytes (brotli 11)`);
}
process.exitCode = checks.some(([, bytes, limit]) => bytes > limit) ? 1 : 0;

function byModule(list) {
  const sums = new Map();
  for (const { name, bytes } of list) {
    const module = name.match(/[a-z_][a-z0-9_]*(?:::[a-z][a-z0-9_]*)*(?=::)/)?.[0] ?? (name === '(data)' ? name : '(glue)');
    const shallow = module.split('::').slice(0, module.startsWith('jmessage_web') ? 3 : 1).join('::');
    sums.set(shallow, (sums.get(shallow) ?? 0) + bytes);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}

function table(title, rows) {
  console.log(title);
  for (const [name, bytes] of rows) console.log(`${String(bytes).padStart(8)}  ${name}`);
  console.log();
}

function readJson(file) { return JSON.parse(fs.readFileSync(file, 'utf8')); }
