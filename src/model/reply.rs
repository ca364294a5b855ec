//! What calls are answered. Must never be more than the server said.

use super::read::reads;
use super::{shapes, Content, GroupId, MessageId, Person, Timestamp, User};

shapes! {
    /// A device of mine (在线设备).
    Device {
        /// `android`, `ios`, `pc` or `web`.
        #[serde(default)]
        platform: String,
        /// It is connected.
        #[serde(rename = "isOnline", default)]
        is_online: bool,
        /// It is logged in.
        #[serde(rename = "isLogin", default)]
        is_login: bool,
        /// This login ended that device's.
        #[serde(default)]
        flag: bool,
    }
    /// Who has logged in.
    Login {
        /// Under which name.
        username: Option<String>,
        /// On which devices.
        #[serde(rename = "online_list", default)]
        devices: Vec<Device>,
    }
    /// Who has read a message, and who has not.
    Readers {
        /// They have.
        #[serde(rename = "read_list", default)]
        read: Vec<Person>,
        /// They have not.
        #[serde(rename = "unread_list", default)]
        unread: Vec<Person>,
    }
}

/// A message that the server has.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sent {
    /// Its id.
    pub msg_id: MessageId,
    /// When the server got it.
    pub ctime_ms: Timestamp,
    /// Of one that wants receipts: how many have not read it.
    pub unread_count: Option<u32>,
    /// As it went out.
    pub content: Option<Content>,
}

reads! {
    Sent { msg_id (): MessageId, ctime_ms (default): Timestamp, unread_count (): Option<u32>, content (): Option<Content>, }
}

/// Whom text is passed through to (消息透传): those who are on now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// A user.
    User(User),
    /// The members of a group.
    Group(GroupId),
    /// My own other devices.
    Devices(Platform),
}

/// What a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// All of them.
    All,
    /// A phone.
    Android,
    /// A phone.
    Ios,
    /// A computer.
    Pc,
}

impl Platform {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Platform::All => "all",
            Platform::Android => "android",
            Platform::Ios => "ios",
            Platform::Pc => "pc",
        }
    }
}
