// Groups: their lives, their members, their ranks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { form } from '../support/sdk-page.mjs';
import { enter, group } from '../support/world.mjs';

const named = (...people) => people.map(({ name }) => ({ username: name }));
const FLAGS = ['member', 'owner', 'keeper'];

/** Who is what in a group, as one of its members sees it. */
async function ranks(person, gid) {
  const { member_list } = await person.call('getGroupMembers', { gid });
  for (const member of member_list) assert.ok(!('uid' in member) && !('mtime' in member));
  return Object.fromEntries(member_list.map(({ username, flag }) => [username, FLAGS[flag]]));
}

describe('groups', { concurrency: 4 }, () => {
  test('a group is made with an avatar, described anew, and dissolved', async (t) => {
    const [alice, bob] = await enter(t, 'alice', '鲍勃');
    const picture = await alice.picture();
    const names = { group_name: '野餐 🧺', group_description: '周末' };
    const { gid } = await alice.call('createGroup', { ...names, avatar: form(picture) });
    await alice.event(8, { gid, group_name: names.group_name, from_username: alice.name });
    await alice.call('addGroupMembers', { gid, member_usernames: named(bob) });
    await bob.event(10, { gid, from_username: alice.name, to_usernames: named(bob) });

    const { group_info } = await bob.call('getGroupInfo', { gid: String(gid) });
    assert.deepEqual([group_info.name, group_info.desc, group_info.appkey], ['野餐 🧺', '周末', alice.appkey]);
    assert.ok('group_type' in group_info && !('flag' in group_info));
    assert.equal(await bob.download(group_info.avatar), picture.base64);

    const other = await alice.picture('image/jpeg');
    await alice.call('updateGroupInfo', { gid, group_name: '新名字', avatar: form(other) });
    await bob.event(12, { gid });
    await alice.call('updateGroupInfo', { gid, group_description: '下周末' });
    await bob.event(12, { gid });
    const { group_list } = await bob.call('getGroups');
    const found = group_list.find((one) => one.gid === gid);
    assert.deepEqual([found.name, found.desc], ['新名字', '下周末']);
    assert.equal(await bob.download(found.avatar), other.base64);
    assert.equal((await bob.refusal('updateGroupInfo', { gid, group_name: 'mine' })).code, 880614);

    assert.equal((await bob.refusal('dissolveGroup', { gid })).code, 881701);
    await alice.call('dissolveGroup', { gid });
    await bob.event(9, { gid, extra: 69, from_username: '' });
    assert.deepEqual((await bob.call('getGroups')).group_list, []);
    assert.equal((await bob.refusal('getGroupInfo', { gid })).code, 880204);
  });

  test('members come and go', async (t) => {
    const people = await enter(t, 'alice', 'bob', 'carol');
    const [alice, bob, carol] = people;
    const gid = await group(...people);
    assert.deepEqual(await ranks(bob, gid), { [alice.name]: 'owner', [bob.name]: 'member', [carol.name]: 'member' });
    assert.equal((await bob.refusal('delGroupMembers', { gid, member_usernames: named(carol) })).code, 880704);
    await alice.call('delGroupMembers', { gid, member_usernames: named(carol) });
    await carol.event(11, { gid, to_usernames: named(carol) });
    assert.equal((await carol.refusal('getGroupMembers', { gid })).code, 880205);

    // The owner leaves: bob inherits.
    await alice.call('exitGroup', { gid });
    await bob.event(9, { gid, from_username: alice.name, new_owner: { username: bob.name } });
    assert.deepEqual(await ranks(bob, gid), { [bob.name]: 'owner' });
  });

  test('keepers help, the owner hands over', async (t) => {
    const people = await enter(t, 'alice', 'bob', 'carol');
    const [alice, bob, carol] = people;
    const gid = await group(...people);
    await alice.call('addGroupKeeper', { gid, member_usernames: named(bob) });
    await carol.event(80, { from_gid: gid, extra: 1, to_usernames: named(bob) });
    assert.equal((await ranks(carol, gid))[bob.name], 'keeper');
    await alice.call('delGroupKeeper', { gid, member_usernames: named(bob) });
    await carol.event(80, { from_gid: gid, extra: 2, to_usernames: named(bob) });
    assert.equal((await bob.refusal('addGroupKeeper', { gid, member_usernames: named(carol) })).code, 881701);

    await alice.call('changeGroupAdmin', { gid, target_username: carol.name });
    await bob.event(82, { from_gid: gid, from_username: alice.name, to_usernames: named(carol), new_owner: { username: carol.name } });
    assert.deepEqual(await ranks(bob, gid), { [alice.name]: 'member', [bob.name]: 'member', [carol.name]: 'owner' });
  });

  test('who is silenced cannot write until that ends', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const gid = await group(alice, bob);
    const silence = { gid, target_username: bob.name };
    assert.equal((await bob.refusal('addGroupMemSilence', { gid, target_username: alice.name })).code, 880614);
    await alice.call('addGroupMemSilence', silence);
    await bob.event(65, { from_gid: gid, extra: 1, to_usernames: named(bob) });
    assert.equal((await bob.refusal('sendGroupMsg', { target_gid: gid, content: 'mmh' })).code, 880212);
    const { member_list } = await alice.call('getGroupMembers', { gid });
    assert.deepEqual(member_list.filter((member) => member.keep_silence).map((member) => member.username), [bob.name]);
    await alice.call('delGroupMemSilence', silence);
    await bob.event(65, { from_gid: gid, extra: 2 });
    await bob.call('sendGroupMsg', { target_gid: gid, content: 'at last' });
    await alice.message({ from_gid: gid });
  });

  test('a public group is found, asked, and answers', async (t) => {
    const [alice, bob, carol, dave] = await enter(t, 'alice', 'bob', 'carol', 'dave');
    const { gid } = await alice.call('createGroup', { group_name: '公开', is_limit: true });
    const { result } = await bob.call('getAppkeyPublicGroups', { start: 0 });
    assert.equal(result.groups.find((one) => one.gid === gid).group_type, 2);

    await bob.call('joinGroup', { gid, reason: '让我进来' });
    const request = await alice.event(56, { from_gid: gid, from_username: bob.name, by_self: true, description: '让我进来' });
    assert.ok(!('extra' in request));
    const answer = { gid, event_id: request.event_id, from_username: bob.name, target_username: bob.name };
    await alice.call('addGroupMemberResp', { ...answer, result: 0 });
    await bob.event(10, { gid, to_usernames: named(bob) });
    assert.equal((await alice.refusal('addGroupMemberResp', { ...answer, result: 0 })).code, 880612);

    // A member proposes someone; a keeper refuses, and all leaders hear of it.
    await alice.call('addGroupMembers', { gid, member_usernames: named(dave) });
    await alice.call('addGroupKeeper', { gid, member_usernames: named(dave) });
    await bob.call('addGroupMembers', { gid, member_usernames: named(carol) });
    const proposed = await dave.event(56, { from_gid: gid, from_username: bob.name, by_self: false, to_usernames: named(carol) });
    const { event_id } = proposed;
    const refusal = { gid, event_id, from_username: bob.name, target_username: carol.name, result: 1, reason: '满了' };
    await dave.call('addGroupMemberResp', refusal);
    await bob.event(57, { from_gid: gid, from_username: dave.name, to_usernames: named(carol), description: '满了' });
    await alice.event(58, { from_gid: gid, from_username: dave.name, to_usernames: named(carol), from_eventid: event_id });
    assert.deepEqual(Object.keys(await ranks(bob, gid)).sort(), [alice.name, bob.name, dave.name].sort());
  });
});
