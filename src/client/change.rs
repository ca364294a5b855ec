//! What the page is told of its session. Must never decide when: `session` does.

use crate::payload::{Payload, Word};
pub use crate::session::connection::State;
use crate::time::Millis;

/// The session stands otherwise than before: of [`Effect::Connection`](super::Effect::Connection).
#[derive(Clone, Debug, PartialEq)]
pub struct Change<V>(pub(super) V);

impl<V: Payload> Change<V> {
    /// How it stands now.
    pub fn state(&self) -> State {
        self.read(Word::State)
    }

    /// How it stood.
    pub fn previous(&self) -> State {
        self.read(Word::Previous)
    }

    /// The reply that refused, with `code` and `message`; none, if nothing did.
    pub fn reason(&self) -> Option<V> {
        self.0.has(Word::Reason).then(|| self.0.get(Word::Reason))
    }

    /// How long it is to the next attempt, while one is waited for.
    pub fn retry_in(&self) -> Option<Millis> {
        self.0.number(Word::RetryIn).map(Millis)
    }

    /// With `Online`: the same user is back, and nothing that servers keep was missed.
    pub fn resumed(&self) -> bool {
        self.0.is_true(Word::Resumed)
    }

    /// As pages are told it: `{state, previous, reason?, retryIn?, resumed?}`, states by their names, spans in milliseconds.
    pub fn into_payload(self) -> V {
        self.0
    }

    fn read(&self, field: Word) -> State {
        let name = self.0.get(field);
        let found = State::EVERY.iter().copied().find(|state| name.which(&[state.name()]).is_some());
        found.unwrap_or(State::Connecting)
    }
}
