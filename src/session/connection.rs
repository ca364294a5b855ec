//! How the session stands, as a page is told. Must never act: what a state asks for is the client's to do.
//!
//! ```text
//!               up             caught up
//!  connecting -----> connected ---------> online
//!   |  ^  ^               ^ |               |
//!   |  |  | login out     | | lost          | lost
//!   |  |  +-- from any    | |               |
//!   |  |      with a      | v               |
//!   |  |      session   reconnecting <------+
//!   |  |                 |        ^
//!   |  | login           | late   | (caught up, and it is online again)
//!   |  |                 v        |
//!   +--|------------> suspended --+       close, from any: closed
//!      |
//!   kicked, failed <-- kicked, refused, from any with a session
//! ```

use crate::numbers::numbered;
use crate::payload::Word;
use crate::time::Millis;

/// So long without what is waited for, and it is no blink any more.
const LATE_AFTER: Millis = Millis::seconds(120);

numbered! {
    /// How a session stands.
    #[derive(Hash)]
    State {
        /// The first connection is on its way, or the first after an end; with a login that was called for, until it is
        /// through.
        Connecting
        /// Connected; nobody is logged in, and no login is to be repeated.
        Connected
        /// Logged in, and all that was missed has been told.
        Online
        /// The connection was lost.
        Reconnecting
        /// Nothing for two minutes. Trying goes on.
        Suspended
        /// Another session took this one's place: only another login leads back.
        Kicked
        /// Refused for good: only another login leads back.
        Failed
        /// The client was closed.
        Closed
    }
}

/// What changes a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The connection is up, and no login is to be repeated.
    Up,
    /// Logged in, and what was missed is told.
    CaughtUp,
    /// The connection is gone, or did not come about.
    Lost,
    /// The two minutes are over.
    Late,
    /// Another session took this one's place.
    Kicked,
    /// The server, or what `auth` answered, rules out that trying again helps.
    Refused,
    /// The page called `login`.
    Login,
    /// The page called `loginOut`.
    LoginOut,
    /// The page called `close`.
    Close,
}

/// All that can happen: from which state, what, and to which. What has no row changes nothing.
pub const TRANSITIONS: &[(State, Event, State)] = &[
    (State::Connecting, Event::Up, State::Connected),
    (State::Connecting, Event::CaughtUp, State::Online),
    (State::Connecting, Event::Lost, State::Connecting),
    (State::Connecting, Event::Late, State::Suspended),
    (State::Connecting, Event::Kicked, State::Kicked),
    (State::Connecting, Event::Refused, State::Failed),
    (State::Connecting, Event::Close, State::Closed),
    (State::Connected, Event::CaughtUp, State::Online),
    (State::Connected, Event::Lost, State::Reconnecting),
    (State::Connected, Event::Kicked, State::Kicked),
    (State::Connected, Event::Refused, State::Failed),
    (State::Connected, Event::LoginOut, State::Connecting),
    (State::Connected, Event::Close, State::Closed),
    (State::Online, Event::Lost, State::Reconnecting),
    (State::Online, Event::Kicked, State::Kicked),
    (State::Online, Event::Refused, State::Failed),
    (State::Online, Event::LoginOut, State::Connecting),
    (State::Online, Event::Close, State::Closed),
    (State::Reconnecting, Event::Up, State::Connected),
    (State::Reconnecting, Event::CaughtUp, State::Online),
    (State::Reconnecting, Event::Lost, State::Reconnecting),
    (State::Reconnecting, Event::Late, State::Suspended),
    (State::Reconnecting, Event::Kicked, State::Kicked),
    (State::Reconnecting, Event::Refused, State::Failed),
    (State::Reconnecting, Event::LoginOut, State::Connecting),
    (State::Reconnecting, Event::Close, State::Closed),
    (State::Suspended, Event::Up, State::Connected),
    (State::Suspended, Event::CaughtUp, State::Online),
    (State::Suspended, Event::Lost, State::Suspended),
    (State::Suspended, Event::Kicked, State::Kicked),
    (State::Suspended, Event::Refused, State::Failed),
    (State::Suspended, Event::LoginOut, State::Connecting),
    (State::Suspended, Event::Close, State::Closed),
    (State::Kicked, Event::Login, State::Connecting),
    (State::Kicked, Event::Close, State::Closed),
    (State::Failed, Event::Login, State::Connecting),
    (State::Failed, Event::Close, State::Closed),
];

