// The real local server, as a process of its own on a free port, with a database file that outlives a kill.
// This file must never know of browsers or of the page.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '../../..');
const binary = process.env.JMESSAGE_SERVER ?? path.join(root, 'target/debug/jmessage-dev-server');

/** Starts the server over the demo, the blank page of the SDK's own tests, and the built SDK. */
export async function startServer(...options) {
  const folder = await mkdtemp(path.join(tmpdir(), 'jmessage-e2e-'));
  const server = new Server(path.join(folder, 'server.db'), options, () => rm(folder, { recursive: true }));
  await server.start();
  return server;
}

class Server {
  #db;
  #options;
  #cleanUp;
  #process;
  #port = 0;

  constructor(db, options, cleanUp) {
    this.#db = db;
    this.#options = options;
    this.#cleanUp = cleanUp;
  }

  get url() {
    return `http://localhost:${this.#port}`;
  }

  /** Resolves once it listens; on the same port as before, if it ran before. */
  async start() {
    const folders = {
      '/demo': 'examples/script-tag', '/playground': 'examples/playground', '/docs': 'pkg-template/docs', '/page': 'tests/e2e/support/page', '/sdk': 'dist',
    };
    const mounts = Object.entries(folders).flatMap(([at, folder]) => ['--static', `${at}=${path.join(root, folder)}`]);
    const args = ['--port', this.#port, '--db', this.#db, '--faults', ...mounts, ...this.#options];
    this.#process = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#port = await listening(this.#process);
  }

  /** As a crash would: nothing is said to anyone. */
  async kill() {
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exit;
  }

  async stop() {
    await this.kill();
    await this.#cleanUp();
  }

  /** What an app's own server gives its page for init. */
  async auth(appkey) {
    const response = await fetch(`${this.url}/auth?appkey=${appkey}`);
    if (!response.ok) throw new Error(`GET /auth: ${response.status}`);
    return response.json();
  }

  /** Sets a fault switch, as `jmessage-dev-server --help` lists them; says on how many connections, if on any. */
  async fault(fault) {
    const response = await fetch(`${this.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!response.ok) throw new Error(`POST /faults: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

async function listening(process) {
  const failed = Promise.race([
    once(process, 'error').then(([error]) => `${error.message}: build it with 'cargo build -p jmessage-dev-server'`),
    once(process, 'exit').then(([code]) => `it ended with code ${code}`),
  ]).then((why) => Promise.reject(new Error(`the server did not start: ${why}`)));

  const port = (async () => {
    for await (const line of createInterface({ input: process.stdout })) {
      const match = /^listening on http:\/\/127\.0\.0\.1:(\d+)$/.exec(line);
      if (match) return Number(match[1]);
    }
    return failed;
  })();
  failed.catch(() => {}); // it also ends one day, long after it has started
  return Promise.race([port, failed]);
}
