// The signing samples of the documents, each run as a program where its language is there: what they print must be a
// payload that the formula of the vendor's documents gives.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const document = (ending) => fs.readFileSync(path.join(root, `pkg-template/docs/signing${ending}`), 'utf8');
const samples = (ending) => new Map(Array.from(document(ending).matchAll(/^## (\w+)\n.*?^```\w+\n(.*?)^```/gms), ([, language, code]) => [language, code]));

const APPKEY = '25b693b31d2c2ad5f072ef0c';
const SECRET = 'bc2efab258f2019727a4f36l';
const env = { ...process.env, JMESSAGE_APPKEY: APPKEY, JMESSAGE_SECRET: SECRET };

/** By language: the file of the program, and how it is run. */
const PROGRAMS = {
  Node: ['sign.mjs', 'node', 'sign.mjs'],
  Python: ['sign.py', 'python3', 'sign.py'],
  Java: ['Sign.java', 'java', 'Sign.java'],
  Go: ['sign.go', 'go', 'run', 'sign.go'],
  PHP: ['sign.php', 'php', 'sign.php'],
};

let folder;
before(() => { folder = fs.mkdtempSync(path.join(tmpdir(), 'jmessage-signing-')); });
after(() => fs.rmSync(folder, { recursive: true }));

const isThere = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

test('every language has its sample, the same in both documents', () => {
  assert.deepEqual([...samples('.md').keys()], [...Object.keys(PROGRAMS), 'Rust']);
  assert.deepEqual(samples('.zh-CN.md'), samples('.md'));
});

for (const [language, [file, program, ...args]] of Object.entries(PROGRAMS)) {
  test(`${language} signs`, { skip: !isThere(program) && `${program} is not on this machine` }, () => {
    fs.writeFileSync(path.join(folder, file), samples('.md').get(language));
    const before = Date.now();
    const payload = JSON.parse(execFileSync(program, args, { cwd: folder, env, encoding: 'utf8' }));
    const { appkey, timestamp, random_str, signature } = payload;
    assert.equal(appkey, APPKEY);
    assert.ok(timestamp >= before - 1000 && timestamp <= Date.now() + 1000, timestamp);
    assert.match(random_str, /^.{20,36}$/);
    const text = `appkey=${APPKEY}&timestamp=${timestamp}&random_str=${random_str}&key=${SECRET}`;
    assert.equal(signature, createHash('md5').update(text).digest('hex'));
  });
}

// The server's tests compile and run it.
test('the Rust sample is an example of the local server', () => {
  const example = fs.readFileSync(path.join(root, 'examples/dev-server/examples/sign.rs'), 'utf8');
  assert.equal(example.replace(/^\/\/!.*\n\n/, ''), samples('.md').get('Rust'));
});
