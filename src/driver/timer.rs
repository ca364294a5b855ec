//! One timer for all deadlines. Firing early does no harm, so it is set anew only when a deadline moves forward. Must
//! never fire for a driver that is gone.

use std::cell::RefCell;
use std::rc::Weak;
use std::time::Duration;

use futures::future::{abortable, AbortHandle};
use futures::FutureExt;

use super::Driver;
use crate::client::Input;
use crate::time::Millis;

/// The longest span that all hosts can sleep.
const LONGEST: Duration = Duration::from_secs(86_400);

#[derive(Default)]
pub(super) struct Timer(RefCell<Option<(Millis, AbortHandle)>>);

impl Driver {
    pub(super) fn arm(&self) {
        let deadline = self.client.borrow().deadline();
        let mut armed = self.timer.0.borrow_mut();
        if armed.as_ref().is_some_and(|(fires, _)| *fires <= deadline) {
            return;
        }
        if let Some((_, last)) = armed.take() {
            last.abort();
        }
        if deadline == Millis::NEVER {
            return;
        }
        let sleep = self.host.sleep(deadline.since(self.now().at).min(LONGEST));
        let this = Weak::clone(&self.this);
        let (wait, handle) = abortable(async move {
            sleep.await;
            let Some(driver) = this.upgrade() else { return };
            driver.timer.0.take();
            driver.input(Input::Time);
        });
        *armed = Some((deadline, handle));
        drop(armed);
        self.spawn(wait.map(drop));
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some((_, handle)) = self.0.take() {
            handle.abort();
        }
    }
}
