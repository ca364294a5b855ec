// The connection that all tabs have, in the tab that holds it. To each tab's client it is the server: who is known
// already is answered on the spot, a request goes out as it came and its reply goes back to whoever asked, and what the
// server says unasked goes to all. Must never keep a request: each tab's own client sends again what is not answered.

import { isConfirmation, isPush, isSame, isSuccess, read, without, write } from './frames.js';

/** So long after the server's last word another tab's ping is one more reason to ask. */
const QUIET = 30_000;
/** So many requests may wait for their replies. */
const REMEMBERED = 10_000;
/** What the server is told once on each connection, and what of the session that is. */
const STEPS = { c_init: 'init', login: 'login' };

export class Hub {
  /** The tab: its own client, what it knows of the session, and what tells all others. */
  constructor(tab) {
    this.tab = tab;
    this.clients = new Map(); // Those of other tabs, by the tabs' names.
    this.forget();
  }

  forget() {
    this.hello = this.up = this.synced = undefined;
    this.asked = new Map(); // By rid: who asked, and what follows the reply.
    this.told = {}; // What the server took of the session on this connection.
    this.replies = {}; // What it said to that, by event.
    this.pending = {}; // What it is being told, and who waits for the same.
  }

  /** This tab's own client wants its connection: the real one. */
  connect(url, own) {
    const socket = new WebSocket(url);
    Object.assign(this, { own, socket });
    socket.onmessage = ({ data }) => this.tab.surely(() => { if (this.socket === socket) this.hears(data); });
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.stop();
      own.close();
    };
  }
  /** The connection ends, and every other tab hears that. */
  stop() {
    const { socket } = this;
    if (!socket) return;
    this.socket = socket.onmessage = socket.onclose = undefined;
    socket.close();
    this.forget();
    this.clients.clear();
    this.tab.tell({ closed: true });
  }

  /** Another tab's client connects. With its login it is told what is stored here: that is all once this tab has caught up. */
  join(name, client) {
    const { hear } = client;
    client.hear = (frame) => {
      const { name: event, data } = read(frame);
      const enters = event === 'login' && isSuccess(data);
      const tells = () => hear(frame, enters);
      if (enters && this.tab.client.page.state !== 'online') client.waits = tells;
      else tells();
    };
    this.clients.set(name, client);
    if (this.up) this.greet(client);
  }
  greet(client) {
    if (this.hello) client.hear(this.hello);
    client.hear('40');
  }

  // From the server.

  hears(frame) {
    this.heard = performance.now();
    const event = read(frame);
    const { clients = [this.own], after } = (!isPush(event) && this.asked.get(event.rid)) || {};
    if (frame[0] === '0') this.hello = frame;
    // First the others: what is confirmed is not said again.
    if (isPush(event)) this.tab.tell({ push: frame });
    clients.forEach((client) => client.hear(frame));
    if (after && event.name !== 'ack') after(without(event.data));
    if (event.name !== 'ack' && !isPush(event)) this.asked.delete(event.rid);
    if (frame === '40' && this.socket) {
      this.up = true;
      this.clients.forEach((each) => this.greet(each));
      this.tab.tell({ up: true });
    }
  }

  // From a tab.

  sends(client, frame) {
    const event = read(frame);
    const isOwn = client === this.own;
    if (event.name in STEPS) this.enters(client, frame, event);
    else if (event.name === 'sync_check') this.synchronises(client, frame, event);
    else if (!isOwn && frame === '2') {
      if (performance.now() - this.heard > QUIET) this.tab.client.wake();
      client.hear('3');
    }
    else if (!isOwn && isConfirmation(event)) client.hear(write('ack', {}, event.rid));
    else this.passes(client, frame, event);
  }

  passes(client, frame, { rid }, after) {
    if (rid) {
      // A message of before a page's end may be sent by two. Who sends one again has no ack: does the line still stand?
      const before = this.asked.get(rid);
      const { clients } = before || { clients: new Set() };
      if (before && client !== this.own) this.tab.client.wake();
      this.asked.set(rid, { clients: clients.add(client), after });
      if (this.asked.size > REMEMBERED) this.asked.delete(this.asked.keys().next().value);
    }
    if (this.socket) this.socket.send(frame);
  }

  /** Who says the same as another, meanwhile or afterwards, gets the same answer. */
  enters(client, frame, event) {
    const { tab, pending, replies, told } = this;
    const { name, rid } = event;
    const data = without(event.data);
    const says = (another) => name === 'c_init' || isSame(data, another);
    if (replies[name] && says(tab.client.session.login)) {
      client.hear(write(name, replies[name], rid));
      return;
    }
    const step = pending[name] || (pending[name] = { waiting: new Map() });
    const isAsked = step.rid !== undefined;
    // A client that does not ask its page says what the last connection was told: this tab's says it anew.
    const isOurs = name === 'c_init' && client !== this.own && tab.client.asks;
    if (isAsked ? step.rid !== rid && says(step.data) : isOurs) {
      step.waiting.set(client, rid);
      client.hear(write('ack', {}, rid));
      return;
    }
    Object.assign(step, { rid, data });
    this.passes(client, frame, event, (reply) => {
      pending[name] = undefined;
      if (isSuccess(reply)) {
        replies[name] = reply;
        told[STEPS[name]] = data;
        tab.learn(Object.assign({}, tab.client.session, told));
      }
      step.waiting.forEach((its, other) => other.hear(write(name, reply, its)));
    });
  }

  /** One client's synchronisation is all clients'; but one that is new may have a history to be told. */
  synchronises(client, frame, event) {
    if (client === this.own) this.passes(client, frame, event, (reply) => { this.synced = reply; });
    else if (client.isNew) this.passes(client, frame, event);
    else client.hear(write('sync_check', Object.assign({ code: 0 }, this.synced), event.rid));
  }
  /** This tab has caught up. */
  caughtUp() { this.clients.forEach(({ waits }) => waits && waits()); }
}
