// The types of the SDK, written by hand after docs/api.md. They hold no value: what runs is the bundle. This file is the
// object, and the build puts over each method what docs/api says of it; what methods take and give stands beside it. It
// must never name a method that the core's table doesn't have.

import type {
  AuthPayload, Credentials, CustomArgs, FileArgs, ImageArgs, JMessageOptions, JoinAnswer, LocationArgs, MemberArgs,
  MembersArgs, Mentions, PasswordChange, Registration, TargetArgs, TextArgs, ToGroup, ToRoom, ToSingle,
} from './arguments.js';
import type { JMessageErrorCodes } from './codes.js';
import type { ConnectionChange, ConnectionState, EndedMessage, Stats, WaitingMessage } from './connection.js';
import type { JMessageEvent } from './events.js';
import type { Handle, JMessageError, UploadHandle } from './handle.js';
import type { JMessageEvents, Promised } from './listeners.js';
import type {
  ReceiptChange, ReceivedMessage, RoomMessage, SentMessage, SyncedConversation, TransMessage, UnreadUpdate,
} from './messages.js';
import type {
  BlacksReply, ChatroomReply, ChatroomsReply, ConversationsReply, FriendsReply, GroupCreatedReply, GroupInfoReply,
  GroupLeftReply, GroupReceiptReply, GroupSentReply, GroupsReply, LoginReply, MembersReply, NoDisturbReply,
  PublicGroupsReply, ResourceReply, RoomIdReply, RoomSentReply, SelfChatroomsReply, ShieldsReply, SingleReceiptReply,
  SingleSentReply, UnreadListReply, UserChange, UserInfoReply,
} from './replies.js';
import type { ConversationRef, Extras, Id, Profile, UserRef } from './values.js';

export * from './arguments.js';
export * from './codes.js';
export * from './connection.js';
export * from './events.js';
export * from './handle.js';
export * from './listeners.js';
export * from './messages.js';
export * from './replies.js';
export * from './values.js';

/**
 * A client of JMessage (极光 IM). It connects when it is made, and again whenever the connection is lost; after a loss
 * the page calls init and login again, in onDisconnect, unless it left that to the SDK (option reconnect). Several
 * instances may live in one page, one per account.
 *
 * 极光 IM 的浏览器端客户端。创建后即连接，断线后自动重连；此后由页面在 onDisconnect 中重新 init 与 login，除非交给 SDK（reconnect 选项）。
 *
 * Methods may be pulled off the object. Each says what must have happened before; called earlier, it throws (with the
 * option reconnect it waits, once login was called). Wrong arguments reach onFail with code 880002 and a message that
 * names the field. Arguments are never changed.
 */
export declare class JMessage<Custom extends object = Extras, E extends object = Extras> {
  /**
   * Makes an object, which connects at once.
   *
   * 创建对象，并立即连接。
   *
   * @param options where the servers are, and how a session is kept; none are needed
   * @throws TypeError: without `new`
   * @example
   * ```js
   * const JIM = new JMessage({ debug: true });
   * ```
   * @see [docs/api.md#making-the-object](../docs/api.md#making-the-object)
   */
  constructor(options?: JMessageOptions);
  /**
   * The SDK's version.
   *
   * SDK 的版本。
   *
   * @example
   * ```js
   * console.log(JMessage.version);
   * ```
   * @see [docs/api.md#making-the-object](../docs/api.md#making-the-object)
   */
  static readonly version: string;
  /**
   * What promises reject with.
   *
   * Promise 被拒绝时的错误类。
   *
   * @example
   * ```js
   * const retry = (error) => error instanceof JMessage.Error && error.retryable;
   * ```
   * @see [docs/api.md#promises-and-events](../docs/api.md#promises-and-events)
   */
  static readonly Error: typeof JMessageError;

