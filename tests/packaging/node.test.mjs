// The package in Node: where a server renders pages or a test runner loads them, importing must work, and nothing more.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createProject } from './support/project.mjs';

let project;
before(async () => { project = await createProject(); });
after(() => project.remove());

const manifest = async () => JSON.parse(await fs.readFile(path.join(project.installed, 'package.json'), 'utf8'));

/** A socket that goes nowhere: Node 20 has none of its own. */
const STUB = 'globalThis.WebSocket = class { close() {} send() {} };';
const USE = `
  const jim = new JMessage({ address: 'ws://127.0.0.1:1' });
  console.log(jim.isConnect(), jim.isInit(), jim.isLogin(), JMessage.version);
  process.exit();`;

async function answers(file, program) {
  const { version } = await manifest();
  await project.write(file, program + USE);
  assert.equal(await project.node(file), `false false false ${version}`);
}

test('every file that the manifest names is in the package', async () => {
  const { main, module, types, unpkg, jsdelivr, exports, typesVersions, sideEffects } = await manifest();
  const named = [main, module, types, unpkg, jsdelivr, ...leaves(exports), ...leaves(typesVersions), ...sideEffects];
  for (const name of named) await fs.access(path.join(project.installed, name));
});

test('the manifest has a version, and both licences are there', async () => {
  assert.match((await manifest()).version, /^[1-9]\d*\.\d+\.\d+|^0\.[1-9]\d*\.\d+/);
  const names = await fs.readdir(project.installed);
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE', 'README.md', 'README.zh-CN.md', 'CHANGELOG.md']) assert.ok(names.includes(name), name);
});

test('the manifest names who publishes it, as far as that is known', async () => {
  const publisher = JSON.parse(await fs.readFile(path.resolve(import.meta.dirname, '../../.tools/publisher.json'), 'utf8'));
  const found = await manifest();
  assert.deepEqual(Object.keys(publisher), ['author', 'homepage', 'repository', 'bugs']);
  for (const [name, value] of Object.entries(publisher)) assert.equal(found[name], value || undefined, name);
  assert.ok(found.engines.node);
});

test('require gives the class', () => answers('a.cjs', `${STUB} const JMessage = require('jmessage-web');`));
test('require of the script gives it too', () => answers('b.cjs', `${STUB} const JMessage = require('jmessage-web/script');`));
for (const name of ['default', 'JMessage']) {
  test(`import of ${name}, translated to require, finds it`, () => answers(`${name}.cjs`, `${STUB} const JMessage = require('jmessage-web').${name};`));
}

for (const from of ['jmessage-web', 'jmessage-web/inline', 'jmessage-web/script']) {
  test(`import from ${from}, by default`, () => answers('a.mjs', `${STUB} import JMessage from '${from}';`));
}
for (const from of ['jmessage-web', 'jmessage-web/inline', 'jmessage-web/external', 'jmessage-web/script', 'jmessage-web/jmessage-sdk-web.min.js']) {
  test(`import from ${from}, by name`, () => answers('b.mjs', `${STUB} import { JMessage } from '${from}';`));
}

test('import and require give one class, and set no global', async () => {
  await project.write('one.mjs', `
    import { createRequire } from 'node:module';
    import { JMessage, codes } from 'jmessage-web';
    const required = createRequire(import.meta.url)('jmessage-web');
    console.log(required === JMessage, codes.USER_NOT_EXIST, required.codes === codes && JMessage.codes === codes, 'JMessage' in globalThis);`);
  assert.equal(await project.node('one.mjs'), 'true 880103 true false');
});

test('what lets tabs share their connection takes the class of whichever entry', async () => {
  const program = 'console.log(share(JMessage) === JMessage, typeof JMessage.share);';
  await project.write('share.mjs', `import { JMessage } from 'jmessage-web'; import { share } from 'jmessage-web/shared'; ${program}`);
  await project.write('share.cjs', `const JMessage = require('jmessage-web'); const { share } = require('jmessage-web/shared'); ${program}`);
  for (const file of ['share.mjs', 'share.cjs']) assert.equal(await project.node(file), 'true function', file);
});

test('where the core cannot lie beside the module it is inside, and saying where it lies does no harm', () => answers('external.mjs', `${STUB}
  import { createRequire } from 'node:module';
  import { JMessage } from 'jmessage-web/external';
  JMessage.wasm('/jmessage.wasm');
  createRequire(import.meta.url)('jmessage-web/external').wasm('/jmessage.wasm');`));

for (const [file, load] of [
  ['none.mjs', "import { JMessage } from 'jmessage-web';"],
  ['none.cjs', "const JMessage = require('jmessage-web');"],
]) {
  test(`without a WebSocket it is said once, handles fail, nothing is tried again, and the program ends: ${file}`, async () => {
    await project.write(file, `${load}
      delete globalThis.WebSocket; // Node 22 has one.
      let said = 0;
      console.error = () => { said += 1; };
      const jim = new JMessage();
      const fails = () => jim.init({ appkey: 'k', random_str: 'r', timestamp: '1', signature: 's' }).toPromise().catch(({ code }) => code);
      Promise.all([fails(), fails()]).then((codes) => console.log(codes.join()));
      process.on('exit', () => console.log('said', said));`);
    assert.equal(await project.node(file), '889003,889003\nsaid 1');
  });
}

test('it loads where there is no TextDecoder', () => answers('undecoded.cjs', `${STUB} delete globalThis.TextDecoder; const JMessage = require('jmessage-web');`));

test('where there is a WebSocket, close lets the program end', async () => {
  await project.write('closes.cjs', `${STUB}
    const JMessage = require('jmessage-web');
    const jim = new JMessage({ address: 'ws://127.0.0.1:1' });
    setTimeout(() => { jim.close(); console.log('closed'); }, 10);`);
  assert.equal(await project.node('closes.cjs'), 'closed');
});

test('importing alone needs no browser', async () => {
  await project.write('alone.mjs', "import 'jmessage-web'; import 'jmessage-web/inline'; console.log('fine');");
  assert.equal(await project.node('alone.mjs'), 'fine');
});

function leaves(tree) {
  return typeof tree === 'string' ? [tree] : Object.values(tree).flatMap(leaves);
}
