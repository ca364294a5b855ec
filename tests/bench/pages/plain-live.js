// The SDK's own work in plain JS (plain.js), over a real WebSocket: what counting, confirming and storing cost at least.
// It must never do more than that.
import { address, bench, onMark } from '/live.js';
import { PlainClient } from '/plain.js';
import { save } from '/storage.js';

const MARK = '42["trans_msg_rec"';

bench({
  save,
  connect: () => new Promise((opened) => {
    const socket = new WebSocket(`${address}/socket.io/?EIO=3&transport=websocket`);
    const client = new PlainClient(socket, {
      storageKey: 'conversations',
      onMessages: ({ messages }) => { window.bench.messages += messages.length; },
    });
    socket.onmessage = ({ data: text }) => {
      if (text === '40') opened();
      else if (text.startsWith(MARK)) onMark();
      else client.receive(text);
    };
  }),
});
