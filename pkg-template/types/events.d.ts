// Business events (业务事件), told apart by event_type. A `switch` over it narrows to the fields that the type carries.
// A server may send types that are not listed here: a `default` branch has them.

import type { ChatType, Id } from './values.js';

/** Somebody whom an event names. */
export interface EventUser {
  username: string;
  appkey: string;
  nickname?: string;
}

/** A group that an event names. */
export interface EventGroup {
  gid: number;
  name: string;
}

interface Base<T extends number> {
  event_type: T;
  event_id: number;
  /** ms */
  ctime_ms: number;
  /** Seconds. */
  ctime?: number;
}

/** Events that somebody caused. */
interface Caused<T extends number> extends Base<T> {
  from_username: string;
  from_appkey: string;
  from_nickname?: string;
}

/** What happened to a group that is named by `gid`. */
interface OfGroup<T extends number> extends Caused<T> {
  gid: number;
  group_name: string;
  /** The group's avatar. */
  media_id?: string;
  to_usernames: EventUser[];
}

/** What happened in a group that is named by `from_gid`. */
interface InGroup<T extends number> extends Caused<T> {
  from_gid: number;
  group_name: string;
  /** The group's avatar. */
  media_id?: string;
  to_usernames: EventUser[];
}

/** 1: this session ends (被迫下线). extra: 0 signed in elsewhere, 1 the user was disabled, 2 deleted. */
export interface KickedEvent extends Base<1> {
  extra: 0 | 1 | 2;
}

/** 2: the password was changed, this session ends. */
export interface PasswordChangedEvent extends Base<2> {}

/** 5: a friend request (好友邀请), or the answer to mine. */
export interface FriendRequestEvent extends Caused<5> {
  /** 1 a request; 2 an answer. */
  extra: 1 | 2;
  /** Answers: 0 accepted, another code declined. */
  return_code?: number;
  /** Why. */
  description?: string;
  /** The sender's avatar. */
  media_id?: string;
}

/** 6: somebody removed me from their friends. */
export interface FriendDeletedEvent extends Caused<6> {}

/** 7: friends were changed over the server's API. */
export interface FriendsUpdatedEvent extends Base<7> {
  description?: string;
}

/** 8: a group was created. */
export interface GroupCreatedEvent extends OfGroup<8> {}

/** 9: members left a group. extra 69: the owner dissolved it, and nobody is named. */
export interface GroupLeftEvent extends Base<9> {
  from_username?: string;
  from_appkey?: string;
  from_nickname?: string;
  gid: number;
  group_name: string;
  media_id?: string;
  to_usernames: EventUser[];
  extra?: 69 | (number & {});
  /** When it was the owner who left. */
  new_owner?: EventUser;
}

/** 10: members were added. */
export interface GroupMembersAddedEvent extends OfGroup<10> {}

/** 11: members were removed. */
export interface GroupMembersRemovedEvent extends OfGroup<11> {
  /** When it was the owner who was removed. */
  new_owner?: EventUser;
}

/** 12: a group's name, description or avatar changed. */
export interface GroupUpdatedEvent extends Caused<12> {
  gid: number;
  to_usernames: EventUser[];
  group_name?: string;
  media_id?: string;
}

/** 37 no-disturb (免打扰), 38 black list (黑名单), 39 shields (群屏蔽), 40 profile (用户信息): changed; ask again. */
export interface SettingsChangedEvent extends Base<37 | 38 | 39 | 40> {
  description?: string;
}

/** 55: messages were retracted (撤回). `type`: 0 in a single chat, 1 in a group. `msg_ids`: the same list, from newer servers. */
export type RetractedEvent = Caused<55> & { msgid_list: number[]; msg_ids?: number[] } & (
    | { type: 0; to_usernames?: EventUser[]; from_gid?: undefined }
    | { type: 1; from_gid: number; to_usernames?: undefined }
  );

/** 56: somebody wants into a group of mine (入群申请). */
export interface JoinRequestEvent extends InGroup<56> {
  /** True: on their own, with `description` as the reason. False: a member proposes `to_usernames`. */
  by_self: boolean;
  description?: string;
}

/** 57: I, or those whom I proposed, were not let in. */
export interface JoinRefusedEvent extends InGroup<57> {
  /** The reason. */
  description?: string;
}

/** 58: a keeper refused a join request; the other keepers hear of it. */
export interface JoinRefusalNoticeEvent extends InGroup<58> {
  /** The event that asked. */
  from_eventid: Id;
}

/** 65: members were silenced (禁言; extra 1), or may speak again (2). */
export interface SilenceEvent extends InGroup<65> {
  extra: 1 | 2;
}

/** 80: keepers (管理员) were made (extra 1) or unmade (2). */
export interface KeeperEvent extends InGroup<80> {
  extra: 1 | 2;
}

/** 82: a group has a new owner (群主移交), in `to_usernames`. */
export interface OwnerChangedEvent extends InGroup<82> {}

/** 100: on another device of mine a friend was added (extra 5), removed (6), or got a new memo (7). */
export type FriendsElsewhereEvent = Base<100> & { to_usernames: EventUser[]; media_id?: string } & (
    | { extra: 5 | 6; description?: string }
    | { extra: 7; description: { memo_name?: string; memo_others?: string } }
  );

/** 101: on another device of mine users were put on the black list (extra 1) or taken off it (2). */
export interface BlacksElsewhereEvent extends Base<101> {
  extra: 1 | 2;
  to_usernames: EventUser[];
}

/** 102: on another device of mine no-disturb was set or cleared: users 31, 32; groups 33, 34; all 35, 36. */
export type NoDisturbElsewhereEvent = Base<102> &
  (
    | { extra: 31 | 32; to_usernames: EventUser[] }
    | { extra: 33 | 34; to_groups: EventGroup[] }
    | { extra: 35 | 36 }
  );

/** 103: on another device of mine a group was shielded (extra 1), or no longer (2). */
export interface ShieldElsewhereEvent extends Base<103> {
  extra: 1 | 2;
  to_groups: EventGroup[];
}

/** 201: another device of mine reported messages as read. */
export interface ReadElsewhereEvent extends Base<201> {
  description: { type: ChatType; gid?: number; username?: string; appkey?: string };
  msg_ids?: number[];
}

// A number, but none of those that are listed: so a comparison with one of them leaves this out.
declare enum Unlisted {
  type = -1,
}

/** A type that is not listed here: what a `default` branch is left with, once all others have theirs. */
export interface OtherEvent extends Base<Unlisted.type> {
  [field: string]: unknown;
}

export type JMessageEvent =
  | KickedEvent
  | PasswordChangedEvent
  | FriendRequestEvent
  | FriendDeletedEvent
  | FriendsUpdatedEvent
  | GroupCreatedEvent
  | GroupLeftEvent
  | GroupMembersAddedEvent
  | GroupMembersRemovedEvent
  | GroupUpdatedEvent
  | SettingsChangedEvent
  | RetractedEvent
  | JoinRequestEvent
  | JoinRefusedEvent
  | JoinRefusalNoticeEvent
  | SilenceEvent
  | KeeperEvent
  | OwnerChangedEvent
  | FriendsElsewhereEvent
  | BlacksElsewhereEvent
  | NoDisturbElsewhereEvent
  | ShieldElsewhereEvent
  | ReadElsewhereEvent
  | OtherEvent;
