// The server of the benchmarks, a process of its own: the pages' files from memory, and the scripted peer behind the
// WebSocket. Its parent commands it by messages. It must never do anything by itself.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Peer } from './peer.mjs';

const TYPES = { '.js': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' };
/** Isolated pages have clocks of 5 us instead of 100. */
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

const [dist] = process.argv.slice(2);
const tools = path.resolve(import.meta.dirname, '../../../.tools/node_modules');
const bundle = fs.readdirSync(dist).find((name) => /^jmessage-sdk-web\..*\.min\.js$/.test(name));
const files = new Map([
  ['/sdk.js', read(path.join(dist, bundle))],
  ['/socket.io.js', read(path.join(tools, 'socket.io-client/dist/socket.io.js'))],
]);
for (const [under, folder] of [['/', '../pages'], ['/rust/', '../../../target/bench']]) {
  const from = path.resolve(import.meta.dirname, folder);
  if (!fs.existsSync(from)) continue; // Only the Rust client's rows need what `tests/run bench` builds.
  for (const name of fs.readdirSync(from)) files.set(under + name, read(path.join(from, name)));
}

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://server');
  const body = files.get(pathname);
  const isPage = pathname.endsWith('.html');
  if (isPage) peer.pageAsked();
  const caching = isPage ? 'no-store' : 'max-age=3600';
  response.writeHead(body ? 200 : 404, { 'Content-Type': TYPES[path.extname(pathname)] ?? 'text/plain', 'Cache-Control': caching, ...ISOLATED });
  response.end(body);
});
const peer = new Peer(server);

process.on('message', async ({ id, command, options }) => {
  try {
    process.send({ id, result: await peer[command](options) });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

function read(file) { return fs.readFileSync(file); }