  /**
   * The codes by name, where the SDK is a module: the script-tag file has none. `import { codes }` is the same.
   *
   * 错误码的名称，仅限以模块引入时：script 标签文件没有。与 `import { codes }` 相同。
   *
   * @example
   * ```js
   * const isGone = ({ code }) => code === JMessage.codes.USER_NOT_EXIST;
   * ```
   * @see [docs/errors.md](../docs/errors.md)
   */
  static readonly codes: JMessageErrorCodes;

  /**
   * Ours. The methods that return a handle, as promises of the reply. What comes too early rejects.
   *
   * 本 SDK 独有。返回句柄的方法，改为返回应答的 Promise。过早的调用会变成拒绝。
   *
   * @example
   * ```js
   * const { group_list } = await JIM.promise.getGroups();
   * await JIM.promise.sendSingleMsg({ target_username: 'bob', content: 'Hello' }, { timeout: 10_000 });
   * ```
   * @see [docs/api.md#promises-and-events](../docs/api.md#promises-and-events)
   */
  readonly promise: Promised<JMessage<Custom, E>>;
  /**
   * Ours. Adds a listener beside those that are there. The events are the listeners without their "on".
   *
   * 本 SDK 独有。为一个事件添加监听，与已有的并存。事件名是监听方法去掉开头的 "on"。
   *
   * @param event such as "msgReceive", for what onMsgReceive hears
   * @param fn the listener
   * @param options its signal takes the listener away, as what is returned does
   * @throws TypeError: there is no such event
   * @example
   * ```js
   * const off = JIM.on('msgReceive', ({ messages }) => console.log(messages));
   * off();
   * ```
   * @see [docs/api.md#promises-and-events](../docs/api.md#promises-and-events)
   */
  on<N extends keyof JMessageEvents>(event: N, fn: (data: JMessageEvents<Custom, E>[N]) => void, options?: { signal?: AbortSignal }): () => void;
  /**
   * Ours. The next of an event, as a promise.
   *
   * 本 SDK 独有。某个事件的下一次，以 Promise 给出。
   *
   * @param event as for `on`
   * @param options its signal rejects the promise
   * @throws TypeError: there is no such event
   * @example
   * ```js
   * const { state } = await JIM.once('connectionChange');
   * ```
   * @see [docs/api.md#promises-and-events](../docs/api.md#promises-and-events)
   */
  once<N extends keyof JMessageEvents>(event: N, options?: { signal?: AbortSignal }): Promise<JMessageEvents<Custom, E>[N]>;

  // ---- Connection and session (初始化与登录) ----

  init(args: AuthPayload): Handle<{}>;
  onDisconnect(fn: () => void): void;
  isConnect(): boolean;
  isInit(): boolean;
  isLogin(): boolean;
  register(args: Registration): Handle<{ uid?: number; username?: string }>;
  login(args: Credentials): Handle<LoginReply>;
  loginOut(): void;
  close(): void;
  connection(): ConnectionState;
  onConnectionChange(fn: (change: ConnectionChange) => void): void;
  outbox(): WaitingMessage<Custom, E>[];
  onOutboxChange(fn: (end?: EndedMessage<Custom, E>) => void): void;
  discard(id: number): void;
  stats(): Stats;

  // ---- Users (用户管理) ----

  getUserInfo(args: UserRef): Handle<UserInfoReply>;
  updateSelfInfo(args: Profile): Handle<{}>;
  updateSelfAvatar(args: { avatar: FormData }): UploadHandle<{}>;
  updateSelfPwd(args: PasswordChange): Handle<{}>;

  // ---- Conversations (会话) ----

