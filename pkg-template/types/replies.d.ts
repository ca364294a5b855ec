// What onSuccess gets, where it is more than a code and a message.

import type {
  Chatroom, Conversation, Friend, GroupInfo, GroupMember, UserBrief, UserInfo,
} from './values.js';

export interface Device {
  platform: 'android' | 'ios' | 'pc' | 'web';
  /** Of its last login, seconds. */
  mtime: number;
  isOnline: boolean;
  isLogin: boolean;
  /** This login ended that device's. */
  flag: boolean;
}

export interface LoginReply {
  username?: string;
  /** My devices (在线设备). */
  online_list?: Device[];
}

export interface UserInfoReply {
  user_info: UserInfo;
}

export interface ConversationsReply {
  /** Oldest first. */
  conversations: Conversation[];
}

export interface UnreadListReply {
  msg_unread_list: { read_list: UserBrief[]; unread_list: UserBrief[] };
}

export interface SingleReceiptReply {
  username?: string;
  appkey?: string;
}

export interface GroupReceiptReply {
  gid?: number;
}

export interface ResourceReply {
  /** Works for a time that it states itself. */
  url: string;
}

/** The server has the message. */
export interface SentReply {
  msg_id: number;
  /** When the server got it, ms. */
  ctime_ms: number;
  /** With need_receipt: how many have not read it. */
  unread_count?: number;
}

export interface SingleSentReply extends SentReply {
  target_username: string;
  appkey: string;
}

export interface GroupSentReply extends SentReply {
  target_gid?: number;
}

export interface RoomSentReply extends SentReply {
  room_id: number;
}

export interface GroupCreatedReply {
  gid: number;
  group_name: string;
  group_description?: string;
}

export interface GroupLeftReply {
  gid: number;
  group_name: string;
}

export interface GroupsReply {
  group_list: GroupInfo[];
}

export interface GroupInfoReply {
  group_info: GroupInfo;
}

export interface MembersReply {
  member_list: GroupMember[];
}

/** One page of a list. */
export interface Page {
  total: number;
  /** Where this page begins. */
  start: number;
  /** How many it holds. */
  count?: number;
}

export interface PublicGroupsReply {
  result: Page & { groups: GroupInfo[] };
}

export interface ChatroomsReply {
  result: Page & { rooms: Chatroom[] };
}

export interface SelfChatroomsReply {
  chat_rooms: Chatroom[];
}

export interface ChatroomReply {
  info: Chatroom;
}

export interface RoomIdReply {
  id?: number;
}

export interface NoDisturbReply {
  no_disturb: {
    /** 1: for everything. */
    global: 0 | 1;
    users: UserBrief[];
    groups: GroupInfo[];
  };
}

export interface ShieldsReply {
  /** The documents call it `group_list`; this is what servers send. */
  groups: GroupInfo[];
}

export interface BlacksReply {
  black_list: UserInfo[];
}

export interface FriendsReply {
  friend_list: Friend[];
}

/** What onUserInfUpdate tells: somebody changed their profile. */
export interface UserChange {
  username: string;
  appkey: string;
  /** The published client's names for the same. */
  from_username: string;
  from_appkey: string;
  /** Seconds. */
  mtime: number;
}
