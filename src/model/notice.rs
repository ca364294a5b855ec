//! Business events (业务事件), told apart by `event_type`. Must never lose one: each keeps all its fields as they came.

use serde::Serialize;
use serde_json::Value;

use super::read::{deserialize, object, Read, Unread};
use super::{
    shapes, EventId, FriendChange, GroupId, GroupName, KickedBecause, MessageId, More, Person, QuietChange, Setting,
    Timestamp, User, What,
};

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

shapes! {
    /// The fields of all events.
    Fields {
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
        #[serde(default)]
        by_self: bool,
        from_eventid: Option<EventId>,
    }
}

impl Read for Notice {
    const IS: &'static str = "an object";

    fn check(value: &Value) -> Result<(), Unread> {
        Fields::check(value)?;
        let missing = |field: &str| Unread { path: field.to_owned(), should_be: "there" };
        Fields::take(value.clone()).what().map(drop).map_err(missing)
    }
    fn take(value: Value) -> Self {
        let fields = Fields::take(value.clone());
        let (event_id, ctime_ms) = (fields.event_id, fields.ctime_ms);
        let what = fields.what().unwrap_or(What::Other { event_type: 0 });
        Notice { event_id, ctime_ms, what, fields: object(value) }
    }
}

deserialize! { Notice }

impl Fields {
    fn what(self) -> Result<What, &'static str> {
        let extra = self.extra.unwrap_or(0);
        let event_type = self.event_type;
        let from = self.from_username.map(|username| User { username, appkey: self.from_appkey });
        let from = from.ok_or("from_username");
        // Some events name their group by one word, some by the other.
        let group = self.gid.or(self.from_gid).map(|gid| GroupName { gid, name: self.group_name.unwrap_or_default() });
        let group = group.ok_or("gid");
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
