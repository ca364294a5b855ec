//! The names of methods and listeners, as one text for the JS shim. It travels in a section of the wasm file that the
//! build takes out again: at run time a method is its number. Must never be read by the core.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // The compiler computes all of it.

use super::methods::{Does, Guard, Local, Rule, LISTENERS, TABLE};

/// The letter in front of each name: what the shim must know of a method before the core is there.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub enum Mark {
    /// With a handle, at any time; after `init`; after `login`.
    Anytime = b'+',
    AfterInit = b'!',
    AfterLogin = b'=',
    /// Answers true or false.
    Flag = b'.',
    /// Waits for the core, and answers nothing.
    Waits = b'-',
    /// After `login`: answers a number; answers nothing.
    Count = b'#',
    Acts = b'?',
    Listener = b'@',
}

impl Mark {
    pub const EVERY: &'static [Mark] = &[
        Mark::Anytime,
        Mark::AfterInit,
        Mark::AfterLogin,
        Mark::Flag,
        Mark::Waits,
        Mark::Count,
        Mark::Acts,
        Mark::Listener,
    ];

    const fn of(rule: Rule) -> Mark {
        match (rule.does, rule.guard) {
            (Does::Local(Local::IsConnect | Local::IsInit | Local::IsLogin), _) => Mark::Flag,
            (Does::Local(Local::LoginOut | Local::ExitConversation), _) => Mark::Waits,
            (Does::Local(Local::UnreadCount), _) => Mark::Count,
            (Does::Local(Local::ResetUnread | Local::UpdateConversation), _) => Mark::Acts,
            (_, Guard::Nothing) => Mark::Anytime,
            (_, Guard::Init) => Mark::AfterInit,
            (_, Guard::Login) => Mark::AfterLogin,
        }
    }
}

const fn length() -> usize {
    let mut length = 0;
    let mut at = 0;
    while at < TABLE.len() {
        length += 2 + TABLE[at].name.len();
        at += 1;
    }
    at = 0;
    while at < LISTENERS.len() {
        length += 2 + LISTENERS[at].len();
        at += 1;
    }
    length
}

const fn write<const N: usize>(mut text: [u8; N], mut at: usize, mark: Mark, name: &str) -> ([u8; N], usize) {
    let name = name.as_bytes();
    text[at] = mark as u8;
    let mut i = 0;
    while i < name.len() {
        text[at + 1 + i] = name[i];
        i += 1;
    }
    at += 1 + name.len();
    text[at] = b' ';
    (text, at + 1)
}

const fn listed() -> [u8; length()] {
    let mut text = ([0; length()], 0);
    let mut at = 0;
    while at < TABLE.len() {
        text = write(text.0, text.1, Mark::of(TABLE[at].rule), TABLE[at].name);
        at += 1;
    }
    at = 0;
    while at < LISTENERS.len() {
        text = write(text.0, text.1, Mark::Listener, LISTENERS[at]);
        at += 1;
    }
    text.0
}

/// `mark name space`, for every method and then every listener, in the order of their numbers.
// Naming a section counts as unsafe, since code could be put there. This is text.
#[allow(unsafe_code)]
#[cfg_attr(all(target_arch = "wasm32", feature = "engine"), link_section = "jmessage.methods")]
pub static NAMES: [u8; length()] = listed();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_lists_methods_and_listeners_in_order() {
        let text = std::str::from_utf8(&NAMES).unwrap();
        let names: Vec<_> = text.split_whitespace().map(|marked| &marked[1..]).collect();
        let expected: Vec<_> = TABLE.iter().map(|row| row.name).chain(LISTENERS.iter().copied()).collect();
        assert_eq!(names, expected);
        assert!(text.starts_with("+init !register .isConnect "));
        assert!(text.ends_with("@onConnectionChange @onOutboxChange "));
    }
}
