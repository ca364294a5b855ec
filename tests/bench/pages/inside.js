// Two clients on sockets that go nowhere, the SDK and the plain one, fed with the same frames.
// It must never measure the making of frames.
import { sockets } from '/fake-socket.js';
import { AUTH, ME, conversations, event, frame, missed } from '/message.js';
import { PlainClient } from '/plain.js';
import { save } from '/storage.js';

const heard = { ours: 0, plain: 0 };
const hears = (kind) => ({
  onMessages: ({ messages }) => { heard[kind] += messages.length; },
  onMissed: (items) => { for (const { msgs } of items) heard[kind] += msgs.length; },
});
let made = 0;
let texts = [];

/** Answers what a client has sent, by name; returns the frames, for who wants to feed them itself. */
const answers = (socket, more = {}) => socket.sent.splice(0).flatMap((text) => {
  const [name, { rid }] = JSON.parse(text.slice(2));
  return [event('ack', { rid }), event(name, { code: 0, message: 'success', rid, ...more })];
});
const feed = (socket, frames) => { for (const text of frames) socket.receive(text); };

function plainClient(storageKey) {
  const socket = new window.WebSocket();
  new PlainClient(socket, { storageKey, ...hears('plain') });
  return socket;
}

/** The SDK, logged in, with so many conversations known. */
async function ourClient(known) {
  const client = new window.JMessage({ address: 'ws://nowhere' });
  const socket = sockets.at(-1);
  const { onMessages, onMissed } = hears('ours');
  client.onMsgReceive(onMessages);
  client.onSyncConversation(onMissed);
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
  save();
  return socket;
}

window.inside = {
  heard,

  async make(kind, known) { window.inside[kind] = kind === 'ours' ? await ourClient(known) : plainClient(`plain-${known}`); },

  /** Has messages ready, for both clients. */
  prepare(count, known) { texts = Array.from({ length: count }, () => frame(made++, known)); },

  /** Has one frame ready, of what was missed; says how long it is. */
  prepareMissed(round, known, each) {
    texts = [missed(round, known, each)];
    return texts[0].length;
  },

  /** Messages and their confirmations. */
  dispatch(kind) { feed(window.inside[kind], texts); },

  /** Answers what a client has confirmed meanwhile, and has it written; says how many there were. */
  answer(kind) {
    const socket = window.inside[kind];
    const { length } = socket.sent;
    feed(socket, answers(socket));
    save();
    return length;
  },

  /** Messages, their confirmations and the answers to those; then what was changed is written. */
  cycle(kind) {
    const socket = window.inside[kind];
    for (const text of texts) {
      socket.receive(text);
      const [confirmed] = socket.sent.splice(0);
      const rid = confirmed.slice(confirmed.lastIndexOf(':') + 1, -2);
      socket.receive(`42["ack",{"rid":${rid}}]`);
      socket.receive(`42["msg_recv_v2",{"code":0,"message":"success","rid":${rid}}]`);
    }
    save();
  },
};
