// A web site of a test's own, with a small JMessage server behind its WebSocket: it lets everybody in and does nothing
// else, but for what the test has it answer and push. It must never share code with the SDK.
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { WebSocketServer } from '../../../.tools/packages.mjs';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

export class Site {
  #files = new Map();
  #folders = [];

  static async start() {
    const site = new Site();
    site.server = http.createServer((request, response) => site.#serve(request, response));
    new WebSocketServer({ server: site.server }).on('connection', (socket) => site.#accept(socket));
    await new Promise((ready) => site.server.listen(0, '127.0.0.1', ready));
    site.origin = `http://127.0.0.1:${site.server.address().port}`;
    return site;
  }

  /** What replies hold besides, by event. */
  answers = {};

  /** How many connections were made, and which of them are open. */
  connections = 0;
  open = new Set();

  /** Tells every connection of an event. */
  push(event, data) {
    for (const socket of this.open) socket.send(`42${JSON.stringify([event, data])}`);
  }

  /** The requests that arrived since the last page was added: [event, data]. */
  requests = [];

  /** Serves this text under that name. */
  add(name, content, headers = {}) {
    this.requests = [];
    this.#files.set(name, { content, headers });
  }

  /** Serves a folder's files at the top. */
  mount(folder) {
    this.#folders.unshift(folder);
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((closed) => this.server.close(closed));
  }

  async #serve(request, response) {
    const name = new URL(request.url, this.origin).pathname;
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    const added = this.#files.get(name);
    const content = added ? added.content : await this.#read(name);
    if (content === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store', ...added?.headers }).end(content);
  }

  async #read(name) {
    for (const folder of this.#folders) {
      const content = await fs.readFile(path.join(folder, path.normalize(name))).catch(() => undefined);
      if (content !== undefined) return content;
    }
    return undefined;
  }

  #accept(socket) {
    this.connections += 1;
    this.open.add(socket);
    socket.on('close', () => this.open.delete(socket));
    socket.on('message', (text) => {
      const frame = String(text);
      if (!frame.startsWith('42')) return;
      const [event, data] = JSON.parse(frame.slice(2));
      this.requests.push([event, data]);
      socket.send(`42${JSON.stringify(['ack', { rid: data.rid }])}`);
      socket.send(`42${JSON.stringify([event, { rid: data.rid, code: 0, message: 'success', ...this.answers[event] }])}`);
    });
    socket.send(`0${JSON.stringify({ sid: 'sid', upgrades: [], pingInterval: 60_000, pingTimeout: 60_000 })}`);
    socket.send('40');
  }
}
