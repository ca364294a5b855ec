//! Storage that is gone with the program, for hosts that have no other. Must never refuse.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Texts by key.
#[derive(Debug, Default)]
pub struct Memory(RefCell<BTreeMap<String, String>>);

impl Memory {
    /// The text under a key.
    pub fn read(&self, key: &str) -> Option<String> {
        self.0.borrow().get(key).cloned()
    }

    /// Puts a text under a key, or takes it out.
    pub fn write(&self, key: &str, text: Option<&str>) {
        let mut texts = self.0.borrow_mut();
        match text {
            Some(text) => texts.insert(key.to_owned(), text.to_owned()),
            None => texts.remove(key),
        };
    }

    /// The keys that begin so, in their order.
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        self.0.borrow().keys().filter(|key| key.starts_with(prefix)).cloned().collect()
    }
}
