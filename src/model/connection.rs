//! How a session stands: the core's own states. Must never say more than they do.

use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::Code;
use crate::client;
pub use crate::client::State;
use crate::payload::{Json, Payload, Word};

/// As pages know it: `online`, `reconnecting` and so on.
impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name().text())
    }
}

/// By the names that pages know.
impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name().text())
    }
}

/// What refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The server's code.
    pub code: Code,
    /// Its words.
    pub message: String,
}

/// The session stands otherwise than before.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Change {
    /// How it stands now.
    pub state: State,
    /// How it stood.
    pub previous: State,
    /// What refused, if anything did.
    pub reason: Option<Reason>,
    /// How long it is to the next attempt, while one is waited for. Pages are told milliseconds.
    #[serde(serialize_with = "millis")]
    pub retry_in: Option<Duration>,
    /// With `Online`: the same user is back, and nothing that servers keep was missed.
    pub resumed: bool,
}

fn millis<S: Serializer>(span: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    span.map(|span| span.as_secs_f64() * 1000.0).serialize(serializer)
}

impl From<client::Change<Json>> for Change {
    fn from(change: client::Change<Json>) -> Self {
        let reason = change.reason().map(|reply| Reason {
            code: Code::of(&reply).unwrap_or_default(),
            message: reply.get(Word::Message).as_text().unwrap_or_default(),
        });
        Change {
            state: change.state(),
            previous: change.previous(),
            reason,
            retry_in: change.retry_in().map(Duration::from),
            resumed: change.resumed(),
        }
    }
}
