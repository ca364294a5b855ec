// Two pages in a browser, and what only that browser can do to them. Must never know what the pages do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { launchWindow } from '../../.tools/browser.mjs';

const seconds = (count) => new Promise((resolve) => { setTimeout(resolve, count * 1000); });
const OFFLINE = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
const ONLINE = { ...OFFLINE, offline: false, downloadThroughput: -1, uploadThroughput: -1 };

export async function chromium(urls) {
  const { context, close } = await launchWindow();
  const pages = [];
  for (const url of urls) {
    const page = await context.newPage();
    await page.goto(url);
    pages.push({ page, devtools: await context.newCDPSession(page) });
  }
  // Only who is hidden can be frozen.
  await (await context.newPage()).bringToFront();
  const lasting = async ({ devtools }, [method, begin, end], span) => {
    await devtools.send(method, begin);
    await seconds(span);
    await devtools.send(method, end);
  };
  const actions = {
    freeze: (page, span) => lasting(page, ['Page.setWebLifecycleState', { state: 'frozen' }, { state: 'active' }], span),
    'no network': (page, span) => lasting(page, ['Network.emulateNetworkConditions', OFFLINE, ONLINE], span),
    reload: ({ page }) => page.reload(),
  };
  for (const { devtools } of pages) await devtools.send('Network.enable');
  return { pages, actions, close };
}

export async function firefox(urls) {
  const profile = await fs.mkdtemp(path.join(os.tmpdir(), 'firefox-'));
  const process_ = spawn(process.env.FIREFOX || 'firefox-esr', ['--headless', '--no-remote', '--profile', profile, ...urls], { stdio: 'ignore' });
  const close = async () => {
    const ended = once(process_, 'exit');
    process_.kill();
    await ended;
    await fs.rm(profile, { recursive: true, maxRetries: 5 });
  };
  return { pages: urls.map(() => ({})), actions: {}, close };
}
