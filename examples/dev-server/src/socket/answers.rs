//! The answers given lately, so that a request that is sent again is answered again and not done
//! again. Outlives sockets, since a client resends after a reconnect; bounded per user.

use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many answers are kept per device: more than a client has in flight within its 25 s of
/// resending.
const KEPT: usize = 1000;

/// Whose requests: a device of a user, or no one's before login.
pub type Owner = Option<(i64, &'static str)>;

/// What makes a request the same: event, rid and payload.
pub type Key = u64;

pub fn key(event: &str, payload: &Value) -> Key {
    let mut hasher = DefaultHasher::new();
    // The payload holds the rid.
    (event, payload.to_string()).hash(&mut hasher);
    hasher.finish()
}

#[derive(Default)]
pub struct Answers(HashMap<Owner, VecDeque<(Key, Value)>>);

impl Answers {
    pub fn find(&self, owner: Owner, key: Key) -> Option<Value> {
        let mut newest_first = self.0.get(&owner)?.iter().rev();
        let found = newest_first.find(|(known, _)| *known == key)?;
        Some(found.1.clone())
    }

    pub fn keep(&mut self, owner: Owner, key: Key, reply: Value) {
        let kept = self.0.entry(owner).or_default();
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((key, reply));
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}
