//! What a Rust program gives and gets: ids, people, messages, events, errors. Whatever a server says beside what is
//! named here is kept under `more`. Must never do anything: these are shapes.

mod body;
mod connection;
mod error;
mod event;
mod groups;
mod ids;
mod message;
mod notice;
mod people;
mod post;
mod read;
mod reply;
mod what;

pub use body::{Body, FileBody, Image, Location, Text, Video, Voice};
pub use connection::{Change, Reason, State};
pub use error::{Code, Error, Step};
pub use event::{Event, PassedThrough, ProfileChange, ReadElsewhere};
pub use groups::{Chatroom, Conversation, Group, GroupChange, GroupPage, Member, NewGroup, NoDisturb, Role, RoomPage};
pub use ids::{EventId, GroupId, MessageId, RoomId, Timestamp, UserId};
pub use message::{Content, CustomNotification, InChat, Message, MissedChat, ReadChange, ReadCount, RoomMessage};
pub use notice::Notice;
pub use people::{
    Auth, Chat, Credentials, Friend, Gender, Memo, Person, Profile, Registration, Target, User, UserInfo,
};
pub use post::Post;
pub use reply::{Device, Login, Passage, Platform, Readers, Sent};
pub use what::{FriendChange, GroupName, KickedBecause, QuietChange, Setting, What};

pub(crate) use event::read as read_event;
pub(crate) use read::Read;

/// What else a server said, by its own names.
pub type More = serde_json::Map<String, serde_json::Value>;

/// Structs that servers send. Each keeps what it does not name. Their attributes are serde's, and read as serde would.
macro_rules! shapes {
    ($($(#[$of_shape:meta])* $shape:ident {
        $($(#[doc = $words:literal])* $(#[serde($($how:tt)*)])? $field:ident: $type:ty,)*
    })*) => { $(
        $(#[$of_shape])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[non_exhaustive]
        pub struct $shape {
            $($(#[doc = $words])* $(#[serde($($how)*)])? pub $field: $type,)*
            /// What else the server said.
            #[serde(flatten)]
            pub more: crate::model::More,
        }
        crate::model::read::reads! { $shape { $($field ($($($how)*)?): $type,)* } more }
        crate::model::read::deserialize! { $shape }
    )* };
}
use shapes;
