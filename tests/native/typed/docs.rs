//! What the documents quote of the examples stands there, word for word.

use std::fs;
use std::path::Path;

#[test]
fn the_documents_quote_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let examples = ["examples/rust-chat/src/session.rs", "examples/echo-bot/src/main.rs"].map(read);
    for document in ["pkg-template/docs/rust.md", "pkg-template/docs/rust.zh-CN.md"].map(read) {
        let quotes: Vec<_> = document.split("```rust,ignore\n").skip(1).collect();
        assert_eq!(quotes.len(), 2);
        for quote in quotes.into_iter().filter_map(|rest| rest.split("```").next()) {
            assert!(examples.iter().any(|example| example.contains(quote)), "no example has\n{quote}");
        }
    }
}
