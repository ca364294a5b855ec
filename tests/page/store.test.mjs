// What the frameworks' hooks show, over the built script: snapshots that change when what they show does, and only then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hold, keyOf, sender, storeOf } from '../../js/frameworks/store.js';
import { settled, World } from './world.mjs';

const content = (from_id, target_id, target_type = 'single') =>
  ({ msg_type: 'text', msg_body: { text: 'x' }, from_id, from_appkey: 'k', target_id, target_appkey: 'k', target_type });
const fromBob = (msg_id, ctime_ms = msg_id) =>
  ({ msg_id, ctime_ms, msg_type: 3, from_username: 'bob', from_appkey: 'k', content: content('bob', 'alice') });
const inGroup = (msg_id, from = 'bob') => ({ msg_id, ctime_ms: msg_id, msg_type: 4, from_gid: 7, content: content(from, '7', 'group') });
const say = (world, ...messages) => world.push('msg_sync', { uid: 1, rid: messages[0].msg_id, messages });

const CONVERSATIONS = [
  { type: 3, key: '1', name: 'bob', username: 'bob', appkey: 'k', mtime: 1 },
  { type: 4, key: '7', name: 'Lunch', gid: 7, mtime: 2 },
];
const ids = (list) => list.map(({ msg_id }) => msg_id);
const counts = (store) => store.conversations.map(({ name, unread_msg_count }) => [name, unread_msg_count]);

/** Alice's object, a store that is watched, and what was told of it. */
function watched() {
  const world = new World();
  const object = world.enter();
  const store = storeOf(object);
  let told = 0;
  const off = store.subscribe(() => { told += 1; });
  world.reply('get_conversations', { code: 0, conversations: CONVERSATIONS });
  return { world, object, store, off, told: () => told };
}

test('the conversations are asked for, newest first, and a message moves its own up and counts it', () => {
  const { world, store } = watched();
  assert.deepEqual(store.connection, { state: 'online' });
  assert.deepEqual(counts(store), [['Lunch', 0], ['bob', 0]]);
  const [lunch] = store.conversations;
  say(world, fromBob(10), fromBob(11));
  assert.deepEqual(counts(store), [['bob', 2], ['Lunch', 0]]);
  assert.equal(store.conversations[1], lunch, 'what did not change is the same object');
  assert.equal(world.sent('get_conversations').length, 1);
});

test('a message of a conversation that is not known has them asked for, once for many', () => {
  const { world, store } = watched();
  say(world, { ...inGroup(20), content: content('bob', '8', 'group'), from_gid: 8 });
  say(world, { ...inGroup(21), content: content('bob', '9', 'group'), from_gid: 9 });
  assert.equal(world.sent('get_conversations').length, 2);
  world.reply('get_conversations', { code: 0, conversations: CONVERSATIONS });
  assert.equal(world.sent('get_conversations').length, 3, 'the second came while the list was on its way');
  world.reply('get_conversations', { code: 0, conversations: [...CONVERSATIONS, { type: 4, key: '9', name: 'New', gid: 9, mtime: 3 }] });
  assert.deepEqual(counts(store)[0], ['New', 1]);
});

test('a chat has the messages of both ends, by time, each once', () => {
  const { world, store } = watched();
  const list = (chat) => ids(store.lists.get(keyOf(chat)) ?? []);
  say(world, fromBob(12));
  say(world, fromBob(11), inGroup(13), { ...fromBob(14), content: content('alice', 'bob') });
  assert.deepEqual(list({ username: 'bob' }), [11, 12, 14]);
  assert.deepEqual(list({ username: 'bob', appkey: 'k' }), [11, 12, 14]);
  assert.deepEqual(list({ username: 'bob', appkey: 'other' }), []);
  assert.deepEqual(list({ gid: '7' }), [13]);
  const before = store.lists.get(keyOf({ gid: 7 }));
  say(world, fromBob(15));
  assert.equal(store.lists.get(keyOf({ gid: 7 })), before);
});

test('what is retracted or read is marked', () => {
  const { world, store } = watched();
  say(world, fromBob(1), fromBob(2));
  world.push('event_notification', { rid: 5, event_type: 55, event_id: 1, type: 0, msgid_list: [1], from_username: 'bob' });
  const [first, second] = store.lists.get(keyOf({ username: 'bob' }));
  assert.deepEqual([first.retracted, second.retracted], [true, undefined]);
  store.read({ receipt_msgs: [{ msg_id: 2, unread_count: 3 }] });
  store.read({ receipt_msgs: [{ msg_id: 2, unread_count: 5 }] });
  assert.equal(store.lists.get(keyOf({ username: 'bob' }))[1].unread_count, 3, 'never more than before');
});

test('a chat on the screen is read until it is left', () => {
  const { world, object, store } = watched();
  say(world, fromBob(11));
  const leave = store.open({ username: 'bob' });
  assert.deepEqual(counts(store)[0], ['bob', 0]);
  say(world, fromBob(12));
  assert.deepEqual(counts(store)[0], ['bob', 0]);
  const leaveGroup = store.open({ gid: 7 });
  leave();
  say(world, inGroup(13));
  assert.deepEqual(counts(store)[0], ['Lunch', 0], 'an effect that cleans up late leaves the new chat open');
  leaveGroup();
  say(world, inGroup(14));
  assert.deepEqual(counts(store)[0], ['Lunch', 1]);
  const late = store.open({ gid: 7 });
  object.close();
  late(); // It must not throw: a component goes when it goes.
});

test('a send tells how it goes, and what went out joins its chat', async () => {
  const { world, object, store } = watched();
  const told = [];
  const send = sender(object, (sending) => told.push(sending));
  const sent = send('sendSingleMsg', { target_username: 'bob', content: 'hi' });
  world.reply('s_across_single_text', { code: 0, msg_id: 30, ctime_ms: 30, target_username: 'bob', appkey: 'k' });
  assert.equal((await sent).msg_id, 30);
  assert.deepEqual(told, [{ pending: true }, { pending: false }]);
  assert.deepEqual(ids(store.lists.get(keyOf({ username: 'bob', appkey: 'k' }))), [30]);
  assert.equal(store.lists.get(keyOf({ username: 'bob' }))[0].content.msg_body.text, 'hi');

  await assert.rejects(send('sendSingleMsg', { target_username: 'bob' }), { code: 880002 });
  assert.equal(told.at(-1).error.code, 880002);
  await assert.rejects(send('sendNothing', {}), TypeError);
});

test('what is shown belongs to one login: logging out clears it', () => {
  const { world, object, store } = watched();
  say(world, fromBob(1));
  object.loginOut();
  assert.deepEqual([store.connection.state, store.conversations.length, store.lists.size], ['connecting', 0, 0]);
});

test('a store lives while somebody looks on, and one that only mounts anew loses nothing', async () => {
  const { world, store, off } = watched();
  say(world, fromBob(1));
  off();
  const again = store.subscribe(() => {});
  await settled();
  assert.equal(store.lists.get(keyOf({ username: 'bob' })).length, 1);
  again();
  await settled();
  say(world, fromBob(2));
  assert.deepEqual([store.conversations.length, store.lists.size], [0, 0]);
});

test('an object that nobody holds is closed, and one that is held again at once is not', async () => {
  const world = new World();
  const object = world.enter();
  hold(object)();
  const letGo = hold(object);
  await new Promise((later) => setTimeout(later, 1));
  assert.equal(object.connection(), 'online');
  letGo();
  await new Promise((later) => setTimeout(later, 1));
  assert.equal(object.connection(), 'closed');
  assert.equal(world.openSockets, 0);
});
