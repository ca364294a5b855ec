//! Messages as they come in. Must never hold a sender's clock for the server's.

use serde::Serialize;
use serde_json::Value;

use super::read::{check_field, deserialize, fits, object, reads, take_field, Read, Unread};
use super::{shapes, Body, Chat, GroupId, MessageId, More, RoomId, Timestamp, User};

/// The message itself (消息体): who wrote what to whom.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Content {
    /// `single`, `group` or `chatroom`.
    pub target_type: String,
    /// A username, a gid or a room's id.
    pub target_id: String,
    /// The sender's username.
    pub from_id: String,
    /// What they carry.
    #[serde(rename = "msg_body")]
    pub body: Body,
    /// How the body is called: `text`, `image` and so on.
    pub msg_type: String,
    /// What else the sender said: `create_time` by their own clock, `from_platform`, names to show.
    #[serde(flatten)]
    pub more: More,
}

impl Read for Content {
    const IS: &'static str = "an object";

    fn check(value: &Value) -> Result<(), Unread> {
        fits(value.is_object(), Self::IS)?;
        check_field::<String>(value, "target_type", true)?;
        check_field::<String>(value, "msg_type", true)
    }
    fn take(value: Value) -> Self {
        let mut more = object(value);
        let msg_type: String = take_field(&mut more, "msg_type");
        Content {
            target_type: take_field(&mut more, "target_type"),
            target_id: text(take_field(&mut more, "target_id")),
            from_id: text(take_field(&mut more, "from_id")),
            body: Body::read(&msg_type, take_field(&mut more, "msg_body")),
            msg_type,
            more,
        }
    }
}

deserialize! { Content }

/// Some senders write names and ids as numbers.
fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What a phone's status bar shows of a message (自定义通知栏).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CustomNotification {
    /// This instead of what the phone would show.
    pub enabled: bool,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// In groups: in front of the text, for those who were mentioned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_prefix: Option<String>,
}

reads! {
    CustomNotification {
        enabled (default): bool,
        title (): Option<String>,
        alert (): Option<String>,
        at_prefix (): Option<String>,
    }
}
deserialize! { CustomNotification }

shapes! {
    /// A message of a user's or in a group. [`JMessage::chat_of`](crate::JMessage::chat_of) says of which conversation.
    Message {
        /// Its id.
        msg_id: MessageId,
        /// 3 of a user's, 4 in a group.
        #[serde(default)]
        msg_type: u8,
        /// When the server got it.
        #[serde(default)]
        ctime_ms: Timestamp,
        /// The message itself.
        content: Content,
        /// The sender wants to know when it is read: [`report_read`](crate::JMessage::report_read).
        #[serde(default)]
        need_receipt: bool,
        /// What phones are to show.
        custom_notification: Option<CustomNotification>,
        /// A user's: whose.
        from_username: Option<String>,
        /// A user's: of which app.
        from_appkey: Option<String>,
        /// A group's: which.
        from_gid: Option<GroupId>,
    }
    /// How many have not read a message yet.
    ReadCount {
        /// Which message.
        msg_id: MessageId,
        /// How many. Keep the smaller of this and what you had.
        unread_count: u32,
        /// Since when.
        mtime: Option<Timestamp>,
    }
    /// What was missed of one conversation while away (离线消息), or its history ([`Auth::roaming`](crate::Auth::roaming)):
    /// [`JMessage::chat_of`](crate::JMessage::chat_of) says of which.
    MissedChat {
        /// 3 with a user, 4 in a group.
        #[serde(default)]
        msg_type: u8,
        /// With a user: who.
        from_username: Option<String>,
        /// With a user: of which app.
        from_appkey: Option<String>,
        /// In a group: which.
        from_gid: Option<GroupId>,
        /// How many messages are unread.
        #[serde(default)]
        unread_msg_count: u32,
        /// Who has read what I wrote.
        #[serde(default)]
        receipt_msgs: Vec<ReadCount>,
        /// The messages, oldest first.
        #[serde(default)]
        msgs: Vec<Message>,
    }
    /// Messages of mine were read.
    ReadChange {
        /// 3 with a user, 4 in a group.
        #[serde(rename = "type", default)]
        kind: u8,
        /// In a group: which.
        gid: Option<GroupId>,
        /// With a user: who.
        username: Option<String>,
        /// With a user: of which app.
        appkey: Option<String>,
        /// Which messages.
        #[serde(default)]
        receipt_msgs: Vec<ReadCount>,
    }
    /// A message in a chat room.
    RoomMessage {
        /// Which room.
        room_id: RoomId,
        /// Its id.
        msg_id: MessageId,
        /// When the server got it.
        #[serde(default)]
        ctime_ms: Timestamp,
        /// The message itself.
        content: Content,
        /// Whose.
        from_username: Option<String>,
    }
}

/// What is of a conversation: for [`JMessage::chat_of`](crate::JMessage::chat_of).
pub trait InChat {
    /// The conversation as the server names it, to somebody of this username.
    fn chat_for(&self, me: &str) -> Option<Chat>;
}

/// In a group, if it is a group's type; else with a user.
pub(super) fn chat(kind: u8, gid: Option<GroupId>, username: Option<&String>, appkey: Option<&String>) -> Option<Chat> {
    let user = |username: &String| Chat::User(User { username: username.clone(), appkey: appkey.cloned() });
    gid.filter(|_| kind == 4).map(Chat::Group).or_else(|| username.map(user))
}

impl InChat for Message {
    fn chat_for(&self, me: &str) -> Option<Chat> {
        if self.msg_type == 3 && self.content.from_id == me {
            // Sent from another device of mine: it belongs to whom it went.
            let appkey = self.content.more.get("target_appkey").and_then(Value::as_str);
            let user = User { username: self.content.target_id.clone(), appkey: appkey.map(str::to_owned) };
            return Some(Chat::User(user));
        }
        let sender = self.from_username.as_ref().or(Some(&self.content.from_id));
        chat(self.msg_type, self.from_gid, sender, self.from_appkey.as_ref())
    }
}

impl Message {
    /// Who wrote it.
    pub fn sender(&self) -> &str {
        &self.content.from_id
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        self.content.body.text()
    }
}

impl InChat for MissedChat {
    fn chat_for(&self, _me: &str) -> Option<Chat> {
        chat(self.msg_type, self.from_gid, self.from_username.as_ref(), self.from_appkey.as_ref())
    }
}

impl InChat for ReadChange {
    fn chat_for(&self, _me: &str) -> Option<Chat> {
        chat(self.kind, self.gid, self.username.as_ref(), self.appkey.as_ref())
    }
}
