// A kept session as a page has it: its auth, whatever that does; the events of a browser that wakes; its listeners.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { World, heard, settled } from './world.mjs';

const AUTH = { appkey: 'k', random_str: 'r', timestamp: 1, signature: 's' };
const MINUTE = 60_000;

/** A world with a window's events. */
class Window extends World {
  listening = [];
  document = { hidden: false };

  constructor(globals) {
    super({
      ...globals,
      addEventListener: (type, hear) => { this.listening.push([type, hear]); },
      removeEventListener: (type, hear) => { this.listening = this.listening.filter(([of, other]) => of !== type || other !== hear); },
    });
    this.page.document = this.document;
  }

  happens(type) { this.listening.filter(([of]) => of === type).forEach(([, hear]) => hear({ type })); }

  /** A page that keeps its session; what it is told comes along. */
  keep(auth, options) {
    this.asked = [];
    const object = this.make({
      address: 'ws://server',
      reconnect: true,
      auth: (why) => { this.asked.push(why); return auth(why); },
      ...options,
    });
    const told = [];
    object.onConnectionChange((change) => told.push(change));
    return { object, told };
  }

  /** The way in, as a willing server has it. */
  async comesIn() {
    this.connect();
    await settled();
    this.reply('c_init');
    this.reply('login');
    this.reply('sync_check');
    this.hear('3');
  }

  drops(socket = this.socket) {
    socket.open = false;
    socket.onclose();
  }

  /** Until the next socket is made. */
  reconnects() {
    for (const before = this.sockets.length; this.sockets.length === before; ) this.advance(500);
  }
}

const states = (told) => told.splice(0).map(({ state }) => state);

test('login is called once, and the page hears how the session stands', async () => {
  const world = new Window();
  const { object, told } = world.keep(async () => AUTH);
  assert.equal(object.connection(), 'connecting');
  const hears = heard(object.login({ username: 'alice', password: 'p' }));
  await world.comesIn();
  assert.deepEqual(hears.map(([on]) => on), ['onSuccess']);
  assert.equal(object.connection(), 'online');
  world.drops();
  assert.equal(object.connection(), 'reconnecting');
  const waits = heard(object.sendSingleMsg({ target_username: 'bob', content: 'x' }));
  world.reconnects();
  await world.comesIn();
  world.reply('s_across_single_text', { code: 0, msg_id: 1 });
  assert.deepEqual(waits.map(([on]) => on), ['onSuccess']);
  assert.deepEqual(JSON.parse(JSON.stringify(world.asked)), [{ attempt: 1, reason: 'start' }, { attempt: 1, reason: 'lost' }]);
  assert.deepEqual(told.map(({ state, resumed }) => [state, resumed]), [['online', false], ['reconnecting', undefined], ['online', true]]);
  object.close();
  assert.deepEqual([states(told).at(-1), object.connection(), world.listening.length], ['closed', 'closed', 0]);
});

/** As Chrome before 115, which compiles nothing so large at once: the core comes a moment later. */
const LATE_CORE = {
  WebAssembly: {
    ...Object.fromEntries(Object.getOwnPropertyNames(WebAssembly).map((name) => [name, WebAssembly[name]])),
    Module: class {
      constructor(bytes) {
        if (bytes.byteLength > 4_096) throw new RangeError('too large');
        return new WebAssembly.Module(bytes);
      }
    },
  },
};

