//! Instants and spans, handed in by the host. Nothing here, or anywhere in the core, reads a clock.

#[cfg(feature = "client")]
use core::time::Duration;
use std::ops::Add;

/// Milliseconds: a span, or an instant on the host's monotonic clock.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Millis(pub f64);

impl Millis {
    /// The instant that does not come.
    pub const NEVER: Millis = Millis(f64::INFINITY);

    /// A span of so many seconds.
    pub const fn seconds(seconds: u32) -> Self {
        Millis(seconds as f64 * 1000.0)
    }

    /// How long it is from another instant to this one, in whole milliseconds, so that it is not too early then; nothing, if
    /// it was before.
    #[cfg(feature = "client")]
    pub fn since(self, earlier: Millis) -> Duration {
        let span = (self.0 - earlier.0).ceil().max(0.0) / 1000.0;
        Duration::try_from_secs_f64(span).unwrap_or(Duration::MAX)
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

/// The moment at which an input arrives. Deadlines use `at`, which never runs backwards; what other people will
/// read (a message's creation time, a read mark) uses `date`, which the user may set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// Monotonic, from any origin.
    pub at: Millis,
    /// Milliseconds since 1970, by the wall clock.
    pub date: f64,
}
