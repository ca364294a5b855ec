//! One timer for all deadlines; it comes back as `Engine::time`. Firing early does no harm, so it is set anew only when
//! a deadline moves forward.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use super::clock::ticks;
use crate::time::Millis;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    /// In the place of the last one. The span is in whole milliseconds.
    fn arm(page: i32, span: f64);
    pub fn disarm(page: i32);
}

/// The longest span that a browser's timer takes.
const LONGEST: f64 = 2_147_483_647.0;

#[derive(Default)]
pub struct Timer {
    fires: Cell<Option<Millis>>,
}

impl Timer {
    pub fn arm(&self, page: i32, deadline: Millis) {
        if self.fires.get().is_some_and(|fires| fires <= deadline) {
            return;
        }
        self.fires.set(Some(deadline));
        arm(page, (deadline.0 - ticks().0).ceil().clamp(0.0, LONGEST));
    }

    pub fn fired(&self) {
        self.fires.set(None);
    }
}
