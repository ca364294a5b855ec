//! Business events (业务事件), told apart by `event_type`. Must never lose one: each keeps all its fields as they came.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::{EventId, GroupId, MessageId, More, Person, Timestamp, User};

/// A business event.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Notice {
    /// Its id.
    #[serde(skip)]
    pub event_id: EventId,
    /// When it happened.
    #[serde(skip)]
    pub ctime_ms: Timestamp,
    /// What happened.
    #[serde(skip)]
    pub what: What,
    /// All its fields, as the server sent them.
    #[serde(flatten)]
    pub fields: More,
}

/// What happened. New cases may come; what a server calls otherwise is `Other`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields say what they are.
pub enum What {
    /// 1: this session ends (被迫下线).
    Kicked(KickedBecause),
    /// 2: the password was changed, this session ends.
    PasswordChanged,
    /// 5: somebody wants to be a friend (好友邀请).
    FriendRequest { from: User, why: String, avatar: Option<String> },
    /// 5: the answer to a request of mine (好友应答); `code` 0 is yes.
    FriendAnswer { from: User, code: u32, why: String, avatar: Option<String> },
    /// 6: somebody took me off their friends.
    Unfriended { by: User },
    /// 7: my friends were changed over the server's API.
    FriendsChanged,
    /// 8: a group was made.
    GroupCreated { group: GroupName, by: User },
    /// 9: members left; or, dissolved, all of them.
    MembersLeft { group: GroupName, members: Vec<Person>, new_owner: Option<Person>, dissolved: bool },
    /// 10: members were added.
    MembersAdded { group: GroupName, by: User, members: Vec<Person> },
    /// 11: members were removed.
    MembersRemoved { group: GroupName, by: User, members: Vec<Person>, new_owner: Option<Person> },
    /// 12: a group's name, description or picture changed.
    GroupChanged { group: GroupName, by: User },
    /// 37 to 40: settings of mine were changed; ask again.
    SettingsChanged(Setting),
    /// 55: messages were taken back (撤回), in a group or by a user.
    Retracted { by: User, group: Option<GroupId>, ids: Vec<MessageId> },
    /// 56: somebody wants into a group of mine (入群申请): on their own, or `members` proposed by them.
    JoinRequest { group: GroupName, from: User, by_self: bool, members: Vec<Person>, why: String },
    /// 57: I, or those whom I proposed, were not let in.
    JoinRefused { group: GroupName, by: User, members: Vec<Person>, why: String },
    /// 58: a keeper refused a request; the other keepers hear of it.
    JoinRefusedByKeeper { group: GroupName, by: User, members: Vec<Person>, request: Option<EventId> },
    /// 65: members may not speak any more (禁言), or may again.
    Silenced { group: GroupName, by: User, members: Vec<Person>, silenced: bool },
    /// 80: members were made keepers (管理员), or are no longer.
    Keepers { group: GroupName, by: User, members: Vec<Person>, keepers: bool },
    /// 82: a group has a new owner (群主移交).
    OwnerChanged { group: GroupName, by: User, owner: Option<Person> },
    /// 100: on another device of mine, friends were changed.
    FriendsElsewhere { change: FriendChange, users: Vec<Person> },
    /// 101: on another device of mine, users were put on the black list, or taken off it.
    BlacksElsewhere { listed: bool, users: Vec<Person> },
    /// 102: on another device of mine, no-disturb was set or cleared.
    NoDisturbElsewhere { set: bool, of: QuietChange },
    /// 103: on another device of mine, groups were shielded, or no longer.
    ShieldsElsewhere { shielded: bool, groups: Vec<GroupName> },
    /// 201: another device of mine reported messages as read. `chat` is as the server describes it.
    ReadElsewhere { chat: Value, ids: Vec<MessageId> },
    /// Any other.
    Other { event_type: u64 },
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupName {
    /// Which.
    pub gid: GroupId,
    /// Its name, where the event says it.
    #[serde(default)]
    pub name: String,
}

/// The fields of all events.
#[derive(Deserialize)]
struct Fields {
    event_type: u64,
    #[serde(default)]
    event_id: EventId,
    #[serde(default)]
    ctime_ms: Timestamp,
    from_username: Option<String>,
    from_appkey: Option<String>,
    gid: Option<GroupId>,
    from_gid: Option<GroupId>,
    group_name: Option<String>,
    media_id: Option<String>,
    #[serde(default)]
    to_usernames: Vec<Person>,
    #[serde(default)]
    to_groups: Vec<GroupName>,
    new_owner: Option<Person>,
    extra: Option<u64>,
    return_code: Option<u32>,
    #[serde(default)]
    description: Value,
    msgid_list: Option<Vec<MessageId>>,
    msg_ids: Option<Vec<MessageId>>,
    #[serde(default, deserialize_with = "super::ids::flag")]
    by_self: bool,
    from_eventid: Option<EventId>,
}

impl<'de> Deserialize<'de> for Notice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let all = More::deserialize(deserializer)?;
        let fields = Fields::deserialize(&Value::Object(all.clone())).map_err(D::Error::custom)?;
        let (event_id, ctime_ms) = (fields.event_id, fields.ctime_ms);
        Ok(Notice { event_id, ctime_ms, what: fields.what().map_err(D::Error::custom)?, fields: all })
    }
}

