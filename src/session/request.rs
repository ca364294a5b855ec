//! One request on its way: when it is sent again, and when it is given up. Must never know what its reply means: that
//! is `T`, the client's.
//!
//! ```text
//!  Held --(due)--> Unacked --(ack)--> Acked --(reply)--> gone
//!                     |  ^              |
//!                     +--+ every 5 s,   +--(5 min)--> let go
//!                          five sends in all, then timed out
//! ```
//!
//! A reply may come at any stage, and settles the request. If the page asked, the response timer runs beside this, and
//! instead of the five minutes.

use crate::payload::{Kept, Payload, Word};
use crate::protocol::methods::Guard;
use crate::time::Millis;

/// From a send to the server's `ack`.
const ACK_WITHIN: Millis = Millis::seconds(5);
/// From the first send to the end, if there is no `ack`.
pub(super) const GIVE_UP_AFTER: Millis = Millis::seconds(25);
/// From the page's wish to hear of timeouts to the reply.
const REPLY_WITHIN: Millis = Millis::seconds(30);
/// From the server's `ack` to the reply that nobody expects any more.
const LET_GO_AFTER: Millis = Millis::seconds(300);
/// The first send and four more, whichever timer asks for them.
const MAX_SENDS: u8 = 5;

/// What a request is called on the wire: an integer in 1..=2147483646, unique among those in flight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rid(pub f64);

/// A request as it is handed in.
pub struct Draft<V, T> {
    pub event: Word,
    pub data: V,
    /// How far the session must have come before this may go out.
    pub guard: Guard,
    pub then: T,
    /// Not before this instant.
    pub held_until: Option<Millis>,
    pub shown_to: Audience,
}

/// Who is shown a request's data again, with an ack or a timeout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Page,
    Nobody,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Held,
    Unacked,
    Acked,
}

pub struct Request<V: Payload, T> {
    pub rid: Rid,
    /// Missing when it is shown to nobody.
    pub data: Kept<V>,
    pub then: T,
    guard: Guard,
    /// Encoded once: what is sent again is the same text, whatever the page did to its objects meanwhile.
    pub(super) frame: Kept<V>,
    stage: Stage,
    /// When the stage ends: it goes out, goes out again, or is let go.
    due: Millis,
    sends: u8,
    /// The connection it was last sent on; none has this number before the first.
    sent_on: u32,
    /// Never, if nobody watches.
    reply_by: Millis,
    /// When it has waited for long enough to go out.
    pub(super) expires: Millis,
}

/// What a deadline of a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expired {
    Nothing,
    Send,
    Over(GivenUp),
}

/// Why a request was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenUp {
    /// Nothing shows that the server ever saw it.
    NoAck,
    /// It was received and not answered, and somebody watched.
    NoReply,
    /// It was received and not answered, and nobody watched.
    LetGo,
    /// It waited too long for a session.
    TooOld,
}

impl<V: Payload, T> Request<V, T> {
    pub(super) fn new(rid: Rid, draft: Draft<V, T>, frame: V, now: Millis, expires: Millis) -> Self {
        let Draft { data, guard, then, held_until, shown_to, .. } = draft;
        let data = match shown_to {
            Audience::Page => data,
            Audience::Nobody => V::missing(),
        };
        let (stage, due) = match held_until {
            Some(until) => (Stage::Held, until),
            None => (Stage::Unacked, now + ACK_WITHIN),
        };
        let (data, frame) = (Kept::own(data), Kept::own(frame));
        Request { rid, data, then, guard, frame, stage, due, sends: 1, sent_on: 0, reply_by: Millis::NEVER, expires }
    }

    /// As it goes out.
    pub fn frame(&self) -> V {
        self.frame.value()
    }

    /// How often it went out over the last connection.
    pub fn attempts(&self) -> u8 {
        if self.sent_on == 0 {
            0
        } else {
            self.sends
        }
    }

    pub fn guard(&self) -> Guard {
        self.guard
    }

    #[inline(never)]
    pub(super) fn deadline(&self) -> Millis {
        // What somebody watches is not let go.
        if self.stage == Stage::Acked && self.is_watched() {
            self.reply_by
        } else {
            self.due.earlier(self.reply_by)
        }
    }

    pub fn is_watched(&self) -> bool {
        self.reply_by < Millis::NEVER
    }

    /// The page wants to hear of timeouts, from now on.
    pub(super) fn watch(&mut self, now: Millis) {
        self.reply_by = now + REPLY_WITHIN;
    }

    pub(super) fn on_ack(&mut self, now: Millis) {
        self.stage = Stage::Acked;
        self.due = now + LET_GO_AFTER;
    }

    pub(super) fn on_deadline(&mut self, now: Millis) -> Expired {
        if now < self.deadline() {
            return Expired::Nothing;
        }
        if self.due <= now && self.stage != Stage::Acked {
            self.due = now + ACK_WITHIN;
            if self.stage == Stage::Held {
                self.stage = Stage::Unacked;
                return Expired::Send;
            }
            return self.again(GivenUp::NoAck);
        }
        if !self.is_watched() {
            return Expired::Over(GivenUp::LetGo);
        }
        self.reply_by = now + REPLY_WITHIN;
        self.again(GivenUp::NoReply)
    }

    fn again(&mut self, otherwise: GivenUp) -> Expired {
        if self.sends == MAX_SENDS {
            return Expired::Over(otherwise);
        }
        self.sends = self.sends.saturating_add(1);
        Expired::Send
    }

    /// While it cannot go out.
    pub(super) fn on_waiting(&self, now: Millis) -> Expired {
        if self.expires <= now {
            Expired::Over(GivenUp::TooOld)
        } else {
            Expired::Nothing
        }
    }

    /// It goes out over a new connection, as if for the first time.
    pub(super) fn start_over(&mut self, now: Millis) {
        self.stage = Stage::Unacked;
        self.due = now + ACK_WITHIN;
        self.sends = 1;
        if self.is_watched() {
            self.watch(now);
        }
    }

    /// Whether this connection has yet to see the request. What an earlier one acked is the server's to answer, unless
    /// the answer, too, is asked for again; but who we are, each connection is told anew.
    pub(super) fn is_new_to(&self, connection: u32, asks_again: bool) -> bool {
        let is_open = match self.stage {
            Stage::Held => false,
            Stage::Unacked => true,
            Stage::Acked => asks_again || self.guard != Guard::Login,
        };
        is_open && self.sent_on != connection
    }

    /// Whether this connection was the last to see it.
    pub fn went_out_on(&self, connection: u32) -> bool {
        self.sent_on == connection
    }

    pub(super) fn sent(&mut self, connection: u32) {
        self.sent_on = connection;
    }
}
