//! One timer for all deadlines. Firing early does no harm, so it is set anew only when a deadline moves forward.

use std::cell::{Cell, RefCell};
use std::rc::Weak;

use super::clock::ticks;
use super::Shell;
use crate::client::Input;
use crate::time::Millis;
use gloo_timers::callback::Timeout;

/// The longest span that a browser's timer takes.
const LONGEST: f64 = 2_147_483_647.0;

pub struct Timer {
    shell: Weak<Shell>,
    fires: Cell<Option<Millis>>,
    timeout: RefCell<Option<Timeout>>,
}

impl Timer {
    pub fn new(shell: Weak<Shell>) -> Self {
        Timer { shell, fires: Cell::new(None), timeout: RefCell::default() }
    }

    pub fn shell(&self) -> Weak<Shell> {
        self.shell.clone()
    }

    pub fn arm(&self, deadline: Millis) {
        if self.fires.get().is_some_and(|fires| fires <= deadline) {
            return;
        }
        let span = (deadline.0 - ticks().0).ceil().clamp(0.0, LONGEST);
        let shell = self.shell.clone();
        let timeout = Timeout::new(span as u32, move || {
            if let Some(shell) = shell.upgrade() {
                shell.timer.fires.set(None);
                shell.handle(Input::Time);
            }
        });
        self.fires.set(Some(deadline));
        // Dropping the one before clears it.
        self.timeout.replace(Some(timeout));
    }
}