  getConversation(): Handle<ConversationsReply>;
  updateConversation(args: ConversationRef & { extras: Extras }): void;
  getUnreadMsgCnt(args: ConversationRef): number;
  resetUnreadCount(args: ConversationRef): void;
  exitConversation(): void;
  msgUnreadList(args: { msg_id: Id }): Handle<UnreadListReply>;
  addSingleReceiptReport(args: UserRef & { msg_ids: [Id, ...Id[]] }): Handle<SingleReceiptReply, Id[]>;
  addSingleReceiptReport(args: UserRef & { msg_ids: Id[] }): Handle<SingleReceiptReply, Id[]> | undefined;
  addGroupReceiptReport(args: { gid: Id; msg_ids: [Id, ...Id[]] }): Handle<GroupReceiptReply, Id[]>;
  addGroupReceiptReport(args: { gid: Id; msg_ids: Id[] }): Handle<GroupReceiptReply, Id[]> | undefined;

  // ---- Messages (消息) ----

  getResource(args: { media_id: string }): Handle<ResourceReply>;
  msgRetract(args: { msg_id: Id }): Handle<{}>;
  sendSingleMsg(args: ToSingle & TextArgs<E>): Handle<SingleSentReply, SentMessage<'text', Custom, E>>;
  sendSinglePic(args: ToSingle & ImageArgs<E>): UploadHandle<SingleSentReply, SentMessage<'image', Custom, E>>;
  sendSingleFile(args: ToSingle & FileArgs<E>): UploadHandle<SingleSentReply, SentMessage<'file', Custom, E>>;
  sendSingleLocation(args: ToSingle & LocationArgs<E>): Handle<SingleSentReply, SentMessage<'location', Custom, E>>;
  sendSingleCustom(args: ToSingle & CustomArgs<Custom>): Handle<SingleSentReply, SentMessage<'custom', Custom, E>>;
  sendGroupMsg(args: ToGroup & TextArgs<E> & Mentions): Handle<GroupSentReply, SentMessage<'text', Custom, E>>;
  sendGroupPic(args: ToGroup & ImageArgs<E>): UploadHandle<GroupSentReply, SentMessage<'image', Custom, E>>;
  sendGroupFile(args: ToGroup & FileArgs<E>): UploadHandle<GroupSentReply, SentMessage<'file', Custom, E>>;
  sendGroupLocation(args: ToGroup & LocationArgs<E>): Handle<GroupSentReply, SentMessage<'location', Custom, E>>;
  sendGroupCustom(args: ToGroup & CustomArgs<Custom>): Handle<GroupSentReply, SentMessage<'custom', Custom, E>>;
  transSingleMsg(args: { target_username: string; cmd: string; target_appkey?: string }): Handle<{}>;
  transGroupMsg(args: { gid: Id; cmd: string }): Handle<{}>;
  transPlatMsg(args: { platform: 'all' | 'android' | 'ios' | 'pc'; cmd: string }): Handle<{}>;

  // ---- Groups (群组) ----

  createGroup(args: {
    group_name: string;
    group_description?: string;
    avatar?: FormData;
    is_limit?: boolean;
  }): UploadHandle<GroupCreatedReply>;
  exitGroup(args: { gid: Id }): Handle<GroupLeftReply>;
  addGroupMembers(args: MembersArgs): Handle<{}>;
  delGroupMembers(args: MembersArgs): Handle<{}>;
  getGroups(): Handle<GroupsReply>;
  getGroupInfo(args: { gid: Id }): Handle<GroupInfoReply>;
  updateGroupInfo(args: {
    gid: Id;
    group_name?: string;
    group_description?: string;
    avatar?: FormData;
  }): UploadHandle<{}>;
  getGroupMembers(args: { gid: Id }): Handle<MembersReply>;
  joinGroup(args: { gid: Id; reason?: string }): Handle<{}>;
  addGroupMemberResp(args: JoinAnswer): Handle<{}>;
  addGroupMemSilence(args: MemberArgs): Handle<{}>;
  delGroupMemSilence(args: MemberArgs): Handle<{}>;
  addGroupKeeper(args: MembersArgs): Handle<{}>;
  delGroupKeeper(args: MembersArgs): Handle<{}>;
  changeGroupAdmin(args: MemberArgs): Handle<{}>;
  dissolveGroup(args: { gid: Id }): Handle<{}>;
  getAppkeyPublicGroups(args: { start: Id; appkey?: string }): Handle<PublicGroupsReply>;

