// The types of the SDK, written by hand after docs/api.md. They hold no value: what runs is the bundle. This file is the
// object; what its methods take and give is in types/. It must never name a method that the core's table doesn't have.

import type {
  AuthPayload, Credentials, CustomArgs, FileArgs, ImageArgs, JMessageOptions, JoinAnswer, LocationArgs, MemberArgs,
  MembersArgs, Mentions, PasswordChange, Registration, TargetArgs, TextArgs, ToGroup, ToRoom, ToSingle,
} from './types/arguments.js';
import type { ConnectionChange, ConnectionState, Stats, WaitingMessage } from './types/connection.js';
import type { JMessageEvent } from './types/events.js';
import type { Handle, JMessageError, UploadHandle } from './types/handle.js';
import type { JMessageEvents, Promised } from './types/listeners.js';
import type {
  ReceiptChange, ReceivedMessage, RoomMessage, SentMessage, SyncedConversation, TransMessage, UnreadUpdate,
} from './types/messages.js';
import type {
  BlacksReply, ChatroomReply, ChatroomsReply, ConversationsReply, FriendsReply, GroupCreatedReply, GroupInfoReply,
  GroupLeftReply, GroupReceiptReply, GroupSentReply, GroupsReply, LoginReply, MembersReply, NoDisturbReply,
  PublicGroupsReply, ResourceReply, RoomIdReply, RoomSentReply, SelfChatroomsReply, ShieldsReply, SingleReceiptReply,
  SingleSentReply, UnreadListReply, UserChange, UserInfoReply,
} from './types/replies.js';
import type { ConversationRef, Extras, Id, Profile, UserRef } from './types/values.js';

export * from './types/arguments.js';
export * from './types/codes.js';
export * from './types/connection.js';
export * from './types/events.js';
export * from './types/handle.js';
export * from './types/listeners.js';
export * from './types/messages.js';
export * from './types/replies.js';
export * from './types/values.js';

/**
 * A client of JMessage (极光 IM). It connects when it is made, and again whenever the connection is lost; after a loss
 * the page calls init and login again, in onDisconnect, unless it left that to the SDK (option reconnect). Several instances may live in one page, one per account.
 *
 * Methods may be pulled off the object. Each says what must have happened before; called earlier, it throws. Wrong
 * arguments reach onFail with code 880002 and a message that names the field. Arguments are never changed.
 */
export declare class JMessage<Custom extends object = Extras, E extends object = Extras> {
  constructor(options?: JMessageOptions);
  static readonly version: string;
  /** What promises reject with. */
  static readonly Error: typeof JMessageError;

  /** Ours. The methods that return a handle, as promises: `await JIM.promise.getGroups()`. What comes too early rejects. */
  readonly promise: Promised<JMessage<Custom, E>>;
  /**
   * Ours. Adds a listener beside those that are there; what is returned, or the signal, takes it away again. The events
   * are the listeners below without their "on": `JIM.on('msgReceive', ({ messages }) => ...)`.
   */
  on<N extends keyof JMessageEvents>(event: N, fn: (data: JMessageEvents<Custom, E>[N]) => void, options?: { signal?: AbortSignal }): () => void;
  /** Ours. The next of an event, as a promise; the signal rejects it. */
  once<N extends keyof JMessageEvents>(event: N, options?: { signal?: AbortSignal }): Promise<JMessageEvents<Custom, E>[N]>;

  // ---- Connection and session (初始化与登录) ----

  /** Tells the server which app this is (初始化). May be called at once; goes out when the connection is up. */
  init(args: AuthPayload): Handle<{}>;
  /** The connection is gone (断线监听): only while logged in, not after loginOut. Call init and login again here. */
  onDisconnect(fn: () => void): void;
  /** The connection is up. */
  isConnect(): boolean;
  /** init succeeded. */
  isInit(): boolean;
  /** login succeeded. */
  isLogin(): boolean;
  /** Makes an account (注册). After init. */
  register(args: Registration): Handle<{ uid?: number; username?: string }>;
  /** Logs in (登录). After init; every method below needs it, where nothing else is said. */
  login(args: Credentials): Handle<LoginReply>;
  /** Logs out (登出): the object is as freshly made. What waits for a reply fails with 889001. */
  loginOut(): void;
  /**
   * Ours. Ends this object for good: its socket, timer and memory are given back, what is unsaved is stored, and whoever
   * waits hears onFail with 889001. Afterwards getters answer false or 0, and calls throw "closed". Harmless twice.
   */
  close(): void;
  /** Ours. How the session stands. */
  connection(): ConnectionState;
  /** Ours. How the session stands has changed. */
  onConnectionChange(fn: (change: ConnectionChange) => void): void;
  /** Ours. The messages that are not answered yet, oldest first. */
  outbox(): WaitingMessage<Custom, E>[];
  /** Ours. With reconnect: other messages wait than before. */
  onOutboxChange(fn: () => void): void;
  /** Ours. A message that waits is not to go out any more. */
  discard(id: number): void;
  /** Ours. How the object stands, for whoever looks into trouble. */
  stats(): Stats;

