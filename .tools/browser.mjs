// Starts the Chromium that tests and benchmarks run in. It must never download one: setup.sh installs it.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const webdriver = JSON.parse(fs.readFileSync(new URL('webdriver.json', import.meta.url)));

/** A Playwright browser; CHROMIUM names another binary than the one on PATH. */
export function launchBrowser(...flags) {
  const executablePath = process.env.CHROMIUM || onPath('chromium') || onPath('google-chrome');
  if (!executablePath) throw new Error('no chromium on PATH: install one, or name it in CHROMIUM');
  return chromium.launch({ executablePath, args: [...webdriver['goog:chromeOptions'].args, ...flags] });
}

function onPath(name) {
  return process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}
