// Read receipts: who has read a message, live and after being away; and taking a message back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startServer } from '../support/server.mjs';
import { enter, enterAs, group } from '../support/world.mjs';

const names = (users) => users.map(({ username }) => username);

describe('receipts and retracting', { concurrency: 4 }, () => {
  test('the sender of a single message hears that it was read', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const ids = [];
    for (const content of ['one', 'two']) {
      const sent = await alice.call('sendSingleMsg', { target_username: bob.name, content, need_receipt: true });
      assert.equal(sent.unread_count, 1);
      ids.push(sent.msg_id);
    }
    const [data, reported] = await bob.send('addSingleReceiptReport', { username: alice.name, msg_ids: ids });
    assert.deepEqual(reported, ids);
    assert.deepEqual([data.username, data.appkey], [alice.name, alice.appkey]);
    const read = { type: 3, username: bob.name, appkey: bob.appkey };
    const { receipt_msgs } = await alice.told('onMsgReceiptChange', read);
    assert.deepEqual(receipt_msgs.map(({ msg_id, unread_count }) => [msg_id, unread_count]), ids.map((id) => [id, 0]));
  });

  test('a group message counts its readers, and lists them', async (t) => {
    const people = await enter(t, 'alice', 'bob', 'carol');
    const [alice, bob, carol] = people;
    const gid = await group(...people);
    const { msg_id, unread_count } = await alice.call('sendGroupMsg', { target_gid: gid, content: 'hi', need_receipt: true });
    assert.equal(unread_count, 2);
    await bob.message({ msg_id, need_receipt: true });

    await bob.call('addGroupReceiptReport', { gid, msg_ids: [msg_id] });
    await alice.told('onMsgReceiptChange', { type: 4, gid, receipt_msgs: [{ msg_id, unread_count: 1 }] });
    const { msg_unread_list } = await alice.call('msgUnreadList', { msg_id });
    assert.deepEqual([names(msg_unread_list.read_list), names(msg_unread_list.unread_list)], [[bob.name], [carol.name]]);
    assert.equal((await bob.refusal('msgUnreadList', { msg_id })).code, 881402);
  });

  test('reports of one conversation go out together, and each is answered', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const write = (content) => alice.call('sendSingleMsg', { target_username: bob.name, content, need_receipt: true });
    const [one, two] = [(await write('one')).msg_id, (await write('two')).msg_id];
    const report = (...msg_ids) => bob.send('addSingleReceiptReport', { username: alice.name, msg_ids });
    const answers = await Promise.all([report(one), report(one, two)]);
    assert.deepEqual(answers.map(([, ids]) => ids), [[one, two], [one, two]]);
    const sent = bob.sent('receipt_report');
    assert.deepEqual(sent.map(({ sessions }) => sessions.map(({ msg_ids }) => msg_ids)), [[[one, two]]]);
  });

  test('who was away hears later that messages were read', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const { msg_id } = await alice.call('sendSingleMsg', { target_username: bob.name, content: 'hi', need_receipt: true });
    await bob.message({ msg_id });
    await alice.call('loginOut');
    await bob.call('addSingleReceiptReport', { username: alice.name, msg_ids: [msg_id] });
    await alice.logIn();
    await alice.told('onSyncMsgReceipt', [{ type: 3, username: bob.name, receipt_msgs: [{ msg_id, unread_count: 0 }] }]);
  });

  test('a message that is taken back goes from those who have it', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(alice, bob);
    const single = await alice.call('sendSingleMsg', { target_username: bob.name, content: 'oops' });
    const many = await alice.call('sendGroupMsg', { target_gid: gid, content: 'oops' });
    assert.equal((await bob.refusal('msgRetract', { msg_id: single.msg_id })).code, 881402);
    await alice.call('msgRetract', { msg_id: single.msg_id });
    const { msg_id } = single;
    const from = { from_username: alice.name, from_appkey: alice.appkey };
    await bob.event(55, { type: 0, msg_ids: [msg_id], msgid_list: [msg_id], ...from, to_usernames: [{ username: bob.name }] });
    await alice.call('msgRetract', { msg_id: many.msg_id });
    await bob.event(55, { type: 1, msg_ids: [many.msg_id], from_gid: gid, ...from });
    assert.equal((await alice.refusal('msgRetract', { msg_id })).code, 881404);
    assert.equal((await alice.refusal('msgRetract', { msg_id: 1 })).code, 881403);
  });

  test('a message that was taken back never reaches those who were away', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    await bob.call('loginOut');
    const { msg_id } = await alice.call('sendSingleMsg', { target_username: bob.name, content: 'oops' });
    await alice.call('sendSingleMsg', { target_username: bob.name, content: 'better' });
    await alice.call('msgRetract', { msg_id });
    await bob.logIn();
    await bob.told('onSyncConversation', [{ msgs: [{ content: { msg_body: { text: 'better' } } }] }]);
    await bob.told('onSyncEvent', (events) => events.some((event) => event.event_type === 55));
  });

  test('after a while it is too late to take a message back', async (t) => {
    const strict = await startServer('--retract-seconds', '0');
    t.after(() => strict.stop());
    const [alice, bob] = await Promise.all(['alice', 'bob'].map((name) => enterAs(t, name, { at: strict })));
    const { msg_id } = await alice.call('sendSingleMsg', { target_username: bob.name, content: 'for ever' });
    assert.equal((await alice.refusal('msgRetract', { msg_id })).code, 881401);
  });
});
