// One object's client among those of all tabs. It is a whole one, and believes to have a socket of its own: that is the
// real one, or leads to the hub in another tab. What a page does to the object itself (login, loginOut, counts that it
// resets) is done to the other tabs' clients, too. Must never know which tab has the connection, nor how they talk.

import { ENTRY_CALL, ENTRY_CLOSE, ENTRY_DISCARD, ENTRY_LEAVING, ENTRY_WAKE } from '../values.js';
import { isEnd, isSame, isSuccess, read, write } from './frames.js';
import { Store } from './store.js';

/** Methods that change what the object is. They have no answer. */
const MIRRORED = ['loginOut', 'exitConversation', 'resetUnreadCount', 'updateConversation'];

export class Client {
  /** `page`: an object's, before it begins. */
  constructor(tab, page) {
    Object.assign(this, { tab, page });
    this.session = {}; // The last init and login that the server took of any tab: {init, login}.
    this.waits = new Map(); // What waits to be sent in other tabs, by their names.
    this.queue = []; // What was pushed since this client, that was logged in, is not.
    this.store = page.storage = new Store(() => tab.writes());
    this.hook();
  }

  hook() {
    const { page, tab } = this;
    const { auth, call, enter, finish, tell, waits } = page;
    page.Socket = function Socket() { return tab.client.open(...arguments); };
    if (auth) page.auth = (why) => (tab.asksElsewhere() ? this.initOfAnother() : auth(why));
    page.call = (method, handle, given, refuse) => {
      if (page.names[method] === 'login' && !given.unfit) this.logsIn(given.data);
      const answer = call.call(page, method, handle, given, refuse);
      if (answer >= 0 && !given.unfit) this.mirror(method, given.data);
      return answer;
    };
    page.enter = (entry, a, b, c) => {
      if (entry === ENTRY_LEAVING || entry === ENTRY_CLOSE) tab.settle();
      const answer = enter.call(page, entry, a, b, c);
      if (entry === ENTRY_CALL && b === undefined) this.mirror(a);
      if (entry === ENTRY_DISCARD && !this.isMirroring) tab.post({ discard: a });
      if (entry === ENTRY_WAKE && !this.isWaking) tab.post({ wake: true });
      return answer;
    };
    page.tell = (listener, data) => {
      tell.call(page, listener, data);
      if (listener === page.onConnectionChange) this.changed();
      if (listener === this.onOutboxChange) this.tellsWaits();
    };
    page.waits = () => this.all(this.own());
    this.own = () => waits.call(page);
    this.onOutboxChange = page.names.filter((name) => /^on./.test(name)).indexOf('onOutboxChange');
    page.finish = (code, message) => {
      finish.call(page, code, message);
      tab.end();
    };
  }
  get isOver() { return this.page.state === 'kicked' || this.page.state === 'failed'; }
  /** Whether its page is asked for what init needs. */
  get asks() { return !!this.page.auth && !this.isOver; }
  changed() {
    if (this.isOver) this.forget();
    // Once what the core is about is done.
    if (this.page.state === 'online') Promise.resolve().then(() => this.tab.caughtUp());
  }

  // What happens to the object.

  number(method) { return this.page.names.indexOf(method); }
  enter(entry) { if (this.page.engine) this.page.enter(entry); }
  /** There is a connection again, or another one: nothing is waited out. */
  wake() {
    this.isWaking = true;
    this.enter(ENTRY_WAKE);
    this.isWaking = false;
  }
  save() { this.enter(ENTRY_LEAVING); }

  mirror(method, args) {
    const name = this.page.names[method];
    if (!MIRRORED.includes(name) || this.isMirroring) return;
    if (name === 'loginOut') this.forget();
    this.tab.post({ call: name, args });
  }
  mirrored(name, args) {
    if (name === 'loginOut') this.forget();
    if (!this.page.engine) return;
    // The server was told by who was called.
    this.isMirroring = true;
    if (args === undefined) this.page.enter(ENTRY_CALL, this.number(name));
    else this.page.ask(this.number(name), args);
    this.isMirroring = false;
  }

  // The session.

