// What a page hands in becomes plain data before the core is entered, and what it gets is its own.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { World, heard, settled } from './world.mjs';

const plain = (value) => JSON.parse(JSON.stringify(value));

/** What goes out for an argument that is under `extras` of a text. */
const carried = (make) => {
  const world = new World();
  const object = world.enter();
  object.sendSingleMsg({ target_username: 'bob', content: 'x', extras: make(world) });
  return world.sent('s_across_single_text')[0]?.content.msg_body.extras;
};

for (const [name, make, goes] of [
  ['dates as JSON has them', () => ({ at: new Date(0), never: new Date(NaN) }), { at: '1970-01-01T00:00:00.000Z', never: null }],
  ['dates and lists of another realm', (world) => world.run('({at: new Date(0), list: [1, [2]]})'), { at: '1970-01-01T00:00:00.000Z', list: [1, [2]] }],
  ['toJSON', () => ({ a: { toJSON: () => ({ b: 1 }) }, self: { c: 2, toJSON() { return this; } } }), { a: { b: 1 }, self: { c: 2 } }],
  ['functions and undefined left out', () => ({ f() {}, u: undefined, s: Symbol('s'), n: null, list: [undefined, () => {}] }), { n: null, list: [null, null] }],
  ['no numbers', () => ({ a: NaN, b: Infinity, c: -0 }), { a: null, b: null, c: 0 }],
  ['boxed values', () => ({ a: new String('a'), b: new Number(1), c: new Boolean(false) }), { a: 'a', b: 1, c: false }],
  ['maps and files, of which JSON knows nothing', () => ({ m: new Map([[1, 2]]), f: new File(['x'], 'x') }), { m: {}, f: {} }],
  ['a field named __proto__', () => JSON.parse('{"__proto__":{"a":1},"constructor":2}'), JSON.parse('{"__proto__":{"a":1},"constructor":2}')],
  ['the same object twice', () => { const a = { b: 1 }; return { a, again: a }; }, { a: { b: 1 }, again: { b: 1 } }],
  ['a proxy', () => new Proxy({ a: 1, b: [1] }, {}), { a: 1, b: [1] }],
]) {
  test(`arguments: ${name}`, () => assert.deepEqual(plain(carried(make)), goes));
}

test('what a class or a prototype offers is there', () => {
  const world = new World();
  const object = world.enter();
  class Message {
    #to = 'bob';
    content = 'x';
    get target_username() { return this.#to; }
    send() {}
  }
  object.sendSingleMsg(new Message());
  object.sendSingleMsg(Object.assign(Object.create({ target_username: 'carol', content: 'default' }), { content: 'y' }));
  const sent = world.sent('s_across_single_text').map(({ content }) => [content.target_id, content.msg_body.text]);
  assert.deepEqual(sent, [['bob', 'x'], ['carol', 'y']]);
});

const loop = () => {
  const object = { list: [{}] };
  object.list[0].self = object;
  return object;
};
const deep = () => {
  let object = {};
  for (let i = 0; i < 100_000; i++) object = { object };
  return object;
};
const throwing = () => { throw new Error("the page's own"); };

for (const [name, value, path] of [
  ['a BigInt', { n: 1n }, 'extras.n is a BigInt'],
  ['a cycle', loop(), 'extras.list.0.self contains itself'],
  ['a getter that throws', { a: [{ get b() { return throwing(); } }] }, 'extras.a.0.b cannot be read'],
  ['a toJSON that throws', { a: { toJSON: throwing } }, 'extras.a cannot be read'],
  ['a proxy that throws', { p: new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing }) }, 'extras.p cannot be read'],
  ['what throws no error', { get a() { throw undefined; } }, 'extras.a cannot be read'],
  ['what never ends', deep(), 'cannot be read'],
]) {
  test(`${name} is refused by its path, and the object lives on`, async () => {
    const world = new World();
    const object = world.enter();
    const hears = heard(object.sendSingleMsg({ target_username: 'bob', content: 'x', extras: value }));
    await settled();
    assert.equal(hears.length, 1);
    const [on, { code, message }] = hears[0];
    assert.deepEqual([on, code, message.includes(path)], ['onFail', 880002, true], message);
    assert.deepEqual(world.sent('s_across_single_text'), []);

    object.updateConversation({ username: 'bob', extras: value });
    assert.ok(world.said.some(([kind, , text]) => kind === 'error' && text.includes(path)), 'the console says so where there is no handle');
    world.advance(2000);
    world.socket.onclose();
    world.advance(6000);
    world.connect();
    const again = heard(object.init({ appkey: 'k' , random_str: 'r', timestamp: 1, signature: 's' }));
    world.reply('c_init');
    assert.deepEqual(again.at(-1)[0], 'onSuccess');
  });
}

test('what came too early throws, whatever its arguments are', () => {
  const object = new World().make();
  assert.throws(() => object.sendSingleMsg({ a: 1n }), /must login first/);
  assert.throws(() => object.login({ a: 1n }), /must init first/);
  assert.throws(() => object.updateConversation({ a: 1n }), /must login first/);
});

