//! What the page is told when its time has come. Must never tell: it hands out what is due.

use super::Handle;
use crate::payload::{Kept, Payload};
use crate::protocol::methods::Listener;
use crate::time::Millis;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recipient {
    Listener(Listener),
    /// It succeeded.
    Handle(Handle),
    /// The chat state: a conversation was read on another device.
    Chat,
}

pub(super) struct Told<V: Payload> {
    due: Millis,
    to: Recipient,
    data: Kept<V>,
}

pub(super) struct Later<V: Payload> {
    pub waiting: Vec<Told<V>>,
}

impl<V: Payload> Default for Later<V> {
    fn default() -> Self {
        Later { waiting: Vec::new() }
    }
}

impl<V: Payload> Later<V> {
    pub fn tell(&mut self, due: Millis, to: Recipient, data: V) {
        self.waiting.push(Told { due, to, data: data.into() });
    }

    pub fn deadline(&self) -> Millis {
        self.waiting.iter().map(|told| told.due).fold(Millis::NEVER, Millis::earlier)
    }

    /// There is something that listeners have yet to hear.
    pub fn has_news(&self) -> bool {
        self.waiting.iter().any(|told| !matches!(told.to, Recipient::Handle(_)))
    }

    /// The next of what is due, in the order in which it was promised.
    pub fn take_due(&mut self, now: Millis) -> Option<(Recipient, V)> {
        let place = self.waiting.iter().position(|told| told.due <= now)?;
        let Told { to, data, .. } = self.waiting.remove(place);
        Some((to, data.value()))
    }
}
