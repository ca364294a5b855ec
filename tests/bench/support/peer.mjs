// The other end of the wire: an Engine.IO 3 and Socket.IO server that does what it is told, counts what it hears and
// answers every request. It must never share code with the SDK.
import { WebSocketServer } from '../../../.tools/packages.mjs';
import { conversations, event, frame } from '../pages/message.js';

const NO_HEARTBEAT = { upgrades: [], pingInterval: 86_400_000, pingTimeout: 86_400_000 };
const CONFIRMS = 'msg_recv_v2';

export class Peer {
  #socket;                  // the page's that came last
  #lists = 0;               // how many conversations `get_conversations` lists
  #answersAtOnce = true;    // whether confirmations are answered as they come
  #unanswered = [];
  #confirmed = new Set();   // ids of the messages of this burst
  #expected = 0;
  #allConfirmed;            // what resolves once they are all confirmed
  #sent = 0;

  constructor(server) {
    new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => this.#accept(socket));
  }

  /** A page was asked for: nothing is known of it. */
  pageAsked() {
    this.#sent = 0;
    this.#unanswered = [];
    this.#lists = 0;
    this.#answersAtOnce = true;
  }

  /** How to behave to the page that comes next. */
  behave({ lists = 0, answersAtOnce = true }) {
    this.#lists = lists;
    this.#answersAtOnce = answersAtOnce;
  }

  /** Sends messages, one a frame, round the first so many conversations; resolves once each was confirmed. */
  burst({ messages, conversations: count }) {
    const frames = Array.from({ length: messages }, (_, at) => frame(this.#sent + at, (this.#sent + at) % count));
    this.#sent += messages;
    this.#confirmed.clear();
    this.#expected = messages;
    for (const text of frames) this.#socket.send(text);
    return new Promise((resolve) => { this.#allConfirmed = resolve; });
  }

  /** Answers what was left unanswered. */
  answer() {
    for (const request of this.#unanswered.splice(0)) this.#reply(request);
  }

  /** Tells the page that it has got everything. */
  mark() { this.#say(event('trans_msg_rec', { mark: true })); }

  #accept(socket) {
    this.#socket = socket;
    socket.on('message', (text) => this.#receive(String(text)));
    this.#say(`0${JSON.stringify({ sid: 'bench', ...NO_HEARTBEAT })}`);
    this.#say('40');
  }

  #receive(text) {
    if (!text.startsWith('42')) return;
    const [name, data] = JSON.parse(text.slice(2));
    if (name !== CONFIRMS || this.#answersAtOnce) this.#reply([name, data]);
    else this.#unanswered.push([name, data]);
    if (name === CONFIRMS) this.#confirm(data.msg_id);
  }

  #confirm(id) {
    if (this.#confirmed.has(id)) throw new Error(`message ${id} was confirmed twice`);
    this.#confirmed.add(id);
    if (this.#confirmed.size === this.#expected) this.#allConfirmed?.();
  }

  #reply([name, { rid }]) {
    this.#say(event('ack', { rid }));
    this.#say(event(name, { code: 0, message: 'success', rid, ...(name === 'get_conversations' && { conversations: conversations(this.#lists) }) }));
  }

  #say(text) { this.#socket.send(text); }
}