  // ---- Chat rooms (聊天室) ----

  getAppkeyChatrooms(args?: { start?: Id; appkey?: string }): Handle<ChatroomsReply>;
  getSelfChatrooms(): Handle<SelfChatroomsReply>;
  getChatroomInfo(args: { id: Id }): Handle<ChatroomReply>;
  enterChatroom(args: { id: Id }): Handle<RoomIdReply>;
  exitChatroom(args: { id: Id }): Handle<RoomIdReply>;
  sendChatroomMsg(args: ToRoom & TextArgs<E>): Handle<RoomSentReply, SentMessage<'text', Custom, E>>;
  sendChatroomPic(args: ToRoom & ImageArgs<E>): UploadHandle<RoomSentReply, SentMessage<'image', Custom, E>>;
  sendChatroomFile(args: ToRoom & FileArgs<E>): UploadHandle<RoomSentReply, SentMessage<'file', Custom, E>>;
  sendChatroomLocation(args: ToRoom & LocationArgs<E>): Handle<RoomSentReply, SentMessage<'location', Custom, E>>;
  sendChatroomCustom(args: ToRoom & CustomArgs<Custom>): Handle<RoomSentReply, SentMessage<'custom', Custom, E>>;

  // ---- No-disturb, shields, black list (免打扰、群屏蔽、黑名单) ----

  getNoDisturb(): Handle<NoDisturbReply>;
  addSingleNoDisturb(args: TargetArgs): Handle<{}>;
  delSingleNoDisturb(args: TargetArgs): Handle<{}>;
  addGroupNoDisturb(args: { gid: Id }): Handle<{}>;
  delGroupNoDisturb(args: { gid: Id }): Handle<{}>;
  addGlobalNoDisturb(): Handle<{}>;
  delGlobalNoDisturb(): Handle<{}>;
  groupShieldList(): Handle<ShieldsReply>;
  addGroupShield(args: { gid: Id }): Handle<{}>;
  delGroupShield(args: { gid: Id }): Handle<{}>;
  getBlacks(): Handle<BlacksReply>;
  addSingleBlacks(args: { member_usernames: UserRef[] }): Handle<{}>;
  delSingleBlacks(args: { member_usernames: UserRef[] }): Handle<{}>;

  // ---- Friends (好友) ----

  getFriendList(): Handle<FriendsReply>;
  addFriend(args: TargetArgs & { why: string }): Handle<{}>;
  acceptFriend(args: TargetArgs): Handle<{}>;
  declineFriend(args: TargetArgs & { why?: string }): Handle<{}>;
  delFriend(args: TargetArgs): Handle<{}>;
  updateFriendMemo(args: TargetArgs & { memo_name: string; memo_others?: string }): Handle<{}>;

  // ---- Listeners (监听). One function each: setting it again replaces it. They may be set at any time; `on` adds more. ----

  onMsgReceive(fn: (data: { rid: number; uid?: number; messages: ReceivedMessage<Custom, E>[] }) => void): void;
  onSyncConversation(fn: (conversations: SyncedConversation<Custom, E>[]) => void): void;
  onUserInfUpdate(fn: (change: UserChange) => void): void;
  onEventNotification(fn: (event: JMessageEvent) => void): void;
  onSyncEvent(fn: (events: JMessageEvent[]) => void): void;
  onMsgReceiptChange(fn: (change: ReceiptChange) => void): void;
  onSyncMsgReceipt(fn: (changes: ReceiptChange[]) => void): void;
  onMutiUnreadMsgUpdate(fn: (update: UnreadUpdate) => void): void;
  onTransMsgRec(fn: (message: TransMessage) => void): void;
  onRoomMsg(fn: (message: RoomMessage<Custom, E>) => void): void;
}

export default JMessage;
