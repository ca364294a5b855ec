// Transparent messages: commands between pages and devices that are on now, and are never kept.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { device, enter, enterAs, group, OTHER_APP } from '../support/world.mjs';

describe('transparent messages', { concurrency: 4 }, () => {
  test('a command reaches a user, and one of another app', async (t) => {
    const [[alice, bob], carol] = await Promise.all([enter(t, 'alice', 'bob'), enterAs(t, 'carol', { appkey: OTHER_APP })]);
    const from = { type: 3, from_username: alice.name, from_appkey: alice.appkey };
    await alice.call('transSingleMsg', { target_username: bob.name, cmd: '正在输入 ✍️' });
    await bob.told('onTransMsgRec', { ...from, cmd: '正在输入 ✍️' });
    await alice.call('transSingleMsg', { target_username: carol.name, target_appkey: OTHER_APP, cmd: '{"a":1}' });
    await carol.told('onTransMsgRec', { ...from, cmd: '{"a":1}' });
  });

  test('a command to a group reaches its other members', async (t) => {
    const people = await enter(t, 'alice', 'bob', 'carol');
    const [alice, ...others] = people;
    const gid = await group(...people);
    await alice.call('transGroupMsg', { gid, cmd: 'refresh' });
    for (const one of others) await one.told('onTransMsgRec', { type: 4, gid, cmd: 'refresh', from_username: alice.name });
    assert.deepEqual(alice.untold('onTransMsgRec'), []);
  });

  test('a command to a platform reaches my own devices there', async (t) => {
    const [alice] = await enter(t, 'alice');
    assert.equal((await alice.refusal('transPlatMsg', { platform: 'android', cmd: 'x' })).code, 881602);
    const phone = await device(t, alice, 'a');
    await alice.call('transPlatMsg', { platform: 'android', cmd: 'to the phone' });
    await phone.told('trans_msg_rec', { type: 5, cmd: 'to the phone' });
    await phone.request('trans_msg_platform', { platform: 'all', cmd: 'to the web' });
    await alice.told('onTransMsgRec', { type: 5, platform: 'all', cmd: 'to the web' });
  });

  test('commands are refused where they cannot go', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(bob);
    const code = async (method, args) => (await alice.refusal(method, args)).code;
    await bob.call('loginOut');
    assert.equal(await code('transSingleMsg', { target_username: bob.name, cmd: 'x' }), 881602);
    assert.equal(await code('transSingleMsg', { target_username: 'nobody at all', cmd: 'x' }), 880203);
    assert.equal(await code('transSingleMsg', { target_username: bob.name, cmd: 'x'.repeat(5000) }), 881604);
    assert.equal(await code('transGroupMsg', { gid, cmd: 'x' }), 880205);
  });
});