for (const [when, globals] of Object.entries({ 'at once': {}, 'before the core is there': LATE_CORE })) {
  test(`what a page calls behind its first login waits for that: ${when}`, async () => {
    const world = new Window(globals);
    const { object, told } = world.keep(async () => AUTH);
    assert.throws(() => object.sendSingleMsg({ target_username: 'bob', content: 'x' }), /must login first/);
    const login = heard(object.login({ username: 'alice', password: 'p' }));
    const waits = heard(object.sendSingleMsg({ target_username: 'bob', content: 'x' }));
    const lacks = heard(object.sendSingleMsg({ content: 'x' }));
    object.resetUnreadCount({ username: 'bob' });
    assert.deepEqual([object.getUnreadMsgCnt({ username: 'bob' }), object.isLogin()], [0, false]);
    for (let tries = 0; !world.socket && tries < 1_000; tries++) await settled();
    await world.comesIn();
    world.reply('s_across_single_text', { code: 0, msg_id: 1 });
    assert.deepEqual([login, waits, lacks].map(([[on]]) => on), ['onSuccess', 'onSuccess', 'onFail']);
    assert.equal(world.sent('unread_single_count').length, 1);
    assert.equal(states(told).at(-1), 'online');
    assert.deepEqual(world.reported, []);

    const failed = new Window(globals);
    const other = failed.keep(async () => AUTH).object;
    other.login({ username: 'alice' });
    const ends = [];
    try {
      other.sendSingleMsg({ target_username: 'bob', content: 'x' }).onFail(({ code }) => ends.push(code));
    } catch ({ message }) {
      ends.push(message);
    }
    for (let tries = 0; !failed.socket && tries < 1_000; tries++) await settled();
    await settled();
    assert.deepEqual(ends, [when === 'at once' ? 'must login first' : 889001], 'a login that was none');
  });
}

test('an auth that throws, rejects or hangs is asked again; one that answers nonsense is not', async () => {
  const tempers = {
    throws: () => { throw new Error('no'); },
    rejects: () => Promise.reject(new Error('no')),
    hangs: () => new Promise(() => {}),
  };
  for (const [name, temper] of Object.entries(tempers)) {
    const world = new Window();
    const { object, told } = world.keep(({ attempt }) => (attempt < 3 ? temper() : AUTH));
    object.login({ username: 'alice', password: 'p' });
    for (let attempt = 1; attempt < 3; attempt++) {
      world.connect();
      await settled();
      if (name === 'hangs') world.advance(15_000);
      world.reconnects();
    }
    await world.comesIn();
    assert.equal(states(told).at(-1), 'online', name);
    assert.deepEqual(world.reported, []);
  }
  const cycle = {};
  cycle.self = cycle;
  for (const nonsense of [undefined, null, 7, 'text', {}, { ...AUTH, signature: '' }, { ...AUTH, signature: {} }, cycle, () => {}]) {
    const world = new Window();
    const { object, told } = world.keep(() => nonsense);
    const hears = heard(object.login({ username: 'alice', password: 'p' }));
    world.connect();
    await settled();
    const { state, reason } = told.at(-1);
    assert.deepEqual([state, reason.code], ['failed', 880002]);
    assert.match(reason.message, /appkey|signature/);
    assert.deepEqual(hears.map(([on, { code }]) => [on, code]), [['onFail', 880002]]);
    assert.equal(world.said.filter(([kind]) => kind === 'error').length, 1);
  }
});

test('an auth is a method of the options, and its answer is walked as an argument is', async () => {
  const world = new Window();
  world.page.Payload = class { get signature() { return 's'; } };
  const object = world.run(`
    new JMessage({
      reconnect: true,
      appkey: 'k',
      async auth() { return Object.assign(new Payload(), { appkey: this.appkey, random_str: 'r', timestamp: new Date(0) }); },
    })
  `);
  object.login({ username: 'alice', password: 'p' });
  world.connect();
  await settled();
  assert.deepEqual(world.sent('c_init').map(({ appkey, timestamp, signature }) => [appkey, timestamp, signature]), [['k', '1970-01-01T00:00:00.000Z', 's']]);
});

test('who wakes probes at once, and a device without a network does not wait', async () => {
  for (const type of ['online', 'resume', 'pageshow', 'visibilitychange']) {
    const world = new Window();
    const { object, told } = world.keep(async () => AUTH);
    object.login({ username: 'alice', password: 'p' });
    await world.comesIn();
    states(told);
    const pings = () => world.socket.sent.filter((frame) => frame === '2').length;
    const before = pings();
    world.document.hidden = true;
    if (type === 'visibilitychange') {
      world.happens(type);
      assert.equal(pings(), before, 'who is hidden stays so');
    }
    world.document.hidden = false;
    world.happens(type);
    assert.equal(pings(), before + 1, type);
    world.advance(5_000);
    assert.equal(states(told)[0], 'reconnecting', type);
    world.advance(10 * MINUTE);
    const sockets = world.sockets.length;
    if (world.openSockets) world.drops();
    world.happens(type);
    assert.equal(world.sockets.length, sockets + 1, `${type}: nothing is waited out`);
  }
  const world = new Window();
  const { object, told } = world.keep(async () => AUTH);
  object.login({ username: 'alice', password: 'p' });
  await world.comesIn();
  world.happens('offline');
  assert.deepEqual([states(told).at(-1), world.openSockets], ['reconnecting', 0]);
});

