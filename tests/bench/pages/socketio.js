// The other floor: socket.io-client, and an emit for each message. It must never do more than that.
import { address, bench, onMark } from '/live.js';
import { confirmation } from '/message.js';

let rid = 0;

bench({
  connect: () => new Promise((opened) => {
    const socket = window.io(address, { transports: ['websocket'] });
    socket.on('connect', opened);
    socket.on('trans_msg_rec', onMark);
    socket.on('msg_sync', ({ messages }) => {
      for (const message of messages) {
        rid += 1;
        socket.emit('msg_recv_v2', { ...confirmation(message), rid });
        window.bench.messages += 1;
      }
    });
  }),
});
