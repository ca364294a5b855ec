// The chat in Rust and the smallest app, over the real local server, and how large they are.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { launchBrowser } from '../../.tools/browser.mjs';
import { startServer } from '../e2e/support/server.mjs';

const target = path.resolve(import.meta.dirname, '../../target');
/** Bytes over the wire, brotli 11: beyond what was reached, something crept in. */
const LARGEST = [
  { folder: 'rust-chat', app: 'jmessage_rust_chat', bytes: 158_000 },
  { folder: 'bench', app: 'smallest', bytes: 120_000 },
];

const browser = await launchBrowser();
const server = await startServer('--static', `/rust=${target}/rust-chat`, '--static', `/smallest=${target}/bench`);
after(async () => {
  await browser.close();
  await server.stop();
});

async function signedIn(name) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => assert.fail(`${name}'s page threw: ${error}`));
  await page.goto(`${server.url}/rust/`);
  await page.getByPlaceholder('name').fill(name);
  await page.getByPlaceholder('password').fill('secret');
  await page.getByText('Sign in').click();
  await page.getByPlaceholder('to whom').waitFor();
  return page;
}

async function write(page, text) {
  await page.getByPlaceholder('text').fill(text);
  await page.getByText('Send').click();
}

test('two people chat both ways, see what is unread, and go on over a restart of the server', async () => {
  const [ann, bob] = [await signedIn('ann'), await signedIn('bob')];
  await ann.getByPlaceholder('to whom').fill('bob');
  await ann.getByText('Open').click();
  await write(ann, 'hello');
  await ann.getByText('ann: hello').waitFor();
  await bob.getByText('ann (1)').click();
  await bob.getByText('ann: hello').waitFor();
  await bob.getByRole('navigation').getByText('ann', { exact: true }).waitFor();

  await server.kill();
  await bob.getByText('(reconnecting').waitFor();
  await write(bob, 'hello yourself');
  await bob.getByText('bob: hello yourself …').waitFor();
  await server.start();
  await ann.getByText('bob: hello yourself').waitFor();
  await bob.getByText('bob: hello yourself', { exact: true }).waitFor();
});

test('what was said is there on another device, which ends the session of the first', async () => {
  const first = await signedIn('ann');
  const ann = await signedIn('ann');
  await first.getByText('signed in elsewhere').waitFor();
  await ann.getByRole('navigation').getByText('bob').click();
  await ann.getByText('bob: hello yourself', { exact: true }).waitFor();
  assert.equal(await ann.getByText('ann: hello').count(), 1);
});

test('what is refused is said', async () => {
  const ann = await signedIn('ann');
  await ann.getByPlaceholder('to whom').fill('nobody');
  await ann.getByText('Open').click();
  await write(ann, 'hello');
  await ann.getByText('ann: hello (not sent: target user not exist (code 880203))').waitFor();
  await ann.getByText('Sign out').click();
  await ann.getByPlaceholder('password').waitFor();
});

test('the smallest app signs in, says hello, and prints what it is told', async () => {
  const pages = [];
  for (const [name, friend] of [['cid', 'dee'], ['dee', 'cid']]) {
    const page = await signedIn(name); // an account
    const said = page.waitForEvent('console', { predicate: (message) => message.text() === `${friend} hello` });
    await page.goto(`${server.url}/auth`);
    pages.push({ page, said, name, friend });
  }
  for (const { page, name, friend } of pages) {
    await page.evaluate(async ([me, to]) => {
      const { default: init, chat } = await import('/smallest/smallest.js');
      await init();
      chat(location.origin, me, 'secret', to);
    }, [name, friend]);
  }
  await Promise.all(pages.map(({ said }) => said));
});

for (const { folder, app, bytes } of LARGEST) {
  test(`${app} is as small as it was`, (t) => {
    const sizes = [`${app}_bg.wasm`, `${app}.js`].map((name) => {
      const file = fs.readFileSync(path.join(target, folder, name));
      const brotli = brotliCompressSync(file).length;
      t.diagnostic(`${name}: ${file.length} bytes, brotli ${brotli}`);
      return brotli;
    });
    const all = sizes.reduce((a, b) => a + b);
    assert.ok(all <= bytes, `${all} bytes, and ${bytes} were reached`);
  });
}
