// The browser that the tests run in: the machine's Chromium, driven by playwright-core from .tools.
// This file must never know of the server or of the page.
import { createRequire } from 'node:module';
import path from 'node:path';

const tools = path.resolve(import.meta.dirname, '../../../.tools/package.json');
const { chromium } = createRequire(tools)('playwright-core');

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}
