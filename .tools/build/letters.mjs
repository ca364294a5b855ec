#!/usr/bin/env node
// Looks for a better order of pack.mjs's instructions, and prints the best that it found: by changing places, again and
// again, and keeping what makes the instructions of the last build's core smaller. After larger changes of the core some
// minutes find some tens of bytes; a build never needs it. It must never write a file.
//
//   node .tools/build/letters.mjs [MINUTES]
import fs from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { instructionsOf } from './instructions.mjs';
import { INSTRUCTIONS, spell } from './pack.mjs';

const minutes = Number(process.argv[2] ?? 10);
const core = instructionsOf(fs.readFileSync(path.resolve(import.meta.dirname, '../../dist/pkg/jmessage.wasm')));
const sizeOf = (order) => brotliCompressSync(spell(core, order).split('\n', 1)[0]).length;
const any = (count) => Math.floor(Math.random() * count);

let best = INSTRUCTIONS;
let size = sizeOf(best);
const first = size;
const end = Date.now() + minutes * 60_000;
for (let tried = 0; Date.now() < end; tried++) {
  const order = changed(best);
  const now = sizeOf(order);
  if (now < size && process.stderr.isTTY) console.error(`${now - first} bytes, after ${tried}`);
  if (now <= size) [best, size] = [order, now];
}
console.log(`${first} bytes before, ${size} now:\n${best.join(' ')}`);

/** Two have changed places, or a few in a row have moved. */
function changed(order) {
  const next = [...order];
  const [from, to] = [any(next.length), any(next.length)];
  if (Math.random() < 0.5) {
    [next[from], next[to]] = [next[to], next[from]];
  } else {
    const row = next.splice(from, 1 + any(4));
    next.splice(any(next.length + 1), 0, ...row);
  }
  return next;
}