test('arguments that call the SDK while they are read do no harm', () => {
  const world = new World();
  const object = world.enter();
  const hears = heard(object.addSingleBlacks({ member_usernames: [{ get username() { return object.isLogin() ? 'bob' : 'nobody'; } }] }));
  assert.deepEqual(world.sent('add_black_list')[0].member_usernames, [{ username: 'bob' }]);
  world.reply('add_black_list');
  assert.equal(hears.at(-1)[0], 'onSuccess');
});

test('the page and the core share nothing', () => {
  const world = new World();
  const object = world.enter();
  object.getAppkeyChatrooms({ start: 0 }).onSuccess(({ result }) => { result.rooms[0].name = 'renamed'; });
  world.reply('room_list', { code: 0, result: { rooms: [{ id: 7, name: 'room' }] } });
  object.sendChatroomMsg({ target_rid: 7, content: 'x' });
  assert.equal(world.sent('send_room_msg')[0].target_name, 'room');

  const extras = { a: { b: 1 } };
  object.updateConversation({ username: 'bob', extras });
  extras.a.b = 2;
  const mine = { target_username: 'bob', content: 'x' };
  object.sendSingleMsg(mine).onAck(({ data }) => { data.content.msg_body.text = 'changed'; });
  const { rid } = world.sent('s_across_single_text')[0];
  world.push('ack', { rid });
  let sent;
  object.getConversation().onSuccess(({ conversations }) => { conversations[0].extras.a.b = 3; });
  world.reply('get_conversations', { code: 0, conversations: [{ type: 3, key: 1, username: 'bob', appkey: 'k' }] });
  world.advance(2000);
  assert.deepEqual(JSON.parse(world.storage.get('conversations-k-alice')).kbob.extras, { a: { b: 1 } });
  assert.deepEqual(mine, { target_username: 'bob', content: 'x' });
});

test('what a page does to the built-in prototypes changes nothing on the wire or in storage', () => {
  const world = new World();
  const object = world.enter();
  world.run(`
    Array.prototype.toJSON = Object.prototype.toJSON = function () { return 'polluted'; };
    String.prototype.toJSON = Date.prototype.toJSON = () => 'polluted';
    Object.prototype.appkey = Object.prototype.extras = Object.prototype.code = 'polluted';
    Object.defineProperty(Object.prototype, 'target_id', { get: () => 'polluted', set() { throw new Error('no'); } });
  `);
  world.page.object = object;
  const hears = world.run(`
    const hears = [];
    object.sendSingleMsg({ target_username: 'bob', content: 'x', custom_notification: { at: new Date(0), list: [1] } })
      .onSuccess(() => hears.push('success')).onFail(() => hears.push('fail'));
    object.updateConversation({ username: 'bob', extras: { list: [1] } });
    hears;
  `);
  const [sent] = world.sent('s_across_single_text');
  assert.equal(sent.target_id, 'bob');
  assert.equal(sent.appkey, 'k');
  assert.deepEqual(sent.content.msg_body, { text: 'x' });
  assert.deepEqual(sent.custom_notification, { at: '1970-01-01T00:00:00.000Z', list: [1] });
  world.push('s_single_text', { rid: sent.rid, msg_id: 1 });
  assert.deepEqual([...hears], ['success']);
  world.advance(2000);
  assert.deepEqual(JSON.parse(world.storage.get('conversations-k-alice')).kbob.extras, { list: [1] });
});

test('what is odd is warned of once per method and field, by their names', () => {
  const world = new World();
  const object = world.enter();
  for (let i = 0; i < 2; i++) {
    object.sendSingleMsg({ target_username: true, content: 'x' });
    object.sendSingleCustom({ target_username: 'bob', custom: 'x' });
    object.updateConversation({ gid: 1, extras: 'x' });
  }
  assert.deepEqual(world.sent('s_across_single_text').map((sent) => sent.target_id), [true, 'bob', true, 'bob']);
  assert.deepEqual(world.said, [
    ['warn', '[JMessage]', 'sendSingleMsg: target_username should be text (not blank) or a number, and was taken as it is'],
    ['warn', '[JMessage]', 'sendSingleCustom: custom should be an object, and was taken as it is'],
    ['warn', '[JMessage]', 'updateConversation: extras should be an object, and was taken as it is'],
  ]);
});

test('passwords of every length and alphabet go out as their md5', () => {
  const world = new World();
  const object = world.make();
  world.connect();
  object.init({ appkey: 'k', random_str: 'r', timestamp: 1, signature: 's' });
  world.reply('c_init');
  const lengths = Array.from({ length: 200 }, (_, length) => 'x'.repeat(length + 1));
  const alphabets = ['密码', 'ключ', '🔑'.repeat(40), 'a\u0000b', '\u00ff'.repeat(33), 'long '.repeat(5000)];
  const passwords = [...lengths, ...alphabets, 1234, -0.5];
  passwords.forEach((password) => object.register({ username: 'bob', password }));
  assert.deepEqual(
    world.sent('register').map(({ password }) => password),
    passwords.map((password) => createHash('md5').update(String(password)).digest('hex')),
  );
});
