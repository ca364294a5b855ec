// Values that break careless code: names of Object.prototype, texts beyond the limits, arguments of the wrong type.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { form } from '../support/sdk-page.mjs';
import { enter, enterAs, group } from '../support/world.mjs';

/** Object literals cannot have these keys of their own. */
const EXTRAS = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "c", "hasOwnProperty": 1}');

const polluted = (person) => person.page.evaluate(() => [({}).polluted, Object.keys(Object.prototype).length]);

describe('odd values', { concurrency: 4 }, () => {
  test('names and keys of Object.prototype are names and keys like others', async (t) => {
    const people = await Promise.all(
      ['__proto__', 'constructor'].map((name) => enterAs(t, name, { exactly: true })),
    );
    for (const [from, to] of [people, [...people].reverse()]) {
      await from.call('sendSingleMsg', { target_username: to.name, content: '__proto__', extras: EXTRAS });
      const { content } = await to.message({ from_username: from.name });
      assert.deepEqual(content.msg_body, { text: '__proto__', extras: EXTRAS });
      assert.equal(await to.call('getUnreadMsgCnt', { username: from.name }), 1);
      await to.call('updateConversation', { username: from.name, extras: EXTRAS });
    }
    const [one, other] = people;
    const gid = await group(one, other);
    await one.call('sendGroupCustom', { target_gid: gid, custom: EXTRAS });
    assert.deepEqual((await other.message({ from_gid: gid })).content.msg_body, EXTRAS);
    await one.call('updateSelfInfo', { extras: EXTRAS });
    assert.deepEqual((await other.call('getUserInfo', { username: '__proto__' })).user_info.extras, EXTRAS);

    await other.page.goto('about:blank');
    await other.load();
    await other.logIn();
    const { conversations } = await other.call('getConversation');
    const kept = conversations.find(({ username }) => username === '__proto__');
    assert.deepEqual([kept.unread_msg_count, kept.extras], [1, EXTRAS]);
    for (const person of people) assert.deepEqual(await polluted(person), [undefined, 0]);
  });

  test('a closed object is gone from the server, and its name can log in again', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    await alice.call('close');
    assert.equal(await alice.call('isConnect'), false);
    await bob.call('sendSingleMsg', { target_username: alice.name, content: 'while away' });
    await alice.load();
    await alice.logIn();
    const [{ msgs }] = await alice.told('onSyncConversation');
    assert.equal(msgs.at(-1).content.msg_body.text, 'while away');
  });

  test('texts arrive whole, or are refused by the server', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const write = (content) => ({ target_username: bob.name, content });
    assert.equal((await alice.refusal('sendSingleMsg', write('字'.repeat(64 * 1024)))).code, 880206);
    const long = '字'.repeat(2000);
    const texts = ['𠮷👩‍👩‍👧‍👦🏳️‍🌈', '\u0000\u001f\u2028', '"\\/\b\f\n\r\t', '42["msg_sync",{}]', ' .', long];
    for (const text of texts) {
      const { msg_id } = await alice.call('sendSingleMsg', write(text));
      assert.equal((await bob.message({ msg_id })).content.msg_body.text, text);
    }
  });

  test('what is required and missing is named, and nothing goes out', async (t) => {
    const [alice] = await enter(t, 'alice');
    await alice.goesOut('sync_check');
    const before = alice.frames.length;
    const calls = [
      ['sendSingleMsg', { content: 'x' }, 'target_username'],
      ['sendSingleMsg', { target_username: '  ', content: 'x' }, 'target_username'],
      ['sendSingleMsg', { target_username: 'x' }, 'text'],
      ['sendSingleMsg', { target_username: 'x', content: '' }, 'content'],
      ['sendGroupMsg', { target_gid: ' ', content: 'x' }, 'target_gid'],
      ['sendChatroomLocation', { target_rid: 1, latitude: 1, longitude: null, scale: 1, label: 'x' }, 'longitude'],
      ['sendSingleCustom', { target_username: 'x', custom: '' }, 'custom'],
      ['addGroupMembers', { gid: 1, member_usernames: '' }, 'member_usernames'],
      ['addSingleBlacks', {}, 'member_usernames'],
      ['getUserInfo', undefined, 'username'],
      ['getUserInfo', null, 'username'],
      ['createGroup', { avatar: form() }, 'group_name'],
      ['msgRetract', {}, 'msg_id'],
      ['transSingleMsg', { target_username: 'x', cmd: null }, 'cmd'],
    ];
    for (const [method, args, field] of calls) {
      const { code, message } = await alice.refusal(method, args);
      assert.deepEqual([code, message.includes(field)], [880002, true], `${method}: ${message}`);
    }
    assert.deepEqual(alice.frames.slice(before), []);
  });
});
