// Someone on a blank page with the SDK, in a browser context of their own: calls methods by name, and waits for what
// handlers and listeners hear. This file must never know what any method does.
import assert from 'node:assert/strict';
import { Inbox } from './inbox.mjs';

/** Every name of the object, and those of them that were called with success, or heard, by anyone. */
export const known = new Set();
export const proven = new Set();

const ENDS = ['success', 'fail', 'timeout', 'fulfilled', 'rejected'];

let lastHandle = 0;

/** An upload argument: a FormData with these files. */
export const form = (...files) => ({ $form: files });

export const file = (name, content, type = 'application/octet-stream') => ({
  name,
  type,
  base64: Buffer.from(content).toString('base64'),
});

export class Refused extends Error {
  constructor(method, { outcome, data }) {
    super(`${method}: ${outcome} ${JSON.stringify(data)}`);
    Object.assign(this, { outcome, data, code: data.code });
  }
}

export class SdkPage {
  frames = [];
  /** The sockets that are open. */
  sockets = new Set();
  #errors = [];
  #server;
  #inbox;

  constructor(page, server, name, appkey) {
    Object.assign(this, { page, name, appkey });
    this.#server = server;
    this.#inbox = new Inbox(name);
    page.on('pageerror', (error) => this.#errors.push(error));
    page.on('websocket', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('framesent', ({ payload }) => this.#went(payload));
    });
    page.on('close', () => this.sockets.clear());
  }

  /** `options` are the object's. */
  static async open(browser, server, name, appkey, options) {
    return SdkPage.tab(await browser.newContext(), server, name, appkey, options);
  }

  /** One more tab in a browser context. Some of them share their connection. */
  static async tab(context, server, name, appkey, options) {
    const page = new SdkPage(await context.newPage(), server, name, appkey);
    page.options = options;
    await page.page.exposeBinding('tell', (_, channel, what) => page.#told(channel, JSON.parse(what)));
    await page.load();
    return page;
  }

  /** A fresh page in the same browser: what storage holds is still there. */
  async load() {
    const options = encodeURIComponent(JSON.stringify({ ...this.options, appkey: this.appkey }));
    const page = this.options?.shareConnection ? 'shared.html' : '';
    await this.page.goto(`${this.#server.url}/page/${page}?${options}`);
    for (const name of await this.page.evaluate(() => names)) known.add(name);
  }

  async init(options = {}) {
    return this.call('init', { ...(await this.#server.auth(this.appkey)), ...options });
  }

  async logIn(options) {
    await this.init(options);
    return this.call('login', { username: this.name, password: this.password });
  }

  get password() {
    return `secret of ${this.name}`;
  }

  /** Who this is, as requests name users. */
  get user() {
    return { username: this.name, appkey: this.appkey };
  }

  /** Calls a method; gives what onSuccess got, or the value of a method without a handle. */
  async call(method, args) {
    return (await this.#settled(method, args))[0];
  }

  /** As call, with both arguments of onSuccess. */
  async send(method, args) {
    return this.#settled(method, args);
  }

  async #settled(method, args) {
    const { id, value } = await this.begin(method, args);
    const { outcome, data, more } = id ? await this.settles(id) : { outcome: 'success', data: value };
    if (outcome !== 'success') throw new Refused(method, { outcome, data });
    proven.add(method);
    return [data, more];
  }

  /** What onFail gets. */
  async refusal(method, args) {
    const { id } = await this.begin(method, args);
    const { outcome, data } = await this.settles(id);
    assert.equal(outcome, 'fail', `${method} is refused`);
    return data;
  }

  /** Calls a method and does not wait for its answer. */
  async begin(method, args, options = {}) {
    const id = `handle ${(lastHandle += 1)}`;
    const text = args === undefined ? null : JSON.stringify(args);
    const given = [id, method, text, options];
    const { thrown, handle, value } = await this.page.evaluate((all) => begin(...all), given);
    if (thrown) throw new Error(`${method}: ${thrown}`);
    return handle ? { id } : { value };
  }

  settles(id) {
    return this.#inbox.take(id, ({ outcome }) => ENDS.includes(outcome));
  }

  /** What a handle's onAck or onProgress gets. */
  async hears(id, outcome) {
    return (await this.#inbox.take(id, { outcome })).data;
  }

  /** What a listener gets; the first that is as wanted, and each only once. */
  async told(listener, wanted = () => true) {
    return this.#inbox.take(listener, wanted);
  }

  async event(event_type, wanted = {}) {
    return this.told('onEventNotification', { event_type, ...wanted });
  }

  async message(wanted = {}) {
    return (await this.told('onMsgReceive', { messages: [wanted] })).messages[0];
  }

  untold(listener) {
    return this.#inbox.left(listener);
  }

  abort(id) {
    return this.page.evaluate((handle) => void handles.get(handle).abort(), id);
  }

  async picture(type = 'image/png', name = `图片.${type.split('/')[1]}`) {
    const base64 = await this.page.evaluate((what) => paint(what, 64, 48), type);
    return { name, type, base64 };
  }

  /** The bytes behind a media_id, fetched as a page would, as base64. */
  async download(media_id) {
    const { url } = await this.call('getResource', { media_id });
    return this.page.evaluate((address) => download(address), url);
  }

  /** The payloads of this event that went out. */
  sent(event) {
    const events = this.frames.filter((frame) => frame.startsWith(`42["${event}",`));
    return events.map((frame) => JSON.parse(frame.slice(2))[1]);
  }

  /** Waits until such a request goes out; each is awaited once. */
  goesOut(event) {
    return this.#inbox.take(`sent ${event}`, () => true);
  }

  /** Puts this page's clock under the test's control. */
  async holdClock() {
    await this.page.clock.install();
    await this.load();
  }

  passes(seconds) {
    return this.page.clock.fastForward(seconds * 1000);
  }

  /** Closes the browser context, as one that never saw an exception. */
  async close() {
    await this.page.context().close();
    assert.deepEqual(this.#errors, [], `nothing was thrown on ${this.name}'s page`);
  }

  #went(frame) {
    this.frames.push(frame);
    const event = /^42\["(\w+)"/.exec(frame)?.[1];
    if (event) this.#inbox.add(`sent ${event}`, JSON.parse(frame.slice(2))[1]);
  }

  #told(channel, what) {
    if (channel.startsWith('on')) proven.add(channel);
    this.#inbox.add(channel, what);
  }
}
