//! Bytes of the fuzzer's, read as JSON over the protocol's own words and as small numbers. Any bytes have a meaning.

use jmessage_web::payload::Word;
use serde_json::{json, Value};

const LEAVES: &[&str] = &["", " ", "k", "alice", "bob", "9001", "__proto__", "😀", "{\"type\":3,\"gid\":1}", "\u{e000}"];
const NUMBERS: &[f64] =
    &[0.0, 1.0, 2.0, 3.0, 4.0, 7.0, -1.0, 55.0, 56.0, 100.0, 200.0, 1.5, 1e300, 4_294_967_295.0, 9_007_199_254_740_994.0];

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

    pub fn value(&mut self, depth: u32) -> Value {
        match self.byte() % if depth > 5 { 5 } else { 8 } {
            0 => Value::Null,
            1 => json!(self.byte() % 2 == 0),
            2 => json!(NUMBERS[self.byte() % NUMBERS.len()]),
            3 => json!(LEAVES[self.byte() % LEAVES.len()]),
            4 => json!({"$form": {}}),
            5 => (0..self.byte() % 4).map(|_| self.value(depth + 1)).collect(),
            _ => self.object(depth),
        }
    }

    pub fn object(&mut self, depth: u32) -> Value {
        let words: Vec<_> = Word::ALL.split_whitespace().collect();
        let field = |bytes: &mut Self| (words[bytes.below(words.len())].to_owned(), bytes.value(depth + 1));
        (0..self.byte() % 8).map(|_| field(self)).collect()
    }
}
