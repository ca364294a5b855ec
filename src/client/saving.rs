//! What is not yet in storage, and when it is to be written. Must never take more of the host's time than a hundredth,
//! nor lose a change: what storage refuses is tried again, rarer and rarer.

use crate::time::Millis;

/// A change is written within this span, where that costs little.
const SOON: Millis = Millis::seconds(1);
const RARELY: Millis = Millis::seconds(300);
/// So many times what a save took lie between two.
const TIMES: f64 = 100.0;

/// Whether storage took a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    Taken,
    Refused,
}

/// What is to be written.
#[derive(Clone, Copy, Default)]
pub(super) struct Unsaved {
    pub conversations: bool,
    pub event_key: bool,
}

pub(super) struct Saving {
    unsaved: Unsaved,
    due: Option<Millis>,
    /// From a change to its save.
    within: Millis,
    /// What the last save took. One that is slow by chance puts nothing off.
    took: Millis,
    /// A save whose outcome is not known yet, and when it began.
    running: Option<(Unsaved, Millis)>,
}

impl Default for Saving {
    fn default() -> Self {
        Saving { unsaved: Unsaved::default(), due: None, within: SOON, took: Millis(0.0), running: None }
    }
}

impl Saving {
    pub fn changed(&mut self, what: Unsaved, now: Millis) {
        self.unsaved.conversations |= what.conversations;
        self.unsaved.event_key |= what.event_key;
        self.due.get_or_insert(now + self.within);
    }

    pub fn deadline(&self) -> Option<Millis> {
        self.due
    }

    /// A save begins: this is to be written.
    pub fn begin(&mut self, now: Millis) -> Unsaved {
        self.due = None;
        let unsaved = std::mem::take(&mut self.unsaved);
        self.running = Some((unsaved, now));
        unsaved
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
