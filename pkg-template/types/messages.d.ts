// Messages: their bodies, as they were sent, and as they come in.

import type { ChatType, Extras, UserRef } from './values.js';

export interface TextBody {
  text: string;
  extras?: Extras;
}

export interface ImageBody {
  media_id: string;
  media_crc32: number;
  /** Pixels. */
  width: number;
  height: number;
  format?: string;
  /** Bytes. */
  fsize?: number;
  extras?: Extras;
}

export interface FileBody {
  media_id: string;
  media_crc32: number;
  /** Bytes. */
  fsize: number;
  fname: string;
  hash?: string;
  extras?: Extras;
}

export interface LocationBody {
  latitude: number;
  longitude: number;
  /** The map's zoom (缩放级别). */
  scale: number;
  label: string;
  extras?: Extras;
}

/** Sent by phones only. */
export interface VoiceBody {
  media_id: string;
  media_crc32: number;
  /** Seconds. */
  duration: number;
  fsize: number;
  extras?: Extras;
}

/** Sent by phones only. */
export interface VideoBody {
  video: Extras;
  thumb: Extras;
  /** Seconds. */
  duration: number;
  extras?: Extras;
}

export interface MessageBodies {
  text: TextBody;
  image: ImageBody;
  file: FileBody;
  location: LocationBody;
  custom: Extras;
  voice: VoiceBody;
  video: VideoBody;
}

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
export type MessageContent<K extends keyof MessageBodies = keyof MessageBodies> = {
  [T in K]: MessageContentBase & { msg_type: T; msg_body: MessageBodies[T] };
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
export interface SentMessage<K extends keyof MessageBodies = keyof MessageBodies> {
  msg_id: number;
  content: MessageContent<K>;
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

export interface ReceivedMessage {
  msg_id: number;
  msg_type: ChatType;
  /** When the server got it, ms. */
  ctime_ms: number;
  content: MessageContent;
  /** "across": from another app. */
  msg_level?: 'normal' | 'across' | number;
  need_receipt?: boolean;
  custom_notification?: CustomNotification;
  /** Live messages: the sender's uid, or the gid. */
  key?: number;
  /** Live single chats. */
  from_username?: string;
  from_appkey?: string;
  from_uid?: number;
  /** Live group messages. */
  from_gid?: number;
}

/** How many have not read a message yet. */
export interface ReceiptState {
  msg_id: number;
  /** Keep the smaller of this and what you had. */
  unread_count: number;
  /** ms */
  mtime?: number;
}

export interface SyncedConversation {
  msg_type: ChatType;
  /** Single chats. */
  from_username?: string;
  from_appkey?: string;
  /** Groups. */
  from_gid?: number;
  unread_msg_count: number;
  /** Of messages that I sent. */
  receipt_msgs?: ReceiptState[];
  /** Ascending by ctime_ms. */
  msgs: ReceivedMessage[];
}

export interface ReceiptChange {
  type: ChatType;
  /** Groups. */
  gid?: number;
  /** Single chats. */
  username?: string;
  appkey?: string;
  receipt_msgs: ReceiptState[];
}

export interface RoomMessage {
  room_id: number;
  msg_id: number;
  ctime_ms: number;
  content: MessageContent;
  from_username?: string;
}

export interface TransMessage {
  /** 3 single, 4 group, 5 another device of mine. */
  type: 3 | 4 | 5;
  cmd: string;
  from_username?: string;
  from_appkey?: string;
  gid?: number;
  platform?: 'all' | 'android' | 'ios' | 'pc';
}
