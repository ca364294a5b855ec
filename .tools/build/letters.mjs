#!/usr/bin/env node
// Looks for a better order of pack.mjs's instructions, and prints the best that it found for the last build's script: by
// simulated annealing, since most of what is better lies behind something worse. Some minutes find some tens of bytes
// after the core changed; a build never needs it. It must never write a file.
//
//   node .tools/build/letters.mjs [MINUTES]
import fs from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { instructionsOf } from './instructions.mjs';
import { INSTRUCTIONS, spell } from './pack.mjs';

const minutes = Number(process.argv[2] ?? 10);
const dist = path.resolve(import.meta.dirname, '../../dist');
const core = instructionsOf(fs.readFileSync(path.join(dist, 'pkg/jmessage.wasm')));
const script = fs.readFileSync(path.join(dist, fs.readdirSync(dist).find((name) => /^jmessage-sdk-web.*\.min\.js$/.test(name))), 'utf8');
const [pack] = script.match(/(["'`])(?:\\.|(?!\1)[^\\]){20000,}\1/s);
const [before, after] = script.split(pack);
const sizeOf = (order) => brotliCompressSync(before + JSON.stringify(spell(core, order)) + after).length;
const any = (count) => Math.floor(Math.random() * count);

/** So many bytes more are taken for now as often as not, at first. */
const HOTTEST = 6;

const first = sizeOf(INSTRUCTIONS);
let [best, least] = [INSTRUCTIONS, first];
let [order, size] = [best, least];
const start = Date.now();
for (let done = 0; done < 1; done = (Date.now() - start) / (minutes * 60_000)) {
  const next = changed(order);
  const more = sizeOf(next) - size;
  if (more > 0 && Math.random() > 2 ** (-more / (HOTTEST * (1 - done)))) continue;
  [order, size] = [next, size + more];
  if (size >= least) continue;
  [best, least] = [order, size];
  if (process.stderr.isTTY) process.stderr.write(`\r${least - first} bytes `);
}
console.log(`${first} bytes before, ${least} now:\n${best.join(' ')}`);

/** Two have changed places, or a few in a row have moved. */
function changed(order) {
  const next = [...order];
  const [from, to] = [any(next.length), any(next.length)];
  if (Math.random() < 0.8) {
    [next[from], next[to]] = [next[to], next[from]];
  } else {
    next.splice(any(next.length), 0, ...next.splice(from, 1 + any(3)));
  }
  return next;
}
