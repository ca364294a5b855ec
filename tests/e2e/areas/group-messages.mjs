// Group messages: the five kinds, forwarding, and who is meant by an at_list.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { file, form } from '../support/sdk-page.mjs';
import { enter, group } from '../support/world.mjs';

describe('group messages', { concurrency: 4 }, () => {
  test('all five kinds reach every member, and can be forwarded', async (t) => {
    const people = await enter(t, 'alice', '鲍勃', 'carol');
    const [alice, bob, carol] = people;
    const gid = await group(...people);
    const other = await group(bob, carol);
    const picture = await alice.picture('image/jpeg');
    const notes = file('表格 📊.csv', 'a,b\n');
    const place = { latitude: 39.9, longitude: 116.4, scale: 1, label: '北京' };
    const kinds = [
      ['sendGroupMsg', { content: '大家好' }, { msg_type: 'text', msg_body: { text: '大家好' } }],
      ['sendGroupPic', { image: form(picture) }, { msg_type: 'image', msg_body: { width: 64, height: 48, format: 'jpg' } }],
      ['sendGroupFile', { file: form(notes) }, { msg_type: 'file', msg_body: { fname: '表格 📊.csv' } }],
      ['sendGroupLocation', place, { msg_type: 'location', msg_body: place }],
      ['sendGroupCustom', { custom: { poll: ['是', '否'] } }, { msg_type: 'custom', msg_body: { poll: ['是', '否'] } }],
    ];
    for (const [method, args, content] of kinds) {
      const [reply, sent] = await alice.send(method, { target_gid: gid, target_gname: '群', ...args });
      assert.equal(sent.msg_id, reply.msg_id);
      const wanted = { msg_id: reply.msg_id, msg_type: 4, from_gid: gid, key: gid, content: { from_id: alice.name, ...content } };
      const message = await bob.message(wanted);
      await carol.message(wanted);
      assert.deepEqual(message.content.msg_body, sent.content.msg_body);
      if (args.image) assert.equal(await bob.download(message.content.msg_body.media_id), picture.base64);
      if (args.file) assert.equal(await bob.download(message.content.msg_body.media_id), notes.base64);

      await bob.call(method, { target_gid: String(other), msg_body: message.content.msg_body });
      await carol.message({ from_gid: other, content });
    }
    assert.equal(await carol.call('getUnreadMsgCnt', { gid }), 5);
    assert.equal(await carol.call('getUnreadMsgCnt', { gid: String(other) }), 5);
    await carol.call('resetUnreadCount', { gid });
    assert.equal(await carol.call('getUnreadMsgCnt', { gid }), 0);
  });

  test('an at_list names some, or all', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(alice, bob);
    await alice.call('sendGroupMsg', { target_gid: gid, content: 'you', at_list: [{ username: bob.name }] });
    await bob.message({ users: [{ username: bob.name }] });
    await alice.call('sendGroupMsg', { target_gid: gid, content: 'all', at_list: [] });
    await bob.message({ users: [] });
    await alice.call('sendGroupMsg', { target_gid: gid, content: '', at_list: [] });
    await bob.message({ users: [], content: { msg_body: { text: ' ' } } });
    await alice.call('sendGroupMsg', { target_gid: gid, content: 'nobody in particular' });
    assert.ok(!('users' in (await bob.message())));
  });

  test('only members write and hear', async (t) => {
    const [alice, bob, carol] = await enter(t, 'alice', 'bob', 'carol');
    const gid = await group(alice, bob);
    const write = { target_gid: gid, content: 'hello' };
    assert.equal((await carol.refusal('sendGroupMsg', write)).code, 880205);
    assert.equal((await carol.refusal('sendGroupMsg', { ...write, target_gid: 1 })).code, 880204);
    await alice.call('sendGroupMsg', write);
    await bob.message({ from_gid: gid });
    await alice.call('sendSingleMsg', { target_username: carol.name, content: 'to you alone' });
    await carol.message({ msg_type: 3 });
    assert.deepEqual(carol.untold('onMsgReceive'), []);
  });
});
