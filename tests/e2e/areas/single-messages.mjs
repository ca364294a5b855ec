// Single messages: the five kinds, forwarding, flags, across apps, conversations and their counts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { file, form } from '../support/sdk-page.mjs';
import { enter, enterAs, OTHER_APP } from '../support/world.mjs';

describe('single messages', { concurrency: 4 }, () => {
  test('all five kinds arrive, and can be forwarded', async (t) => {
    const [alice, 鲍勃, carol] = await enter(t, 'alice', '鲍勃', 'carol');
    const target = { target_username: 鲍勃.name, target_nickname: '昵称' };
    const picture = await alice.picture();
    const notes = file('会议 notes.txt', '第一行\n');
    const pictured = { width: 64, height: 48, format: 'png' };
    const filed = { fname: notes.name, fsize: 10 };
    const extras = { from: '网页', nested: { list: [1, null, '𠮷'] } };
    const place = { latitude: 0, longitude: -73.98, scale: 15, label: '赤道 🌍' };
    const kinds = [
      ['sendSingleMsg', { content: '你好 👋🏽 𠮷 <b>', extras }, { msg_type: 'text', msg_body: { text: '你好 👋🏽 𠮷 <b>', extras } }],
      ['sendSinglePic', { image: form(picture), extras }, { msg_type: 'image', msg_body: { ...pictured, extras } }],
      ['sendSingleFile', { file: form(notes), extras }, { msg_type: 'file', msg_body: { ...filed, extras } }],
      ['sendSingleLocation', { ...place, extras }, { msg_type: 'location', msg_body: { ...place, extras } }],
      ['sendSingleCustom', { custom: { 红包: 8.88, to: ['a'] } }, { msg_type: 'custom', msg_body: { 红包: 8.88, to: ['a'] } }],
    ];
    for (const [method, args, content] of kinds) {
      const [reply, sent] = await alice.send(method, { ...target, ...args });
      assert.deepEqual([reply.target_username, reply.appkey], [鲍勃.name, alice.appkey]);
      assert.equal(sent.msg_id, reply.msg_id);
      const from = { from_username: alice.name, from_appkey: alice.appkey, msg_level: 'normal' };
      const message = await 鲍勃.message({ msg_id: reply.msg_id, ...from, content });
      assert.equal(message.ctime_ms, reply.ctime_ms);
      assert.deepEqual(message.content.msg_body, sent.content.msg_body);
      if (args.image) assert.equal(await 鲍勃.download(message.content.msg_body.media_id), picture.base64);
      if (args.file) assert.equal(await 鲍勃.download(message.content.msg_body.media_id), notes.base64);

      const { msg_id } = await 鲍勃.call(method, { target_username: carol.name, msg_body: message.content.msg_body });
      const forwarded = await carol.message({ msg_id, from_username: 鲍勃.name, content });
      assert.deepEqual(forwarded.content.msg_body, message.content.msg_body);
    }
  });

  test('flags and notifications go with a message', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const custom_notification = { enabled: true, title: '标题', alert: 'alert', at_prefix: '@' };
    const to = { target_username: bob.name };
    await alice.call('sendSingleMsg', { ...to, content: 'quietly', no_notification: true, need_receipt: true, custom_notification });
    await bob.message({ need_receipt: true, custom_notification });

    // What is not to be kept does not wait for those who are away.
    await bob.call('loginOut');
    await alice.call('sendSingleMsg', { ...to, content: 'only live', no_offline: true });
    await alice.call('sendSingleMsg', { ...to, content: 'kept' });
    await bob.logIn();
    const [{ msgs }] = await bob.told('onSyncConversation', [{ from_username: alice.name }]);
    assert.deepEqual(msgs.map(({ content }) => content.msg_body.text), ['kept']);
  });

  test('messages cross from app to app', async (t) => {
    const [alice, bob] = await Promise.all([enterAs(t, 'alice'), enterAs(t, 'bob', { appkey: OTHER_APP })]);
    await alice.call('sendSingleMsg', { target_username: bob.name, appkey: OTHER_APP, content: 'across' });
    const content = { from_appkey: alice.appkey, target_appkey: OTHER_APP };
    await bob.message({ msg_level: 'across', from_username: alice.name, from_appkey: alice.appkey, content });
    assert.equal(await bob.call('getUnreadMsgCnt', alice.user), 1);
    assert.equal(await bob.call('getUnreadMsgCnt', { username: alice.name }), 0);
    await bob.call('sendSinglePic', { target_username: alice.name, appkey: alice.appkey, image: form(await bob.picture()) });
    await alice.message({ msg_level: 'across', from_appkey: OTHER_APP, content: { msg_type: 'image' } });
  });

  test('nobody, or one who refuses, gets nothing', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const write = { target_username: bob.name, content: 'hello' };
    assert.equal((await alice.refusal('sendSingleMsg', { ...write, target_username: 'nobody at all' })).code, 880203);
    await bob.call('addSingleBlacks', { member_usernames: [{ username: alice.name }] });
    assert.equal((await alice.refusal('sendSingleMsg', write)).code, 880207);
    await bob.call('delSingleBlacks', { member_usernames: [{ username: alice.name }] });
    await alice.call('sendSingleMsg', write);
    await bob.message({ content: { msg_body: { text: 'hello' } } });
    assert.deepEqual(bob.untold('onMsgReceive'), []);
  });

  test('conversations count what was not read, and keep what the page notes', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const read = async (text) => {
      await alice.call('sendSingleMsg', { target_username: bob.name, content: text });
      await bob.message({ content: { msg_body: { text } } });
      return bob.call('getUnreadMsgCnt', { username: alice.name });
    };
    assert.equal(await bob.call('getUnreadMsgCnt', { username: alice.name }), 0);
    assert.equal(await read('one'), 1);
    assert.equal(await read('two'), 2);
    await bob.call('updateConversation', { username: alice.name, extras: { pinned: true } });
    const { conversations } = await bob.call('getConversation');
    assert.equal(conversations.length, 1);
    const kept = { username: alice.name, type: 3, unread_msg_count: 2, extras: { pinned: true } };
    assert.deepEqual({ ...conversations[0], ...kept }, conversations[0]);

    await bob.call('resetUnreadCount', { username: alice.name });
    assert.equal(await bob.call('getUnreadMsgCnt', { username: alice.name }), 0);
    assert.equal(await read('while it is open'), 0);
    await bob.call('exitConversation');
    assert.equal(await read('after it was left'), 1);

    // A reload keeps both.
    await bob.page.goto('about:blank');
    await bob.load();
    await bob.logIn();
    const [again] = (await bob.call('getConversation')).conversations;
    assert.deepEqual([again.unread_msg_count, again.extras], [1, { pinned: true }]);
  });
});
