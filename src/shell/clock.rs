//! The browser's clocks. The monotonic one is read at every input; the wall clock only when the page calls or an upload
//! ends, since nothing else speaks of dates, and between those it is carried forward by the other.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use crate::time::{Millis, Now};

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = ticks)]
    fn monotonic() -> f64;
    fn date() -> f64;
}

pub fn ticks() -> Millis {
    Millis(monotonic())
}

#[derive(Default)]
pub struct Clock {
    /// From the monotonic clock's origin to 1970, as of the last look.
    origin: Cell<f64>,
}

impl Clock {
    /// Looks at the wall clock.
    pub fn look(&self) {
        self.origin.set(date() - monotonic());
    }

    pub fn now(&self) -> Now {
        let at = ticks();
        // Whole milliseconds, as the wall clock itself tells them.
        Now { at, date: (at.0 + self.origin.get()).round() }
    }
}
