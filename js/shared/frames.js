// The frames that tabs with one connection look into: events, their names and numbers. Must never change one.

// What the server says unasked; any other event answers a request.
const PUSHES = [
  'msg_sync', 'sync_conversation', 'sync_event', 'sync_receipt', 'receipt_change', 'trans_msg_rec', 'room_msg_sync', 'room_msg_sync_his',
];
// That something arrived: once is enough, whoever says it.
const CONFIRMATIONS = ['msg_recv_v2', 'sync_conversation_ack', 'sync_event_ack', 'sync_receipt_ack', 'event_notification'];

/** An event's name and data; of any other frame, nothing. */
export const read = (frame) => {
  try {
    const [name, data] = frame.startsWith('42[') ? JSON.parse(frame.slice(2)) : [];
    return Object(data) === data ? { name, data, rid: Number(data.rid) } : {};
  } catch (error) {
    return {};
  }
};
export const write = (name, data, rid) => `42${JSON.stringify([name, Object.assign({}, data, { rid })])}`;

/** The same name answers a confirmation; only an event has a type. */
export const isPush = ({ name, data }) => PUSHES.includes(name) || (name === 'event_notification' && 'event_type' in data);
/** A kick, or a changed password. */
export const isEnd = ({ name, data }) => name === 'event_notification' && [1, 2].includes(data.event_type);
export const isConfirmation = ({ name }) => CONFIRMATIONS.includes(name);
export const isSuccess = ({ code }) => !Number(code);
export const without = (data) => {
  const others = Object.assign({}, data);
  delete others.rid;
  return others;
};

/** Whether two logins are the same user's, by the same password. */
export const isSame = (one, other) => !!one && !!other && one.username === other.username && one.password === other.password;
