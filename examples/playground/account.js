// One account: its page, its JMessage object, and what happens to it, told to `tell`. Must never draw.

const PASSWORD = 'secret';
const server = location.host;
const secure = location.protocol === 'https:' ? 's' : '';

/** The page in which an account lives. */
const open = () => new Promise((opened) => {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = new URL('account.html', import.meta.url).href;
  frame.onload = () => opened(frame.contentWindow);
  document.body.append(frame);
});

export class Account {
  #page;

  /** `tell(entry)` hears of calls, answers, events, frames and states, each `{kind, ...}`. */
  constructor(name, tell) {
    Object.assign(this, { name, tell });
  }

  /** A new object, with every listener set. */
  async renew() {
    this.JIM?.close();
    this.#page ??= await open();
    this.#page.onframe = (way, frame) => this.tell({ kind: 'frame', way, frame });
    const { JMessage } = this.#page;
    const JIM = new JMessage({ address: `ws${secure}://${server}`, upload_file: `${location.origin}/resource` });
    const listeners = Object.getOwnPropertyNames(JMessage.prototype).filter((name) => /^on[A-Z]/.test(name));
    listeners.forEach((name) => JIM[name]((data) => this.tell({ kind: 'event', name, data })));
    this.JIM = JIM;
    this.tell({ kind: 'object' });
  }

  /** Calls a method by name, and tells how it went. Resolves when it has ended. */
  async call(name, given) {
    const began = performance.now();
    const call = { kind: 'call', name, given };
    this.tell(call);
    const ended = (outcome, data, more) => {
      this.tell({ kind: 'answer', call, outcome, data, more, took: performance.now() - began });
      return { outcome, data };
    };
    try {
      const back = given === undefined ? this.JIM[name]() : this.JIM[name](given);
      if (!back?.onSuccess) return ended('value', back);
      let sent;
      back.onSuccess((data, message) => { sent = message; });
      back.onProgress((progress) => this.tell({ kind: 'progress', call, ...progress }));
      return await back.toPromise().then((data) => ended('success', data, sent), ({ data }) => ended('fail', data));
    } catch (error) {
      return ended('throws', error.message);
    }
  }

  /** All that a user needs before anything else. */
  async signIn() {
    const account = { username: this.name, password: PASSWORD };
    if ((await this.call('init', await this.auth())).outcome !== 'success') return;
    await this.call('register', { ...account, nickname: this.name });
    await this.call('login', account);
  }

  /** What init takes, signed by the server. */
  auth() { return fetch('/auth').then((response) => response.json()); }

  get state() {
    if (!this.JIM) return 'none';
    return this.JIM.isLogin() ? 'login' : this.JIM.isInit() ? 'init' : this.JIM.isConnect() ? 'connect' : 'none';
  }
}