test('a hidden page whose timers run once a minute keeps its session for hours', async () => {
  const world = new Window();
  const { object, told } = world.keep(async () => AUTH);
  object.login({ username: 'alice', password: 'p' });
  await world.comesIn();
  states(told);
  let answered = world.socket.sent.length;
  let pinged = world.now;
  for (let minute = 0; minute < 120; minute++) {
    // What is due by then runs now, and what that sets runs a minute later at the earliest.
    world.now += MINUTE;
    for (const [number, timer] of [...world.timers]) {
      if (timer.due > world.now || !world.timers.delete(number)) continue;
      timer.run();
    }
    const sent = world.socket.sent.slice(answered);
    answered += sent.length;
    for (const frame of sent) {
      if (frame === '2') {
        pinged = world.now;
        world.hear('3');
      } else {
        const [event, { rid }] = JSON.parse(frame.slice(2));
        world.push(event, { rid, code: 0 });
      }
    }
    // This is when the server would hang up.
    assert.ok(world.now - pinged < 85_000, `${minute} min`);
  }
  assert.deepEqual([states(told), world.sockets.length], [[], 1]);
  const hears = heard(object.sendSingleMsg({ target_username: 'bob', content: 'still here' }));
  world.reply('s_across_single_text', { code: 0, msg_id: 1 });
  assert.deepEqual(hears.map(([on]) => on), ['onSuccess']);
});

test('without the option no event is listened to but the last, and nothing is asked', async () => {
  const world = new Window();
  const told = [];
  const object = world.make({ address: 'ws://server', auth: () => assert.fail('asked') });
  object.onConnectionChange((change) => told.push(change));
  assert.deepEqual(world.listening.map(([type]) => type), ['pagehide', 'storage']);
  assert.throws(() => object.login({ username: 'alice', password: 'p' }), /must init first/);
  world.connect();
  await settled();
  assert.deepEqual(states(told), ['connected']);
});

test('what breaks says that the session failed', async () => {
  const world = new Window();
  const { object, told } = world.keep(async () => AUTH);
  world.page.performance.now = () => { throw new WebAssembly.RuntimeError('unreachable'); };
  object.exitConversation();
  assert.deepEqual(told.map(({ state, reason }) => [state, reason.code]), [['failed', 889005]]);
  assert.equal(object.connection(), 'failed');
});

/** A server that answers everything, while it is there, and the page's fetch, while that is not refused. */
const serve = (world) => {
  const server = { isThere: true, refusals: 0, heard: new Map() };
  world.page.fetch = async () => {
    if (!server.isThere || (server.refusals -= 1) >= 0) throw new TypeError('Failed to fetch');
    return { json: async () => AUTH };
  };
  const replies = { login: { uid: 1 }, s_across_single_text: { msg_id: 1 } };
  server.passes = async (ms) => {
    for (const end = world.now + ms; world.now < end;) {
      world.advance(500);
      if (!server.isThere && world.openSockets) world.drops();
      if (server.isThere && world.socket.open && !server.heard.has(world.socket)) {
        server.heard.set(world.socket, 0);
        world.connect();
      }
      const { sent } = world.socket;
      const news = sent.slice(server.heard.get(world.socket) ?? sent.length);
      server.heard.set(world.socket, sent.length);
      for (const frame of server.isThere ? news : []) {
        if (frame === '2') world.hear('3');
        else {
          const [event, { rid }] = JSON.parse(frame.slice(2));
          world.push('ack', { rid });
          world.push(event === 's_across_single_text' ? 's_single_text' : event, { rid, code: 0, ...replies[event] });
        }
      }
      await settled();
    }
  };
  return server;
};

