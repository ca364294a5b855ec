// A web site of a test's own: files, and what the test puts beside them. It must never know what they are for.
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

export class Site {
  #files = new Map();
  #folders = [];

  static async start() {
    const site = new Site();
    site.server = http.createServer((request, response) => site.#serve(request, response));
    await new Promise((ready) => site.server.listen(0, '127.0.0.1', ready));
    site.origin = `http://127.0.0.1:${site.server.address().port}`;
    return site;
  }

  /** Serves this text under that name. */
  add(name, content, headers = {}) {
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
}
