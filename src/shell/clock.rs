//! The browser's clocks. The monotonic one is read at every input; the wall clock only when the page calls or an upload
//! ends, since nothing else speaks of dates, and between those it is carried forward by the other.

use std::cell::Cell;

use super::browser::{date, ticks};
use crate::time::{Date, Millis, Now};

#[derive(Default)]
pub struct Clock {
    /// From the monotonic clock's origin to 1970, as of the last look.
    origin: Cell<f64>,
}

impl Clock {
    /// Looks at the wall clock.
    pub fn look(&self) {
        self.origin.set(date() - ticks());
    }

    pub fn now(&self) -> Now {
        let at = Millis(ticks());
        // Whole milliseconds, as the wall clock itself tells them; this way of rounding is one instruction.
        Now { at, date: Date((at.0 + self.origin.get()).round_ties_even()) }
    }
}
