//! Bytes of the fuzzer's, read as JSON over the protocol's own words, as numbers, and as names out of lists. Any bytes
//! have a meaning, and what ends early ends there. `seeds.rs` writes what is read here.

use std::sync::LazyLock;

use jmessage_web::payload::Word;
use serde_json::{json, Value};

pub static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| Word::ALL.split_whitespace().collect());

/// What a server says of its own accord, and two answers that it may give unasked.
pub const EVENTS: &[&str] = &[
    "msg_sync",
    "sync_conversation",
    "sync_event",
    "sync_receipt",
    "receipt_change",
    "trans_msg_rec",
    "room_msg_sync",
    "room_msg_sync_his",
    "event_notification",
    "ack",
    "login",
];

/// What pages, servers and hosts may do; what they do most stands more than once.
pub const STEPS: &[&str] = &[
    "call",
    "call",
    "call",
    "abort",
    "forget",
    "discard",
    "reopen",
    "tick",
    "tick",
    "clock",
    "connect",
    "closed",
    "alive",
    "frame",
    "push",
    "push",
    "ack",
    "reply",
    "reply",
    "happens",
    "uploaded",
    "authorised",
    "storage",
    "saving",
    "unasked",
];

/// What a value may be. Deep inside, only what stands before the list.
pub const KINDS: &[&str] = &["null", "bool", "number", "leaf", "word", "text", "form", "list", "object", "object"];
const FLAT: usize = 7;
const DEEPEST: u32 = 9;

pub const LEAVES: &[&str] =
    &["", " ", "k", "alice", "bob", "9001", "__proto__", "😀", "{\"type\":3,\"gid\":1}", "\u{e000}"];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "4",
    "7",
    "-1",
    "55",
    "56",
    "100",
    "200",
    "1.5",
    "1e300",
    "880002",
    "880104",
    "880106",
    "898061",
    "2147483646",
    "4294967295",
    "1516924800000",
    "9007199254740994",
];
/// In place of a number's place in that list: its digits follow.
pub const DIGITS: usize = 31;

pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }

    /// One of so many.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.byte() * 256 + self.byte()) % limit
    }

    pub fn one_of<'a>(&mut self, names: &[&'a str]) -> &'a str {
        names[self.byte() % names.len()]
    }

    pub fn text(&mut self) -> String {
        let length = self.byte();
        let (text, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    pub fn value(&mut self, depth: u32) -> Value {
        match self.one_of(if depth > DEEPEST { &KINDS[..FLAT] } else { KINDS }) {
            "null" => Value::Null,
            "bool" => json!(self.byte() % 2 == 0),
            "number" => {
                // One of the table, or its digits.
                let digits =
                    NUMBERS.get(self.byte() % (DIGITS + 1)).map_or_else(|| self.text(), |digits| (*digits).to_owned());
                digits.parse().map_or(Value::Null, Value::Number)
            }
            "leaf" => json!(self.one_of(LEAVES)),
            "word" => json!(self.word()),
            "text" => json!(self.text()),
            "form" => json!({"$form": {}}),
            "list" => {
                let length = self.byte() % 64;
                (0..length).map_while(|_| (!self.is_empty()).then(|| self.value(depth + 1))).collect()
            }
            _ => self.object(depth),
        }
    }

    pub fn object(&mut self, depth: u32) -> Value {
        let fields = self.byte() % 32;
        (0..fields).map_while(|_| (!self.is_empty()).then(|| (self.word(), self.value(depth + 1)))).collect()
    }

    /// A word of the protocol, or another text.
    pub fn word(&mut self) -> String {
        let number = self.below(WORDS.len() + 1);
        WORDS.get(number).map_or_else(|| self.text(), |word| (*word).to_owned())
    }
}
