// The local server against the socket.io 2.5 client from npm, an independent judge of its wire.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../e2e/support/server.mjs';
import { APP, ServerPeer } from './support/server-peer.mjs';
import { TEXTS } from './support/texts.mjs';

let server;
let people = 0;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

/** A client that has said nothing yet. */
function connect(t, name) {
  const client = new ServerPeer(server, name);
  t.after(() => client.socket.close());
  return client;
}

/** Clients of new users, logged in. */
function enter(t, ...names) {
  return Promise.all(names.map(async (name) => {
    const client = connect(t, `${name}-${(people += 1)}`);
    for (const step of ['init', 'register', 'logIn']) assert.equal((await client[step]()).code, 0);
    return client;
  }));
}

const textsOf = (client) => {
  const pushes = client.heard.filter(([event]) => event === 'msg_sync');
  return pushes.flatMap(([, { messages }]) => messages.map(({ content }) => content.msg_body.text));
};

describe('the local server with a socket.io 2.5 client', { concurrency: 4 }, () => {
  test('init, register and login are acknowledged, then answered', async (t) => {
    const ann = connect(t, 'ann');
    const replies = [await ann.init(), await ann.register(), await ann.logIn()];
    assert.deepEqual(ann.heard.map(([event]) => event), ['connect', 'ack', 'c_init', 'ack', 'register', 'ack', 'login']);
    for (const { code, message } of replies) assert.deepEqual([code, message], [0, 'success']);
    assert.equal(replies[2].username, 'ann');
  });

  test('a message reaches the other, whatever its text', async (t) => {
    const [ann, bob] = await enter(t, 'ann', 'bob');
    for (const [name, text] of Object.entries(TEXTS)) {
      const sent = await ann.write(bob.name, text);
      assert.deepEqual(ann.answers(sent.rid), ['ack', 's_single_text']);
      const push = await bob.told('msg_sync');
      assert.equal(push.messages.length, 1);
      const [{ msg_id, ctime_ms, msg_type, content }] = push.messages;
      assert.deepEqual([msg_id, ctime_ms, msg_type], [sent.msg_id, sent.ctime_ms, 3]);
      assert.deepEqual([content.from_id, content.msg_body.text], [ann.name, text], name);
    }
  });

  test('a repeated request is answered again, and not done again', async (t) => {
    const [ann, bob] = await enter(t, 'ann', 'bob');
    const rid = ann.nextRid();
    const first = await ann.write(bob.name, 'once', rid);
    assert.deepEqual(await ann.write(bob.name, 'once', rid), first);
    assert.deepEqual(ann.answers(rid), ['ack', 's_single_text', 'ack', 's_single_text']);

    // Nor on a new connection, as after a loss.
    ann.socket.close();
    const again = connect(t, ann.name);
    await again.init();
    await again.logIn();
    assert.deepEqual(await again.write(bob.name, 'once', rid), first);

    // Pushes come in order: what comes after this one would have come before it.
    await again.write(bob.name, 'last');
    await bob.told('msg_sync', ({ messages }) => messages[0].content.msg_body.text === 'last');
    assert.deepEqual(textsOf(bob), ['once', 'last']);
  });

  test('a ping is answered', async (t) => {
    const ann = connect(t, 'ann');
    await ann.told('connect');
    const { engine } = ann.socket.io;
    for (let pings = 0; pings < 3; pings += 1) {
      const pong = once(engine, 'pong');
      engine.ping();
      await pong;
    }
    assert.equal(engine.transport.name, 'websocket');
  });

  test('what is no request does no harm', async (t) => {
    const ann = connect(t, 'ann');
    ann.socket.emit('login');
    ann.socket.emit('login', 'text', 3);
    ann.socket.emit('login', Buffer.from([1, 2, 3]));
    ann.socket.emit('login', { rid: 'text' });
    ann.socket.packet({ type: 3, id: 7, data: [] });
    assert.notEqual((await ann.request('no_such_event', {})).code, 0);
    // A request that asks for socket.io's own acknowledgement is a request like any other.
    ann.socket.emit('c_init', { ...(await server.auth(APP)), rid: 1 }, () => {});
    assert.equal((await ann.told('c_init', { rid: 1 })).code, 0);
    assert.deepEqual(ann.heard.map(([event]) => event), ['connect', 'ack', 'no_such_event', 'ack', 'c_init']);
  });
});