  // ---- Users (用户管理) ----

  /** Somebody's profile, or my own. */
  getUserInfo(args: UserRef): Handle<UserInfoReply>;
  /** Changes my profile. What is not given stays. */
  updateSelfInfo(args: Profile): Handle<{}>;
  /** Uploads my avatar: a FormData with one picture. */
  updateSelfAvatar(args: { avatar: FormData }): UploadHandle<{}>;
  /** Changes my password. My other sessions end. */
  updateSelfPwd(args: PasswordChange): Handle<{}>;

  // ---- Conversations (会话) ----

  /** My conversations, with extras and unread counts. */
  getConversation(): Handle<ConversationsReply>;
  /** Sets a conversation's extras on this device, replacing what was there. */
  updateConversation(args: ConversationRef & { extras: Extras }): void;
  /** How many messages of a conversation are unread; 0 for one that is unknown. */
  getUnreadMsgCnt(args: ConversationRef): number;
  /** Opens a conversation: its count becomes 0 and stays so, until another is opened or it is left. */
  resetUnreadCount(args: ConversationRef): void;
  /** Ours. Leaves the open conversation: its messages count as unread again. Needs no login. */
  exitConversation(): void;
  /** Who has read a message of mine that was sent with need_receipt, and who has not. */
  msgUnreadList(args: { msg_id: Id }): Handle<UnreadListReply>;
  /** Tells the senders that I read their messages (已读回执). Sent in batches, every 2 s. */
  addSingleReceiptReport(args: UserRef & { msg_ids: [Id, ...Id[]] }): Handle<SingleReceiptReply, Id[]>;
  /** Without ids there is nothing to tell, and no handle. */
  addSingleReceiptReport(args: UserRef & { msg_ids: Id[] }): Handle<SingleReceiptReply, Id[]> | undefined;
  /** The same for a group's messages. */
  addGroupReceiptReport(args: { gid: Id; msg_ids: [Id, ...Id[]] }): Handle<GroupReceiptReply, Id[]>;
  /** Without ids there is nothing to tell, and no handle. */
  addGroupReceiptReport(args: { gid: Id; msg_ids: Id[] }): Handle<GroupReceiptReply, Id[]> | undefined;

  // ---- Messages (消息) ----

