//! What a page asks for that wants its session kept. Must never act on it: `session` does.

use crate::payload::{Payload, Word};
use crate::protocol::count;
use crate::time::Millis;

/// How a session is kept: of [`Client::keep_session`](super::Client::keep_session).
///
/// ```
/// use jmessage_web::client::Plan;
/// use std::time::Duration;
///
/// let plan = Plan { grace: Duration::from_secs(5).into(), ..Plan::default() };
/// assert_eq!(plan.limit, 1000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// There is somebody to ask for what `init` takes, by [`Effect::Auth`](super::Effect::Auth). Otherwise the last
    /// `init` is repeated.
    pub auth: bool,
    /// From a loss to `onDisconnect`. Default: 30 s.
    pub grace: Millis,
    /// So many requests may wait at most. Default: 1000.
    pub limit: u32,
    /// For so long each may wait. Default: a day.
    pub max_age: Millis,
    /// Messages that wait are kept in storage. Default: no.
    pub stores: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Plan { auth: false, grace: Millis::seconds(30), limit: 1_000, max_age: Millis::seconds(86_400), stores: false }
    }
}

impl Plan {
    /// What a page's options say; nothing, if it wants no session kept. `auth`: the page can be asked.
    pub fn of<V: Payload>(options: &V, auth: bool) -> Option<Plan> {
        if !options.is_true(Word::Reconnect) {
            return None;
        }
        let usual = Plan::default();
        let span = |from: &V, word, default| from.number(word).filter(|ms| *ms >= 0.0).map_or(default, Millis);
        let bounds = options.get(Word::Outbox);
        Some(Plan {
            auth,
            grace: span(options, Word::Grace, usual.grace),
            limit: if bounds.has(Word::Limit) { count(&bounds, Word::Limit) } else { usual.limit },
            max_age: span(&bounds, Word::MaxAge, usual.max_age),
            stores: bounds.is_true(Word::Storage) || bounds.which(&[Word::Storage]).is_some(),
        })
    }
}