impl State {
    /// What a page calls it.
    #[doc(hidden)]
    pub fn name(self) -> Word {
        match self {
            State::Connecting => Word::Connecting,
            State::Connected => Word::Connected,
            State::Online => Word::Online,
            State::Reconnecting => Word::Reconnecting,
            State::Suspended => Word::Suspended,
            State::Kicked => Word::Kicked,
            State::Failed => Word::Failed,
            State::Closed => Word::Closed,
        }
    }
}

/// A state, and how long it has lasted.
pub struct Status {
    pub state: State,
    /// When `Event::Late` is due.
    late: Millis,
}

impl Status {
    pub fn fresh(now: Millis) -> Self {
        Status::entered(State::Connecting, now)
    }

    fn entered(state: State, now: Millis) -> Self {
        let waits = matches!(state, State::Connecting | State::Reconnecting);
        Status { state, late: if waits { now + LATE_AFTER } else { Millis::NEVER } }
    }

    pub fn deadline(&self) -> Millis {
        self.late
    }

    /// Something happened. Says which state it was before, if that has a row.
    pub fn on(&mut self, event: Event, now: Millis) -> Option<State> {
        let before = self.state;
        let (_, _, to) = TRANSITIONS.iter().find(|(from, what, _)| (*from, *what) == (before, event))?;
        // Who tries again in vain has been waiting since the first time.
        if *to != before {
            *self = Status::entered(*to, now);
        }
        Some(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_a_transition_and_nothing_else_is() {
        let events = [
            Event::Up,
            Event::CaughtUp,
            Event::Lost,
            Event::Late,
            Event::Kicked,
            Event::Refused,
            Event::Login,
            Event::LoginOut,
            Event::Close,
        ];
        let mut rows = 0;
        for from in State::EVERY.iter().copied() {
            for event in events {
                let mut status = Status::entered(from, Millis(0.0));
                let row = TRANSITIONS.iter().find(|row| (row.0, row.1) == (from, event));
                assert_eq!(status.on(event, Millis(5.0)), row.map(|row| row.0));
                assert_eq!(status.state, row.map_or(from, |row| row.2));
                rows += usize::from(row.is_some());
            }
        }
        assert_eq!(rows, TRANSITIONS.len(), "a row stands twice");
    }

    #[test]
    fn trying_in_vain_puts_nothing_off() {
        let mut status = Status::fresh(Millis(0.0));
        assert_eq!(status.on(Event::Lost, Millis(60_000.0)), Some(State::Connecting));
        assert_eq!(status.deadline(), LATE_AFTER);
        assert_eq!(Status::entered(State::Reconnecting, Millis(1.0)).deadline(), Millis(120_001.0));
        assert_eq!(Status::entered(State::Online, Millis(1.0)).deadline(), Millis::NEVER);
    }

    /// `CaughtUp` is "caught up" there.
    fn spelled(event: Event) -> String {
        let mut text = String::new();
        for letter in format!("{event:?}").chars() {
            if letter.is_uppercase() && !text.is_empty() {
                text.push(' ');
            }
            text.extend(letter.to_lowercase());
        }
        text
    }

    #[test]
    fn the_documents_print_this_table() {
        let pages = [
            include_str!("../../pkg-template/docs/session.md"),
            include_str!("../../pkg-template/docs/session.zh-CN.md"),
        ];
        let rows = TRANSITIONS.iter().map(|(from, event, to)| {
            format!("| `{}` | {} | `{}` |", from.name().text(), spelled(*event), to.name().text())
        });
        let rows: Vec<_> = rows.collect();
        for page in pages {
            let printed = page.lines().filter(|line| {
                State::EVERY.iter().any(|state| line.starts_with(&format!("| `{}` |", state.name().text())))
            });
            // The columns after these are for readers.
            let printed: Vec<_> =
                printed.map(|line| line.splitn(5, '|').take(4).collect::<Vec<_>>().join("|") + "|").collect();
            assert_eq!(printed, rows);
        }
    }
}
