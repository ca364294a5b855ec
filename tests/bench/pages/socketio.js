// The other floor: socket.io-client, and an emit for each message. It must never do more than that.
import { address, bench, onAnswer, onMark } from '/live.js';
import { SEND, confirmation, outgoing } from '/message.js';

let socket;
let rid = 0;

bench({
  connect: () => new Promise((opened) => {
    socket = window.io(address, { transports: ['websocket'] });
    socket.on('connect', opened);
    socket.on('trans_msg_rec', onMark);
    socket.on(SEND, onAnswer);
    socket.on('msg_sync', ({ messages }) => {
      for (const message of messages) {
        rid += 1;
        socket.emit('msg_recv_v2', { ...confirmation(message), rid });
        window.bench.messages += 1;
      }
    });
  }),
  sendOne: (nth) => socket.emit(SEND, { ...outgoing(nth), rid: (rid += 1) }),
});
