// examples/vite-chat, built by its own tools over the packed SDK, and used by two people in a browser.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { Tool } from '../packaging/support/tool.mjs';
import { startServer } from './support/server.mjs';

const example = path.resolve(import.meta.dirname, '../../examples/vite-chat');

let server, browser, tool, origin;
before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  tool = await Tool.lay('vite-chat', [example]);
  await tool.run('vue-tsc --noEmit');
  origin = await tool.serve('vite --port {port} --strictPort', { SERVER: server.url });
});
after(async () => {
  await tool?.stop();
  await browser?.close();
  await server?.stop();
});

async function enter(name) {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  const sockets = [];
  page.on('websocket', (socket) => { if (socket.url().includes('socket.io')) sockets.push(socket); });
  await page.goto(origin);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('button', { name: 'New chat' }).waitFor();
  return { page, open: () => sockets.filter((socket) => !socket.isClosed()).length };
}

const begin = async (page, people, group = '') => {
  await page.getByRole('button', { name: 'New chat' }).click();
  await page.getByLabel('Names, with commas between').fill(people);
  await page.getByLabel('Name of the group').fill(group);
  await page.getByRole('button', { name: 'Begin' }).click();
};
const say = async (page, text) => {
  await page.getByLabel('Write, then press Enter').fill(text);
  await page.getByLabel('Write, then press Enter').press('Enter');
};

test('two people chat: counts, receipts, pictures, taking back, a group, a reload', { timeout: 120_000 }, async () => {
  const bob = await enter('bob');
  const ann = await enter('ann');
  await begin(ann.page, 'bob');
  await say(ann.page, 'Hello');
  await say(ann.page, '你好 👋');
  const chat = bob.page.locator('.chat', { hasText: 'ann' });
  await chat.locator('.count', { hasText: '2' }).waitFor();
  await chat.click();
  await chat.locator('.count').waitFor({ state: 'detached' });
  await bob.page.getByText('你好 👋').waitFor();
  await ann.page.locator('.message', { hasText: '你好 👋' }).locator('small', { hasText: /· read/ }).waitFor();

  const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await ann.page.locator('input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: picture });
  await bob.page.locator('.message img').waitFor();

  await ann.page.locator('.message', { hasText: 'Hello' }).getByRole('button', { name: 'Take back' }).click();
  await bob.page.getByText('taken back').waitFor();

  await begin(ann.page, 'bob', 'Lunch');
  await ann.page.locator('.chat-view h2', { hasText: 'Lunch' }).waitFor();
  await say(ann.page, 'Noon?');
  await bob.page.locator('.chat', { hasText: 'Lunch' }).locator('.count', { hasText: '1' }).waitFor();

  assert.deepEqual([ann.open(), bob.open()], [1, 1]);
  await bob.page.reload();
  await bob.page.locator('.chat', { hasText: 'Lunch' }).locator('.count', { hasText: '1' }).waitFor();
});
