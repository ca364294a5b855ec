// What one does not want to hear: no-disturb, shielded groups, the black list.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enter, enterAs, group, OTHER_APP } from '../support/world.mjs';

describe('no-disturb, shields and the black list', { concurrency: 4 }, () => {
  test('no-disturb is kept for users, groups and everything', async (t) => {
    const [alice, bob] = await enter(t, 'alice', '鲍勃');
    const gid = await group(alice, bob);
    const lists = async () => {
      const { users, groups, global } = (await alice.call('getNoDisturb')).no_disturb;
      return [users.map(({ username }) => username), groups.map((one) => one.gid), global];
    };
    const steps = [
      ['SingleNoDisturb', { target_name: bob.name }, [[bob.name], [], 0], 881101, 881102],
      ['GroupNoDisturb', { gid }, [[], [gid], 0], 881105, 881106],
      ['GlobalNoDisturb', undefined, [[], [], 1], 881107, 881108],
    ];
    for (const [what, args, kept, alreadySet, neverSet] of steps) {
      assert.equal((await alice.refusal(`del${what}`, args)).code, neverSet);
      await alice.call(`add${what}`, args);
      await alice.event(37);
      assert.deepEqual(await lists(), kept);
      assert.equal((await alice.refusal(`add${what}`, args)).code, alreadySet);
      await alice.call(`del${what}`, args);
      await alice.event(37);
      assert.deepEqual(await lists(), [[], [], 0]);
    }
  });

  test('a shielded group is silent', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(alice, bob);
    await bob.call('addGroupShield', { gid });
    await bob.event(39);
    const { groups } = await bob.call('groupShieldList');
    assert.deepEqual(groups.map((one) => [one.gid, 'group_type' in one]), [[gid, true]]);
    assert.equal((await bob.refusal('addGroupShield', { gid })).code, 881203);
    await alice.call('sendGroupMsg', { target_gid: gid, content: 'unheard' });
    await bob.call('delGroupShield', { gid });
    await alice.call('sendGroupMsg', { target_gid: gid, content: 'heard' });
    assert.equal((await bob.message({ from_gid: gid })).content.msg_body.text, 'heard');
    assert.equal((await bob.refusal('delGroupShield', { gid })).code, 881204);
  });

  test('who is on the black list cannot reach me', async (t) => {
    const [[alice, bob], carol] = await Promise.all([enter(t, 'alice', 'bob'), enterAs(t, 'carol', { appkey: OTHER_APP })]);
    const member_usernames = [{ username: bob.name }, carol.user];
    await alice.call('addSingleBlacks', { member_usernames });
    await alice.event(38);
    const { black_list } = await alice.call('getBlacks');
    assert.deepEqual(black_list.map(({ username }) => username).sort(), [bob.name, carol.name].sort());
    assert.ok(black_list.every((one) => !('uid' in one)));
    assert.equal((await alice.refusal('addSingleBlacks', { member_usernames })).code, 880904);

    const to = { target_username: alice.name, appkey: alice.appkey };
    for (const one of [bob, carol]) assert.equal((await one.refusal('sendSingleMsg', { ...to, content: 'hey' })).code, 880207);
    assert.equal((await bob.refusal('transSingleMsg', { target_username: alice.name, cmd: 'x' })).code, 880207);
    assert.equal((await bob.refusal('addFriend', { target_name: alice.name, why: '' })).code, 880207);
    await alice.call('sendSingleMsg', { target_username: bob.name, content: 'but I reach you' });
    await bob.message({ from_username: alice.name });

    await alice.call('delSingleBlacks', { member_usernames });
    assert.deepEqual((await alice.call('getBlacks')).black_list, []);
    await carol.call('sendSingleMsg', { ...to, content: 'hey' });
    await alice.message({ from_username: carol.name });
  });
});
