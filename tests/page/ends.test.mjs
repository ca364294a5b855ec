// An object's ends: closed by the page, or broken from within; and what is left of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { write } from '../../js/browser.js';
import { give } from '../../js/values.js';
import { World, heard, settled } from './world.mjs';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** Breaks the core on purpose: in the midst of its work a function of the browser's fails that never does. */
const trap = (world, object) => {
  world.page.performance.now = () => { throw new WebAssembly.RuntimeError('unreachable'); };
  object.exitConversation();
  world.page.performance.now = () => world.now;
};

test('a closed object has given everything back', async () => {
  const world = new World();
  const object = world.enter();
  const hears = heard(object.sendSingleMsg({ target_username: 'bob', content: 'x' }));
  let disconnects = 0;
  object.onDisconnect(() => { disconnects += 1; });
  object.updateConversation({ username: 'bob', extras: { a: 1 } });
  object.close();
  assert.deepEqual([world.openSockets, world.timers.size], [0, 0]);
  assert.deepEqual(hears.map(([on, { code }]) => [on, code]), [['onFail', 889001]]);
  assert.ok(world.storage.get('conversations-k-alice').includes('"a":1'), 'what was unsaved is stored');
  assert.deepEqual([object.isConnect(), object.isInit(), object.isLogin()], [false, false, false]);
  assert.throws(() => object.sendSingleMsg({}), /closed/);
  assert.throws(() => object.getUnreadMsgCnt({ username: 'bob' }), /closed/);
  object.close();
  world.advance(600_000);
  await settled();
  assert.deepEqual([world.sockets.length, world.timers.size, disconnects, hears.length], [1, 0, 0, 1]);
});

test('close does no harm at any moment', async () => {
  const moments = {
    'before the socket is open': (world) => world.make().close(),
    'in a handler': (world) => {
      const object = world.enter();
      object.getFriendList().onSuccess(() => object.close());
      world.reply('get_friend_list', { code: 0, friend_list: [] });
    },
    'in a listener, between others': (world) => {
      const object = world.enter();
      object.onMsgReceive(() => object.close());
      object.onUserInfUpdate(() => object.close());
      world.push('msg_sync', { messages: [{ msg_id: 1, msg_type: 3, from_uid: 5, ctime_ms: 5, content: { from_id: 'bob', sui_mtime: 9 } }] });
    },
    'in onDisconnect': (world) => {
      const object = world.enter();
      object.onDisconnect(() => object.close());
      world.socket.open = false;
      world.socket.onclose();
    },
    'in its own refusal': (world) => {
      const object = world.enter();
      object.getFriendList().onFail(() => object.close());
      object.close();
    },
  };
  for (const [moment, close] of Object.entries(moments)) {
    const world = new World();
    close(world);
    world.advance(60_000);
    await settled();
    assert.deepEqual([world.openSockets, world.timers.size, world.reported, world.said], [0, 0, [], []], moment);
  }
});

test('200 made and closed leave nothing', async () => {
  const world = new World();
  const made = [];
  for (let i = 0; i < 200; i++) {
    const object = world.enter();
    heard(object.getFriendList());
    object.onMsgReceive(() => object);
    object.close();
    made.push(new WeakRef(object));
  }
  world.sockets = [];
  await settled();
  collect();
  await settled();
  collect();
  assert.equal(world.timers.size, 0);
  assert.equal(made.filter((object) => object.deref()).length, 0);
});

test('200 that keep their session, made and closed on the way in, leave nothing either', async () => {
  const world = new World();
  const made = [];
  const auths = [async () => ({ appkey: 'k', random_str: 'r', timestamp: 1, signature: 's' }), () => new Promise(() => {})];
  for (let i = 0; i < 200; i++) {
    const object = world.make({ address: 'ws://server', reconnect: true, outbox: 'storage', debug: true, auth: auths[i % 2] });
    object.on('msgReceive', () => object, { signal: new AbortController().signal });
    heard(object.login({ username: 'alice', password: 'p' }));
    object.sendSingleMsg({ target_username: 'bob', content: 'x' }).toPromise().catch(() => {});
    world.connect();
    if (i % 3) await settled();
    if (world.sent('c_init').length) world.reply('c_init');
    object.close();
    made.push(new WeakRef(object));
  }
  world.make().close(); // The last one's options are held by the world.
  world.sockets = [];
  world.said = [];
  await settled();
  collect();
  await settled();
  collect();
  assert.equal(world.timers.size, 0);
  assert.equal(made.filter((object) => object.deref()).length, 0);
});

test('where storage is forbidden, nothing is kept of a message that has ended', () => {
  const storage = new Proxy({}, { get: () => { throw new Error('forbidden'); } });
  const unwritten = new Map();
  const stores = (text) => write(give({ storage, unwritten }), give('key'), give(text));
  assert.deepEqual([stores('a message'), unwritten.size], [false, 1]);
  assert.deepEqual([stores(undefined), unwritten.size], [false, 0]);
});

