// Being away: what happened meanwhile comes at the next login, once; and history that roams to a new browser.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enter, group, visit } from '../support/world.mjs';

const texts = (item) => item.msgs.map(({ content }) => content.msg_body.text);

describe('absence', { concurrency: 4 }, () => {
  test('messages of the time away come at the next login, with their counts', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(alice, bob);
    const write = (content) => alice.call('sendSingleMsg', { target_username: bob.name, content });
    // Bob has read this chat once: from there on the counts go on.
    await bob.call('resetUnreadCount', alice.user);
    await bob.call('exitConversation');
    await write('before');
    await bob.message();
    await bob.page.goto('about:blank');
    await write('一');
    await write('二');
    await alice.call('sendGroupMsg', { target_gid: gid, content: '三' });

    await bob.load();
    await bob.logIn();
    const items = await bob.told('onSyncConversation');
    const single = items.find(({ msg_type }) => msg_type === 3);
    const many = items.find(({ msg_type }) => msg_type === 4);
    assert.deepEqual([single.from_username, single.from_appkey, many.from_gid], [alice.name, alice.appkey, gid]);
    assert.deepEqual([texts(single), texts(many)], [['一', '二'], ['三']]);
    assert.deepEqual([single.unread_msg_count, many.unread_msg_count], [3, 1]);
    assert.ok(!('unsync_count' in single));
    assert.equal(await bob.call('getUnreadMsgCnt', alice.user), 3);

    // They come once.
    await bob.call('loginOut');
    await bob.logIn();
    await write('四');
    await bob.message({ content: { msg_body: { text: '四' } } });
    assert.deepEqual(bob.untold('onSyncConversation'), []);
    assert.equal(await bob.call('getUnreadMsgCnt', alice.user), 4);
  });

  test('events of the time away come at the next login', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    await bob.call('loginOut');
    await alice.call('addFriend', { target_name: bob.name, why: '你好' });
    const { gid } = await alice.call('createGroup', { group_name: 'while you were away' });
    await alice.call('addGroupMembers', { gid, member_usernames: [{ username: bob.name }] });
    await bob.logIn();
    const events = await bob.told('onSyncEvent');
    assert.deepEqual(events.map(({ event_type }) => event_type), [5, 10]);
    assert.deepEqual([events[0].from_username, events[0].description, events[1].gid], [alice.name, '你好', gid]);

    await bob.call('loginOut');
    await alice.call('delGroupMembers', { gid, member_usernames: [{ username: bob.name }] });
    await bob.logIn();
    await bob.told('onSyncEvent', [{ event_type: 11, gid }]);
  });

  test('with roaming, a new browser gets the history', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    await alice.call('sendSingleMsg', { target_username: bob.name, content: 'question' });
    await bob.message();
    await bob.call('sendSingleMsg', { target_username: alice.name, content: 'answer' });
    await alice.message();
    await alice.call('sendSingleMsg', { target_username: bob.name, content: 'thanks' });
    await bob.message();

    const elsewhere = await visit(t, bob.name, { exactly: true });
    await elsewhere.logIn({ flag: 1 });
    await bob.event(1);
    const [item] = await elsewhere.told('onSyncConversation', [{ from_username: alice.name }]);
    assert.deepEqual(texts(item), ['question', 'answer', 'thanks']);
    assert.equal(item.unread_msg_count, 1);
  });
});
