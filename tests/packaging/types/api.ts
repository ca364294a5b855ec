// The whole public face as a page in TypeScript uses it. Every line compiles; a line under @ts-expect-error must not.
import JMessage, { JMessage as Named } from 'jmessage-web';
import { share } from 'jmessage-web/shared';
import type {
  ConnectionState, Handle, JMessageError, JMessageErrorCode, JMessageErrorCodes, JMessageEvent, MessageContent, UploadHandle,
} from 'jmessage-web';

const JIM = new JMessage({ address: 'ws://127.0.0.1:9090', upload_file: 'http://127.0.0.1:9090/resource', debug: true });
const another: Named = new Named();
const version: string = JMessage.version;
const Shared: typeof JMessage = share(JMessage);
new Shared({ shareConnection: true, appkey: 'k' });
// @ts-expect-error no such option
new JMessage({ host: 'h' });
// @ts-expect-error a constructor, no function
JMessage();

// ---- Handles ----
const auth = { appkey: 'k', random_str: 'r', timestamp: '1', signature: 's' };
JIM.init({ ...auth, flag: 1 })
  .onFail((error) => console.log(error.code, error.message.length))
  .onTimeout((timeout) => console.log(timeout.rid, timeout.response_timeout))
  .onAck(({ data }) => console.log(data))
  .onSuccess((data) => console.log(data.code, data.message));
// @ts-expect-error signature is missing
JIM.init({ appkey: 'k', random_str: 'r', timestamp: '1' });
// @ts-expect-error 0 or 1
JIM.init({ ...auth, flag: 2 });

// ---- A session that is kept ----
const keeping = new JMessage({
  reconnect: true,
  auth: async ({ attempt, reason }) => ({ ...auth, attempt, late: reason === 'expired' }),
  grace: 10_000,
  outbox: { limit: 10, storage: true },
});
new JMessage({ reconnect: true, outbox: 'storage' });
keeping.onConnectionChange(({ state, previous, reason, retryIn, resumed }) => console.log(state === 'online', previous, reason?.code, retryIn, resumed));
const state: ConnectionState = keeping.connection();
keeping.onOutboxChange(() => keeping.outbox().forEach(({ id, method, arguments: { content }, since, attempts }) => {
  console.log(method, content.msg_type, since + attempts);
  keeping.discard(id);
}));
keeping.onOutboxChange((end) => end && console.log(end.id, end.code === 0 ? end.msg_id : end.message, end.arguments.content.msg_type));
// @ts-expect-error no such state
if (keeping.connection() === 'offline') console.log(state);

async function promises(): Promise<Handle<{}>> {
  const { online_list } = await JIM.login({ username: 'ann', password: 123, is_md5: false }).toPromise();
  const seconds: number | undefined = online_list?.[0].mtime;
  try {
    await JIM.register({ username: 'ann', password: 'secret', gender: 2, extras: { a: { b: 1 } } }).toPromise();
  } catch (thrown) {
    const { code, data } = thrown as JMessageError;
    const EXISTS: JMessageErrorCodes['REGISTER_LIMIT'] = 880007;
    if (code === EXISTS || code === 123) console.log(data, seconds);
  }
  return JIM.updateSelfInfo({ nickname: 'Ann' }); // A handle is no promise: it stays a handle.
}
// @ts-expect-error a handle is no thenable
JIM.getGroups().then(() => {});
// @ts-expect-error no such code
const wrong: JMessageErrorCode = 1;
// @ts-expect-error 1 is not a gender of theirs
JIM.register({ username: 'ann', password: 'secret', gender: 3 });

// ---- Getters and what has no handle ----
const states: boolean[] = [JIM.isConnect(), JIM.isInit(), JIM.isLogin()];
const unread: number = JIM.getUnreadMsgCnt({ username: 'bob' }) + JIM.getUnreadMsgCnt({ gid: 1 });
JIM.updateConversation({ gid: '1', extras: { pinned: true } });
JIM.resetUnreadCount({ username: 'bob', appkey: 'other' });
JIM.exitConversation();
JIM.loginOut();
// @ts-expect-error returns nothing
JIM.loginOut().onSuccess(() => {});
// @ts-expect-error neither username nor gid
JIM.getUnreadMsgCnt({});
// @ts-expect-error extras are missing
JIM.updateConversation({ gid: 1 });

// ---- Messages ----
const form = new FormData();
JIM.sendSingleMsg({ target_username: 'bob', content: 'hi', extras: { a: 1 }, need_receipt: true }).onSuccess((data, msg) => {
  console.log(data.msg_id + data.ctime_ms, data.target_username, msg.content.msg_body.text);
  JIM.sendGroupMsg({ target_gid: 1, msg_body: msg.content.msg_body, at_list: [] });
  // @ts-expect-error a text has no media_id
  msg.content.msg_body.media_id;
});
const upload: UploadHandle<unknown, unknown> = JIM.sendGroupPic({ target_gid: '1', image: form })
  .onSuccess((data, msg) => console.log(data.msg_id, msg.content.msg_body.width))
  .onProgress(({ loaded, total }) => console.log(loaded / total));
