// Two clients on sockets that go nowhere, the SDK and the plain one, fed with the same frames.
// It must never measure the making of frames.
import { sockets } from '/fake-socket.js';
import { AUTH, ME, conversations, event, frame } from '/message.js';
import { PlainClient } from '/plain.js';
import { expectSave, saved } from '/storage.js';

const heard = { ours: 0, plain: 0 };
let sent = 0;

/** Answers what a client has sent, by name; returns the frames, for who wants to feed them itself. */
const answers = (socket, more = {}) => socket.sent.splice(0).flatMap((text) => {
  const [name, { rid }] = JSON.parse(text.slice(2));
  return [event('ack', { rid }), event(name, { code: 0, message: 'success', rid, ...more })];
});
const feed = (socket, frames) => { for (const text of frames) socket.receive(text); };

function plainClient(storageKey) {
  const socket = new window.WebSocket();
  new PlainClient(socket, { storageKey, onMessages: ({ messages }) => { heard.plain += messages.length; } });
  return socket;
}

/** The SDK, logged in, with so many conversations known. */
async function ourClient(known) {
  const client = new window.JMessage({ address: 'ws://nowhere' });
  const socket = sockets.at(-1);
  client.onMsgReceive(({ messages }) => { heard.ours += messages.length; });
  feed(socket, ['0{"sid":"s","upgrades":[],"pingInterval":86400000,"pingTimeout":86400000}', '40']);
  const answered = async (handle, more) => {
    const done = handle.toPromise();
    while (!socket.sent.length) await new Promise((next) => setTimeout(next));
    feed(socket, answers(socket, more));
    await done;
  };
  await answered(client.init(AUTH));
  await answered(client.login({ username: ME, password: 'secret' }));
  feed(socket, answers(socket)); // what follows a login
  if (known) await answered(client.getConversation(), { conversations: conversations(known) });
  return socket;
}

const frames = (count, known) => Array.from({ length: count }, () => frame(sent, sent++ % known));

window.inside = {
  heard,

  async make(kind, known) {
    window.inside[kind] = kind === 'ours' ? await ourClient(known) : plainClient(`plain-${known}`);
    if (kind === 'ours') {
      expectSave();
      await saved();
    }
  },

  /** Has messages ready, for both clients. */
  prepare(count, known) { window.inside.texts = frames(count, known); },

  /** Messages and their confirmations. */
  dispatch(kind) {
    for (const text of window.inside.texts) window.inside[kind].receive(text);
  },

  /** Answers what a client has confirmed meanwhile; says how many. */
  answer(kind) {
    const socket = window.inside[kind];
    const { length } = socket.sent;
    feed(socket, answers(socket));
    return length;
  },

  /** Messages, their confirmations and the answers to those; then what was changed is written. */
  async cycle(kind) {
    const socket = window.inside[kind];
    expectSave();
    for (const text of window.inside.texts) {
      socket.receive(text);
      const [confirmed] = socket.sent.splice(0);
      const rid = confirmed.slice(confirmed.lastIndexOf(':') + 1, -2);
      socket.receive(`42["ack",{"rid":${rid}}]`);
      socket.receive(`42["msg_recv_v2",{"code":0,"message":"success","rid":${rid}}]`);
    }
    await saved();
  },
};

