//! JMessage as the wire spells it: requests, replies, pushes and codes, and the table of methods. Must never hold state:
//! every function maps values to values.

pub mod address;
pub mod args;
pub mod codes;
pub mod event;
pub mod message;
pub mod method;
pub mod methods;
pub mod names;
pub mod push;
pub mod reply;
pub mod secrets;

use crate::payload::{Kept, Kind, Payload, Word};

/// A number of the server's or of storage's that counts something, or stands for something: what is below 0, too large,
/// broken or none at all is taken for the nearest whole number of 32 bits, or for 0.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` does just that.
#[inline(never)]
pub fn count<V: Payload>(payload: &V, field: Word) -> u32 {
    payload.number(field).unwrap_or(0.0) as u32
}

/// Some servers write a reply's number and code as text. Decided here, once, before anything reads them, and for the page
/// too: text that is a number is that number. Any other text is left, and as a code it is no success.
pub fn read_numbers<V: Payload>(reply: &mut V) {
    for field in [Word::Rid, Word::Code] {
        if reply.number(field).is_some() {
            continue;
        }
        let given = reply.get(field);
        if given.kind() == Kind::Text {
            given
                .parse(0)
                .and_then(|read| read.as_number())
                .into_iter()
                .for_each(|number| reply.set_number(field, number));
        }
    }
}

/// The two kinds of conversation that are kept and counted, as `type` and `msg_type` spell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatType {
    Single,
    Group,
}

impl ChatType {
    pub fn of<V: Payload>(payload: &V, field: Word) -> Option<ChatType> {
        match count(payload, field) {
            3 => Some(ChatType::Single),
            4 => Some(ChatType::Group),
            _ => None,
        }
    }

    pub fn number(self) -> f64 {
        match self {
            ChatType::Single => 3.0,
            ChatType::Group => 4.0,
        }
    }
}

/// What a synchronisation brings, as `sync_type` spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum History {
    /// What this device missed.
    Missed,
    /// All that there is, each time.
    Roams,
}

/// Who is logged in where. Both are texts.
pub struct Account<V: Payload> {
    /// The app.
    pub appkey: Kept<V>,
    /// The user.
    pub username: Kept<V>,
}

impl<V: Payload> Account<V> {
    /// The same user of the same app.
    pub fn same(&self, other: &Account<V>) -> bool {
        self.appkey.same(&other.appkey) && self.username.same(&other.username)
    }

    /// The appkey that a value names: my own when it is missing or blank.
    pub fn appkey_or_mine(&self, appkey: V) -> V {
        if appkey.is_blank() {
            self.appkey.value()
        } else {
            appkey
        }
    }
}
