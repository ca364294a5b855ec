// What methods take, where it is more than a field or two. What is required here is required at run time too.

import type { CustomNotification, FileBody, ImageBody, LocationBody, TextBody } from './messages.js';
import type { Extras, Id, Profile, UserRef } from './values.js';

/** `new JMessage(options)`. */
export interface JMessageOptions {
  /** Where the server is, such as "ws://127.0.0.1:9090". Default: the vendor's. 服务器地址，默认为极光的。 */
  address?: string;
  /** Where files are uploaded to, such as "http://127.0.0.1:9090/resource". Default: the vendor's. 文件上传地址，默认为极光的。 */
  upload_file?: string;
  /** Every frame is shown on the console, with passwords, signatures and tokens masked. 在控制台显示每一帧，密码、签名与令牌均被遮盖。 */
  debug?: boolean;
  /** Stands in for console. 代替 console。 */
  logger?: Pick<Console, 'log' | 'warn' | 'error'> & Partial<Pick<Console, 'groupCollapsed' | 'groupEnd'>>;
  /**
   * The session is the SDK's own business: login is called once (docs/session.md). Default false.
   * 会话由 SDK 维持：login 只需调用一次。默认 false。
   */
  reconnect?: boolean;
  /**
   * Asked for what init takes, whenever a kept session needs it. May throw or hang: it is asked again.
   * 维持会话需要时，由它给出 init 的参数。可以抛错或迟迟不答：会再次询问。
   */
  auth?(why: AuthReason): AuthPayload | Promise<AuthPayload>;
  /** ms: a gap that is no longer reaches no onDisconnect. Default 30000. 毫秒：不超过它的断线不触发 onDisconnect。默认 30000。 */
  grace?: number;
  /**
   * What waits while there is no session: so many requests (1000), each for so many ms (86400000); with storage, messages
   * outlive the page. 'storage' is short for {storage: true}.
   * 没有会话时等待的请求：数量、每个的时长，以及是否在页面关闭后保留。
   */
  outbox?: 'storage' | { limit?: number; maxAge?: number; storage?: boolean };
  /**
   * All tabs have one connection, and are one object (docs/session.md); implies `reconnect`. Needs `jmessage-web/shared`. A
   * text instead of true: those who share have it in common.
   * 所有标签页共用一个连接。需要 `jmessage-web/shared`。
   */
  shareConnection?: boolean | string;
  /**
   * The app that `auth` signs for, for who knows it before: what is called before the first login is through is listed
   * and stored at once, and `shareConnection` tells several apps on one origin apart by it.
   * `auth` 所签名的应用，供事先已知者填写：首次登录成功之前的调用会立即列出并存储，`shareConnection` 也以此区分同一源上的多个应用。
   */
  appkey?: string;
}

export interface AuthReason {
  /** Counted from 1 since all was well. */
  attempt: number;
  reason: 'start' | 'lost' | 'expired';
}

/** Made by the app's own server (鉴权), which alone knows the secret. Signatures expire after ten minutes. */
export interface AuthPayload {
  appkey: string;
  /** 20 to 36 characters. */
  random_str: string;
  /** ms since 1970 */
  timestamp: Id;
  signature: string;
  /** 1: messages of other devices are brought here too (消息漫游). Default 0. */
  flag?: 0 | 1;
}

export interface Credentials {
  username: string;
  /** Sent as its md5. A number is hashed as text. */
  password: Id;
  /** The password is an md5 already. */
  is_md5?: boolean;
}

export interface Registration extends Credentials, Profile {
  /** The avatar: of an uploaded file. */
  media_id?: string;
}

export interface PasswordChange {
  old_pwd: Id;
  new_pwd: Id;
  /** Both are md5 already. */
  is_md5?: boolean;
}

/** How a message is delivered. */
export interface Delivery {
  /** True: not kept for those who are away (不保存离线消息). */
  no_offline?: boolean;
  /** True: phones don't show it in the status bar. */
  no_notification?: boolean;
  custom_notification?: CustomNotification;
  /** True: the sender is told who has read it (已读回执). */
  need_receipt?: boolean;
}

export interface ToSingle extends Delivery {
  target_username: string;
  /** The name that the message shows for the receiver. */
  target_nickname?: string;
  /** The receiver's app, if it is not mine (跨应用). */
  appkey?: string;
}

export interface ToGroup extends Delivery {
  target_gid: Id;
  target_gname?: string;
}

export interface ToRoom {
  target_rid: Id;
  target_rname?: string;
}

/** Whom a group message mentions (@): an empty list means everybody. */
export interface Mentions {
  at_list?: UserRef[];
}

/** Each message is given by its parts, or forwarded (转发) by the `msg_body` of another: never by both. */
type PartsOrBody<Parts, Body> =
  | (Parts & { msg_body?: undefined })
  | ({ msg_body: Body } & { [P in keyof Parts]?: undefined });

export type TextArgs<E extends object = Extras> = PartsOrBody<{ content: string; extras?: E }, TextBody<E>>;
/** `image`: a FormData with one picture. */
export type ImageArgs<E extends object = Extras> = PartsOrBody<{ image: FormData; extras?: E }, ImageBody<E>>;
/** `file`: a FormData with one file. */
export type FileArgs<E extends object = Extras> = PartsOrBody<{ file: FormData; extras?: E }, FileBody<E>>;
export type LocationArgs<E extends object = Extras> = PartsOrBody<LocationBody<E>, LocationBody<E>>;
/** Any JSON object. */
export type CustomArgs<Custom extends object = Extras> = PartsOrBody<{ custom: Custom }, Custom>;

export interface MembersArgs {
  gid: Id;
  /** At least one. */
  member_usernames: UserRef[];
}

export interface MemberArgs {
  gid: Id;
  target_username: string;
  /** Default: mine. */
  target_appkey?: string;
}

export interface JoinAnswer {
  gid: Id;
  /** Of the event of type 56. */
  event_id: Id;
  /** Who proposed; who asked, if they asked for themselves. */
  from_username: string;
  target_username: string;
  /** 0 let in, 1 refused. */
  result: 0 | 1;
  /** Why it was refused. */
  reason?: string;
  from_appkey?: string;
  target_appkey?: string;
}

/** A friend, a friend to be, or whose messages shall not disturb. `appkey` defaults to mine. */
export interface TargetArgs {
  target_name: string;
  appkey?: string;
}
