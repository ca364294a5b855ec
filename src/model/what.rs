//! What business events (业务事件) tell of. Must never be all that there is: what a server calls otherwise is kept.

use serde::Serialize;
use serde_json::Value;

use super::read::{deserialize, reads};
use super::{EventId, GroupId, MessageId, Person, User};

/// What happened. New cases may come; what a server calls otherwise is `Other`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum What {
    /// 1: this session ends (被迫下线).
    Kicked(KickedBecause),
    /// 2: the password was changed, this session ends.
    PasswordChanged,
    /// 5: somebody wants to be a friend (好友邀请).
    FriendRequest {
        /// Who.
        from: User,
        /// Their words.
        why: String,
        /// Their picture, if they have one.
        avatar: Option<String>,
    },
    /// 5: the answer to a request of mine (好友应答); `code` 0 is yes.
    FriendAnswer {
        /// Who.
        from: User,
        /// 0 is yes.
        code: u32,
        /// Their words.
        why: String,
        /// Their picture, if they have one.
        avatar: Option<String>,
    },
    /// 6: somebody took me off their friends.
    Unfriended {
        /// By whom.
        by: User,
    },
    /// 7: my friends were changed over the server's API.
    FriendsChanged,
    /// 8: a group was made.
    GroupCreated {
        /// Which.
        group: GroupName,
        /// By whom.
        by: User,
    },
    /// 9: members left; or, dissolved, all of them.
    MembersLeft {
        /// In which group.
        group: GroupName,
        /// Which members.
        members: Vec<Person>,
        /// Who owns the group now, if that changed.
        new_owner: Option<Person>,
        /// The group is no more.
        dissolved: bool,
    },
    /// 10: members were added.
    MembersAdded {
        /// In which group.
        group: GroupName,
        /// By whom.
        by: User,
        /// Which members.
        members: Vec<Person>,
    },
    /// 11: members were removed.
    MembersRemoved {
        /// In which group.
        group: GroupName,
        /// By whom.
        by: User,
        /// Which members.
        members: Vec<Person>,
        /// Who owns the group now, if that changed.
        new_owner: Option<Person>,
    },
    /// 12: a group's name, description or picture changed.
    GroupChanged {
        /// Which.
        group: GroupName,
        /// By whom.
        by: User,
    },
    /// 37 to 40: settings of mine were changed; ask again.
    SettingsChanged(Setting),
    /// 55: messages were taken back (撤回), in a group or by a user.
    Retracted {
        /// By whom.
        by: User,
        /// In which group; with a user, none.
        group: Option<GroupId>,
        /// Which messages.
        ids: Vec<MessageId>,
    },
    /// 56: somebody wants into a group of mine (入群申请): on their own, or `members` proposed by them.
    JoinRequest {
        /// Into which group.
        group: GroupName,
        /// Who asks.
        from: User,
        /// On their own.
        by_self: bool,
        /// Who would be members.
        members: Vec<Person>,
        /// Their words.
        why: String,
    },
    /// 57: I, or those whom I proposed, were not let in.
    JoinRefused {
        /// In which group.
        group: GroupName,
        /// By whom.
        by: User,
        /// Who would have been members.
        members: Vec<Person>,
        /// Their words.
        why: String,
    },
    /// 58: a keeper refused a request; the other keepers hear of it.
    JoinRefusedByKeeper {
        /// In which group.
        group: GroupName,
        /// By whom.
        by: User,
        /// Who would have been members.
        members: Vec<Person>,
        /// The request that was refused.
        request: Option<EventId>,
    },
    /// 65: members may not speak any more (禁言), or may again.
    Silenced {
        /// In which group.
        group: GroupName,
        /// By whom.
        by: User,
        /// Which members.
        members: Vec<Person>,
        /// They may not speak.
        silenced: bool,
    },
    /// 80: members were made keepers (管理员), or are no longer.
    Keepers {
        /// In which group.
        group: GroupName,
        /// By whom.
        by: User,
        /// Which members.
        members: Vec<Person>,
        /// They are keepers.
        keepers: bool,
    },
    /// 82: a group has a new owner (群主移交).
    OwnerChanged {
        /// Which.
        group: GroupName,
        /// By whom.
        by: User,
        /// Who, if the server says so.
        owner: Option<Person>,
    },
    /// 100: on another device of mine, friends were changed.
    FriendsElsewhere {
        /// What became of them.
        change: FriendChange,
        /// Which users.
        users: Vec<Person>,
    },
    /// 101: on another device of mine, users were put on the black list, or taken off it.
    BlacksElsewhere {
        /// They are on it.
        listed: bool,
        /// Which users.
        users: Vec<Person>,
    },
    /// 102: on another device of mine, no-disturb was set or cleared.
    NoDisturbElsewhere {
        /// It was set.
        set: bool,
        /// Of whom.
        of: QuietChange,
    },
    /// 103: on another device of mine, groups were shielded, or no longer.
    ShieldsElsewhere {
        /// They are shielded.
        shielded: bool,
        /// Which groups.
        groups: Vec<GroupName>,
    },
    /// 201: another device of mine reported messages as read. `chat` is as the server describes it.
    ReadElsewhere {
        /// Of which conversation.
        chat: Value,
        /// Which messages.
        ids: Vec<MessageId>,
    },
    /// Any other.
    Other {
        /// Its number.
        event_type: u64,
    },
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KickedBecause {
    /// One signed in elsewhere.
    SignedInElsewhere,
    /// The user was disabled.
    Disabled,
    /// The user was deleted.
    Deleted,
    /// What a newer server knows.
    Other(u64),
}

/// Settings of mine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// 免打扰
    NoDisturb,
    /// 黑名单
    Blacks,
    /// 群屏蔽
    Shields,
    /// 用户信息
    Profile,
}

/// What became of friends.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FriendChange {
    /// They are friends now.
    Added,
    /// They are no longer.
    Removed,
    /// They have a new memo: `{memo_name, memo_others}`.
    Memo(Value),
    /// What a newer server knows.
    Other(u64),
}

/// What does not disturb, or does again.
#[derive(Clone, Debug, PartialEq)]
pub enum QuietChange {
    /// These users.
    Users(Vec<Person>),
    /// These groups.
    Groups(Vec<GroupName>),
    /// Everything.
    All,
}

/// A group that an event names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupName {
    /// Which.
    pub gid: GroupId,
    /// Its name, where the event says it.
    pub name: String,
}

reads! {
    GroupName { gid (): GroupId, name (default): String, }
}
deserialize! { GroupName }