test('what breaks in the core ends that object, says so, and no other', async () => {
  const world = new World();
  const other = world.enter();
  const theirs = world.socket;
  const object = world.enter();
  const hears = heard(object.getFriendList());
  let disconnects = 0;
  object.onDisconnect(() => { disconnects += 1; });
  trap(world, object);
  assert.deepEqual(hears.map(([on, { code }]) => [on, code]), [['onFail', 889005]]);
  assert.equal(disconnects, 1);
  assert.equal(world.said.filter(([kind, , text]) => kind === 'error' && /report/.test(text)).length, 1);
  assert.deepEqual([object.isConnect(), object.isLogin(), object.getUnreadMsgCnt({ username: 'bob' })], [false, false, 0]);
  const later = heard(object.getFriendList());
  await settled();
  assert.deepEqual(later.map(([on, { code }]) => [on, code]), [['onFail', 889005]]);
  assert.equal(world.openSockets, 1);

  const messages = [];
  other.onMsgReceive((data) => messages.push(new WeakRef(data)));
  const frame = (id) => `42${JSON.stringify(['msg_sync', { messages: [{ msg_id: id, msg_type: 3, from_uid: 5, ctime_ms: id, content: { from_id: 'bob' } }] }])}`;
  for (let id = 1; id <= 200; id++) world.hear(frame(id), theirs);
  assert.equal(other.getUnreadMsgCnt({ username: 'bob' }), 200);
  await settled();
  collect();
  assert.ok(messages.filter((data) => data.deref()).length < 5, 'no message is held any more');
});

test('whatever a reply says is wrong, the page hears it', async () => {
  const world = new World();
  const object = world.enter();
  for (const message of [{ toString: 1 }, null, 7, ['x'], undefined]) {
    const rejected = assert.rejects(object.getFriendList().toPromise(), (error) => error.code === 1);
    world.reply('get_friend_list', { code: 1, message });
    await rejected;
  }
  assert.ok(object.isLogin());
});

test("what an upload's server refuses has its code and message on top, too", async () => {
  const uploads = [];
  const XMLHttpRequest = class {
    upload = {};
    constructor() { uploads.push(this); }
    open() {}
    setRequestHeader() {}
    send() {}
  };
  const world = new World({ XMLHttpRequest, btoa });
  const object = world.enter();
  const form = new FormData();
  form.append('file', new File(['x'], 'x'));
  const handle = object.sendSingleFile({ target_username: 'bob', file: form });
  const rejected = assert.rejects(handle.toPromise(), { code: 898007, message: 'no auth' });
  let told;
  handle.onFail((data) => { told = data; });
  world.reply('get_upload_token', { code: 0, uptoken: 't' });
  const responseText = '{"error":{"code":898007,"message":"no auth"}}';
  Object.assign(uploads[0], { status: 401, responseText }).onloadend();
  await rejected;
  assert.deepEqual([told.code, told.message, JSON.stringify(told)], [898007, 'no auth', responseText]);
});

test('codes and rids as texts are the numbers that they hold', async () => {
  const world = new World();
  const object = world.enter();
  for (const [code, ends] of [['0', { code: 0 }], ['880103', { code: 880103 }]]) {
    const promise = object.getFriendList().toPromise().catch(({ data }) => data);
    world.reply('get_friend_list', { code, rid: String(world.sent('get_friend_list').at(-1).rid) });
    assert.equal(JSON.stringify(await promise), JSON.stringify(ends));
  }
});

test('neither the console nor an error holds a password', async () => {
  const world = new World();
  const object = world.enter({ address: 'ws://server', debug: true });
  const rejected = assert.rejects(object.updateSelfPwd({ old_pwd: 'secret', new_pwd: 'secret' }).toPromise(), (error) => {
    assert.deepEqual(Object.keys(error.data.data), []);
    return error.code === 882005;
  });
  object.sendSingleCustom({ target_username: 'bob', custom: { deep: [{ password: 'secret', seen: 'this' }] } });
  world.hear('42["login",{"password":"secret"');
  world.advance(30_000);
  await rejected;
  const said = JSON.stringify(world.said);
  assert.match(said, /"seen":"this"/);
  assert.doesNotMatch(said, /secret|5ebe2294ecd0e0f08eab7690d2a6ee69/);
});

test('a reportError that throws stops nothing', () => {
  const world = new World({ reportError: () => { throw new Error('no'); } });
  const object = world.enter();
  object.getFriendList().onSuccess(() => { throw new Error("the page's"); });
  world.reply('get_friend_list', { code: 0, friend_list: [] });
  assert.throws(() => world.advance(1), /the page's/);
  assert.ok(object.isLogin());
});

for (const [name, globals, address, why] of [
  ['that is none', {}, 'nonsense', /nonsense.*no address/],
  // Browsers since 2024 take one that is relative for their own server's.
  ['that is relative', { WebSocket: class { close() {} } }, '/im', /\/im.*no address/],
  ['of another scheme', {}, 'ftp://server', /ftp:.*no address/],
  ['that the page may not call', { WebSocket: class { constructor() { throw new DOMException('insecure', 'SecurityError'); } } }, 'ws://server', /ws:.*insecure/],
  ['where there are no sockets', { WebSocket: undefined }, 'ws://server', /WebSocket is not a constructor/],
]) {
  test(`an address ${name} is said once, and not tried again`, async () => {
    const world = new World(globals);
    const object = world.make({ address });
    let disconnects = 0;
    object.onDisconnect(() => { disconnects += 1; });
    const hears = heard(object.init({ appkey: 'k', random_str: 'r', timestamp: 1, signature: 's' }));
    await settled();
    assert.deepEqual(hears.map(([on, { code }]) => [on, code]), [['onFail', 889003]]);
    assert.match(hears[0][1].message, why);
    await assert.rejects(object.login({ username: 'alice', password: 'p' }).toPromise(), { code: 889003 });
    world.advance(600_000);
    assert.deepEqual(world.said.map(([kind, , text]) => [kind, text]), [['error', hears[0][1].message]]);
    assert.deepEqual([object.isConnect(), object.isInit(), object.isLogin(), object.getUnreadMsgCnt({ username: 'bob' })], [false, false, false, 0]);
    assert.deepEqual([world.openSockets, world.timers.size, disconnects], [0, 0, 0]);
    object.close();
  });
}
