// Several devices of one user: the web page, and a phone that speaks the protocol by itself.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { device, enter, group } from '../support/world.mjs';

describe('several devices', { concurrency: 4 }, () => {
  test('what the phone sends shows on the web, as read; and the other way round', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(alice, bob);
    const phone = await device(t, alice, 'a');
    await bob.call('sendSingleMsg', { target_username: alice.name, content: 'hello' });
    await alice.message({ from_username: bob.name });
    await phone.told('msg_sync');
    assert.equal(await alice.call('getUnreadMsgCnt', bob.user), 1);

    await phone.write(bob.user, 'from the phone');
    await alice.message({ from_username: alice.name, content: { target_id: bob.name, msg_body: { text: 'from the phone' } } });
    assert.equal(await alice.call('getUnreadMsgCnt', bob.user), 0);
    await phone.write({ gid }, 'to all');
    await alice.message({ from_gid: gid, content: { from_id: alice.name } });
    assert.equal(await alice.call('getUnreadMsgCnt', { gid }), 0);
    await bob.message({ from_gid: gid });

    const { msg_id } = await alice.call('sendGroupMsg', { target_gid: gid, content: 'from the web' });
    await phone.told('msg_sync', { messages: [{ msg_id }] });
    await alice.call('msgRetract', { msg_id });
    await phone.told('event_notification', { event_type: 55, msg_ids: [msg_id] });
  });

  test('what the phone has read counts no more on the web', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(alice, bob);
    const phone = await device(t, alice, 'i');
    const { msg_id } = await bob.call('sendSingleMsg', { target_username: alice.name, content: '1', need_receipt: true });
    await bob.call('sendGroupMsg', { target_gid: gid, content: '2' });
    await alice.message({ from_username: bob.name });
    await alice.message({ from_gid: gid });

    await phone.request('unread_single_count', { ...bob.user, type: 3 });
    await alice.told('onMutiUnreadMsgUpdate', { type: 3, ...bob.user, unreadCount: 0 });
    await phone.request('unread_group_count', { gid, type: 4 });
    await alice.told('onMutiUnreadMsgUpdate', { type: 4, gid, unreadCount: 0 });
    assert.equal(await alice.call('getUnreadMsgCnt', bob.user), 0);
    assert.equal(await alice.call('getUnreadMsgCnt', { gid }), 0);

    await phone.request('receipt_report', { sessions: [{ ...bob.user, type: 3, msg_ids: [msg_id] }] });
    await alice.event(201, { description: { type: 3, ...bob.user }, msg_ids: [msg_id] });
    await bob.told('onMsgReceiptChange', { receipt_msgs: [{ msg_id, unread_count: 0 }] });
    assert.deepEqual(alice.untold('onEventNotification').filter(({ event_type }) => event_type === 200), []);
  });

  test('each device hears what the other has changed', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(alice, bob);
    const phone = await device(t, alice, 'a');
    const target = { target_name: bob.name };
    const to_usernames = [{ username: bob.name }];
    const to_groups = [{ gid }];

    await bob.call('addFriend', { target_name: alice.name, why: 'hi' });
    await phone.request('add_friend', { target_name: bob.name, why: 'yes', from_type: 2 });
    await alice.event(100, { extra: 5, to_usernames });
    await phone.request('update_friend_memo', { ...target, memo_name: '小鲍', memo_others: '' });
    await alice.event(100, { extra: 7, to_usernames, description: { memo_name: '小鲍', memo_others: '' } });
    await phone.request('del_friend', target);
    await alice.event(100, { extra: 6, to_usernames });

    await phone.request('add_black_list', { member_usernames: to_usernames });
    await alice.event(101, { extra: 1, to_usernames });
    await phone.request('del_black_list', { member_usernames: to_usernames });
    await alice.event(101, { extra: 2, to_usernames });

    const quiet = [
      ['single', target, { to_usernames }, 31],
      ['group', { gid }, { to_groups }, 33],
      ['global', {}, {}, 35],
    ];
    for (const [what, args, wanted, extra] of quiet) {
      await phone.request(`add_msg_no_disturb_${what}`, args);
      await alice.event(102, { extra, ...wanted });
      await phone.request(`delete_msg_no_disturb_${what}`, args);
      await alice.event(102, { extra: extra + 1, ...wanted });
    }

    await phone.request('add_msg_shield_group', { gid });
    await alice.event(103, { extra: 1, to_groups });
    await alice.call('delGroupShield', { gid });
    await phone.told('event_notification', { event_type: 103, extra: 2, to_groups });
    await alice.event(39);
  });

  test('a login lists the devices that are on', async (t) => {
    const [alice] = await enter(t, 'alice');
    await device(t, alice, 'a');
    await alice.call('loginOut');
    const { online_list } = await alice.logIn();
    const android = online_list.find(({ platform }) => platform === 'android');
    assert.deepEqual([android.isOnline, android.isLogin, android.flag], [true, true, false]);
  });
});
