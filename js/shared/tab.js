// One of the tabs that have a connection in common: which of them has it, and what they say to each other. What crosses
// is plain data. Must never look into a frame, nor into what an object does.

import { Client } from './client.js';
import { Election } from './election.js';
import { Hub } from './hub.js';

/** How often the hub is asked for a sign of life, give or take; who has not answered twice hangs. */
const ASK_EVERY = 2_500;
const SCATTER = 500;
/** Who was not there for so long may have been replaced. */
const ABSENT = 5_000;
/** So long after a tab has got the connection it has heard what was said before: a kick that it slept through, perhaps. */
const HEARS_ALL = 1_000;

export class Tab {
  /** `name`: what those have in common that share; `page`: an object's, before it begins; `onAlone`: nobody can be asked. */
  constructor(name, page, locks, onAlone) {
    this.channel = new BroadcastChannel(name);
    this.name = Math.random().toString(36).slice(2);
    this.seen = performance.now();
    this.silent = 0; // How often the hub did not answer.
    this.rivals = [];
    this.onAlone = onAlone;
    this.election = new Election(name, locks, this);
    this.client = new Client(this, page);
    this.channel.onmessage = ({ data }) => this.hears(data);
    this.post({ who: true, isNew: true });
    this.election.join();
    this.watch();
    this.sleeps = ({ type }) => (type === 'freeze' ? this.freeze() : this.resume());
    if (typeof addEventListener === 'function') ['freeze', 'resume'].forEach((type) => addEventListener(type, this.sleeps, true));
  }
  end() {
    if (!this.channel) return;
    clearTimeout(this.timer);
    if (this.hub) this.hub.stop();
    this.post({ waits: [] });
    this.channel.close();
    this.hub = this.channel = undefined;
    this.election.end();
    if (typeof removeEventListener === 'function') ['freeze', 'resume'].forEach((type) => removeEventListener(type, this.sleeps, true));
  }

  // Who has the connection.

  lead() {
    this.seen = performance.now();
    const hub = this.hub = new Hub(this);
    this.hubName = this.name;
    this.isSettled = false;
    setTimeout(() => this.settle(hub), HEARS_ALL);
    this.tell({ here: true });
    this.restart();
  }
  /** It has heard all, or has no time to. */
  settle(hub = this.hub) {
    if (!hub || hub !== this.hub || this.wasAbsent()) return;
    this.isSettled = true;
    this.client.store.flush();
  }
  /** It was taken away, or is given away. */
  follow() {
    const { hub } = this;
    this.hub = this.hubName = undefined;
    hub.stop();
    this.client.drop();
    this.post({ who: true, isNew: true });
  }
  /** Whoever else speaks on the channel is none of us. */
  alone() {
    this.channel.onmessage = null;
    this.onAlone();
  }
  /** Another tab has it now. */
  restart() {
    const { socket } = this.client;
    if (socket && socket.key) this.client.drop();
    this.connect();
    this.client.wake();
  }
  freeze() {
    if (this.hub) {
      this.client.save();
      this.follow();
    }
    this.election.leave();
  }
  resume() {
    if (this.channel && !this.election.turn) this.election.join();
  }

  /** A hub that hangs is replaced. */
  watch() {
    this.timer = setTimeout(() => {
      if (this.hub) this.surely(() => {});
      else {
        this.silent += 1;
        if (this.silent > 2 && this.election.turn) {
          this.silent = 0;
          this.election.join(true);
        } else this.post({ who: true });
      }
      if (this.client.waits.size) this.election.present().then((present) => this.client.forgetAbsent(present));
      this.watch();
    }, ASK_EVERY + Math.random() * SCATTER);
  }
  wasAbsent() { return performance.now() - this.seen > ABSENT; }
  /** Does something as the hub; after an absence, once it is certain that we are. */
  surely(work) {
    if (this.checks) this.checks.push(work);
    else if (this.wasAbsent()) this.check([work]);
    else {
      this.seen = performance.now();
      work();
    }
  }
  check(works) {
    this.checks = works;
    this.election.asks().then((stands) => {
      this.checks = undefined;
      if (!stands) return;
      this.seen = performance.now();
      this.settle();
      works.forEach((work) => work());
    });
  }

