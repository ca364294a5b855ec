// A session that is kept: over a server that restarts, and a page that is loaded again. A server of its own, since
// others would miss one that is gone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../support/server.mjs';
import { visit } from '../support/world.mjs';

const SEND = 's_across_single_text';
const text = (content) => ({ content: { msg_body: { text: content } } });

describe('a kept session', () => {
  let server;
  before(async () => { server = await startServer(); });
  after(() => server.stop());

  /** Someone who is online by one call of login. */
  async function keep(t, name, options) {
    const person = await visit(t, name, { at: server, options: { reconnect: true, ...options } });
    await person.call('register', { username: person.name, password: person.password });
    await comesIn(person);
    return person;
  }
  async function comesIn(person) {
    await person.call('login', { username: person.name, password: person.password });
    await person.told('onConnectionChange', { state: 'online' });
  }

  test('a server that restarts is waited out, and what was sent meanwhile arrives', async (t) => {
    const [alice, bob] = await Promise.all([keep(t, 'alice'), keep(t, 'bob')]);
    assert.equal(await alice.call('connection'), 'online');
    assert.equal((await alice.call('stats')).state, 'online');
    await server.kill();
    for (const person of [alice, bob]) await person.told('onConnectionChange', { state: 'reconnecting' });
    const ids = [];
    for (const content of ['one', 'two']) ids.push((await alice.begin('sendSingleMsg', { target_username: bob.name, content })).id);
    await server.start();
    for (const person of [alice, bob]) await person.told('onConnectionChange', { state: 'online', resumed: true });
    for (const id of ids) assert.equal((await alice.settles(id)).outcome, 'success');
    // Live, or by the sync: as it happens that bob is back first or later.
    const heard = () => [
      ...bob.untold('onSyncConversation').flat().flatMap(({ msgs }) => msgs),
      ...bob.untold('onMsgReceive').flatMap(({ messages }) => messages),
    ].map(({ content }) => content.msg_body.text);
    await bob.call('getFriendList');
    assert.deepEqual(heard(), ['one', 'two']);
    for (const person of [alice, bob]) assert.deepEqual(person.untold('onDisconnect'), []);
  });

  test('what was not answered goes out again after a reload, and is done once', async (t) => {
    const [alice, bob] = await Promise.all([keep(t, 'alice', { outbox: 'storage' }), keep(t, 'bob')]);
    const message = (content) => ({ target_username: bob.name, content });
    for (const mode of ['no_ack', 'no_reply']) await server.fault({ event: SEND, mode, user: alice.name, times: 3 });
    for (const content of ['one', 'two', 'three']) await alice.begin('sendSingleMsg', message(content));
    for (const content of ['one', 'two', 'three']) await bob.message(text(content));
    const waiting = await alice.call('outbox');
    assert.deepEqual(waiting.map(({ method }) => method), ['sendSingleMsg', 'sendSingleMsg', 'sendSingleMsg']);
    await alice.call('discard', waiting[2].id);
    await alice.told('onOutboxChange');

    const before = alice.sent(SEND).map(({ rid }) => rid);
    alice.frames = [];
    await alice.load();
    await comesIn(alice);
    await alice.call('sendSingleMsg', message('four'));
    await bob.message(text('four'));
    assert.deepEqual(alice.sent(SEND).slice(0, 2).map(({ rid }) => rid), before.slice(0, 2));
    assert.deepEqual(await alice.call('outbox'), []);
    assert.deepEqual(bob.untold('onMsgReceive'), [], 'each came once');
  });
});
