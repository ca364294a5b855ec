// What can go wrong between page and server: lost acks and replies, refusals, connections that break or stall. The
// page's clock is the test's own here, so that nobody waits for the SDK's timers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enter, fault, server, visit } from '../support/world.mjs';

const SEND = 's_across_single_text';
const text = (content) => ({ content: { msg_body: { text: content } } });

/** Someone whose clock the test holds, and someone to write to. */
async function pair(t) {
  const [[bob], alice] = await Promise.all([enter(t, 'bob'), visit(t, 'alice')]);
  await alice.holdClock();
  await alice.init();
  await alice.call('register', { username: alice.name, password: alice.password });
  await alice.call('login', { username: alice.name, password: alice.password });
  return { alice, bob, message: (content) => ({ target_username: bob.name, content }) };
}

describe('trouble', { concurrency: 4 }, () => {
  test('a request without an ack goes out again, and is done once', async (t) => {
    const { alice, bob, message } = await pair(t);
    for (const mode of ['no_ack', 'no_reply']) await fault(alice, SEND, mode, { times: 1 });
    const { id } = await alice.begin('sendSingleMsg', message('only once'));
    const first = await alice.goesOut(SEND);
    await bob.message(text('only once'));
    await alice.passes(5);
    assert.deepEqual(await alice.goesOut(SEND), first);
    assert.equal((await alice.settles(id)).outcome, 'success');
    await alice.call('sendSingleMsg', message('next'));
    await bob.message(text('next'));
    assert.deepEqual(bob.untold('onMsgReceive'), []);
  });

  test('after five sends without an ack the handle times out, once', async (t) => {
    const { alice, message } = await pair(t);
    for (const mode of ['no_ack', 'no_reply']) await fault(alice, SEND, mode);
    const { id } = await alice.begin('sendSingleMsg', message('lost'), { watchTimeout: true });
    const { rid, ...data } = await alice.goesOut(SEND);
    for (let send = 2; send <= 5; send += 1) {
      await alice.passes(5);
      assert.equal((await alice.goesOut(SEND)).rid, rid);
    }
    // The connection lives: only this request is unheard.
    await alice.call('getFriendList');
    await alice.passes(5);
    const { outcome, data: told } = await alice.settles(id);
    assert.deepEqual([outcome, told], ['timeout', { rid, data, response_timeout: false }]);
    // In steps, each with an answer that comes behind a pong: a minute at once could end before the server's pong is here.
    for (let step = 0; step < 6; step += 1) {
      await alice.passes(10);
      await alice.call('getFriendList');
    }
    assert.deepEqual(alice.untold(id), []);
  });

  test('an acked request without a reply times out, if the page asked for it', async (t) => {
    const { alice, message } = await pair(t);
    await fault(alice, SEND, 'no_reply');
    const { id } = await alice.begin('sendSingleMsg', message('unanswered'), { watchTimeout: true });
    const { rid, ...data } = await alice.goesOut(SEND);
    assert.deepEqual(await alice.hears(id, 'ack'), { data });
    for (let send = 2; send <= 5; send += 1) {
      await alice.passes(30);
      assert.equal((await alice.goesOut(SEND)).rid, rid);
      await alice.hears(id, 'ack');
    }
    await alice.passes(30);
    const { outcome, data: told } = await alice.settles(id);
    assert.deepEqual([outcome, told], ['timeout', { rid, data, response_timeout: true }]);
  });

  test('what the server says twice is told once', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    await fault(alice, SEND, 'duplicate', { times: 1 });
    const { id } = await alice.begin('sendSingleMsg', { target_username: bob.name, content: 'hi' });
    await alice.settles(id);
    await alice.call('getFriendList');
    assert.deepEqual(alice.untold(id).filter(({ outcome }) => outcome !== 'ack'), []);
  });

  test('a refusal reaches onFail with code and message, and rejects the promise', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    const refusal = { code: 880209, message: 'beyond the frequency limit' };
    await fault(alice, SEND, 'error', { ...refusal, times: 2 });
    const message = { target_username: bob.name, content: 'hi' };
    const refused = await alice.refusal('sendSingleMsg', message);
    assert.deepEqual([refused.code, refused.message], [refusal.code, refusal.message]);

    const promised = async () => alice.settles((await alice.begin('sendSingleMsg', message, { asPromise: true })).id);
    const rejected = await promised();
    assert.deepEqual([rejected.outcome, rejected.isError, rejected.code], ['rejected', true, refusal.code]);
    assert.deepEqual(rejected.data, refused);
    const { outcome, data } = await promised();
    assert.equal(outcome, 'fulfilled');
    await bob.message({ msg_id: data.msg_id });
    assert.deepEqual(bob.untold('onMsgReceive'), [], 'what was refused was not sent');
  });

  test('a send that a broken connection cut off is finished after the next login', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    for (const mode of ['no_ack', 'no_reply']) await fault(alice, SEND, mode, { times: 1 });
    const { id } = await alice.begin('sendSingleMsg', { target_username: bob.name, content: 'through' });
    await bob.message(text('through'));
    await server.fault({ connections: 'cut_fin', user: alice.name });
    await alice.told('onDisconnect');
    await alice.logIn();
    assert.equal((await alice.settles(id)).outcome, 'success');
    await alice.call('sendSingleMsg', { target_username: bob.name, content: 'next' });
    await bob.message(text('next'));
    assert.deepEqual(bob.untold('onMsgReceive'), []);
  });

  test('a line that stalls delivers in order when it goes on', async (t) => {
    const [alice, bob] = await enter(t, 'alice', 'bob');
    await server.fault({ connections: 'hold', user: bob.name });
    for (const content of ['一', '二', '三']) await alice.call('sendSingleMsg', { target_username: bob.name, content });
    const { id } = await bob.begin('sendSingleMsg', { target_username: alice.name, content: 'from the other side' });
    await server.fault({ connections: 'release', user: bob.name });
    await bob.settles(id);
    await alice.message(text('from the other side'));
    const heard = [];
    while (heard.length < 3) heard.push((await bob.message()).content.msg_body.text);
    assert.deepEqual(heard, ['一', '二', '三']);
  });

  test('a line that is dead without a word is noticed by its silence', async (t) => {
    const { alice, bob } = await pair(t);
    await server.fault({ connections: 'black_hole', user: alice.name });
    await alice.passes(30);
    await alice.passes(90);
    await alice.told('onDisconnect');
    await alice.passes(5);
    await alice.logIn();
    await bob.call('sendSingleMsg', { target_username: alice.name, content: 'back' });
    await alice.message(text('back'));
  });
});
