//! Groups, chat rooms and conversations. Must never do anything.

use serde::Serialize;
use serde_json::Value;

use super::message::{chat, InChat};
use super::read::{deserialize, Read, Unread};
use super::{shapes, Chat, GroupId, Person, RoomId, Timestamp, User};
use crate::payload::File;

/// A group to be made.
#[derive(Clone, Debug, Default)]
pub struct NewGroup {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its picture.
    pub avatar: Option<File>,
    /// Anybody may ask to be let in (公开群).
    pub is_public: bool,
}

impl From<&str> for NewGroup {
    fn from(name: &str) -> Self {
        NewGroup { name: name.to_owned(), ..NewGroup::default() }
    }
}

/// What is to change of a group; at least one of these.
#[derive(Clone, Debug, Default)]
pub struct GroupChange {
    /// Its name.
    pub name: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Its picture.
    pub avatar: Option<File>,
}

/// What a member is in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// One of many.
    Member,
    /// 群主
    Owner,
    /// 管理员
    Keeper,
    /// What a newer server knows.
    Other(u64),
}

impl Read for Role {
    const IS: &'static str = "a whole number";

    fn check(value: &Value) -> Result<(), Unread> {
        u64::check(value)
    }
    fn take(value: Value) -> Self {
        match u64::take(value) {
            0 => Role::Member,
            1 => Role::Owner,
            2 => Role::Keeper,
            other => Role::Other(other),
        }
    }
}

deserialize! { Role }

impl Serialize for Role {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(match self {
            Role::Member => 0,
            Role::Owner => 1,
            Role::Keeper => 2,
            Role::Other(other) => *other,
        })
    }
}

shapes! {
    /// A group.
    Group {
        /// Its id.
        gid: GroupId,
        /// Its name.
        #[serde(default)]
        name: String,
        /// What it is about.
        desc: Option<String>,
        /// Its app.
        appkey: Option<String>,
        /// Its picture's media_id.
        avatar: Option<String>,
        /// 2 public, 0 or 1 private.
        group_type: Option<u8>,
        /// So many it may have.
        max_member_count: Option<u32>,
    }
    /// A member of a group.
    Member {
        /// Unique in their app.
        username: String,
        /// Their app.
        #[serde(default)]
        appkey: String,
        /// A name to show.
        nickname: Option<String>,
        /// Their picture's media_id.
        avatar: Option<String>,
        /// What they are there.
        #[serde(rename = "flag")]
        role: Role,
        /// They may not speak (禁言).
        #[serde(default)]
        keep_silence: bool,
    }
    /// A chat room.
    Chatroom {
        /// Its id.
        id: RoomId,
        /// Its name.
        #[serde(default)]
        name: String,
        /// What it is about.
        description: Option<String>,
        /// Its app.
        appkey: Option<String>,
        /// So many are in it.
        total_member_count: Option<u32>,
        /// So many it may have.
        max_member_count: Option<u32>,
    }
    /// One page of an app's public groups.
    GroupPage {
        /// How many there are.
        total: u64,
        /// Where this page begins.
        start: u64,
        /// Those on it.
        groups: Vec<Group>,
    }
    /// One page of an app's chat rooms.
    RoomPage {
        /// How many there are.
        total: u64,
        /// Where this page begins.
        start: u64,
        /// Those on it.
        rooms: Vec<Chatroom>,
    }
    /// What does not disturb (免打扰).
    NoDisturb {
        /// 1: nothing does.
        #[serde(default)]
        global: u8,
        /// Whose messages don't.
        #[serde(default)]
        users: Vec<Person>,
        /// The groups whose messages don't.
        #[serde(default)]
        groups: Vec<Group>,
    }
    /// A conversation: [`JMessage::chat_of`](crate::JMessage::chat_of) says which.
    Conversation {
        /// 3 with a user, 4 in a group.
        #[serde(rename = "type")]
        kind: u8,
        /// Its name.
        #[serde(default)]
        name: String,
        /// With a user: who.
        username: Option<String>,
        /// With a user: of which app.
        appkey: Option<String>,
        /// With a user: a name to show.
        nickname: Option<String>,
        /// In a group: which.
        gid: Option<GroupId>,
        /// Its picture's media_id.
        avatar: Option<String>,
        /// When its last message came.
        #[serde(default)]
        mtime: Timestamp,
        /// Anything of the app's, kept on this device.
        extras: Option<Value>,
        /// Counted on this device.
        #[serde(default)]
        unread_msg_count: u32,
    }
}

impl Member {
    /// As a program names them.
    pub fn user(&self) -> User {
        User { username: self.username.clone(), appkey: Some(self.appkey.clone()).filter(|appkey| !appkey.is_empty()) }
    }
}

impl InChat for Conversation {
    fn chat_for(&self, _me: &str) -> Option<Chat> {
        chat(self.kind, self.gid, self.username.as_ref(), self.appkey.as_ref())
    }
}
