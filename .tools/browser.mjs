// Starts the Chromium that tests and benchmarks run in. It must never download one: setup.sh installs it.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';

const webdriver = JSON.parse(fs.readFileSync(new URL('webdriver.json', import.meta.url)));

/** A Playwright browser; CHROMIUM names another binary than the one on PATH. */
export function launchBrowser(...flags) {
  const executablePath = process.env.CHROMIUM || onPath('chromium') || onPath('google-chrome');
  if (!executablePath) throw new Error('no chromium on PATH: install one, or name it in CHROMIUM');
  return chromium.launch({ executablePath, args: [...webdriver['goog:chromeOptions'].args, ...flags] });
}

/**
 * The same with a window as its user sees it: of its tabs one is shown, and the others are hidden, and may be frozen.
 * Gives {browser, context, close}; the context is the window's.
 */
export async function launchWindow() {
  const port = await freePort();
  const browser = await launchBrowser(`--remote-debugging-port=${port}`);
  const user = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const close = async () => {
    await user.close();
    await browser.close();
  };
  return { browser, context: user.contexts()[0], close };
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function onPath(name) {
  return process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}
