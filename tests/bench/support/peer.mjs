// The other end of the wire: an Engine.IO 3 and Socket.IO server that does what it is told, counts what it hears and
// answers every request. It must never share code with the SDK.
import { WebSocketServer } from '../../../.tools/packages.mjs';
import { SEND, conversations, event, frame } from '../pages/message.js';

const NO_HEARTBEAT = { upgrades: [], pingInterval: 86_400_000, pingTimeout: 86_400_000 };
const CONFIRMS = 'msg_recv_v2';
const HELD = [CONFIRMS, SEND];
const TICK_MS = 10;

export class Peer {
  #socket;                  // the page's that came last
  #lists;                   // how many conversations `get_conversations` lists
  #answersAfter;            // how many held requests are answered together; 0: when told to
  #unanswered;
  #confirmed = new Set();   // ids of the messages of this burst
  #expected = 0;
  #allConfirmed;            // what resolves once they are all confirmed
  #sent;
  #asked;                   // when the page was asked for
  #firstRequest;            // the promise of how long after that its first request came
  #requested;               // what resolves that

  constructor(server) {
    new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => this.#accept(socket));
  }

  /** A page was asked for: nothing is known of it. */
  pageAsked() {
    this.#sent = 0;
    this.#unanswered = [];
    this.#lists = 0;
    this.#answersAfter = 1;
    this.#asked = performance.now();
    this.#firstRequest = new Promise((resolve) => { this.#requested = resolve; });
  }

  /** How to behave to the page that was asked for. */
  behave({ lists = 0, answersAfter = 1 }) {
    this.#lists = lists;
    this.#answersAfter = answersAfter;
  }

  /** How long after the page was asked for its first request came, in ms. */
  firstRequest() { return this.#firstRequest; }

  /** Sends messages, so many a frame, round the first so many conversations; resolves once each was confirmed. */
  burst({ messages, conversations: known, perFrame = 1 }) {
    const frames = Array.from({ length: messages / perFrame }, (_, at) => frame(this.#sent + at * perFrame, known, perFrame));
    const confirmed = this.#expect(messages);
    for (const text of frames) this.#say(text);
    return confirmed;
  }

  /** Sends messages, so many a second; resolves once each was confirmed, with the seconds that took. */
  async flow({ messages, conversations: known, perSecond }) {
    const frames = Array.from({ length: messages }, (_, at) => frame(this.#sent + at, known));
    const confirmed = this.#expect(messages);
    const start = performance.now();
    let said = 0;
    const ticking = setInterval(() => {
      const due = Math.min(messages, Math.floor(((performance.now() - start) / 1_000) * perSecond));
      while (said < due) this.#say(frames[said++]);
      if (said === messages) clearInterval(ticking);
    }, TICK_MS);
    await confirmed;
    return (performance.now() - start) / 1_000;
  }

  /** Answers what was left unanswered. */
  answer() {
    for (const request of this.#unanswered.splice(0)) this.#reply(request);
  }

  /** Tells the page that it has got everything. */
  mark() { this.#say(event('trans_msg_rec', { cmd: 'mark' })); }

  #expect(messages) {
    this.#sent += messages;
    this.#confirmed.clear();
    this.#expected = messages;
    return new Promise((resolve) => { this.#allConfirmed = resolve; });
  }

  #accept(socket) {
    this.#socket = socket;
    socket.on('message', (text) => this.#receive(String(text)));
    this.#say(`0${JSON.stringify({ sid: 'bench', ...NO_HEARTBEAT })}`);
    this.#say('40');
  }

  #receive(text) {
    if (text === '2') this.#say('3');
    if (!text.startsWith('42')) return;
    this.#requested(performance.now() - this.#asked);
    const [name, data] = JSON.parse(text.slice(2));
    if (!HELD.includes(name)) this.#reply([name, data]);
    else if (this.#unanswered.push([name, data]) === this.#answersAfter) this.answer();
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