impl Fields {
    fn what(self) -> Result<What, &'static str> {
        let extra = self.extra.unwrap_or(0);
        let event_type = self.event_type;
        let from = self.from_username.map(|username| User { username, appkey: self.from_appkey });
        let from = from.ok_or("from_username is missing");
        // Some events name their group by one word, some by the other.
        let group = self.gid.or(self.from_gid).map(|gid| GroupName { gid, name: self.group_name.unwrap_or_default() });
        let group = group.ok_or("gid is missing");
        let ids = self.msgid_list.or(self.msg_ids).unwrap_or_default();
        let why = match &self.description {
            Value::String(text) => text.clone(),
            _ => String::new(),
        };
        let (members, new_owner, avatar) = (self.to_usernames, self.new_owner, self.media_id);
        Ok(match event_type {
            1 => What::Kicked(match extra {
                0 => KickedBecause::SignedInElsewhere,
                1 => KickedBecause::Disabled,
                2 => KickedBecause::Deleted,
                other => KickedBecause::Other(other),
            }),
            2 => What::PasswordChanged,
            5 if extra == 2 => What::FriendAnswer { from: from?, code: self.return_code.unwrap_or(0), why, avatar },
            5 => What::FriendRequest { from: from?, why, avatar },
            6 => What::Unfriended { by: from? },
            7 => What::FriendsChanged,
            8 => What::GroupCreated { group: group?, by: from? },
            9 => What::MembersLeft { group: group?, members, new_owner, dissolved: extra == 69 },
            10 => What::MembersAdded { group: group?, by: from?, members },
            11 => What::MembersRemoved { group: group?, by: from?, members, new_owner },
            12 => What::GroupChanged { group: group?, by: from? },
            37 => What::SettingsChanged(Setting::NoDisturb),
            38 => What::SettingsChanged(Setting::Blacks),
            39 => What::SettingsChanged(Setting::Shields),
            40 => What::SettingsChanged(Setting::Profile),
            55 => What::Retracted { by: from?, group: self.from_gid.filter(|gid| gid.0 != 0), ids },
            56 => What::JoinRequest { group: group?, from: from?, by_self: self.by_self, members, why },
            57 => What::JoinRefused { group: group?, by: from?, members, why },
            58 => What::JoinRefusedByKeeper { group: group?, by: from?, members, request: self.from_eventid },
            65 => What::Silenced { group: group?, by: from?, members, silenced: extra == 1 },
            80 => What::Keepers { group: group?, by: from?, members, keepers: extra == 1 },
            82 => What::OwnerChanged { group: group?, by: from?, owner: members.into_iter().next() },
            100 => {
                let change = match extra {
                    5 => FriendChange::Added,
                    6 => FriendChange::Removed,
                    7 => FriendChange::Memo(self.description),
                    other => FriendChange::Other(other),
                };
                What::FriendsElsewhere { change, users: members }
            }
            101 => What::BlacksElsewhere { listed: extra == 1, users: members },
            102 => match extra {
                31 | 32 => What::NoDisturbElsewhere { set: extra == 31, of: QuietChange::Users(members) },
                33 | 34 => What::NoDisturbElsewhere { set: extra == 33, of: QuietChange::Groups(self.to_groups) },
                35 | 36 => What::NoDisturbElsewhere { set: extra == 35, of: QuietChange::All },
                _ => What::Other { event_type },
            },
            103 => What::ShieldsElsewhere { shielded: extra == 1, groups: self.to_groups },
            201 => What::ReadElsewhere { chat: self.description, ids },
            event_type => What::Other { event_type },
        })
    }
}
