//! The connection's life, from socket to socket.
//!
//! ```text
//!            open + 40                    lost
//!  Opening ------------> Online ------------------> BackingOff
//!     |  ^                                             |  ^
//!     |  +---------------------------------------------+  |
//!     |                 after 1 to 5 seconds              |
//!     +---------------------------------------------------+
//!                      lost, or no `40` in time
//! ```
//!
//! Engine.IO 3: the client pings. Must never hold a request, nor give up: it tries again for ever, until it is closed.

use super::request::GIVE_UP_AFTER;
use super::rng::Rng;
use crate::payload::{Payload, Word};
use crate::time::Millis;

/// From the first attempt to `40`. A host that has not answered by then is as good as gone.
const OPEN_WITHIN: Millis = Millis::seconds(20);
const BACKOFF_MIN: f64 = 1_000.0;
const BACKOFF_MAX: f64 = 5_000.0;
/// So many losses are waited out so; who keeps the session then waits ever longer, up to `BACKOFF_LONGEST`.
const BACKOFF_SHORT: u32 = 3;
const BACKOFF_LONGEST: f64 = 60_000.0;
/// How soon a ping that asks whether the connection lives at all is to be answered.
const PROBE_WITHIN: Millis = Millis::seconds(5);

/// How often the server wants to hear from this client, and how soon it answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rhythm {
    interval: Millis,
    timeout: Millis,
}

impl Rhythm {
    /// What Engine.IO servers default to.
    const DEFAULT: Rhythm = Rhythm { interval: Millis::seconds(25), timeout: Millis::seconds(60) };

    /// Read from the handshake; what is missing or absurd is the default.
    pub fn of<V: Payload>(handshake: &V) -> Self {
        let span = |field, default| {
            let given = handshake.number(field).filter(|ms| (1_000.0..=2_147_483_647.0).contains(ms));
            given.map_or(default, Millis)
        };
        Rhythm {
            interval: span(Word::PingInterval, Self::DEFAULT.interval),
            timeout: span(Word::PingTimeout, Self::DEFAULT.timeout),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Opening,
    /// The handshake came; `40` has not.
    Greeted,
    /// Online, until the next ping.
    Online,
    /// Online, and waiting for a pong.
    Pinged,
    /// The same, and only that pong counts: a line may be dead in one direction.
    Probed,
    BackingOff,
    /// For good, and on purpose.
    Closed,
}

/// What the passing of time asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Nothing,
    Ping,
    /// The connection is dead, whatever the socket says.
    Lost,
    Connect,
}

pub struct Link {
    state: State,
    /// When the state ends, if nothing else ends it.
    due: Millis,
    /// The default, for a server that never sent a handshake.
    rhythm: Rhythm,
    /// The session is kept, however long it takes: many who do that must not come back together.
    pub patient: bool,
    /// Losses since a connection last stood: since its server answered a ping.
    attempts: u32,
    /// When the server was last heard, while online.
    heard: Millis,
    /// Counts the times that `40` arrived: requests remember on which connection they were sent.
    connection: u32,
}

impl Link {
    pub fn open(now: Millis) -> Self {
        Link {
            state: State::Opening,
            due: now + OPEN_WITHIN,
            rhythm: Rhythm::DEFAULT,
            patient: false,
            attempts: 0,
            heard: now,
            connection: 0,
        }
    }

    /// Starts over at once: the session was ended on purpose.
    pub fn reopen(&mut self, now: Millis) {
        *self = Link { patient: self.patient, connection: self.connection, ..Link::open(now) };
    }

    /// No connection any more, ever.
    pub fn close(&mut self) {
        self.enter(State::Closed, Millis::NEVER);
    }

    fn enter(&mut self, state: State, due: Millis) {
        self.state = state;
        self.due = due;
    }

    fn connect(&mut self, now: Millis) -> Due {
        self.rhythm = Rhythm::DEFAULT;
        self.enter(State::Opening, now + OPEN_WITHIN);
        Due::Connect
    }

    pub fn is_closed(&self) -> bool {
        self.state == State::Closed
    }

    /// The number of the connection that is up.
    pub fn online(&self) -> Option<u32> {
        matches!(self.state, State::Online | State::Pinged | State::Probed).then_some(self.connection)
    }

    pub fn deadline(&self) -> Millis {
        self.due
    }

    pub fn on_deadline(&mut self, now: Millis) -> Due {
        match self.state {
            _ if now < self.due => Due::Nothing,
            State::Opening | State::Greeted | State::Pinged | State::Probed => Due::Lost,
            State::Online => self.ping(now),
            State::BackingOff => self.connect(now),
            State::Closed => Due::Nothing,
        }
    }

    pub fn on_handshake(&mut self, rhythm: Rhythm) {
        if self.state == State::Opening {
            self.state = State::Greeted;
            self.rhythm = rhythm;
        }
    }

    /// `40` came. Says whether the connection is newly up.
    pub fn on_connected(&mut self, now: Millis) -> bool {
        if !matches!(self.state, State::Opening | State::Greeted) {
            return false;
        }
        self.enter(State::Online, now + self.rhythm.interval);
        self.heard = now;
        self.connection = self.connection.wrapping_add(1);
        true
    }

    /// Any frame shows that the server lives: a pong may be stuck behind a long one.
    pub fn on_frame(&mut self, now: Millis) {
        self.heard = now;
        if self.state == State::Pinged {
            self.due = now + self.rhythm.timeout;
        }
    }

    pub fn on_pong(&mut self, now: Millis) {
        if self.online().is_some() {
            self.attempts = 0;
            self.enter(State::Online, now + self.rhythm.interval);
        }
    }

    /// The connection that is up, if a ping is out on it and nothing was heard for as long as a request waits for `ack`.
    pub fn silent(&self, now: Millis) -> Option<u32> {
        (self.state == State::Pinged && self.heard + GIVE_UP_AFTER <= now).then_some(self.connection)
    }

    /// When the next attempt is due.
    pub fn retries_at(&self) -> Option<Millis> {
        (self.state == State::BackingOff).then_some(self.due)
    }

    /// Asks how far the server is. On a line that is up.
    pub fn ping(&mut self, now: Millis) -> Due {
        self.enter(State::Pinged, now + self.rhythm.timeout);
        Due::Ping
    }

    /// Asks for a sign of life, if the connection is up.
    pub fn probe(&mut self, now: Millis) -> Due {
        match self.state {
            State::Online | State::Pinged => self.enter(State::Probed, now + PROBE_WITHIN),
            State::Probed => {}
            _ => return Due::Nothing,
        }
        Due::Ping
    }

    /// There may be a network again, or none any more: nothing is waited out.
    pub fn wake(&mut self, now: Millis) -> Due {
        if self.state == State::BackingOff {
            self.attempts = 0;
            return self.connect(now);
        }
        self.probe(now)
    }

    pub fn on_lost(&mut self, now: Millis, rng: &mut Rng) {
        let (least, span) = if self.patient && self.attempts >= BACKOFF_SHORT {
            let doubled = BACKOFF_MAX * f64::from(2u32 << self.attempts.saturating_sub(BACKOFF_SHORT).min(4));
            (0.0, doubled.min(BACKOFF_LONGEST))
        } else {
            let doubled = BACKOFF_MIN * f64::from(1u32 << self.attempts.min(3));
            (BACKOFF_MIN, doubled.min(BACKOFF_MAX - BACKOFF_MIN))
        };
        self.attempts = self.attempts.saturating_add(1);
        self.enter(State::BackingOff, now + Millis(least + rng.fraction() * span));
    }
}

#[cfg(test)]
mod tests;
