// Several listeners of one event, the next of one as a promise, and methods as promises that can be given up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World, settled } from './world.mjs';

const say = (world, msg_id, text = 'x') => world.push('msg_sync', {
  uid: 1, rid: msg_id, messages: [{ msg_id, from_username: 'bob', msg_type: 3, content: { msg_type: 'text', from_id: 'bob', target_id: 'alice', msg_body: { text } } }],
});

test('each listener of an event hears it, beside the one that the setter set, until it is taken away', () => {
  const world = new World();
  const object = world.enter();
  const told = [];
  object.onMsgReceive(() => told.push('setter'));
  const off = object.on('msgReceive', () => told.push('first'));
  const controller = new AbortController();
  object.on('onMsgReceive', () => { told.push('second'); throw new Error('the page is wrong'); }, { signal: controller.signal });
  object.on('msgReceive', () => told.push('third'));
  say(world, 1);
  assert.deepEqual(told.splice(0), ['setter', 'first', 'second', 'third']);
  assert.deepEqual(world.reported.map(({ message }) => message), ['the page is wrong']);
  off();
  controller.abort();
  object.onMsgReceive(() => told.push('other'));
  say(world, 2);
  assert.deepEqual(told.splice(0), ['other', 'third']);
  object.on('msgReceive', () => told.push('never'), { signal: controller.signal });
  object.close();
  assert.throws(() => object.on('msgRecieve', () => {}), /no event msgRecieve/);
  assert.deepEqual(told, []);
});

test('a listener that goes away while an event is told leaves the others theirs', () => {
  const world = new World();
  const object = world.enter();
  const told = [];
  const off = object.on('msgReceive', () => { told.push(1); off(); });
  object.on('msgReceive', () => told.push(2));
  say(world, 1);
  say(world, 2);
  assert.deepEqual(told, [1, 2, 2]);
});

test('once promises the next, and nothing after it; a signal gives it up', async () => {
  const world = new World();
  const object = world.enter();
  const next = object.once('msgReceive');
  const controller = new AbortController();
  const given = object.once('msgReceive', { signal: controller.signal });
  controller.abort(new Error('enough'));
  await assert.rejects(given, /enough/);
  say(world, 1, 'one');
  say(world, 2, 'two');
  assert.equal((await next).messages[0].content.msg_body.text, 'one');
});

test('methods promise their answers', async () => {
  const world = new World();
  const object = world.enter();
  const { promise } = object;
  assert.equal(object.promise, promise, 'made once');
  const sent = promise.sendSingleMsg({ target_username: 'bob', content: 'x' });
  world.reply('s_across_single_text', { code: 0, msg_id: 7 });
  assert.equal((await sent).msg_id, 7);
  const refused = promise.getUserInfo({ username: 'nobody' });
  world.reply('get_across_user_info', { code: 882002, message: 'user invalid' });
  await assert.rejects(refused, (error) => {
    assert.ok(error instanceof world.page.JMessage.Error && error instanceof world.run('Error'));
    assert.deepEqual([error.name, error.code, error.method, error.retryable], ['JMessageError', 882002, 'getUserInfo', false]);
    return true;
  });
  object.loginOut();
  await assert.rejects(promise.getGroups(), /must init first|must login first/);
});

test('a promise is given up by its time or its signal, and an upload stops with it', async () => {
  const world = new World();
  const object = world.enter();
  const slow = object.promise.getGroups(undefined, { timeout: 1000 });
  world.advance(1001);
  await assert.rejects(slow, ({ code, method, retryable }) => code === 882005 && method === 'getGroups' && retryable);
  const controller = new AbortController();
  const given = object.promise.getGroups(undefined, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await assert.rejects(given, /enough/);
  const before = world.frames.length;
  await assert.rejects(object.promise.getGroups(undefined, { signal: controller.signal }), /enough/);
  assert.equal(world.frames.length, before, 'what was given up before it began is not sent');
  world.reply('get_groups_list', { code: 0, group_list: [] });
  await settled();
  assert.deepEqual(world.reported, []);
});
