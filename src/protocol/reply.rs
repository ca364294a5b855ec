//! Replies as a page sees them: what is renamed, taken out and filled in. Must never remember anything itself: what a
//! reply teaches is handed to the caller.

use super::{codes, count};
use crate::payload::{Kind, Payload, Word};

/// What happens to one item of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A user: the server's uid is not shown.
    User,
    /// A friend: the uid is not shown, the time of its last change is remembered.
    Friend,
    /// A member of a group: neither uid nor that time is shown, but it is remembered.
    Member,
    /// A group: its flag is called group_type.
    Group,
    /// A chat room, which is remembered.
    Room,
}

/// Where in a reply the items are (a list, or one object), and what they are.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub path: &'static [Word],
    pub item: Item,
}

/// What a reply teaches the client.
pub enum Learned<V> {
    User { uid: V, mtime: V },
    Room(V),
}

/// A reply's code: absent means success.
pub fn is_success<V: Payload>(reply: &V) -> bool {
    reply.number(Word::Code).map_or(reply.get(Word::Code).kind() == Kind::Missing, |code| code == 0.0)
}

pub fn apply<V: Payload>(change: Change, reply: &mut V, learn: &mut impl FnMut(Learned<V>)) {
    descend(change.path, change.item, reply, learn);
}

fn descend<V: Payload>(path: &[Word], item: Item, value: &mut V, learn: &mut impl FnMut(Learned<V>)) {
    match path {
        [field, rest @ ..] => value.update(*field, |value| descend(rest, item, value, learn)),
        [] if value.kind() == Kind::List => value.each(|value| change_item(item, value, learn)),
        [] => change_item(item, value, learn),
    }
}

fn change_item<V: Payload>(item: Item, value: &mut V, learn: &mut impl FnMut(Learned<V>)) {
    match item {
        Item::User => value.remove(Word::Uid),
        Item::Friend | Item::Member => {
            learn(Learned::User { uid: value.get(Word::Uid), mtime: value.get(Word::Mtime) });
            value.remove(Word::Uid);
            if item == Item::Member {
                value.remove(Word::Mtime);
            }
        }
        Item::Group => {
            if value.has(Word::Flag) {
                value.set(Word::GroupType, value.get(Word::Flag));
                value.remove(Word::Flag);
            }
        }
        Item::Room => learn(Learned::Room(value.clone())),
    }
}

/// Answers a question about a remembered room as the server would.
pub fn room_info<V: Payload>(room: V) -> V {
    let mut reply = codes::reply(0, V::from_word(Word::Success));
    reply.set(Word::Info, room);
    reply
}

/// What onFail gets when an upload was refused. Who cannot be understood stands before the upload's server, and found the
/// file too large.
pub fn upload_failure<V: Payload>(body: V) -> V {
    /// The upload server's own code for a file that is too large.
    const TOO_LARGE: u32 = 898_061;
    if body.kind() != Kind::Object {
        codes::BODY_TOO_LARGE.reply()
    } else if count(&body.get(Word::Error), Word::Code) == TOO_LARGE {
        codes::FILE_TOO_LARGE.reply()
    } else {
        body
    }
}

#[cfg(test)]
mod tests;
