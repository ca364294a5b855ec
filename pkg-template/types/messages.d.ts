// Messages: their bodies, as they were sent, and as they come in. `Custom` is what the app's own custom messages hold, `E`
// what it puts into the extras of the others: `new JMessage<Order, { color: string }>()`.

import type { Extras, UserRef } from './values.js';

export interface TextBody<E extends object = Extras> {
  text: string;
  extras?: E;
}

export interface ImageBody<E extends object = Extras> {
  media_id: string;
  media_crc32: number;
  /** Pixels. */
  width: number;
  height: number;
  format?: string;
  /** Bytes. */
  fsize?: number;
  extras?: E;
}

export interface FileBody<E extends object = Extras> {
  media_id: string;
  media_crc32: number;
  /** Bytes. */
  fsize: number;
  fname: string;
  hash?: string;
  extras?: E;
}

export interface LocationBody<E extends object = Extras> {
  latitude: number;
  longitude: number;
  /** The map's zoom (缩放级别). */
  scale: number;
  label: string;
  extras?: E;
}

/** Sent by phones only. */
export interface VoiceBody<E extends object = Extras> {
  media_id: string;
  media_crc32: number;
  /** Seconds. */
  duration: number;
  fsize: number;
  extras?: E;
}

/** Sent by phones only. */
export interface VideoBody<E extends object = Extras> {
  video: Extras;
  thumb: Extras;
  /** Seconds. */
  duration: number;
  extras?: E;
}

export interface MessageBodies<Custom extends object = Extras, E extends object = Extras> {
  text: TextBody<E>;
  image: ImageBody<E>;
  file: FileBody<E>;
  location: LocationBody<E>;
  custom: Custom;
  voice: VoiceBody<E>;
  video: VideoBody<E>;
}

type Kind = keyof MessageBodies;

export interface MessageContentBase {
  version: 1;
  target_type: 'single' | 'group' | 'chatroom';
  target_id: string;
  target_name?: string;
  target_appkey?: string;
  /** The sender's username. */
  from_id: string;
  from_name?: string;
  from_appkey?: string;
  from_platform: string;
  /** The sender's clock: ms from web and iOS, seconds from Android. Order by ctime_ms instead. */
  create_time: number;
}

/** The message itself (消息体). `msg_type` tells what `msg_body` holds. */
export type MessageContent<K extends Kind = Kind, Custom extends object = Extras, E extends object = Extras> = {
  [T in K]: MessageContentBase & { msg_type: T; msg_body: MessageBodies<Custom, E>[T] };
}[K];

/** What a phone's status bar shows (自定义通知栏). */
export interface CustomNotification {
  enabled: boolean;
  title?: string;
  alert?: string;
  /** Groups: in front of the alert, for those who were mentioned. */
  at_prefix?: string;
}

/** The second argument of onSuccess after a send. */
export interface SentMessage<K extends Kind = Kind, Custom extends object = Extras, E extends object = Extras> {
  msg_id: number;
  content: MessageContent<K, Custom, E>;
  no_offline: boolean;
  no_notification: boolean;
  custom_notification?: CustomNotification;
  need_receipt?: boolean;
  target_name?: string;
  /** Single chats: the username. */
  target_id?: string;
  /** Groups and chat rooms. */
  target_gid?: string;
  users?: UserRef[];
  appkey: string;
}

interface ReceivedBase<Custom extends object, E extends object> {
  msg_id: number;
  /** When the server got it, ms. */
  ctime_ms: number;
  content: MessageContent<Kind, Custom, E>;
  /** "across": from another app. */
  msg_level?: 'normal' | 'across' | number;
  need_receipt?: boolean;
  custom_notification?: CustomNotification;
  /** Live messages: the sender's uid, or the gid. */
  key?: number;
}

/** In a single chat. Who sent it stands beside its content in live messages only. */
export interface ReceivedSingleMessage<Custom extends object = Extras, E extends object = Extras> extends ReceivedBase<Custom, E> {
  msg_type: 3;
  from_username?: string;
  from_appkey?: string;
  from_uid?: number;
  from_gid?: undefined;
}

/** In a group, which stands beside its content in live messages only. */
export interface ReceivedGroupMessage<Custom extends object = Extras, E extends object = Extras> extends ReceivedBase<Custom, E> {
  msg_type: 4;
  from_gid?: number;
  from_username?: undefined;
  from_appkey?: undefined;
  from_uid?: undefined;
}

/** `msg_type` tells which. */
export type ReceivedMessage<Custom extends object = Extras, E extends object = Extras> =
  | ReceivedSingleMessage<Custom, E>
  | ReceivedGroupMessage<Custom, E>;

/** How many have not read a message yet. */
export interface ReceiptState {
  msg_id: number;
  /** Keep the smaller of this and what you had. */
  unread_count: number;
  /** ms */
  mtime?: number;
}

interface SyncedBase {
  unread_msg_count: number;
  /** Of messages that I sent. */
  receipt_msgs?: ReceiptState[];
}

/** What was missed of a conversation; `msg_type` tells which, and `msgs` ascend by ctime_ms. */
export type SyncedConversation<Custom extends object = Extras, E extends object = Extras> = SyncedBase & (
  | { msg_type: 3; from_username: string; from_appkey: string; from_gid?: undefined; msgs: ReceivedSingleMessage<Custom, E>[] }
  | { msg_type: 4; from_gid: number; from_username?: undefined; from_appkey?: undefined; msgs: ReceivedGroupMessage<Custom, E>[] }
);

/** A conversation that a push names. */
type Named =
  | { type: 3; username: string; appkey: string; gid?: undefined }
  | { type: 4; gid: number; username?: undefined; appkey?: undefined };

export type ReceiptChange = Named & { receipt_msgs: ReceiptState[] };

/** What onMutiUnreadMsgUpdate tells: another device of mine read a conversation. */
export type UnreadUpdate = Named & { unreadCount: number };

export interface RoomMessage<Custom extends object = Extras, E extends object = Extras> {
  room_id: number;
  msg_id: number;
  ctime_ms: number;
  content: MessageContent<Kind, Custom, E>;
  from_username?: string;
}

/** Text that was passed through; `type` tells from where: 3 single, 4 group, 5 another device of mine. */
export type TransMessage = { cmd: string; from_username?: string; from_appkey?: string } & (
  | { type: 3; gid?: undefined; platform?: undefined }
  | { type: 4; gid: number; platform?: undefined }
  | { type: 5; platform: 'all' | 'android' | 'ios' | 'pc'; gid?: undefined }
);
