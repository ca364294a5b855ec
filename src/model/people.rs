//! Users: how a program names them, and what servers say of them. Must never hold a password in what can be printed.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{shapes, GroupId, More, RoomId};

/// Somebody: of one's own app, unless another is named (跨应用).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct User {
    /// Unique in their app.
    pub username: String,
    /// The app. `None`: one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appkey: Option<String>,
}

impl User {
    /// Somebody of one's own app.
    pub fn named(username: impl Into<String>) -> Self {
        User { username: username.into(), appkey: None }
    }

    /// The same name in another app.
    pub fn of_app(mut self, appkey: impl Into<String>) -> Self {
        self.appkey = Some(appkey.into());
        self
    }
}

impl From<&str> for User {
    fn from(username: &str) -> Self {
        User::named(username)
    }
}

impl From<String> for User {
    fn from(username: String) -> Self {
        User::named(username)
    }
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// To a user (单聊).
    User(User),
    /// To a group (群聊).
    Group(GroupId),
    /// To a chat room (聊天室).
    Room(RoomId),
}

/// A conversation that is counted: with a user or in a group. A map's key, where
/// [`chat_of`](crate::JMessage::chat_of) says it: users of one's own app are without an appkey there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Chat {
    /// With a user.
    User(User),
    /// In a group.
    Group(GroupId),
}

impl From<User> for Target {
    fn from(user: User) -> Self {
        Target::User(user)
    }
}

impl From<&str> for Target {
    fn from(username: &str) -> Self {
        Target::User(username.into())
    }
}

impl From<String> for Target {
    fn from(username: String) -> Self {
        Target::User(username.into())
    }
}

impl From<GroupId> for Target {
    fn from(group: GroupId) -> Self {
        Target::Group(group)
    }
}

impl From<RoomId> for Target {
    fn from(room: RoomId) -> Self {
        Target::Room(room)
    }
}

impl From<Chat> for Target {
    fn from(chat: Chat) -> Self {
        match chat {
            Chat::User(user) => Target::User(user),
            Chat::Group(group) => Target::Group(group),
        }
    }
}

impl From<&Chat> for Target {
    fn from(chat: &Chat) -> Self {
        chat.clone().into()
    }
}

impl From<User> for Chat {
    fn from(user: User) -> Self {
        Chat::User(user)
    }
}

impl From<&str> for Chat {
    fn from(username: &str) -> Self {
        Chat::User(username.into())
    }
}

impl From<String> for Chat {
    fn from(username: String) -> Self {
        Chat::User(username.into())
    }
}

impl From<GroupId> for Chat {
    fn from(group: GroupId) -> Self {
        Chat::Group(group)
    }
}

impl From<&Chat> for Chat {
    fn from(chat: &Chat) -> Self {
        chat.clone()
    }
}

/// Who logs in. It prints without its password.
#[derive(Clone, Serialize, Deserialize)]
pub struct Credentials {
    username: String,
    password: String,
    #[serde(default)]
    is_md5: bool,
}

impl Credentials {
    /// A user and their password, which goes out as its md5.
    pub fn new(username: impl Into<String>, password: impl Into<String>) -> Self {
        Credentials { username: username.into(), password: password.into(), is_md5: false }
    }

    /// Who.
    pub fn username(&self) -> &str {
        &self.username
    }

    /// A user and the md5 of their password, in hex.
    pub fn with_md5(username: impl Into<String>, md5: impl Into<String>) -> Self {
        Credentials { is_md5: true, ..Credentials::new(username, md5) }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({:?})", self.username)
    }
}

/// What lets an app in (鉴权): made by the app's own server, good for ten minutes. It prints without its signature.
#[derive(Clone, Serialize, Deserialize)]
pub struct Auth {
    /// The app.
    pub appkey: String,
    /// 20 to 36 characters.
    pub random_str: String,
    /// Milliseconds since 1970, as number or text.
    pub timestamp: Value,
    /// md5 over these and the app's secret.
    pub signature: String,
    /// 1: history is brought here, too (消息漫游): [`Auth::roaming`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<u8>,
}

impl Auth {
    /// History comes to this device, too (消息漫游): at each sign-in the last messages of my conversations arrive as
    /// [`Event::Missed`](crate::Event::Missed), read ones and my own among them. How many is the server's choice. Without it
    /// only those arrive that nobody has confirmed yet; there is no other way to ask for history.
    pub fn roaming(self) -> Self {
        Auth { flag: Some(1), ..self }
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Auth({:?})", self.appkey)
    }
}

/// Of a profile (性别).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Gender {
    /// 未知
    Unknown = 0,
    /// 男
    Male = 1,
    /// 女
    Female = 2,
}

impl Serialize for Gender {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(*self as u8)
    }
}

/// What users tell of themselves. What is `None` stays as it is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Profile {
    /// A name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// As text, such as `2000-01-31`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<String>,
    /// Their motto (签名).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// Their gender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Where they live.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Where exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Anything of the app's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extras: Option<More>,
}

/// A new account (注册).
#[derive(Clone, Debug, Serialize)]
pub struct Registration {
    /// Its name and password.
    #[serde(flatten)]
    pub account: Credentials,
    /// What it tells of itself.
    #[serde(flatten)]
    pub profile: Profile,
    /// Its avatar: the media_id of an uploaded file.
    #[serde(rename = "media_id", skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
}

impl From<Credentials> for Registration {
    fn from(account: Credentials) -> Self {
        Registration { account, profile: Profile::default(), avatar: None }
    }
}

impl From<&Credentials> for Registration {
    fn from(account: &Credentials) -> Self {
        account.clone().into()
    }
}

/// A name and notes of one's own for a friend (好友备注).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Memo {
    /// The name.
    pub memo_name: String,
    /// The notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memo_others: Option<String>,
}

shapes! {
    /// Somebody whom an event or a list names.
    Person {
        /// Unique in their app.
        username: String,
        /// Their app.
        #[serde(default)]
        appkey: String,
        /// A name to show.
        nickname: Option<String>,
        /// Their picture's media_id.
        avatar: Option<String>,
    }
    /// A user's profile.
    UserInfo {
        /// Unique in their app.
        username: String,
        /// Their app.
        #[serde(default)]
        appkey: String,
        /// A name to show.
        nickname: Option<String>,
        /// Their picture's media_id.
        avatar: Option<String>,
        /// As they wrote it.
        birthday: Option<String>,
        /// Their motto.
        signature: Option<String>,
        /// 0 unknown, 1 male, 2 female.
        gender: Option<u8>,
        /// Where they live.
        region: Option<String>,
        /// Where exactly.
        address: Option<String>,
        /// Anything of the app's.
        extras: Option<Value>,
    }
    /// A friend.
    Friend {
        /// Unique in their app.
        username: String,
        /// Their app.
        #[serde(default)]
        appkey: String,
        /// A name to show.
        nickname: Option<String>,
        /// Their picture's media_id.
        avatar: Option<String>,
        /// My own name for them.
        memo_name: Option<String>,
        /// My own notes.
        memo_others: Option<String>,
    }
}

impl Person {
    /// As a program names them.
    pub fn user(&self) -> User {
        User { username: self.username.clone(), appkey: Some(self.appkey.clone()).filter(|appkey| !appkey.is_empty()) }
    }
}
