// What goes over the wire, for the server and for the pages: the same payloads for every client.
// It must never depend on Node or on a browser.

export const APPKEY = '4f7aef34fb361292c566a1cd';
export const ME = 'me';
/** The size of a frame as servers send them: a text of some forty characters, with its envelope. */
export const FRAME_LENGTH = 627;
const FIRST_ID = 229_000_000;
const TIME = 1_547_030_000_000;

export const username = (conversation) => `user${conversation}`;
const uid = (conversation) => 19_000_000 + conversation;

/** The nth message of all, from the user of this number. */
export function message(nth, conversation) {
  const id = FIRST_ID + nth;
  return {
    ctime_ms: TIME + nth,
    ctime: Math.floor((TIME + nth) / 1000),
    from_uid: uid(conversation),
    from_gid: 0,
    msg_type: 3,
    msg_id: id,
    msg_level: 0,
    need_receipt: false,
    custom_notification: { enabled: false, title: '', alert: '', at_prefix: '' },
    content: {
      version: 1,
      target_type: 'single',
      target_id: ME,
      target_name: ME,
      target_appkey: APPKEY,
      from_type: 'user',
      from_id: username(conversation),
      from_name: username(conversation),
      from_appkey: APPKEY,
      from_platform: 'web',
      create_time: TIME + nth,
      set_from_name: 0,
      msg_type: 'text',
      msg_body: { text: 'See you at eight, then' },
    },
  };
}

export const event = (name, data) => `42${JSON.stringify([name, data])}`;

const pushed = (messages) => ({ uid: 1, rid: messages[0].msg_id, event: 'msg_sync', messages });

/** The nth message, so long that it alone makes a frame of FRAME_LENGTH characters. */
function padded(nth, conversation) {
  const made = message(nth, conversation);
  const { msg_body: body } = made.content;
  body.text = body.text.padEnd(body.text.length + FRAME_LENGTH - event('msg_sync', pushed([made])).length, '.');
  return made;
}

/** Live messages in one frame, from the users of so many conversations in turn. */
export const frame = (first, known, count = 1) =>
  event('msg_sync', pushed(Array.from({ length: count }, (_, at) => padded(first + at, (first + at) % known))));

/** What was missed while away: so many conversations, so many messages in each. `round` tells one absence from another. */
export function missed(round, known, each) {
  const messages = Array.from({ length: known }, (_, conversation) => ({
    msg_type: 3,
    from_username: username(conversation),
    from_appkey: APPKEY,
    unsync_count: each,
    msgs: Array.from({ length: each }, (__, at) => {
      const { ctime_ms, msg_type, msg_id, msg_level, content } = message((round * known + conversation) * each + at, conversation);
      return { ctime_ms, msg_type, msg_id, msg_level, content };
    }),
  }));
  return event('sync_conversation', { sync_key: TIME + round, rid: TIME + round, event: 'sync_conversation', messages });
}

/** A text to a user, as a client sends it. */
export const SEND = 's_across_single_text';
export const outgoing = (nth) => ({
  content: {
    version: 1,
    target_type: 'single',
    from_platform: 'web',
    target_id: username(0),
    target_name: username(0),
    from_id: ME,
    create_time: TIME + nth,
    msg_type: 'text',
    msg_body: { text: 'See you at eight, then' },
  },
  no_offline: false,
  no_notification: false,
  target_name: username(0),
  target_id: username(0),
});

/** What a client confirms of a message. */
export const confirmation = ({ msg_id, msg_type, from_uid, from_gid }) => ({ msg_id, msg_type, from_uid, from_gid });

/** Users' conversations, as `get_conversations` lists them. */
export const conversations = (count) => Array.from({ length: count }, (_, at) => ({
  type: 3, key: String(uid(at)), utime: 1, name: username(at), username: username(at), appkey: APPKEY, nickname: '', avatar: '', mtime: TIME,
}));

export const AUTH = { appkey: APPKEY, random_str: '022cd9fd995849b58b3ef0e943421ed9', signature: '0123456789abcdef0123456789abcdef', timestamp: '1507882399401', flag: 1 };