  /** A URL for a file, by its media_id. */
  getResource(args: { media_id: string }): Handle<ResourceReply>;
  /** Takes back a message of mine (消息撤回), within three minutes. */
  msgRetract(args: { msg_id: Id }): Handle<{}>;
  /** Sends text to a user (单聊文本). */
  sendSingleMsg(args: ToSingle & TextArgs<E>): Handle<SingleSentReply, SentMessage<'text', Custom, E>>;
  /** Sends a picture to a user. */
  sendSinglePic(args: ToSingle & ImageArgs<E>): UploadHandle<SingleSentReply, SentMessage<'image', Custom, E>>;
  /** Sends a file to a user. */
  sendSingleFile(args: ToSingle & FileArgs<E>): UploadHandle<SingleSentReply, SentMessage<'file', Custom, E>>;
  /** Sends a place to a user. */
  sendSingleLocation(args: ToSingle & LocationArgs<E>): Handle<SingleSentReply, SentMessage<'location', Custom, E>>;
  /** Sends an object of the app's own to a user. */
  sendSingleCustom(args: ToSingle & CustomArgs<Custom>): Handle<SingleSentReply, SentMessage<'custom', Custom, E>>;
  /** Sends text to a group (群聊文本), perhaps mentioning members. */
  sendGroupMsg(args: ToGroup & TextArgs<E> & Mentions): Handle<GroupSentReply, SentMessage<'text', Custom, E>>;
  /** Sends a picture to a group. */
  sendGroupPic(args: ToGroup & ImageArgs<E>): UploadHandle<GroupSentReply, SentMessage<'image', Custom, E>>;
  /** Sends a file to a group. */
  sendGroupFile(args: ToGroup & FileArgs<E>): UploadHandle<GroupSentReply, SentMessage<'file', Custom, E>>;
  /** Sends a place to a group. */
  sendGroupLocation(args: ToGroup & LocationArgs<E>): Handle<GroupSentReply, SentMessage<'location', Custom, E>>;
  /** Sends an object of the app's own to a group. */
  sendGroupCustom(args: ToGroup & CustomArgs<Custom>): Handle<GroupSentReply, SentMessage<'custom', Custom, E>>;
  /** Passes text to a user who is on now (消息透传). It is not stored, and no message. */
  transSingleMsg(args: { target_username: string; cmd: string; target_appkey?: string }): Handle<{}>;
  /** Passes text to the members of a group who are on now. */
  transGroupMsg(args: { gid: Id; cmd: string }): Handle<{}>;
  /** Passes text to my own other devices. */
  transPlatMsg(args: { platform: 'all' | 'android' | 'ios' | 'pc'; cmd: string }): Handle<{}>;

  // ---- Groups (群组) ----

  /** Creates a group that is mine. `is_limit`: a public one (公开群). */
  createGroup(args: {
    group_name: string;
    group_description?: string;
    avatar?: FormData;
    is_limit?: boolean;
  }): UploadHandle<GroupCreatedReply>;
  /** Leaves a group. */
  exitGroup(args: { gid: Id }): Handle<GroupLeftReply>;
  /** Adds members. In a public group only owner and keepers do; others' additions become join requests. */
  addGroupMembers(args: MembersArgs): Handle<{}>;
  /** Removes members. */
  delGroupMembers(args: MembersArgs): Handle<{}>;
  /** The groups that I am in. */
  getGroups(): Handle<GroupsReply>;
  getGroupInfo(args: { gid: Id }): Handle<GroupInfoReply>;
  /** Changes a group; at least one of the three must be there. */
  updateGroupInfo(args: {
    gid: Id;
    group_name?: string;
    group_description?: string;
    avatar?: FormData;
  }): UploadHandle<{}>;
  getGroupMembers(args: { gid: Id }): Handle<MembersReply>;
  /** Asks to be let into a public group (申请入群). */
  joinGroup(args: { gid: Id; reason?: string }): Handle<{}>;
  /** Answers such a request (入群审批): owner and keepers. */
  addGroupMemberResp(args: JoinAnswer): Handle<{}>;
  /** Silences a member (禁言). */
  addGroupMemSilence(args: MemberArgs): Handle<{}>;
  /** Lets a member speak again. */
  delGroupMemSilence(args: MemberArgs): Handle<{}>;
  /** Makes members keepers (管理员): the owner. */
  addGroupKeeper(args: MembersArgs): Handle<{}>;
  /** Makes keepers members again: the owner. */
  delGroupKeeper(args: MembersArgs): Handle<{}>;
  /** Hands a group over (移交群主): the owner. */
  changeGroupAdmin(args: MemberArgs): Handle<{}>;
  /** Ends a group (解散群): the owner. */
  dissolveGroup(args: { gid: Id }): Handle<{}>;
  /** Public groups of an app, page by page; `start` is 0 for the first. */
  getAppkeyPublicGroups(args: { start: Id; appkey?: string }): Handle<PublicGroupsReply>;

  // ---- Chat rooms (聊天室) ----

