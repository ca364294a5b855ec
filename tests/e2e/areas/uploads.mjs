// Uploads: their progress, stopping them, and all the ways in which they fail.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { file, form } from '../support/sdk-page.mjs';
import { startServer } from '../support/server.mjs';
import { enter, enterAs, fault } from '../support/world.mjs';

const ABORTED = 889002;

describe('uploads', { concurrency: 4 }, () => {
  test('a large file reports its progress, and arrives whole', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const large = file('большой 文件.bin', randomBytes(600_000));
    const { id } = await alice.begin('sendSingleFile', { target_username: bob.name, file: form(large) });
    const { loaded, total } = await alice.hears(id, 'progress');
    assert.ok(loaded > 0 && loaded <= total && total > 600_000);
    assert.equal((await alice.settles(id)).outcome, 'success');
    const { msg_body } = (await bob.message()).content;
    assert.deepEqual([msg_body.fname, msg_body.fsize], [large.name, 600_000]);
  });

  test('an upload is stopped while it waits for its token, and while it goes out', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const message = { target_username: bob.name, file: form(file('a.txt', 'a')) };
    const stopped = async (id) => {
      await alice.abort(id);
      const { outcome, data } = await alice.settles(id);
      assert.deepEqual([outcome, data.code], ['fail', ABORTED]);
    };
    await fault(alice, 'get_upload_token', 'no_reply', { times: 1 });
    const waiting = await alice.begin('sendSingleFile', message);
    await alice.goesOut('get_upload_token');
    await stopped(waiting.id);

    await alice.page.route('**/resource?*', () => {}); // Neither sent on nor answered.
    const upload = alice.page.waitForRequest('**/resource?*');
    const going = await alice.begin('sendSingleFile', message);
    const failed = alice.page.waitForEvent('requestfailed');
    await upload;
    await stopped(going.id);
    await failed;

    await alice.page.unroute('**/resource?*');
    await alice.call('sendSingleFile', message);
    await bob.message({ content: { msg_type: 'file' } });
    assert.deepEqual(alice.sent('s_across_single_text').length, 1);
  });

  test('what is no file is refused before anything goes out', async (t) => {
    const [alice] = await enter(t, 'alice');
    const empty = form(file('empty.png', '', 'image/png'));
    const bad = [empty, form(), {}, 'a.png', null, 7];
    const calls = [
      ['sendSinglePic', 'image', { target_username: 'x' }],
      ['sendGroupFile', 'file', { target_gid: 1 }],
      ['sendChatroomPic', 'image', { target_rid: 1 }],
      ['updateSelfAvatar', 'avatar', {}],
    ];
    for (const [method, field, args] of calls) {
      for (const value of bad) {
        const { code, message } = await alice.refusal(method, { ...args, [field]: value });
        assert.deepEqual([code, message.includes(field)], [880002, true], `${method} ${JSON.stringify(value)}`);
      }
    }
    assert.equal((await alice.refusal('createGroup', { group_name: 'g', avatar: empty })).code, 880002);
    assert.deepEqual(alice.sent('get_upload_token'), []);
  });

  test('an upload that is refused says so', async (t) => {
    const strict = await startServer('--upload-limit', '1000');
    t.after(() => strict.stop());
    const alice = await enterAs(t, 'alice', { at: strict });
    const to = { target_username: alice.name };
    const large = { ...to, file: form(file('large.bin', randomBytes(2000))) };
    assert.equal((await alice.refusal('sendSingleFile', large)).code, 880210);
    const noPicture = { ...to, image: form(file('a.png', 'not a picture', 'image/png')) };
    assert.equal((await alice.refusal('sendSinglePic', noPicture)).error.code, 898003);

    await strict.fault({ event: 'get_upload_token', mode: 'error', code: 880209, times: 1 });
    const small = { ...to, file: form(file('small.txt', 'small')) };
    assert.equal((await alice.refusal('sendSingleFile', small)).code, 880209);
    await alice.page.route('**/resource?*', (route) => route.abort());
    assert.equal((await alice.refusal('sendSingleFile', small)).code, 889006);
    assert.deepEqual(alice.sent('s_across_single_text'), []);
  });
});
