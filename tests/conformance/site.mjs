// One page's web site on a port of its own: the page, the bundle and the files beside it, the upload address, and the
// scripted peer behind the WebSocket. It must never answer what no step told it to.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Peer } from './peer.mjs';

const PAGE = '<!doctype html><meta charset="utf-8"><title>conformance</title><script src="/sdk.js"></script><script src="/page.js"></script>';
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const UPLOADED = { media_id: 'm/1', media_crc32: 1, width: 2, height: 3, format: 'png', fsize: 4, hash: 'h', fname: 'f' };

export class Site {
  static async start(sdk) {
    const site = new Site(sdk);
    await new Promise((ready) => site.server.listen(0, '127.0.0.1', ready));
    site.origin = `http://127.0.0.1:${site.server.address().port}`;
    return site;
  }

  constructor(sdk) {
    this.sdk = path.resolve(sdk);
    this.server = http.createServer((request, response) => this.#serve(request, response));
    this.peer = new Peer(this.server);
    this.reset();
  }

  stop() {
    this.reset();
    this.server.closeAllConnections();
    return new Promise((closed) => this.server.close(closed));
  }

  /** Forgets the scenario before. */
  reset() {
    this.peer.reset();
    this.uploads = [];
    this.uploadReplies = [];
  }

  #serve(request, response) {
    const url = new URL(request.url, this.origin);
    if (url.pathname === '/') return send(response, 200, PAGE, { 'Content-Type': 'text/html; charset=utf-8' });
    if (url.pathname === '/resource') return this.#resource(request, response, url);
    const file = this.#fileOf(url.pathname);
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return send(response, 404);
    return send(response, 200, fs.readFileSync(file), { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  }

  #fileOf(pathname) {
    if (pathname === '/sdk.js') return this.sdk;
    if (pathname === '/page.js') return path.join(import.meta.dirname, 'page.js');
    return path.join(path.dirname(this.sdk), path.normalize(decodeURIComponent(pathname)));
  }

  async #resource(request, response, url) {
    const cors = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': '*',
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '*',
    };
    if (request.method === 'OPTIONS') return send(response, 204, '', cors);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    this.uploads.push({
      method: request.method,
      type: url.searchParams.get('type'),
      'x-app-key': request.headers['x-app-key'],
      'jm-channel': request.headers['jm-channel'],
      authorization: request.headers.authorization,
      parts: await partsOf(Buffer.concat(chunks), request.headers['content-type']),
    });
    const reply = this.uploadReplies.shift() ?? { status: 200, json: UPLOADED };
    if (reply.drop) return request.destroy();
    const body = reply.json === undefined ? reply.text ?? '' : JSON.stringify(reply.json);
    return send(response, reply.status, body, { ...cors, 'Content-Type': 'application/json' });
  }
}

function send(response, status, body = '', headers = {}) {
  response.writeHead(status, { 'Cache-Control': 'no-store', ...headers }).end(body);
}

/** What a form held: its texts, and of its files the name, type and size. */
async function partsOf(body, type) {
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    return Array.from(form, ([name, part]) =>
      typeof part === 'string' ? { name, value: part } : { name, filename: part.name, type: part.type, size: part.size });
  } catch (error) {
    return [{ unreadable: error.message }];
  }
}
