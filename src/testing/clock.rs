//! A clock that moves only when it is told to. Must never look at a real one.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures::channel::oneshot;
use futures::future::LocalBoxFuture;
use futures::FutureExt;

#[derive(Default)]
pub(super) struct Clock {
    now: Cell<Duration>,
    /// Who sleeps until when.
    sleepers: RefCell<Vec<(Duration, oneshot::Sender<()>)>>,
}

impl Clock {
    pub fn now(&self) -> Duration {
        self.now.get()
    }

    pub fn set(&self, now: Duration) {
        self.now.set(now);
    }

    pub fn sleep(&self, span: Duration) -> LocalBoxFuture<'static, ()> {
        let (wake, woken) = oneshot::channel();
        self.sleepers.borrow_mut().push((self.now() + span, wake));
        woken.map(drop).boxed_local()
    }

    /// Goes on to the next moment that somebody waits for, if there is one by then. Says whether there was.
    pub fn step(&self, until: Duration) -> bool {
        let mut sleepers = self.sleepers.borrow_mut();
        sleepers.retain(|(_, wake)| !wake.is_canceled());
        let next = sleepers.iter().map(|(due, _)| *due).min().filter(|due| *due <= until);
        let Some(next) = next else { return false };
        self.now.set(next.max(self.now()));
        let (due, later) = sleepers.drain(..).partition(|(due, _)| *due <= next);
        *sleepers = later;
        let due: Vec<(Duration, oneshot::Sender<()>)> = due;
        for (_, wake) in due {
            // Whoever slept may be gone.
            let _ = wake.send(());
        }
        true
    }
}
