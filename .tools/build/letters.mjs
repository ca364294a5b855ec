#!/usr/bin/env node
// Looks for a better order of pack.mjs's instructions, and prints the best that it found: by changing places, again and
// again, and keeping what makes the last build's script no larger over the wire. Some minutes find some tens of bytes after
// the core changed; a build never needs it. It must never write a file.
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

let best = INSTRUCTIONS;
let size = sizeOf(best);
const first = size;
for (const end = Date.now() + minutes * 60_000; Date.now() < end; ) {
  const order = changed(best);
  const now = sizeOf(order);
  if (now < size && process.stderr.isTTY) process.stderr.write(`\r${now - first} bytes `);
  if (now <= size) [best, size] = [order, now];
}
console.log(`${first} bytes before, ${size} now:\n${best.join(' ')}`);

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