upload.abort().onFail(() => {});
JIM.sendChatroomLocation({ target_rid: 1, latitude: 0, longitude: 0, scale: 1, label: 'Null Island' });
JIM.sendSingleCustom({ target_username: 'bob', custom: { any: ['thing'] } });
JIM.sendSingleFile({
  target_username: 'bob',
  appkey: 'other',
  msg_body: { media_id: 'm', media_crc32: 1, fsize: 1, fname: 'f' },
  custom_notification: { enabled: true, alert: 'a file' },
});
// @ts-expect-error neither content nor msg_body
JIM.sendSingleMsg({ target_username: 'bob' });
// @ts-expect-error a group is named by target_gid
JIM.sendGroupMsg({ gid: 1, content: 'hi' });
// @ts-expect-error the label is missing
JIM.sendGroupLocation({ target_gid: 1, latitude: 1, longitude: 1, scale: 1 });
// @ts-expect-error text uploads nothing
JIM.sendSingleMsg({ target_username: 'bob', content: 'hi' }).onProgress(() => {});
// @ts-expect-error a picture is a FormData
JIM.sendSinglePic({ target_username: 'bob', image: 'data:' });
// @ts-expect-error no such platform
JIM.transPlatMsg({ platform: 'fridge', cmd: 'open' });

JIM.addSingleReceiptReport({ username: 'bob', msg_ids: [1, 2] }).onSuccess((data, ids) => console.log(data.username, ids.length));
declare const ids: number[];
JIM.addGroupReceiptReport({ gid: 1, msg_ids: ids })?.onSuccess(() => {});
// @ts-expect-error there may be no handle
JIM.addGroupReceiptReport({ gid: 1, msg_ids: ids }).onSuccess(() => {});

// ---- Replies ----
JIM.getConversation().onSuccess(({ conversations: [first] }) => console.log(first.type === 3, first.gid, first.extras.anything));
JIM.getGroupMembers({ gid: 1 }).onSuccess(({ member_list }) => member_list.filter(({ flag, keep_silence }) => flag === 1 && keep_silence));
JIM.getAppkeyChatrooms().onSuccess(({ result }) => result.rooms[0].total_member_count + result.total);
JIM.groupShieldList().onSuccess(({ groups }) => groups.map(({ group_type }) => group_type));
JIM.createGroup({ group_name: 'g', avatar: form, is_limit: true }).onSuccess(({ gid }) => gid.toFixed());
JIM.addGroupMemberResp({ gid: 1, event_id: 2, from_username: 'a', target_username: 'b', result: 0 });
// @ts-expect-error users are objects
JIM.addGroupMembers({ gid: 1, member_usernames: ['bob'] });
// @ts-expect-error start is required
JIM.getAppkeyPublicGroups({});

// ---- Listeners ----
JIM.onDisconnect(() => promises());
JIM.onMsgReceive(({ rid, messages }) => messages.forEach(({ content }) => show(content, rid)));
JIM.onSyncConversation(([first]) => first.msgs[0]?.content.msg_type);
JIM.onSyncEvent((events) => events.forEach(hear));
JIM.onEventNotification(hear);
JIM.onMsgReceiptChange(({ receipt_msgs }) => receipt_msgs.map(({ unread_count }) => unread_count));
JIM.onMutiUnreadMsgUpdate(({ unreadCount }) => unreadCount + unread);
JIM.onUserInfUpdate(({ username, from_username, mtime }) => [username, from_username, mtime, states, another, version]);
JIM.onTransMsgRec(({ type, cmd }) => type === 5 && cmd);
JIM.onRoomMsg(({ room_id, content }) => show(content, room_id));
// @ts-expect-error no such listener
JIM.onMessage(() => {});

function show(content: MessageContent, _: number): string {
  switch (content.msg_type) {
    case 'text': return content.msg_body.text;
    case 'image': return `${content.msg_body.width} x ${content.msg_body.height}`;
    case 'voice': return `${content.msg_body.duration} s`;
    case 'custom': return content.msg_body.whatever;
    default: return content.msg_type;
  }
}

// An event that servers learn to send later.
function later(event: JMessageEvent): unknown {
  switch (event.event_type) {
    case 1: case 2: case 5: case 6: case 7: case 8: case 9: case 10: case 11: case 12: case 37: case 38: case 39: case 40: case 55:
    case 56: case 57: case 58: case 65: case 80: case 82: case 100: case 101: case 102: case 103: case 201:
      // @ts-expect-error not every listed event has it
      return event.whatever;
    default: {
      const type: number = event.event_type;
      return [type, event.event_id, event.whatever];
    }
  }
}

