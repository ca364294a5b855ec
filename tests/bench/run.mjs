#!/usr/bin/env node
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../.tools/browser.mjs';
import { Served } from './support/served.mjs';

const { values: options } = parseArgs({
  options: {
    row: { type: 'string' },
    pages: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    dist: { type: 'string', default: path.resolve(import.meta.dirname, '../../dist') },
  },
});
const rows = await Promise.all([options.row].map((name) => import(`./rows/${name}.mjs`)));
const served = await Served.start(path.resolve(options.dist));
const browser = await launchBrowser();
const samples = new Map();
for (const row of rows) {
  for (let page = 0; page < Number(options.pages); page++) {
    for await (const { key, first = false, value } of row.measure({ browser, served, quick: options.quick })) {
      const of = samples.get(key) ?? { first: [], later: [] };
      samples.set(key, of);
      of[first ? 'first' : 'later'].push(value);
      console.log(row.name, page, key, first ? 'first' : 'later', value.toFixed(2));
    }
  }
}
const median = (l) => [...l].sort((a, b) => a - b)[l.length >> 1];
for (const [key, { first, later }] of samples) console.log(key.padEnd(24), 'first', median(first)?.toFixed(2), 'later', median(later)?.toFixed(2));
await browser.close();
served.stop();