const documents = path.resolve(import.meta.dirname, '../../pkg-template/docs');
const recipe = (file, heading) => fs.readFileSync(path.join(documents, file), 'utf8').split(heading)[1].match(/^```js\n(.*?)^```/ms)[1];
const RECIPES = {
  'by itself': () => recipe('session.md', '# A session that heals itself').replace('const JIM', 'globalThis.JIM'),
  'by the page': () => `
    globalThis.JIM = new JMessage();
    let again;
    const { onDisconnect } = JIM;
    JIM.onDisconnect = (fn) => { again = fn; onDisconnect(fn); };
    ${recipe('api/session.md', '## onDisconnect')}
    again();`,
};
for (const [how, code] of Object.entries(RECIPES)) {
  test(`the documents' recipe, ${how}, lives through a refused fetch, 40 s and 15 minutes`, async () => {
    for (const [outage, refusals] of [[1_000, 1], [40_000, 0], [15 * MINUTE, 2]]) {
      const world = new Window();
      const server = serve(world);
      world.run(code());
      const { JIM } = world.page;
      await server.passes(10_000);
      assert.ok(JIM.isLogin());
      let disconnects = 0;
      JIM.on('disconnect', () => { disconnects += 1; });
      Object.assign(server, { isThere: false, refusals });
      world.drops();
      const meanwhile = how === 'by itself' ? heard(JIM.sendSingleMsg({ target_username: 'bob', content: 'meanwhile' })) : undefined;
      await server.passes(outage);
      assert.ok(!JIM.isLogin());
      server.isThere = true;
      // Three attempts, each within a minute.
      await server.passes(190_000);
      assert.ok(JIM.isLogin(), `${outage} ms`);
      if (meanwhile) assert.deepEqual([meanwhile.at(-1)[0], disconnects], ['onSuccess', outage > 30_000 ? 1 : 0]);
      const hears = heard(JIM.sendSingleMsg({ target_username: 'bob', content: 'x' }));
      await server.passes(1_000);
      assert.deepEqual([hears.at(-1)[0], world.openSockets, world.reported], ['onSuccess', 1, []]);
    }
  });
}

test('messages outlive the page, are listed, and may be discarded', async () => {
  const world = new Window();
  const before = world.keep(async () => AUTH, { outbox: 'storage' }).object;
  before.login({ username: 'alice', password: 'secret' });
  await world.comesIn();
  world.drops();
  for (const content of ['one', 'two']) before.sendSingleMsg({ target_username: 'bob', content });
  before.sendGroupMsg({ target_gid: 7, content: 'three' });
  world.advance(2_000);

  const next = new Window();
  next.storage = world.storage;
  const { object } = next.keep(async () => AUTH, { outbox: 'storage' });
  const sizes = [];
  object.onOutboxChange(({ code, message } = {}) => sizes.push([object.outbox().length, code, message]));
  object.login({ username: 'alice', password: 'secret' });
  await next.comesIn();
  assert.deepEqual(Array.from(object.outbox(), ({ method, attempts, arguments: { content } }) => [method, attempts, content.msg_body.text]), [
    ['sendSingleMsg', 1, 'one'],
    ['sendSingleMsg', 1, 'two'],
    ['sendGroupMsg', 1, 'three'],
  ]);
  assert.deepEqual(next.sent('s_across_single_text').map(({ content }) => content.msg_body.text), ['one', 'two']);
  object.discard(object.outbox()[2].id);
  const [one, two] = next.sent('s_across_single_text');
  next.push('s_single_text', { rid: one.rid, code: 0, msg_id: 1 });
  next.push('s_single_text', { rid: two.rid, code: 880207, message: 'no' });
  assert.deepEqual(sizes, [[3, undefined, undefined], [2, 889002, 'discarded'], [1, 0, undefined], [0, 880207, 'no']]);
  assert.deepEqual([...next.storage].filter(([key]) => key.startsWith('jmessage-outbox')), []);
  assert.ok(![...world.storage.values()].some((text) => /secret|5ebe2294/.test(text)));
});