  /** Nobody is logged in, in any tab. */
  forget() {
    this.session = {};
    this.user = this.wants = undefined;
    this.queue = [];
  }
  /** The page, or we, called login. Another user than all tabs' comes after that one has gone. */
  logsIn(args) {
    const { username } = Object(args);
    const { login } = this.session;
    if (login && login.username !== username) {
      this.tab.post({ call: 'loginOut' });
      this.forget();
    }
    this.wants = username;
  }
  /** What init takes: as the server was told of another tab. */
  initOfAnother() {
    return new Promise((resolve) => {
      this.answer = resolve;
      if (this.session.init) resolve(this.session.init);
    });
  }
  /** This client becomes who all are. The hub knows them already. */
  adopt(session) {
    const { init, login } = session;
    this.session = session;
    if (this.answer && init) this.answer(init);
    if (!init || !login || login.username === this.wants) return;
    const logIn = () => { this.page.request(this.number('login'), Object.assign({}, login, { is_md5: true })); };
    if (this.page.auth) logIn();
    else this.page.request(this.number('init'), init).handle.onSuccess(logIn);
  }

  // What waits to be sent.

  /** What this tab's client has, and what the others have; one of before a page's end may be with several. */
  all(own) {
    const list = own.concat(...this.waits.values());
    return list.filter(({ id }, at) => list.findIndex((other) => other.id === id) === at).sort((a, b) => a.since - b.since);
  }
  /** Other messages wait here than before. The other tabs hear of it once for all that one turn brings. */
  tellsWaits() {
    if (this.isTelling) return;
    this.isTelling = true;
    Promise.resolve().then(() => {
      this.isTelling = false;
      this.tab.post({ waits: this.own() });
    });
  }
  /** Other messages wait in another tab. */
  hearsWaits(from, list) {
    if (list.length) this.waits.set(from, list);
    else if (!this.waits.delete(from)) return;
    // Ours are as they were.
    const { isTelling } = this;
    this.isTelling = true;
    this.page.tell(this.onOutboxChange);
    this.isTelling = isTelling;
  }
  /** What a tab had that is gone waits no more, or in storage only. */
  forgetAbsent(isPresent) {
    this.waits.forEach((list, from) => isPresent(from) || this.hearsWaits(from, []));
  }
  /** A page does not want this message to go out any more, whichever tab has it. */
  discards(id) {
    this.isMirroring = true;
    if (this.page.engine) this.page.enter(ENTRY_DISCARD, id);
    this.isMirroring = false;
  }

  // Its socket.

  open(url) {
    const socket = { send: (frame) => this.sends(socket, frame), close: () => this.shut(socket) };
    Object.assign(this, { url, socket, isIn: false });
    this.tab.connect();
    return socket;
  }
  shut(socket) {
    if (this.socket !== socket) return;
    this.socket = undefined;
    this.isIn = false;
    this.tab.disconnect();
  }
  /** It is lost. */
  drop() {
    const { socket } = this;
    this.socket = undefined;
    this.isIn = false;
    if (socket && socket.onclose) socket.onclose();
  }
  sends(socket, frame) {
    if (this.socket !== socket) return;
    const { name, data, rid } = read(frame);
    if (name === 'login') this.login = data;
    if (this.isMirroring && name) Promise.resolve().then(() => this.hear(write('ack', {}, rid), socket));
    else this.tab.sends(frame);
  }
  /** A frame comes. With a login: what the tab with the connection has stored. */
  hear(frame, socket = this.socket, stored) {
    if (!socket || this.socket !== socket || !socket.onmessage) return;
    const { name, data } = read(frame);
    const enters = name === 'login' && isSuccess(data);
    if (enters) {
      this.isNew = !isSame(this.login, this.user);
      this.user = this.login;
      if (this.isNew) this.queue = [];
      if (this.isNew && stored) this.store.fill(stored);
    }
    if (name === 'sync_check') this.isNew = false;
    socket.onmessage({ data: frame });
    if (enters && this.socket === socket) {
      this.isIn = true;
      this.queue.splice(0).forEach((push) => this.hear(push, socket));
    }
  }
  /** The server said this to all. */
  pushed(frame) {
    const ends = isEnd(read(frame));
    if (this.isIn) this.hear(frame);
    // Who was on the way in does not go on: that would end whoever took our place.
    else if (ends) this.mirrored('loginOut');
    else if (this.user) this.queue.push(frame);
    // Once the core has written what it had: the tab that had the connection has it, too.
    if (ends) Promise.resolve().then(() => this.store.forget());
  }
}
