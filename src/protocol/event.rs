//! Business events as a page sees them: only the documented fields, and what three types gain. Must never apply an
//! event to any state.

use super::count;
use crate::payload::{Kind, Payload, Word};

const SHOWN: &[Word] = &[
    Word::EventId,
    Word::EventType,
    Word::FromUsername,
    Word::FromNickname,
    Word::FromAppkey,
    Word::FromGid,
    Word::FromEventid,
    Word::Gid,
    Word::ToUsernames,
    Word::ToGroups,
    Word::NewOwner,
    Word::GroupName,
    Word::Ctime,
    Word::CtimeMs,
    Word::Extra,
    Word::ReturnCode,
    Word::MsgIds,
    Word::MsgidList,
    Word::MediaId,
    Word::Description,
];

/// What the client itself has to do about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Another session took this one's place: it is confirmed, then this session ends.
    Kicked,
    /// The password was changed: this session ends.
    PasswordChanged,
    /// A conversation was read on another device.
    ReadElsewhere,
    /// Only the page is concerned.
    Notice,
}

pub fn meaning<V: Payload>(event: &V) -> Meaning {
    match count(event, Word::EventType) {
        1 => Meaning::Kicked,
        2 => Meaning::PasswordChanged,
        200 => Meaning::ReadElsewhere,
        _ => Meaning::Notice,
    }
}

/// The event with its documented fields.
pub fn shown<V: Payload>(event: &V) -> V {
    let mut shown = V::object();
    for field in SHOWN {
        shown.take_over(*field, event, *field);
    }
    let extra = count(event, Word::Extra);
    match count(event, Word::EventType) {
        // A retracted message: of a single chat or of a group.
        55 => {
            let group = event.get(Word::FromGid).to_text();
            let is_group = !group.is_blank() && !group.same(&V::from_text("0"));
            shown.set_number(Word::Type, f64::from(u8::from(is_group)));
        }
        // Somebody wants into a group: by invitation (10) or on their own (59).
        56 if extra == 10 || extra == 59 => {
            shown.set_bool(Word::BySelf, extra == 59);
            shown.remove(Word::Extra);
        }
        // A friend's memo, changed on another device.
        100 if extra == 7 => shown.set(Word::Description, parsed(event.get(Word::Description))),
        _ => {}
    }
    shown
}

/// Some descriptions are JSON inside text. Text that is no JSON stays text.
pub fn parsed<V: Payload>(description: V) -> V {
    match description.kind() {
        Kind::Text => description.parse(0).unwrap_or(description),
        _ => description,
    }
}

#[cfg(test)]
mod tests;
