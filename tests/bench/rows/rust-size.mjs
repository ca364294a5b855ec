// What the smallest app of the Rust client weighs over the wire, wasm and glue. Against one by hand, which signs in
// nobody, counts nothing and asks for nothing again.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { atMost } from '../support/marks.mjs';

const built = path.resolve(import.meta.dirname, '../../../target/bench');

export const name = 'rust-size';
export const title = { en: 'Rust client, the smallest app', zh: 'Rust 客户端，最小的应用' };
export const unit = 'B';
export const pages = 1;
export const lines = [
  { of: { en: 'brotli 11', zh: 'brotli 11' }, ours: 'smallest', floors: { 'by hand': 'by-hand-small' }, mark: atMost(120_000, 'B') },
];

export async function* measure() {
  for (const key of ['smallest', 'by-hand-small']) {
    const files = [`${key}.js`, `${key}_bg.wasm`].map((file) => zlib.brotliCompressSync(fs.readFileSync(path.join(built, file))));
    yield { key, value: files.reduce((sum, { length }) => sum + length, 0) };
  }
}
