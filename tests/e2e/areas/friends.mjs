// Friends: inviting, accepting, declining, memos, parting.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enter, enterAs, OTHER_APP } from '../support/world.mjs';

const friends = async (person) => (await person.call('getFriendList')).friend_list;

describe('friends', { concurrency: 4 }, () => {
  test('an invitation is accepted, and the friendship has a memo and an end', async (t) => {
    const [alice, bob] = await enter(t, 'alice', '鲍勃');
    await alice.call('addFriend', { target_name: bob.name, why: '一起玩？' });
    await bob.event(5, { from_username: alice.name, extra: 1, description: '一起玩？' });
    await bob.call('acceptFriend', { target_name: alice.name });
    await alice.event(5, { from_username: bob.name, extra: 2, return_code: 0 });
    await alice.event(7, { from_username: bob.name });
    assert.equal((await alice.refusal('addFriend', { target_name: bob.name, why: 'again' })).code, 881302);

    await alice.call('updateFriendMemo', { target_name: bob.name, memo_name: '小鲍 🐟', memo_others: '同学' });
    const [friend] = await friends(alice);
    assert.deepEqual([friend.username, friend.memo_name, friend.memo_others], [bob.name, '小鲍 🐟', '同学']);
    assert.ok(!('uid' in friend));
    assert.deepEqual((await friends(bob)).map(({ username, memo_name }) => [username, memo_name]), [[alice.name, '']]);
    const news = bob.untold('onEventNotification').filter(({ event_type }) => event_type === 7);
    assert.deepEqual(news, [], 'who accepts knows it already');

    await bob.call('delFriend', { target_name: alice.name });
    await alice.event(6, { from_username: bob.name });
    for (const one of [alice, bob]) assert.deepEqual(await friends(one), []);
    assert.equal((await alice.refusal('delFriend', { target_name: bob.name })).code, 881303);
    assert.equal((await alice.refusal('updateFriendMemo', { target_name: bob.name, memo_name: 'x' })).code, 881303);
  });

  test('an invitation is declined, with a reason or without', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    for (const [why, description] of [['没空', '没空'], [undefined, 'no']]) {
      await alice.call('addFriend', { target_name: bob.name, why: 'hi' });
      await bob.event(5, { extra: 1 });
      await bob.call('declineFriend', { target_name: alice.name, why });
      await alice.event(5, { extra: 2, return_code: 1, from_username: bob.name, description });
    }
    assert.deepEqual(await friends(alice), []);
    assert.equal((await bob.refusal('acceptFriend', { target_name: alice.name })).code, 881305);
  });

  test('friends may be of another app', async (t) => {
    const [alice, bob] = await Promise.all([enterAs(t, 'alice'), enterAs(t, 'bob', { appkey: OTHER_APP })]);
    await alice.call('addFriend', { target_name: bob.name, appkey: OTHER_APP, why: 'hi' });
    await bob.event(5, { from_appkey: alice.appkey });
    await bob.call('acceptFriend', { target_name: alice.name, appkey: alice.appkey });
    await alice.event(7);
    assert.deepEqual((await friends(alice)).map(({ username, appkey }) => ({ username, appkey })), [bob.user]);
  });
});
