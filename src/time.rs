//! Instants and spans, handed in by the host. Nothing here, or anywhere in the core, reads a clock.

use core::time::Duration;
use std::ops::Add;

/// Milliseconds: a span, or an instant on the host's monotonic clock.
///
/// ```
/// use jmessage_web::time::Millis;
/// use std::time::Duration;
///
/// let span = Millis::from(Duration::from_micros(1_500));
/// assert_eq!(span, Millis(1.5));
/// assert_eq!(Duration::from(span), Duration::from_millis(2)); // not too early
/// assert_eq!(Duration::from(Millis::NEVER), Duration::MAX);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Millis(pub f64);

impl Millis {
    /// The instant that does not come.
    pub const NEVER: Millis = Millis(f64::INFINITY);

    /// A span of so many seconds.
    pub const fn seconds(seconds: u32) -> Self {
        Millis(seconds as f64 * 1000.0)
    }

    /// How long it is from another instant to this one; nothing, if it was before.
    pub fn since(self, earlier: Millis) -> Duration {
        Millis(self.0 - earlier.0).into()
    }

    /// The earlier of two.
    pub fn earlier(self, other: Millis) -> Millis {
        if other < self {
            other
        } else {
            self
        }
    }

    /// The later of two.
    pub fn later(self, other: Millis) -> Millis {
        if other > self {
            other
        } else {
            self
        }
    }
}

impl Add for Millis {
    type Output = Millis;

    fn add(self, span: Millis) -> Millis {
        Millis(self.0 + span.0)
    }
}

impl From<Duration> for Millis {
    fn from(span: Duration) -> Self {
        Millis(span.as_secs_f64() * 1000.0)
    }
}

/// In whole milliseconds, rounded up, so that who waits for so long is not too early.
impl From<Millis> for Duration {
    fn from(span: Millis) -> Self {
        Duration::try_from_secs_f64(span.0.ceil().max(0.0) / 1000.0).unwrap_or(Duration::MAX)
    }
}

/// Whole milliseconds since 1970, by the wall clock: what messages carry.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Date(pub f64);

impl Date {
    /// The date that is so long after 1970's beginning.
    pub fn since_1970(span: Duration) -> Self {
        Date(Millis::from(span).0.floor())
    }
}

/// The moment at which an input arrives, by both clocks. Deadlines use `at`, which never runs backwards; what other people
/// will read (a message's creation time, a read mark) uses `date`, which the user may set.
///
/// ```
/// use jmessage_web::time::{Date, Now};
/// use std::time::{Instant, SystemTime, UNIX_EPOCH};
///
/// let started = Instant::now(); // the monotonic clock may have any origin
/// let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
/// let now = Now { at: started.elapsed().into(), date: Date::since_1970(since_1970) };
/// # let _ = now;
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// Monotonic, from any origin.
    pub at: Millis,
    /// By the wall clock.
    pub date: Date,
}
