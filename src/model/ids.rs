//! Ids and instants, each a type of its own. Servers write them as numbers or as text. Must never be counted with.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::read::{deserialize, fits, whole, Read, Unread};

macro_rules! ids {
    ($($(#[$of_id:meta])* $id:ident)*) => { $(
        $(#[$of_id])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub struct $id(pub u64);

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<u64> for $id {
            fn from(number: u64) -> Self {
                $id(number)
            }
        }

        impl Read for $id {
            const IS: &'static str = "an id";

            fn check(value: &Value) -> Result<(), Unread> {
                fits(number(value).is_some(), Self::IS)
            }
            fn take(value: Value) -> Self {
                $id(number(&value).unwrap_or_default())
            }
        }

        deserialize! { $id }
    )* };
}

ids! {
    /// A group (`gid`).
    GroupId
    /// A chat room.
    RoomId
    /// A message.
    MessageId
    /// An event.
    EventId
    /// A user, as the server numbers them.
    UserId
    /// An instant: milliseconds since 1970.
    Timestamp
}

/// A whole number, or its text.
fn number(value: &Value) -> Option<u64> {
    value.as_str().map_or_else(|| whole(value), |text| text.trim().parse().ok())
}
