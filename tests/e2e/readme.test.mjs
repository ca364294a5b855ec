// The chat of the README, in both languages, saved as a file and opened.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { startServer } from './support/server.mjs';

const root = path.resolve(import.meta.dirname, '../..');

let server, browser, folder;
before(async () => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'jmessage-readme-'));
  server = await startServer();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(folder, { recursive: true });
});

for (const file of ['README.md', 'README.zh-CN.md']) {
  test(`${file}: two people chat, and go on after the server was away`, async () => {
    const [, html] = fs.readFileSync(path.join(root, file), 'utf8').match(/^```html\n(<!doctype html>.*?)^```/ms);
    const saved = path.join(folder, `${file}.html`);
    fs.writeFileSync(saved, html.replaceAll('127.0.0.1:9090', new URL(server.url).host));
    const context = await browser.newContext();
    const [ann, bob] = await Promise.all(['', '#bob'].map(async (who) => {
      const page = await context.newPage();
      await page.goto(`${pathToFileURL(saved)}${who}`);
      return page;
    }));
    const online = (page) => page.locator('#state', { hasText: 'online' }).waitFor();
    const say = async (page, text) => {
      await page.locator('input').fill(text);
      await page.locator('input').press('Enter');
    };
    await Promise.all([online(ann), online(bob)]);
    await say(ann, 'Hello');
    await bob.getByText('ann: Hello').waitFor();
    await server.kill();
    await ann.locator('#state', { hasText: 'reconnecting' }).waitFor();
    await say(ann, 'Still there?');
    await server.start();
    await bob.getByText('ann: Still there?').waitFor();
    assert.equal(await ann.locator('input').inputValue(), '');
    await context.close();
  });
}
