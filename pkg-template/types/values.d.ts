// What several methods take or give. Must never promise what servers don't: a field that may be absent is optional.

/** Ids may be given as number or text. */
export type Id = number | string;
/** Values of the page's own, as JSON. */
export type Extras = { [key: string]: any };
/** 0 unknown, 1 male, 2 female (性别). */
export type Gender = 0 | 1 | 2;
/** 3 a single chat (单聊), 4 a group (群聊). */
export type ChatType = 3 | 4;

/** Somebody, perhaps of another app (跨应用): `appkey` defaults to mine. */
export interface UserRef {
  username: string;
  appkey?: string;
}

/** A conversation (会话): a single chat by its user, a group by its gid. */
export type ConversationRef = UserRef | { gid: Id };

/** What a user may tell of themselves. */
export interface Profile {
  nickname?: string;
  birthday?: string;
  /** Their motto (签名), not the one of init. */
  signature?: string;
  gender?: Gender;
  region?: string;
  address?: string;
  extras?: Extras;
}

export interface UserBrief {
  username: string;
  appkey: string;
  nickname?: string;
  /** A media_id, for getResource. */
  avatar?: string;
}

export interface UserInfo extends UserBrief, Profile {
  /** When the profile last changed: "2018-01-01 00:00:00", or seconds since 1970. */
  mtime?: string | number;
}

export interface Friend extends UserInfo {
  /** My name for them (备注名). */
  memo_name?: string;
  memo_others?: string;
}

export interface GroupInfo {
  gid: number;
  name: string;
  desc: string;
  appkey: string;
  /** A media_id, for getResource. */
  avatar?: string;
  ctime: string | number;
  mtime: string | number;
  /** 2 public (公开群), 0 or 1 private (私有群). */
  group_type: number;
  max_member_count?: number;
}

export interface GroupMember extends UserBrief {
  /** 0 member, 1 owner (群主), 2 keeper (管理员). */
  flag: 0 | 1 | 2;
  /** May not speak (禁言). */
  keep_silence: boolean;
}

export interface Chatroom {
  id: number;
  name: string;
  description: string;
  appkey: string;
  total_member_count: number;
  max_member_count: number;
  ctime?: string | number;
}

interface ConversationBase {
  /** Single chats: the other's uid. Groups: the gid. Text. */
  key: string;
  name: string;
  /** A media_id, for getResource. */
  avatar?: string;
  /** When the last message came, ms. */
  mtime: number;
  /** Kept on this device (附加字段). */
  extras: Extras;
  /** Counted on this device. */
  unread_msg_count: number;
}

export interface SingleConversation extends ConversationBase {
  type: 3;
  username: string;
  appkey: string;
  nickname?: string;
  gid?: undefined;
}

export interface GroupConversation extends ConversationBase {
  type: 4;
  /** Text here, a number elsewhere. */
  gid: string;
  username?: undefined;
  appkey?: undefined;
  nickname?: undefined;
}

/** `type` tells which. */
export type Conversation = SingleConversation | GroupConversation;
