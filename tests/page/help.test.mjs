// What a developer is told about likely mistakes, and how a call that is looked into is shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled, World } from './world.mjs';

const warnings = ({ said }) => said.filter(([kind]) => kind === 'warn').map(([, , ...what]) => what.join(' '));

test('a refusal that nobody hears of is said once, naming method and field', async () => {
  const world = new World();
  const object = world.enter();
  for (let calls = 0; calls < 2; calls += 1) {
    object.sendSingleMsg({ content: 'x' });
    world.advance(1);
  }
  object.sendGroupMsg({ content: 'x' }).onFail(() => {});
  object.getUserInfo({ username: 'bob' });
  world.reply('get_across_user_info', { code: 882002, message: 'no such user' });
  await settled();
  assert.equal(warnings(world).length, 2);
  assert.match(warnings(world)[0], /^sendSingleMsg failed, and has no onFail: 880002 .*target_username/);
  assert.match(warnings(world)[1], /^getUserInfo failed, and has no onFail: 882002 no such user/);
});

test('a refusal that a promise or a handler takes is not said, nor one that the page brought about', async () => {
  const world = new World();
  const object = world.enter();
  const caught = object.sendSingleMsg({}).toPromise().catch(({ code, method }) => [code, method]);
  object.getFriendList();
  world.advance(1);
  object.loginOut();
  assert.deepEqual(await caught, [880002, 'sendSingleMsg']);
  assert.deepEqual(warnings(world), []);
});

test('an option that there is not is said, with the one that may be meant', () => {
  const world = new World();
  world.make({ adress: 'ws://server', uploadFile: 'http://server', outbox: 'storage' });
  assert.deepEqual(warnings(world), [
    'there is no option adress: did you mean address?',
    'there is no option uploadFile: did you mean upload_file?',
  ]);
});

test('the SDK loaded twice is said', () => {
  const world = new World({ JMessage: class {} });
  assert.match(world.said[0].join(' '), /loaded twice/);
});

test('in debug mode a handle that is awaited says what to await, and stays a handle', async () => {
  const world = new World();
  const object = world.enter({ address: 'ws://server', debug: true });
  const handle = object.getFriendList();
  assert.equal(await handle, handle);
  assert.deepEqual(warnings(world), ['getFriendList: a handle is no promise: await its toPromise()']);
});

test('in debug mode each call that ended is one closed group: what it took, and its frames, masked', () => {
  const groups = [];
  const console = Object.fromEntries(['log', 'warn', 'error', 'groupCollapsed', 'groupEnd'].map((name) => [name, (...what) => groups.push([name, ...what])]));
  const world = new World();
  const object = world.enter({ address: 'ws://server', debug: true, logger: console });
  groups.length = 0;
  object.updateSelfPwd({ old_pwd: 'p', new_pwd: 'other' });
  world.advance(34);
  world.reply('update_user_pwd');
  const begins = groups.findIndex(([name]) => name === 'groupCollapsed');
  assert.match(groups[begins][1], /^\[JMessage\] #\d+ updateSelfPwd -> ok 34 ms$/);
  const [, [event, data]] = groups[begins + 1];
  assert.deepEqual([event, data.new_pwd], ['update_user_pwd', '***']);
  assert.equal(groups[begins + 2][1][1].code, 0);
  assert.deepEqual(groups[begins + 3], ['groupEnd']);
  assert.deepEqual(world.said, [], 'nothing went to the console');
});

test('stats tell how an object stands', async () => {
  const world = new World();
  const object = world.enter();
  const handle = object.getFriendList();
  world.advance(20);
  const { pending, ...figures } = object.stats();
  assert.deepEqual(JSON.parse(JSON.stringify(pending)).at(-1), { method: 'getFriendList', age: 20 });
  assert.deepEqual([figures.state, figures.sockets, figures.reconnects, figures.lastError], ['online', 1, 0, null]);
  assert.ok(figures.sent > 100 && figures.received > 50);
  handle.onFail(() => {});
  world.reply('get_friend_list', { code: 882001, message: 'server internal error' });
  await settled();
  assert.deepEqual({ ...object.stats().lastError }, { method: 'getFriendList', code: 882001, message: 'server internal error' });
});

test('what throws names its method', () => {
  const world = new World();
  const object = world.make();
  assert.throws(() => object.login({}), { message: 'must init first', method: 'login' });
  assert.throws(() => object.getUnreadMsgCnt({ gid: 1 }), { message: 'must login first', method: 'getUnreadMsgCnt' });
  object.close();
  assert.throws(() => object.getFriendList(), { message: 'closed', method: 'getFriendList' });
});
