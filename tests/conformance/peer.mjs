// The other end of the wire: an Engine.IO 3 and Socket.IO server that says only what a scenario has it say.
// It must never share code with the SDK: a shared mistake would hide here.
import { WebSocket, WebSocketServer } from '../../.tools/packages.mjs';

/** Long enough that no scenario waits for a ping. */
const NO_HEARTBEAT = { upgrades: [], pingInterval: 86_400_000, pingTimeout: 86_400_000 };

export class Peer {
  #links = [];        // every connection of this page, in order: {socket, sent, received}
  #requests = [];     // those without a reply yet, the oldest first: {event, data, link}

  constructor(server) {
    new WebSocketServer({ server }).on('connection', (socket, request) => this.#accept(socket, request));
  }

  reset() {
    this.cut();
    this.beginPage();
    this.beginStep();
    this.autoReply = [];
    this.refuse = false;
  }

  /** A fresh page: what the one before left open is not answered. */
  beginPage() {
    this.#links = [];
    this.#requests = [];
  }

  /** From here on `frames` and `connects` hold what the step brings. */
  beginStep() {
    this.frames = [];
    this.connects = [];
  }

  get accepted() { return this.#links.length; }
  get #open() { return this.#links.filter(isOpen); }

  cut() { for (const { socket } of this.#links) socket.terminate(); }
  close() { for (const { socket } of this.#open) socket.close(); }
  sendRaw(frame) { for (const link of this.#open) say(link, frame); }
  push(event, data) { for (const link of this.#open) emit(link, event, data); }

  /** Answers the last open request of the event `to`, or its nth; false if there is none. */
  answer({ to, as = to, data, ack = true, nth = -1, again = false }) {
    const request = this.#requests.filter(({ event }) => event === to).at(nth);
    if (!request) return false;
    const { rid } = request.data;
    if (ack) emit(request.link, 'ack', { rid });
    if (data) emit(request.link, as, { rid, ...data });
    if (data && !again) this.#requests.splice(this.#requests.indexOf(request), 1);
    return true;
  }

  /** Whether each side has seen all that the other did; `sockets` is what the page says of its own. */
  agreesWith(sockets) {
    return sockets.every(({ state, sent, received }, at) => {
      const link = this.#links[at];
      if (state === WebSocket.CLOSED) return !link || !isOpen(link);
      return state === WebSocket.OPEN && link && isOpen(link) && link.sent === received && link.received === sent;
    });
  }

  #accept(socket, request) {
    const link = { socket, sent: 0, received: 0 };
    this.#links.push(link);
    if (this.refuse) return socket.terminate();
    const { pathname, searchParams } = new URL(request.url, 'ws://peer');
    this.connects.push({ path: pathname, EIO: searchParams.get('EIO'), transport: searchParams.get('transport') });
    socket.on('message', (text) => this.#receive(link, String(text)));
    say(link, `0${JSON.stringify({ sid: `sid${this.#links.length}`, ...NO_HEARTBEAT })}`);
    return say(link, '40');
  }

  #receive(link, text) {
    link.received += 1;
    if (text.startsWith('2')) return say(link, `3${text.slice(1)}`);
    if (text === '1' || text === '41') return undefined; // it takes its leave
    if (!text.startsWith('42')) return this.frames.push(['<raw>', text]);
    const [event, data] = JSON.parse(text.slice(text.indexOf('[')));
    this.#requests.push({ event, data, link });
    if (this.autoReply.includes(event)) this.answer({ to: event, data: { code: 0, message: 'success' } });
    return this.frames.push([event, data]);
  }
}

function isOpen({ socket }) { return socket.readyState === WebSocket.OPEN; }

function emit(link, event, data) { say(link, `42${JSON.stringify([event, data])}`); }

function say(link, text) {
  link.sent += 1;
  link.socket.send(text);
}
