//! The browser's clocks. The monotonic one is read at every input; the wall clock only when the page calls or an upload
//! ends, since nothing else speaks of dates, and between those it is carried forward by the other.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use crate::time::{Millis, Now};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;
}

pub fn ticks() -> Millis {
    Millis(performance_now())
}

#[derive(Default)]
pub struct Clock {
    /// From the monotonic clock's origin to 1970, as of the last look.
    origin: Cell<f64>,
}

impl Clock {
    /// Looks at the wall clock.
    pub fn look(&self) {
        self.origin.set(date_now() - ticks().0);
    }

    pub fn now(&self) -> Now {
        let at = ticks();
        // Whole milliseconds, as the wall clock itself tells them.
        Now { at, date: (at.0 + self.origin.get()).round() }
    }
}
