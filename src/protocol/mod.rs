//! JMessage as the wire spells it: requests, replies, pushes and codes, and the table of methods. The vendor's
//! spellings live only here. Must never hold state: every function maps values to values.

pub mod address;
pub mod args;
pub mod codes;
pub mod event;
pub mod message;
pub mod methods;
pub mod names;
pub mod push;
pub mod reply;
pub mod secrets;

use crate::payload::{Kept, Payload, Word};

/// The two kinds of conversation that are kept and counted, as `type` and `msg_type` spell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatType {
    Single,
    Group,
}

impl ChatType {
    pub fn of<V: Payload>(payload: &V, field: Word) -> Option<ChatType> {
        match payload.number(field)? as u32 {
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

/// Who is logged in where. Both are texts.
pub struct Account<V: Payload> {
    pub appkey: Kept<V>,
    pub username: Kept<V>,
}

impl<V: Payload> Account<V> {
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

/// Builds an object from some fields of another, leaving out what is absent.
pub fn pick<V: Payload>(from: &V, fields: &[Word]) -> V {
    let mut picked = V::object();
    for field in fields {
        picked.take_over(*field, from, *field);
    }
    picked
}
