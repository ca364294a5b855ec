// What goes over the wire, from dist/. Against the bundle of socket.io-client.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { atMost } from '../support/marks.mjs';

const tools = path.resolve(import.meta.dirname, '../../../.tools/node_modules');

export const name = 'sizes';
export const title = { en: 'Bundle', zh: '包体积' };
export const unit = 'B';
export const pages = 1;
export const lines = [
  { of: { en: 'script tag, raw', zh: 'script 标签，未压缩' }, ours: 'script raw', floors: { 'socket.io': 'socketio raw' }, published: '133,879' },
  { of: { en: 'script tag, gzip 9', zh: 'script 标签，gzip 9' }, ours: 'script gzip', floors: { 'socket.io': 'socketio gzip' }, published: '36,758' },
  { of: { en: 'script tag, brotli 11', zh: 'script 标签，brotli 11' }, ours: 'script brotli', floors: { 'socket.io': 'socketio brotli' }, mark: atMost(28_000, 'B'), published: '30,593' },
  { of: { en: 'ESM entry and wasm, brotli 11', zh: 'ESM 入口与 wasm，brotli 11' }, ours: 'esm brotli', mark: atMost(26_500, 'B') },
];

export async function* measure({ dist }) {
  const sizes = JSON.parse(fs.readFileSync(path.join(dist, 'sizes.json'), 'utf8'));
  const [script] = Object.entries(sizes).find(([file]) => /^jmessage-sdk-web\..*\.min\.js$/.test(file)) ?? [];
  const socketio = fs.readFileSync(path.join(tools, 'socket.io-client/dist/socket.io.js'));
  for (const [key, value] of Object.entries(sizes[script])) yield { key: `script ${key}`, value };
  yield { key: 'esm brotli', value: sizes['pkg/external.mjs'].brotli + sizes['pkg/jmessage.wasm'].brotli };
  yield { key: 'socketio raw', value: socketio.length };
  yield { key: 'socketio gzip', value: zlib.gzipSync(socketio, { level: 9 }).length };
  yield { key: 'socketio brotli', value: zlib.brotliCompressSync(socketio).length };
}
