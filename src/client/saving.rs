//! What storage holds of a user: under which names, what of it is not yet written, and when it is to be. Must never take
//! more of the host's time than a hundredth, nor lose a change: what storage refuses is tried again, rarer and rarer.

use super::effect::{Effect, Effects, Stored};
use crate::chat::Conversations;
use crate::payload::{Kept, Kind, Payload};
use crate::protocol::Account;
use crate::time::Millis;

/// A change is written within this span, where that costs little.
const SOON: Millis = Millis::seconds(1);
const RARELY: Millis = Millis::seconds(300);
/// So many times what a save took lie between two.
const TIMES: f64 = 100.0;

/// The published client's names for what it stores.
const CONVERSATIONS: &str = "conversations-";
const EVENT_KEY: &str = "eve-k-";

fn storage_key<V: Payload>(kind: &str, account: &Account<V>) -> V {
    V::join(&[&V::from_text(kind), &account.appkey, &V::from_text("-"), &account.username])
}

/// What is to be written.
#[derive(Clone, Copy, Default)]
struct Unsaved {
    conversations: bool,
    event_key: bool,
}

pub(super) struct Saving<V: Payload> {
    /// How far events are synchronised, as the server spells it.
    event_key: Kept<V>,
    unsaved: Unsaved,
    due: Millis,
    /// From a change to its save.
    within: Millis,
    /// What the last save took. One that is slow by chance puts nothing off.
    took: Millis,
    /// Storage was read: what it has now may be another tab's.
    pub is_loaded: bool,
    /// A save whose outcome is not known yet, and when it began.
    running: Option<(Unsaved, Millis)>,
}

impl<V: Payload> Default for Saving<V> {
    fn default() -> Self {
        Saving {
            event_key: V::from_number(0.0).into(),
            unsaved: Unsaved::default(),
            due: Millis::NEVER,
            within: SOON,
            took: Millis(0.0),
            is_loaded: false,
            running: None,
        }
    }
}

impl<V: Payload> Saving<V> {
    /// Asks for what is stored of this user.
    pub fn load(account: &Account<V>) -> Effect<V> {
        Effect::Load { conversations: storage_key(CONVERSATIONS, account), event_key: storage_key(EVENT_KEY, account) }
    }

    /// Whether this is where the user's conversations are.
    pub fn is_of(account: &Account<V>, key: &V) -> bool {
        storage_key(CONVERSATIONS, account).same(key)
    }

    /// The text of the event key came as it was stored. All will be written anew.
    pub fn on_loaded(&mut self, event_key: &V, now: Millis) {
        let event_key = event_key.parse(0).filter(|key| key.kind() == Kind::Number);
        self.event_key = event_key.unwrap_or_else(|| V::from_number(0.0)).into();
        self.is_loaded = true;
        self.changed(Unsaved { conversations: true, event_key: true }, now);
    }

    pub fn event_key(&self) -> V {
        self.event_key.value()
    }

    pub fn set_event_key(&mut self, key: V, now: Millis) {
        self.event_key = key.into();
        self.changed(Unsaved { event_key: true, ..Unsaved::default() }, now);
    }

    /// Nobody is logged in any more.
    pub fn forget(&mut self) {
        self.event_key = V::from_number(0.0).into();
        self.is_loaded = false;
    }

    pub fn conversations_changed(&mut self, now: Millis) {
        self.changed(Unsaved { conversations: true, ..Unsaved::default() }, now);
    }

    #[inline(never)]
    fn changed(&mut self, what: Unsaved, now: Millis) {
        self.unsaved.conversations |= what.conversations;
        self.unsaved.event_key |= what.event_key;
        self.due = self.due.earlier(now + self.within);
    }

    pub fn deadline(&self) -> Millis {
        self.due
    }

    /// What is not yet in storage is about to be written. Says whether storage is to be read first.
    pub fn begin(&mut self, now: Millis) -> bool {
        self.due = Millis::NEVER;
        self.running = Some((Unsaved::default(), now));
        self.unsaved.conversations
    }

    /// Writes it, if that is due.
    pub fn save(&mut self, account: &Account<V>, conversations: &mut Conversations<V>, effects: &mut Effects<V>) {
        let Some((running, _)) = self.running.as_mut().filter(|_| self.due == Millis::NEVER) else { return };
        *running = std::mem::take(&mut self.unsaved);
        let unsaved = *running;
        if unsaved.conversations {
            effects.push(Effect::Save { key: storage_key(CONVERSATIONS, account), text: conversations.snapshot() });
        }
        if unsaved.event_key {
            effects.push(Effect::Save { key: storage_key(EVENT_KEY, account), text: self.event_key.to_text() });
        }
    }

    /// How it went. Of several texts the first, and largest, counts.
    pub fn on_saved(&mut self, stored: Stored, now: Millis) {
        let Some((unsaved, began)) = self.running.take() else { return };
        let took = Millis(now.0 - began.0);
        let cost = took.earlier(std::mem::replace(&mut self.took, took));
        let next = match stored {
            Stored::Taken => Millis(cost.0 * TIMES),
            Stored::Refused => Millis(self.within.0 * 2.0),
        };
        self.within = next.later(SOON).earlier(RARELY);
        if stored == Stored::Refused {
            self.changed(unsaved, now);
        }
    }
}
