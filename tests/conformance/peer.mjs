// The other end of the wire: an Engine.IO 3 and Socket.IO server that says only what a scenario has it say.
// It must never share code with the SDK: a shared mistake would hide here.
import { WebSocketServer } from '../../.tools/packages.mjs';

/** Long enough that no scenario waits for a ping. */
const NO_HEARTBEAT = { upgrades: [], pingInterval: 86_400_000, pingTimeout: 86_400_000 };

export class Peer {
  #sockets = new Set();
  #open = [];         // requests without a reply yet, the oldest first: {event, data, socket}

  constructor(server) {
    new WebSocketServer({ server }).on('connection', (socket, request) => this.#accept(socket, request));
  }

  reset() {
    this.cut();
    this.#open = [];
    this.accepted = 0;  // sockets opened in this scenario
    this.autoReply = [];
    this.refuse = false;
    this.beginStep();
  }

  /** From here on `frames` and `connects` hold what the step brings. */
  beginStep() {
    this.frames = [];
    this.connects = [];
    this.touch();
  }

  touch() { this.lastActivity = Date.now(); }
  cut() { for (const socket of this.#sockets) socket.terminate(); }
  close() { for (const socket of this.#sockets) socket.close(); }
  sendRaw(frame) { for (const socket of this.#sockets) socket.send(frame); }
  push(event, data) { for (const socket of this.#sockets) emit(socket, event, data); }
  forgetRequests() { this.#open = []; }

  /** Answers the last open request of the event `to`, or its nth; false if there is none. */
  answer({ to, as = to, data, ack = true, nth = -1, again = false }) {
    const request = this.#open.filter(({ event }) => event === to).at(nth);
    if (!request) return false;
    const { rid } = request.data;
    if (ack) emit(request.socket, 'ack', { rid });
    if (data) emit(request.socket, as, { rid, ...data });
    if (data && !again) this.#open.splice(this.#open.indexOf(request), 1);
    return true;
  }

  #accept(socket, request) {
    this.touch();
    this.accepted += 1;
    if (this.refuse) return socket.terminate();
    const { pathname, searchParams } = new URL(request.url, 'ws://peer');
    this.connects.push({ path: pathname, EIO: searchParams.get('EIO'), transport: searchParams.get('transport') });
    this.#sockets.add(socket);
    socket.on('message', (text) => this.#receive(socket, String(text)));
    socket.on('close', () => {
      this.touch();
      this.#sockets.delete(socket);
    });
    socket.send(`0${JSON.stringify({ sid: `sid${this.accepted}`, ...NO_HEARTBEAT })}`);
    return socket.send('40');
  }

  #receive(socket, text) {
    this.touch();
    if (text.startsWith('2')) return socket.send(`3${text.slice(1)}`);
    if (text === '1' || text === '41') return undefined; // it takes its leave
    if (!text.startsWith('42')) return this.frames.push(['<raw>', text]);
    const [event, data] = JSON.parse(text.slice(text.indexOf('[')));
    this.#open.push({ event, data, socket });
    if (this.autoReply.includes(event)) this.answer({ to: event, data: { code: 0, message: 'success' } });
    return this.frames.push([event, data]);
  }
}

function emit(socket, event, data) { socket.send(`42${JSON.stringify([event, data])}`); }
