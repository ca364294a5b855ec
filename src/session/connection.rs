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

use crate::payload::Word;
use crate::time::Millis;

/// So long without what is waited for, and it is no blink any more.
const LATE_AFTER: Millis = Millis::seconds(120);

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    /// The first connection, or the first after an end, is on its way; so is a login that was called for.
    Connecting { late: Millis },
    /// The connection is up, nobody is logged in, and no login is to be repeated.
    Connected,
    /// Logged in, and all that was missed has been told.
    Online,
    /// The connection was lost.
    Reconnecting { late: Millis },
    /// Nothing for two minutes. Trying goes on.
    Suspended,
    /// Another session took this one's place.
    Kicked,
    /// Refused for good.
    Failed,
    /// The object is done with.
    Closed,
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
pub const TRANSITIONS: &[(Word, Event, Word)] = &[
    (Word::Connecting, Event::Up, Word::Connected),
    (Word::Connecting, Event::CaughtUp, Word::Online),
    (Word::Connecting, Event::Lost, Word::Connecting),
    (Word::Connecting, Event::Late, Word::Suspended),
    (Word::Connecting, Event::Kicked, Word::Kicked),
    (Word::Connecting, Event::Refused, Word::Failed),
    (Word::Connecting, Event::Close, Word::Closed),
    (Word::Connected, Event::CaughtUp, Word::Online),
    (Word::Connected, Event::Lost, Word::Reconnecting),
    (Word::Connected, Event::Kicked, Word::Kicked),
    (Word::Connected, Event::Refused, Word::Failed),
    (Word::Connected, Event::LoginOut, Word::Connecting),
    (Word::Connected, Event::Close, Word::Closed),
    (Word::Online, Event::Lost, Word::Reconnecting),
    (Word::Online, Event::Kicked, Word::Kicked),
    (Word::Online, Event::Refused, Word::Failed),
    (Word::Online, Event::LoginOut, Word::Connecting),
    (Word::Online, Event::Close, Word::Closed),
    (Word::Reconnecting, Event::Up, Word::Connected),
    (Word::Reconnecting, Event::CaughtUp, Word::Online),
    (Word::Reconnecting, Event::Lost, Word::Reconnecting),
    (Word::Reconnecting, Event::Late, Word::Suspended),
    (Word::Reconnecting, Event::Kicked, Word::Kicked),
    (Word::Reconnecting, Event::Refused, Word::Failed),
    (Word::Reconnecting, Event::LoginOut, Word::Connecting),
    (Word::Reconnecting, Event::Close, Word::Closed),
    (Word::Suspended, Event::Up, Word::Connected),
    (Word::Suspended, Event::CaughtUp, Word::Online),
    (Word::Suspended, Event::Lost, Word::Suspended),
    (Word::Suspended, Event::Kicked, Word::Kicked),
    (Word::Suspended, Event::Refused, Word::Failed),
    (Word::Suspended, Event::LoginOut, Word::Connecting),
    (Word::Suspended, Event::Close, Word::Closed),
    (Word::Kicked, Event::Login, Word::Connecting),
    (Word::Kicked, Event::Close, Word::Closed),
    (Word::Failed, Event::Login, Word::Connecting),
    (Word::Failed, Event::Close, Word::Closed),
];

impl State {
    pub fn fresh(now: Millis) -> Self {
        State::Connecting { late: now + LATE_AFTER }
    }

    fn entered(name: Word, now: Millis) -> Self {
        match name {
            Word::Connected => State::Connected,
            Word::Online => State::Online,
            Word::Reconnecting => State::Reconnecting { late: now + LATE_AFTER },
            Word::Suspended => State::Suspended,
            Word::Kicked => State::Kicked,
            Word::Failed => State::Failed,
            Word::Closed => State::Closed,
            _ => State::fresh(now),
        }
    }

    /// What a page calls it.
    pub fn name(self) -> Word {
        match self {
            State::Connecting { .. } => Word::Connecting,
            State::Connected => Word::Connected,
            State::Online => Word::Online,
            State::Reconnecting { .. } => Word::Reconnecting,
            State::Suspended => Word::Suspended,
            State::Kicked => Word::Kicked,
            State::Failed => Word::Failed,
            State::Closed => Word::Closed,
        }
    }

    /// When `Event::Late` is due.
    pub fn deadline(self) -> Option<Millis> {
        match self {
            State::Connecting { late } | State::Reconnecting { late } => Some(late),
            _ => None,
        }
    }

    /// Something happened. Says which state it was before, if that has a row.
    pub fn on(&mut self, event: Event, now: Millis) -> Option<Word> {
        let before = self.name();
        let (_, _, to) = TRANSITIONS.iter().find(|(from, what, _)| (*from, *what) == (before, event))?;
        // Who tries again in vain has been waiting since the first time.
        if *to != before {
            *self = State::entered(*to, now);
        }
        Some(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [Word; 8] = [
        Word::Connecting,
        Word::Connected,
        Word::Online,
        Word::Reconnecting,
        Word::Suspended,
        Word::Kicked,
        Word::Failed,
        Word::Closed,
    ];

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
        for from in NAMES {
            for event in events {
                let mut state = State::entered(from, Millis(0.0));
                let row = TRANSITIONS.iter().find(|row| (row.0, row.1) == (from, event));
                assert_eq!(state.on(event, Millis(5.0)), row.map(|row| row.0));
                assert_eq!(state.name(), row.map_or(from, |row| row.2));
                rows += usize::from(row.is_some());
            }
        }
        assert_eq!(rows, TRANSITIONS.len(), "a row stands twice");
    }

    #[test]
    fn trying_in_vain_puts_nothing_off() {
        let mut state = State::fresh(Millis(0.0));
        assert_eq!(state.on(Event::Lost, Millis(60_000.0)), Some(Word::Connecting));
        assert_eq!(state.deadline(), Some(LATE_AFTER));
        assert_eq!(State::entered(Word::Reconnecting, Millis(1.0)).deadline(), Some(Millis(120_001.0)));
        assert_eq!(State::Online.deadline(), None);
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
        let rows = TRANSITIONS
            .iter()
            .map(|(from, event, to)| format!("| `{}` | {} | `{}` |", from.text(), spelled(*event), to.text()));
        let rows: Vec<_> = rows.collect();
        for page in pages {
            let printed = page
                .lines()
                .filter(|line| NAMES.iter().any(|name| line.starts_with(&format!("| `{}` |", name.text()))));
            // The columns after these are for readers.
            let printed: Vec<_> =
                printed.map(|line| line.splitn(5, '|').take(4).collect::<Vec<_>>().join("|") + "|").collect();
            assert_eq!(printed, rows);
        }
    }
}
