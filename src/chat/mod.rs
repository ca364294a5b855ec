//! What this client knows of its user's chats: reducers over pushes and replies. Must never send or call the page: a
//! reducer returns what follows, as consequences.

mod conversation;
mod conversations;
mod messages;
mod repeats;
mod rooms;
mod syncs;

pub use syncs::EVENTS_AFTER;
mod users;

pub use conversations::Conversations;
pub use repeats::Recent;
pub use rooms::Rooms;
pub use users::Users;

use crate::payload::{Payload, Word};
use crate::protocol::methods::Listener;
use crate::protocol::reply::Learned;
use crate::time::Millis;

/// What follows from something that was learned.
#[derive(Debug)]
pub enum Consequence<V> {
    /// A request of the client's own.
    Send { event: Word, data: V },
    /// The page's listener is called.
    Tell { listener: Listener, data: V },
    /// The page's listener is called after this span.
    TellLater { after: Millis, listener: Listener, data: V },
}

/// The state of one logged-in user.
pub struct ChatState<V: Payload> {
    pub conversations: Conversations<V>,
    pub users: Users<V>,
    pub rooms: Rooms<V>,
    pub login: Login,
    pub recent: Recent<V>,
}

/// What a synchronisation may bring again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    /// Nothing, but for what it tells around the news.
    First,
    /// After a lost connection: what was told and not confirmed.
    Again,
}

impl<V: Payload> Default for ChatState<V> {
    fn default() -> Self {
        ChatState {
            conversations: Conversations::default(),
            users: Users::default(),
            rooms: Rooms::default(),
            login: Login::First,
            recent: Recent::default(),
        }
    }
}

impl<V: Payload> ChatState<V> {
    /// Remembers what a reply taught.
    pub fn learn(&mut self, learned: Learned<V>) {
        match learned {
            Learned::User { uid, mtime } => self.users.remember(&uid, &mtime),
            Learned::Room(room) => self.rooms.remember(room),
        }
    }
}
