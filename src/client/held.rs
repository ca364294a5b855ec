//! How much a client holds, for who watches its memory: tests and long-running programs do. Must never be asked by what
//! it counts.

use super::Client;
use crate::payload::Payload;

/// What a client holds at this moment, but for what its host stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Requests that are not answered, its own among them.
    pub requests: usize,
    /// Places for requests: those of answered ones go in bulk.
    pub places: usize,
    /// Handles whose requests it looks up: those of answered ones go in bulk.
    pub handles: usize,
    /// What listeners and handles have yet to be told.
    pub untold: usize,
    /// Conversations it counts for.
    pub conversations: usize,
}

impl<V: Payload> Client<V> {
    /// How much this client holds.
    pub fn held(&self) -> Held {
        Held {
            requests: self.outbox.requests().count(),
            places: self.outbox.room(),
            handles: self.rids.known.len(),
            untold: self.later.waiting.len().saturating_add(self.session.early.len()),
            conversations: self.chat.conversations.entries.len(),
        }
    }
}
