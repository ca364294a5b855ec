//! One timer for all deadlines; it comes back as `Entry::Time`. Firing early does no harm, so it is set anew only when
//! a deadline moves forward, or to start afresh: a hidden page's timers that were set by timers fire once a minute, those
//! that a frame set fire in time.

use std::cell::Cell;

use super::browser::{arm, ticks};
use crate::time::Millis;

/// The longest span that a browser's timer takes.
const LONGEST: f64 = 2_147_483_647.0;

/// When the timer fires, and whether it was set by a timer.
#[derive(Clone, Copy)]
struct Armed {
    fires: Millis,
    chained: bool,
}

#[derive(Default)]
pub struct Timer {
    armed: Cell<Option<Armed>>,
    /// The present input is the timer's own.
    firing: Cell<bool>,
}

impl Timer {
    pub fn arm(&self, page: i32, deadline: Millis) {
        let chained = self.firing.take();
        if self.armed.get().is_some_and(|armed| armed.fires <= deadline && (chained || !armed.chained)) {
            return;
        }
        self.armed.set(Some(Armed { fires: deadline, chained }));
        arm(page, (deadline.0 - ticks()).ceil().clamp(0.0, LONGEST));
    }

    pub fn fired(&self) {
        self.armed.set(None);
        self.firing.set(true);
    }
}
