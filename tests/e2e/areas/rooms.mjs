// Chat rooms: finding, entering with history, talking, leaving.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { file, form } from '../support/sdk-page.mjs';
import { enter } from '../support/world.mjs';

const [LOBBY, MUSIC, FOOTBALL] = [1001, 1002, 1003];

describe('chat rooms', { concurrency: 4 }, () => {
  test('all five kinds reach those inside, and those who enter later', async (t) => {
    const [alice, bob, 卡罗尔] = await enter(t, 'alice', 'bob', '卡罗尔');
    for (const one of [alice, bob]) await one.call('enterChatroom', { id: LOBBY });
    const place = { latitude: -33.9, longitude: 0, scale: 3, label: '港口' };
    const kinds = [
      ['sendChatroomMsg', { content: '大家好 🎈' }, { msg_type: 'text', msg_body: { text: '大家好 🎈' } }],
      ['sendChatroomPic', { image: form(await alice.picture()) }, { msg_type: 'image', msg_body: { width: 64, height: 48 } }],
      ['sendChatroomFile', { file: form(file('歌词.txt', 'la la')) }, { msg_type: 'file', msg_body: { fname: '歌词.txt' } }],
      ['sendChatroomLocation', place, { msg_type: 'location', msg_body: place }],
      ['sendChatroomCustom', { custom: { 鼓掌: 3 } }, { msg_type: 'custom', msg_body: { 鼓掌: 3 } }],
    ];
    const wanted = [];
    for (const [method, args, content] of kinds) {
      const [{ msg_id, room_id }] = await alice.send(method, { target_rid: LOBBY, ...args });
      assert.equal(room_id, LOBBY);
      wanted.push({ room_id: LOBBY, msg_id, content: { from_id: alice.name, ...content } });
      await bob.told('onRoomMsg', wanted.at(-1));
    }
    assert.deepEqual(alice.untold('onRoomMsg'), [], 'not to oneself');

    await 卡罗尔.call('enterChatroom', { id: String(LOBBY) });
    for (const message of wanted) await 卡罗尔.told('onRoomMsg', message);
    await alice.call('sendChatroomMsg', { target_rid: LOBBY, msg_body: { text: 'forwarded' } });
    await 卡罗尔.told('onRoomMsg', { content: { msg_body: { text: 'forwarded' } } });
  });

  test('rooms are listed, and remembered ones answered without a request', async (t) => {
    const [alice] = await enter(t, 'alice');
    const { info } = await alice.call('getChatroomInfo', { id: MUSIC });
    assert.deepEqual([info.id, info.name], [MUSIC, 'Music']);
    assert.equal(alice.sent('room_info').length, 1);

    const { result } = await alice.call('getAppkeyChatrooms', { start: 0 });
    assert.equal(result.count, result.rooms.length);
    assert.ok(result.rooms.some(({ id }) => id === MUSIC));
    const answer = await alice.call('getChatroomInfo', { id: String(MUSIC) });
    assert.deepEqual([answer.code, answer.message, answer.info.name], [0, 'success', 'Music']);
    assert.equal(alice.sent('room_info').length, 1, 'no second request');
    assert.equal((await alice.refusal('getChatroomInfo', { id: 1 })).code, 881503);

    // A message takes the name of the remembered room.
    await alice.call('enterChatroom', { id: MUSIC });
    const [, sent] = await alice.send('sendChatroomMsg', { target_rid: MUSIC, content: 'la' });
    assert.equal(sent.target_name, 'Music');
  });

  test('who is inside hears, who has left does not', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const room = { id: FOOTBALL };
    const write = (content) => alice.call('sendChatroomMsg', { target_rid: FOOTBALL, content });
    assert.equal((await alice.refusal('sendChatroomMsg', { target_rid: FOOTBALL, content: 'goal' })).code, 881501);
    for (const one of [alice, bob]) await one.call('enterChatroom', room);
    assert.equal((await bob.refusal('enterChatroom', room)).code, 881507);
    assert.deepEqual((await bob.call('getSelfChatrooms')).chat_rooms.map(({ id }) => id), [FOOTBALL]);
    await write('goal');
    await bob.told('onRoomMsg', { room_id: FOOTBALL, content: { msg_body: { text: 'goal' } } });
    await bob.call('exitChatroom', room);
    assert.deepEqual((await bob.call('getSelfChatrooms')).chat_rooms, []);
    assert.equal((await bob.refusal('exitChatroom', room)).code, 881501);
    await write('another goal');
    await alice.call('sendSingleMsg', { target_username: bob.name, content: 'you missed it' });
    await bob.message();
    assert.deepEqual(bob.untold('onRoomMsg'), []);
  });
});
