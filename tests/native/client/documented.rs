//! The documents' methods and listeners, with the arguments that they call required: one per line of documented.txt.
//! Where an argument may be given in either of two ways, a bar stands between them.

use std::collections::BTreeSet;

use jmessage_web::protocol::methods::{LISTENERS, TABLE};

/// Ours, beyond the documents.
const OURS: &[&str] = &["exitConversation", "onConnectionChange", "onOutboxChange"];

/// The documented names, each with its required arguments.
pub fn documented() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    include_str!("documented.txt").lines().map(|line| {
        let mut words = line.split(' ');
        (words.next().expect("a line begins with a name"), words.collect())
    })
}

#[test]
fn the_table_lists_every_documented_name_and_no_other() {
    let documented: BTreeSet<_> = documented().map(|(name, _)| name).collect();
    assert_eq!(documented.len(), 90);
    let listed: BTreeSet<_> = TABLE.iter().map(|row| row.name).chain(LISTENERS.iter().copied()).collect();
    let missing: Vec<_> = documented.difference(&listed).collect();
    assert!(missing.is_empty(), "documented and not listed: {missing:?}");
    let more: Vec<_> = listed.difference(&documented).copied().collect();
    assert_eq!(more, OURS);
    assert_eq!(listed.len(), TABLE.len() + LISTENERS.len(), "a name stands twice");
}
