// Users: registering, profiles, avatars, passwords, and the state of the connection.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { form } from '../support/sdk-page.mjs';
import { device, enter, enterAs, OTHER_APP, server, visit } from '../support/world.mjs';

describe('users', { concurrency: 4 }, () => {
  test('someone registers, logs in and out, and the getters say so', async (t) => {
    const alice = await visit(t, '阿丽丝');
    const state = () => Promise.all(['isConnect', 'isInit', 'isLogin'].map((getter) => alice.call(getter)));

    await assert.rejects(alice.call('login', { username: 'a', password: 'b' }), /must init first/);
    await alice.init();
    await assert.rejects(alice.call('getFriendList'), /must login first/);
    assert.deepEqual(await state(), [true, true, false]);

    const account = { username: alice.name, password: alice.password };
    await alice.call('register', {
      ...account, nickname: '爱丽丝', birthday: '2000-01-31', signature: '你好 👋🏽', gender: 2, region: '深圳', address: '',
      extras: { colour: '青' },
    });
    assert.equal((await alice.refusal('register', account)).code, 882002);
    assert.equal((await alice.refusal('login', { ...account, password: 'wrong' })).code, 880104);
    assert.equal((await alice.refusal('login', { ...account, username: 'nobody at all' })).code, 880103);
    const { username, online_list } = await alice.call('login', account);
    assert.equal(username, alice.name);
    assert.ok(Array.isArray(online_list));
    assert.deepEqual(await state(), [true, true, true]);
    // Passwords leave the page hashed.
    assert.ok(alice.frames.every((frame) => !frame.includes(alice.password)));

    await alice.call('loginOut');
    assert.deepEqual((await state()).slice(1), [false, false]);
    await alice.logIn();
    assert.deepEqual(await state(), [true, true, true]);
  });

  test('a lost connection is told once, and the page may start again at once', async (t) => {
    const [alice] = await enter(t, 'alice');
    await server.fault({ connections: 'cut_reset', user: alice.name });
    await alice.told('onDisconnect');
    assert.equal(await alice.call('isLogin'), false);
    await alice.logIn();
    assert.equal(await alice.call('isLogin'), true);
    assert.deepEqual(alice.untold('onDisconnect'), []);
  });

  test('a page that starts again inside onDisconnect is back at once', async (t) => {
    const [alice] = await enter(t, 'alice');
    const given = [await server.auth(alice.appkey), { username: alice.name, password: alice.password }];
    await alice.page.evaluate(([auth, account]) => {
      const back = () => report('back');
      JIM.onDisconnect(() => JIM.init(auth).onSuccess(() => JIM.login(account).onSuccess(back)));
    }, given);
    await server.fault({ connections: 'cut_fin', user: alice.name });
    await alice.told('back');
    assert.equal(await alice.call('isLogin'), true);
  });

  test('a profile that changes is seen by others', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const profile = {
      nickname: '疯帽子 🎩', birthday: '1865-11-26', signature: '"quotes" <b>', gender: 1, region: '牛津', address: 'Tea table',
      extras: { hat: { size: 10 }, 键: '值' },
    };
    await alice.call('updateSelfInfo', profile);
    await alice.event(40);
    const { user_info } = await bob.call('getUserInfo', { username: alice.name });
    assert.deepEqual({ ...user_info, ...profile }, user_info);
    assert.equal(user_info.username, alice.name);
    assert.equal(user_info.appkey, alice.appkey);
    assert.ok(!('uid' in user_info));

    assert.equal((await bob.refusal('getUserInfo', { username: 'nobody at all' })).code, 882002);
    assert.equal((await alice.refusal('updateSelfInfo', { gender: 7 })).code, 880003);
  });

  test('users of another app are found by its appkey', async (t) => {
    const [alice, bob] = await Promise.all([enterAs(t, 'alice'), enterAs(t, 'bob', { appkey: OTHER_APP })]);
    const { user_info } = await alice.call('getUserInfo', bob.user);
    assert.deepEqual([user_info.username, user_info.appkey], [bob.name, OTHER_APP]);
    assert.equal((await alice.refusal('getUserInfo', { username: bob.name })).code, 882002);
  });

  test('an avatar is uploaded, and others load the same picture', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    for (const type of ['image/png', 'image/jpeg']) {
      const picture = await alice.picture(type);
      await alice.call('updateSelfAvatar', { avatar: form(picture) });
      const { user_info } = await bob.call('getUserInfo', { username: alice.name });
      assert.equal(await bob.download(user_info.avatar), picture.base64);
    }
    assert.equal((await bob.refusal('getResource', { media_id: 'qiniu/image/j/none.png' })).code, 880005);
  });

  test('a message brings the news that its sender has changed', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const write = () => alice.call('sendSingleMsg', { target_username: bob.name, content: 'hello' });
    await write();
    await bob.message();
    await bob.call('getConversation'); // From here on bob's page knows how old alice's profile is.
    const changed = async () => (await bob.call('getUserInfo', alice.user)).user_info.mtime;
    await write();
    await bob.message();
    assert.deepEqual(bob.untold('onUserInfUpdate'), []); // It knows it to the second.
    // Servers count such times in seconds: a change within the second of the last one is none.
    const before = await changed();
    do await alice.call('updateSelfInfo', { nickname: '新' }); while ((await changed()) === before);

    await write();
    assert.ok(!('sui_mtime' in (await bob.message()).content));
    const { mtime } = await bob.told('onUserInfUpdate', alice.user);
    assert.ok(mtime > 0);
    await write();
    await bob.message();
    assert.deepEqual(bob.untold('onUserInfUpdate'), []);
  });

  test('a changed password signs out the other devices', async (t) => {
    const [alice] = await enter(t, 'alice');
    const phone = await device(t, alice, 'a');
    const changed = { old_pwd: alice.password, new_pwd: '新密码' };
    assert.equal((await alice.refusal('updateSelfPwd', { ...changed, old_pwd: 'wrong' })).code, 880104);
    await alice.call('updateSelfPwd', changed);
    await phone.told('event_notification', { event_type: 2 });
    assert.equal(await alice.call('isLogin'), true);

    const laptop = await device(t, { ...alice, password: changed.new_pwd }, 'p');
    await laptop.changePassword(changed.new_pwd, alice.password);
    await alice.event(2);
    assert.equal(await alice.call('isLogin'), false);
    await alice.logIn();
    assert.deepEqual(alice.untold('onDisconnect'), []);
  });

  test('a second sign-in on the web ends the first', async (t) => {
    const [first] = await enter(t, 'alice');
    const second = await visit(t, first.name, { exactly: true });
    await second.init();
    const { online_list } = await second.call('login', { username: first.name, password: first.password });
    assert.deepEqual(online_list.map(({ platform, flag }) => ({ platform, flag })), [{ platform: 'web', flag: true }]);
    await first.event(1);
    assert.equal(await first.call('isLogin'), false);
    assert.equal(await second.call('isLogin'), true);
  });
});