function hear(event: JMessageEvent): unknown {
  switch (event.event_type) {
    case 1: return event.extra === 2;
    case 5: return event.extra === 2 && event.return_code;
    case 10: return event.to_usernames[0].username + event.gid;
    case 55: return event.type === 1 ? event.from_gid.toFixed() : event.msgid_list.concat();
    case 56: return event.by_self && event.description;
    case 100: return event.extra === 7 ? event.description.memo_name : event.to_usernames;
    case 102: return event.extra === 33 ? event.to_groups : undefined;
    case 103:
      // @ts-expect-error of a shield, no user is named
      return event.to_usernames;
    default: return event.event_id + String(later(event));
  }
}

// Events and promises.
const off: () => void = JIM.on('msgReceive', ({ messages }) => messages.length, { signal: new AbortController().signal });
off();
JIM.once('connectionChange').then(({ state }) => state === 'online');
JIM.promise.getUserInfo({ username: 'bob' }, { timeout: 5000 }).then(({ user_info }) => user_info.username);
JIM.promise.getGroups(undefined, { timeout: 5000 }).then(({ group_list }) => group_list.length);
// @ts-expect-error there is no such event
JIM.on('msgRecieve', () => {});
// @ts-expect-error it returns no handle, so it promises nothing
JIM.promise.isLogin();
// @ts-expect-error a required argument is missing
JIM.promise.getUserInfo({});

// ---- Told apart by their type ----
JIM.onMsgReceive(({ messages: [message] }) => {
  if (message.msg_type === 4) return message.from_gid?.toFixed();
  // @ts-expect-error a single chat has no gid
  message.from_gid?.toFixed();
  return message.from_username?.trim();
});
JIM.onSyncConversation((all) => all.map((missed) =>
  missed.msg_type === 3 ? missed.from_username.trim() + missed.msgs[0].from_uid : missed.from_gid.toFixed() + missed.msgs[0].from_gid));
JIM.onTransMsgRec((message) => {
  switch (message.type) {
    case 3: return message.from_username?.trim();
    case 4: return message.gid.toFixed();
    default: return message.platform.trim();
  }
});
JIM.onMsgReceiptChange((change) => (change.type === 3 ? change.username.trim() : change.gid.toFixed()));
JIM.onMutiUnreadMsgUpdate(({ type, gid, username }) => (type === 3 ? username.trim() : gid.toFixed()));
JIM.getConversation().onSuccess(({ conversations }) => conversations.map((one) => (one.type === 3 ? one.appkey.trim() : one.gid.trim())));
// @ts-expect-error a group has no username
JIM.getConversation().onSuccess(({ conversations: [one] }) => one.type === 4 && one.username.trim());

// ---- Either its parts, or the body of another ----
// @ts-expect-error both
JIM.sendSingleMsg({ target_username: 'bob', content: 'hi', msg_body: { text: 'hi' } });
// @ts-expect-error both
JIM.sendGroupPic({ target_gid: 1, image: form, msg_body: { media_id: 'm', media_crc32: 1, width: 1, height: 1 } });
// @ts-expect-error extras are the body's
JIM.sendSingleMsg({ target_username: 'bob', extras: {}, msg_body: { text: 'hi' } });

// ---- The app's own bodies and extras ----
interface Order { id: number; goods: string[] }
const shop = new JMessage<Order, { color: string }>();
shop.sendSingleCustom({ target_username: 'bob', custom: { id: 1, goods: [] } }).onSuccess((_, { content }) => content.msg_body.goods.length);
shop.sendGroupMsg({ target_gid: 1, content: 'hi', extras: { color: 'red' } }).onSuccess((_, { content }) => content.msg_body.extras?.color.trim());
shop.onMsgReceive(({ messages: [{ content }] }) => (content.msg_type === 'custom' ? content.msg_body.id.toFixed() : content.msg_type === 'text' && content.msg_body.extras?.color));
shop.on('roomMsg', ({ content }) => content.msg_type === 'custom' && content.msg_body.goods);
shop.promise.sendChatroomCustom({ target_rid: 1, custom: { id: 1, goods: ['tea'] } }).then(({ room_id }) => room_id);
// @ts-expect-error no goods
shop.sendSingleCustom({ target_username: 'bob', custom: { id: 1 } });
// @ts-expect-error no such extras
shop.sendSingleMsg({ target_username: 'bob', content: 'hi', extras: { size: 1 } });
// @ts-expect-error an order has no such field
shop.onMsgReceive(({ messages: [{ content }] }) => content.msg_type === 'custom' && content.msg_body.price);
