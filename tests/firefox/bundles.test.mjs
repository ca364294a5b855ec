// Each bundle in Firefox, over the real local server: an engine that shares nothing with the one that all other tests
// run in. It must never test rules of the protocol again: what may differ here is the browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startServer } from '../e2e/support/server.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const SCRIPT = (await fs.readdir(path.join(root, 'dist'))).find((name) => name.endsWith('.min.js'));

/** What a page posts to the address, once. */
async function listen() {
  const server = http.createServer().listen(0);
  await once(server, 'listening');
  const said = once(server, 'request').then(async ([request, response]) => {
    response.end();
    server.close();
    return JSON.parse((await request.toArray()).join(''));
  });
  return { address: `http://localhost:${server.address().port}/`, said };
}

async function chat(bundle) {
  const profile = await fs.mkdtemp(path.join(os.tmpdir(), 'firefox-'));
  const server = await startServer('--static', `/firefox=${path.join(import.meta.dirname, 'page')}`);
  const { address, said } = await listen();
  const url = `${server.url}/firefox/?${new URLSearchParams({ bundle, report: address })}`;
  const firefox = spawn(process.env.FIREFOX || 'firefox-esr', ['--headless', '--no-remote', '--profile', profile, url], { stdio: 'ignore' });
  const ended = once(firefox, 'exit').then(([code]) => ({ error: `Firefox ended with ${code}` }));
  try {
    return await Promise.race([said, ended]);
  } finally {
    firefox.kill();
    await ended;
    await server.stop();
    await fs.rm(profile, { recursive: true, maxRetries: 5 });
  }
}

for (const [what, bundle] of [
  ['the script-tag file', `/sdk/${SCRIPT}`],
  ['the module with its wasm beside it', '/sdk/pkg/external.mjs'],
  ['the module with its wasm inside', '/sdk/pkg/jmessage.mjs'],
]) {
  test(`${what}: two people chat, and send a picture`, { timeout: 120_000 }, async () => {
    assert.deepEqual(await chat(bundle), {
      text: '你好 👋',
      unread: 1,
      storedUnread: 1,
      picture: [64, 48, true],
      progressed: true,
      connected: [false, true],
    });
  });
}
