#!/usr/bin/env node
// Measures every row in headless Chromium over a local server, prints one table, and keeps it in last.json.
//
//   node tests/bench/run.mjs [--row NAME] [--pages N] [--quick] [--dist FOLDER] [--verbose]
//   node tests/bench/run.mjs --doc
//
// --row NAME   only this row (a file of rows/); --pages N: that many fresh pages instead of 5; --quick: fewer messages.
//              Of these, --row and --quick leave last.json as it was.
// --doc        measures nothing: puts last.json's table into the documents
//
// It must never fail because something is slow: a benchmark is no test.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../.tools/browser.mjs';
import { writeDocuments } from './support/documents.mjs';
import { results, slowness } from './support/results.mjs';
import { Samples } from './support/samples.mjs';
import { Served } from './support/served.mjs';
import { cells, plain } from './support/table.mjs';

const ROWS = ['sizes', 'dispatch', 'cycle', 'start', 'first-request', 'cpu-per-message', 'one-frame', 'sync', 'send', 'heap', 'storage', 'demo', 'rust', 'rust-size'];
const LAST = path.join(import.meta.dirname, 'last.json');

const { values: options } = parseArgs({
  options: {
    row: { type: 'string' },
    pages: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    doc: { type: 'boolean', default: false },
    dist: { type: 'string', default: path.resolve(import.meta.dirname, '../../dist') },
  },
});

if (options.doc) writeDocuments(JSON.parse(fs.readFileSync(LAST, 'utf8')));
else await run();

async function run() {
  const names = options.row ? [options.row] : ROWS;
  const rows = await Promise.all(names.map((name) => import(`./rows/${name}.mjs`)));
  const dist = path.resolve(options.dist);
  const served = await Served.start(dist);
  const browser = await launchBrowser();
  const medians = {};
  for (const row of rows) medians[row.name] = await measured(row, { browser, served, dist, quick: options.quick });
  const machine = { browser: `Chromium ${browser.version()}`, cpu: os.cpus()[0].model.trim(), cores: os.cpus().length };
  await browser.close();
  served.stop();

  const slower = slowness(medians);
  const table = rows.flatMap((row) => results(row, medians[row.name], slower));
  console.log(`\n${plain(cells(table, 'en'))}\n`);
  if (slower > 1) console.log(`The raw WebSocket costs ${slower} times what it did where the absolute marks were set.`);
  if (options.row || options.quick) return;
  const last = { date: new Date().toISOString().slice(0, 10), machine, pages: Number(options.pages), slower, results: table };
  fs.writeFileSync(LAST, `${JSON.stringify(last).replaceAll('{"title"', '\n{"title"')}\n`); // a line each
}

async function measured(row, context) {
  const samples = new Samples();
  const start = performance.now();
  for (let page = 0; page < Math.min(options.pages, row.pages ?? Infinity); page++) {
    for await (const sample of row.measure(context)) {
      samples.add(sample);
      if (options.verbose) console.log(row.name, page, sample.key, sample.first ? 'first' : '', sample.value.toFixed(2));
    }
  }
  console.log(`${row.name}: ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  return samples.medians();
}
