// The SDK in a browser against the socket.io 2.5 server from npm, an independent judge of its wire.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../../.tools/browser.mjs';
import { SdkPage } from '../e2e/support/sdk-page.mjs';
import { SdkPeer } from './support/sdk-peer.mjs';
import { HALF, TEXTS } from './support/texts.mjs';

const SUCCESS = { code: 0, message: 'success' };

let browser;

before(async () => {
  browser = await launchBrowser();
});

after(() => browser?.close());

/** A server, and a page that has the SDK connect to it. */
async function meet(t, { options, prepare = () => {} } = {}) {
  const server = await SdkPeer.start(options);
  t.after(() => server.stop());
  prepare(server.io);
  const page = await SdkPage.open(browser, server, 'ann', 'the-app');
  t.after(() => page.close());
  return { server, page, connection: await server.connection() };
}

const md5 = (text) => createHash('md5').update(text).digest('hex');

describe('the SDK with a socket.io 2.5 server', { concurrency: 4 }, () => {
  test('connects by WebSocket alone, as Engine.IO 3', async (t) => {
    const { connection } = await meet(t);
    const { EIO, transport } = connection.socket.handshake.query;
    assert.deepEqual([EIO, transport], ['3', 'websocket']);
  });

  test('each request is an event with one object, and its reply reaches onSuccess', async (t) => {
    const { server, page, connection } = await meet(t);
    assert.deepEqual(await page.init(), SUCCESS);
    assert.deepEqual(await page.call('login', { username: 'ann', password: 'secret' }), SUCCESS);
    await connection.request('sync_check');
    assert.deepEqual(connection.heard.map(([event]) => event), ['c_init', 'login', 'sync_check']);
    for (const [, data, ...more] of connection.heard) {
      assert.ok(Number.isInteger(data.rid));
      assert.deepEqual(more, [], 'neither a second argument nor an acknowledgement is asked for');
    }
    const [[, init], [, login]] = connection.heard;
    assert.deepEqual(init, { ...server.auth('the-app'), fromPlatForm: 'j', rid: init.rid });
    assert.deepEqual(login, { username: 'ann', password: md5('secret'), version: '2.5.0', rid: login.rid });
  });

  test('its heartbeat keeps the connection', async (t) => {
    const { server, page, connection } = await meet(t, { options: { pingInterval: 1000, pingTimeout: 2000 } });
    await page.logIn();
    // This server hangs up on a client that it has not heard for 3 s: a second apart, these pings take longer.
    for (let pings = 0; pings < 5; pings += 1) await connection.ping();
    assert.ok(connection.socket.connected);
    assert.equal(server.connections.length, 1);
    assert.deepEqual(page.untold('onDisconnect'), []);
  });

  for (const [how, hangUp] of [
    ['leaves the namespace', (socket) => socket.disconnect()],
    ['says goodbye and hangs up', (socket) => socket.disconnect(true)],
    ['hangs up', (socket) => socket.conn.close()],
  ]) {
    test(`a server that ${how}: onDisconnect once, and a new connection that works`, async (t) => {
      const { server, page, connection } = await meet(t);
      await page.logIn();
      hangUp(connection.socket);
      await page.told('onDisconnect');
      assert.equal(await page.call('isLogin'), false);
      const next = await server.connection();
      await page.logIn();
      await next.request('sync_check');
      assert.deepEqual(page.untold('onDisconnect'), []);
      assert.equal(server.connections.length, 2);
      assert.equal(connection.socket.conn.readyState, 'closed', 'there is one connection at a time');
    });
  }

  test('a server that refuses the first connection is asked again', async (t) => {
    let asked = 0;
    const prepare = (io) => io.use((socket, next) => {
      next(asked === 0 ? new Error('denied') : undefined);
      asked += 1;
    });
    const { page } = await meet(t, { prepare });
    assert.deepEqual(await page.init(), SUCCESS);
    assert.deepEqual(page.untold('onDisconnect'), [], 'nobody had logged in');
    assert.equal(asked, 2);
  });

  test('packets that are not for it do no harm', async (t) => {
    const { server, page, connection: { socket } } = await meet(t);
    await page.logIn();
    const stranger = { event_type: 5, description: 'not for this page' };
    // Into a namespace that the page never asked for, and out of one that does not exist.
    const other = server.io.of('/other');
    socket.client.connect('/other');
    await once(other, 'connection');
    other.emit('event_notification', stranger);
    socket.client.connect('/none');
    // Acknowledgements of nothing, and binary events.
    socket.ack(7)(stranger);
    socket.ack(8)(Buffer.from([1, 2, 3]));
    socket.emit('event_notification', Buffer.from([1, 2, 3]));
    socket.emit('msg_sync', { messages: [Buffer.from([0xff])] });
    // Unknown events, and known ones with something else than an object.
    socket.emit('no_such_event', stranger);
    socket.emit('event_notification', 'text', null, 3);
    // One that wants to be acknowledged is an event like any other.
    socket.emit('event_notification', { event_type: 5, description: 'the last' }, () => {});
    assert.equal((await page.event(5)).description, 'the last');
    assert.deepEqual(await page.call('getBlacks'), SUCCESS);
    for (const listener of ['onEventNotification', 'onMsgReceive', 'onDisconnect']) {
      assert.deepEqual(page.untold(listener), [], listener);
    }
  });

  test('texts survive both ways', async (t) => {
    const { page, connection } = await meet(t);
    await page.logIn();
    for (const [at, [name, text]] of Object.entries({ ...TEXTS, half: HALF }).entries()) {
      await page.call('sendSingleMsg', { target_username: 'bob', content: text });
      const { content } = await connection.request('s_across_single_text');
      assert.equal(content.msg_body.text, text, `${name}, there`);
      connection.socket.emit('msg_sync', {
        rid: 1, event: 'msg_sync', uid: 1,
        messages: [{ msg_id: at + 1, msg_type: 3, from_uid: 2, ctime_ms: 1, content: { ...content, from_id: 'bob' } }],
      });
      assert.equal((await page.message()).content.msg_body.text, text, `${name}, and back`);
    }
  });
});