  /** Another tab speaks as the hub, too. Which of us is it is asked; until then what it says is put aside. */
  contend(message) {
    if (this.rivals.push(message) > 1) return;
    this.election.asks().then((stands) => {
      const said = this.rivals.splice(0);
      if (!stands) said.forEach((each) => this.hears(each));
    });
  }

  // For the client.

  /** Whether what it stores is for all. */
  writes() { return this.election.holds && this.isSettled && !this.wasAbsent(); }
  /** Whether another page is asked for what init needs, or was. */
  asksElsewhere() { return this.hub ? this.hub.replies.c_init : this.hubAsks; }
  /** Its socket, once it is known who has the connection. */
  connect() {
    const { socket, url } = this.client;
    if (!socket || socket.key || !this.hubName) return;
    socket.key = Math.random().toString(36).slice(2);
    if (!this.hub) {
      this.post({ open: socket.key });
      return;
    }
    try {
      this.hub.connect(url, { hear: (frame) => this.client.hear(frame, socket), close: () => this.client.drop() });
    } catch ({ message }) {
      this.client.page.missing({ message: `${url}: ${message}` });
    }
  }
  disconnect() { if (this.hub) this.hub.stop(); }
  sends(frame) {
    const { socket, isNew } = this.client;
    const { hub } = this;
    const own = hub && hub.own;
    if (hub) this.surely(() => hub === this.hub && own === hub.own && hub.sends(own, frame));
    else this.post({ frame, key: socket.key, isNew });
  }
  caughtUp() { if (this.hub) this.hub.caughtUp(); }

  // Between tabs.

  post(message) { if (this.channel && !this.election.isAlone) this.channel.postMessage(Object.assign({ from: this.name }, message)); }
  /** As the hub. */
  tell(message) { this.post(Object.assign({ asks: this.client.asks, isHub: true }, message)); }
  /** The hub heard who all are. */
  learn(session) {
    this.tell({ session });
    this.client.adopt(session);
  }

  hears(message) {
    const { to, from, who, isNew, call, args, discard, waits, isHub } = message;
    if (to && to !== this.name) return;
    if (who && isNew) this.client.tellsWaits();
    if (call) this.client.mirrored(call, args);
    else if (discard) this.client.discards(discard);
    else if (waits) this.client.hearsWaits(from, waits);
    else if (isHub) this.hearsHub(message);
    else if (this.hub) this.surely(() => this.hub && this.hearsTab(message));
  }

  hearsTab({ from, who, isNew, open, frame, key, wake }) {
    const { clients } = this.hub;
    if (wake) this.client.wake();
    if (who) this.tell({ to: from, here: true, session: isNew && this.client.session });
    if (open) {
      const hear = (text, enters) => this.tell({ to: from, key: open, frame: text, stored: enters && this.stored() });
      this.hub.join(from, { key: open, hear });
    }
    const client = clients.get(from);
    if (frame && client && client.key === key) {
      client.isNew = isNew;
      this.hub.sends(client, frame);
    }
  }
  /** All that this client has stored, or would. */
  stored() {
    this.client.save();
    return [...this.client.store.texts];
  }

  hearsHub(message) {
    const { from, asks, here, session, up, closed, push, frame, key, stored } = message;
    const { client } = this;
    // Whoever said it had the connection then, and confirms it: nobody says it again.
    if (push) client.pushed(push);
    else if (this.hub || this.rivals.length) {
      this.contend(message);
      return;
    }
    const isNewHub = from !== this.hubName;
    if (isNewHub && !here) return;
    this.hubName = from;
    this.hubAsks = asks;
    if (isNewHub) this.restart();
    this.silent = 0;
    if (session) client.adopt(session);
    if (closed) client.drop();
    if (up) client.wake();
    if (frame && client.socket && client.socket.key === key) client.hear(frame, client.socket, stored);
  }
}
