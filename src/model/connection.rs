//! How a session stands. Must never say more than the core's states do.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The first connection is on its way, or the first after an end; with a sign-in, until it is through.
    Connecting,
    /// Connected; nobody is signed in.
    Connected,
    /// Signed in, and all that was missed has been told.
    Online,
    /// The connection was lost.
    Reconnecting,
    /// Nothing for two minutes. Trying goes on.
    Suspended,
    /// Another session took this one's place: only another sign-in leads back.
    Kicked,
    /// Refused for good: only another sign-in leads back.
    Failed,
    /// The client was closed.
    Closed,
}

/// What refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The server's code.
    pub code: f64,
    /// Its words.
    #[serde(default)]
    pub message: String,
}

/// The session stands otherwise than before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Change {
    /// How it stands now.
    pub state: State,
    /// How it stood.
    pub previous: State,
    /// What refused, if anything did.
    pub reason: Option<Reason>,
    retry_in: Option<f64>,
    /// With `Online`: the same user is back, and nothing that servers keep was missed.
    #[serde(default)]
    pub resumed: bool,
}

impl Change {
    /// How long it is to the next attempt, while one is waited for.
    pub fn retry_in(&self) -> Option<Duration> {
        self.retry_in.and_then(|ms| Duration::try_from_secs_f64(ms / 1000.0).ok())
    }
}
