// The other end of our SDK's wire: a server on socket.io 2.5 from npm, which knows nothing of the SDK. It serves the
// page of the end-to-end tests, acknowledges every request and answers it with success. This file must never write a
// frame by hand: what goes over the wire is socket.io's own.
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Inbox } from '../../e2e/support/inbox.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const socketIo = createRequire(path.join(root, '.tools/package.json'))('socket.io');

const FOLDERS = { '/page/': 'tests/e2e/support/page', '/sdk/': 'dist' };

export class SdkPeer {
  #inbox = new Inbox('the server');
  #http = createServer(serve);

  /** Every connection that came up, in order. */
  connections = [];

  constructor(options) {
    this.io = socketIo(this.#http, { serveClient: false, ...options });
    this.io.on('connection', (socket) => {
      const connection = new Connection(socket);
      this.connections.push(connection);
      this.#inbox.add('connection', connection);
    });
  }

  /** `options` are socket.io's. */
  static async start(options) {
    const peer = new SdkPeer(options);
    peer.#http.listen(0, 'localhost');
    await once(peer.#http, 'listening');
    return peer;
  }

  get url() {
    return `http://localhost:${this.#http.address().port}`;
  }

  auth(appkey) {
    return { appkey, random_str: 'random', signature: 'signature', timestamp: 1 };
  }

  /** The next connection that comes up; each is given once. */
  connection() {
    return this.#inbox.take('connection', () => true);
  }

  async stop() {
    this.#http.closeAllConnections();
    await new Promise((stopped) => this.io.close(stopped));
  }
}

class Connection {
  #inbox = new Inbox('a connection of the server');
  #socket;

  /** What came as an event: its arguments, the name among them. */
  heard = [];

  constructor(socket) {
    this.#socket = socket;
    socket.use((packet, next) => {
      this.heard.push(packet);
      this.#inbox.add('request', packet);
      this.#answer(...packet);
      next();
    });
    socket.conn.on('heartbeat', () => this.#inbox.add('ping'));
  }

  /** socket.io's own object. */
  get socket() {
    return this.#socket;
  }

  /** The payload of the next request of that name. */
  async request(event) {
    return (await this.#inbox.take('request', ([name]) => name === event))[1];
  }

  /** The next ping that was answered; each is given once. */
  ping() {
    return this.#inbox.take('ping', () => true);
  }

  #answer(event, { rid }) {
    const sent = event === 's_across_single_text' && { msg_id: 1, ctime_ms: 1 };
    this.#socket.emit('ack', { rid });
    this.#socket.emit(sent ? 's_single_text' : event, { rid, code: 0, message: 'success', ...sent });
  }
}

async function serve({ url }, response) {
  const [asked] = url.split('?');
  const at = Object.keys(FOLDERS).find((prefix) => asked.startsWith(prefix));
  const file = at && path.join(root, FOLDERS[at], asked.slice(at.length) || 'index.html');
  const content = file && (await fs.readFile(file).catch(() => undefined));
  if (content === undefined) return response.writeHead(404).end();
  return response.setHeader('Content-Type', file.endsWith('.html') ? 'text/html' : 'text/javascript').end(content);
}
