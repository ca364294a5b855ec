// The floor: a WebSocket, JSON.parse, and a text for each message. It must never do more than that.
import { address, bench, onAnswer, onMark } from '/live.js';
import { SEND, outgoing } from '/message.js';

let socket;
let rid = 0;

bench({
  connect: () => new Promise((opened) => {
    socket = new WebSocket(`${address}/socket.io/?EIO=3&transport=websocket`);
    socket.onmessage = ({ data: text }) => {
      if (text === '40') return opened();
      if (!text.startsWith('42')) return undefined;
      const [name, data] = JSON.parse(text.slice(2));
      if (name === SEND) return onAnswer();
      if (name === 'trans_msg_rec') return onMark();
      if (name !== 'msg_sync') return undefined;
      for (const { msg_id, msg_type, from_uid, from_gid } of data.messages) {
        rid += 1;
        socket.send(`42["msg_recv_v2",{"msg_id":${msg_id},"msg_type":${msg_type},"from_uid":${from_uid},"from_gid":${from_gid},"rid":${rid}}]`);
        window.bench.messages += 1;
      }
      return undefined;
    };
  }),
  sendOne: (nth) => socket.send(`42${JSON.stringify([SEND, { ...outgoing(nth), rid: (rid += 1) }])}`),
});
