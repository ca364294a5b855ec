//! How long the numbers of JS values are good: until the browser has been answered. Must never be left out around an
//! input, or what it used is never forgotten.

use std::cell::Cell;

use super::value;

thread_local! {
    /// Inputs that have begun and not ended: a handler of the page's may call any engine again.
    static OPEN: Cell<u32> = const { Cell::new(0) };
}

/// Held while an input is handled and its effects are executed. With the last one, every number that was given out
/// since is forgotten.
pub struct Scope;

impl Scope {
    pub fn open() -> Scope {
        OPEN.set(OPEN.get() + 1);
        Scope
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        OPEN.set(OPEN.get() - 1);
        if OPEN.get() == 0 {
            value::forget();
        }
    }
}