  /** Chat rooms of an app, page by page; `start` is 0 for the first, and where it is left out. */
  getAppkeyChatrooms(args?: { start?: Id; appkey?: string }): Handle<ChatroomsReply>;
  /** The rooms that I am in. */
  getSelfChatrooms(): Handle<SelfChatroomsReply>;
  /** A room's details; of one that a list named, without asking the server. */
  getChatroomInfo(args: { id: Id }): Handle<ChatroomReply>;
  /** Enters a room: onRoomMsg then brings its last messages. 881507: I am in already. */
  enterChatroom(args: { id: Id }): Handle<RoomIdReply>;
  exitChatroom(args: { id: Id }): Handle<RoomIdReply>;
  sendChatroomMsg(args: ToRoom & TextArgs<E>): Handle<RoomSentReply, SentMessage<'text', Custom, E>>;
  sendChatroomPic(args: ToRoom & ImageArgs<E>): UploadHandle<RoomSentReply, SentMessage<'image', Custom, E>>;
  sendChatroomFile(args: ToRoom & FileArgs<E>): UploadHandle<RoomSentReply, SentMessage<'file', Custom, E>>;
  sendChatroomLocation(args: ToRoom & LocationArgs<E>): Handle<RoomSentReply, SentMessage<'location', Custom, E>>;
  sendChatroomCustom(args: ToRoom & CustomArgs<Custom>): Handle<RoomSentReply, SentMessage<'custom', Custom, E>>;

  // ---- No-disturb, shields, black list (免打扰、群屏蔽、黑名单) ----

  /** What doesn't disturb me: its messages come without a notification. */
  getNoDisturb(): Handle<NoDisturbReply>;
  addSingleNoDisturb(args: TargetArgs): Handle<{}>;
  delSingleNoDisturb(args: TargetArgs): Handle<{}>;
  addGroupNoDisturb(args: { gid: Id }): Handle<{}>;
  delGroupNoDisturb(args: { gid: Id }): Handle<{}>;
  addGlobalNoDisturb(): Handle<{}>;
  delGlobalNoDisturb(): Handle<{}>;
  /** The groups whose messages don't reach me at all. */
  groupShieldList(): Handle<ShieldsReply>;
  addGroupShield(args: { gid: Id }): Handle<{}>;
  delGroupShield(args: { gid: Id }): Handle<{}>;
  /** The users whose messages don't reach me. */
  getBlacks(): Handle<BlacksReply>;
  addSingleBlacks(args: { member_usernames: UserRef[] }): Handle<{}>;
  delSingleBlacks(args: { member_usernames: UserRef[] }): Handle<{}>;

  // ---- Friends (好友) ----

  getFriendList(): Handle<FriendsReply>;
  /** Asks somebody to be a friend; `why` is what they read. The answer is an event of type 5. */
  addFriend(args: TargetArgs & { why: string }): Handle<{}>;
  acceptFriend(args: TargetArgs): Handle<{}>;
  declineFriend(args: TargetArgs & { why?: string }): Handle<{}>;
  delFriend(args: TargetArgs): Handle<{}>;
  /** My own name and notes for a friend (好友备注). */
  updateFriendMemo(args: TargetArgs & { memo_name: string; memo_others?: string }): Handle<{}>;

  // ---- Listeners (监听). One function each: setting it again replaces it. They may be set at any time; `on` adds more. ----

  /** Messages as they arrive. */
  onMsgReceive(fn: (data: { rid: number; uid?: number; messages: ReceivedMessage<Custom, E>[] }) => void): void;
  /** What was missed while away (离线消息), by conversation. */
  onSyncConversation(fn: (conversations: SyncedConversation<Custom, E>[]) => void): void;
  /** A friend, a group's member, or the other of a single chat changed their profile. */
  onUserInfUpdate(fn: (change: UserChange) => void): void;
  /** Events as they happen (业务事件). After 1 and 2 this session is over. */
  onEventNotification(fn: (event: JMessageEvent) => void): void;
  /** Events that were missed while away. */
  onSyncEvent(fn: (events: JMessageEvent[]) => void): void;
  /** Messages of mine were read. */
  onMsgReceiptChange(fn: (change: ReceiptChange) => void): void;
  /** The same, missed while away. */
  onSyncMsgReceipt(fn: (changes: ReceiptChange[]) => void): void;
  /** A conversation was read on another device of mine (多端在线), which lowered its count here. */
  onMutiUnreadMsgUpdate(fn: (update: UnreadUpdate) => void): void;
  /** Text that was passed through. */
  onTransMsgRec(fn: (message: TransMessage) => void): void;
  /** Messages of the chat rooms that I am in, one by one. */
  onRoomMsg(fn: (message: RoomMessage<Custom, E>) => void): void;
}

export default JMessage;
