//! What the shim must know of the core, held to: the numbers in `js/values.js`.

use std::fmt::{Debug, Write};

use crate::client::Outcome;
use crate::numbers::Entry;
use crate::payload::Kind;

fn list<T: Debug>(text: &mut String, name: &str, every: &[T]) {
    let constant = |(number, one): (usize, &T)| {
        let one = format!("{one:?}").chars().fold(String::new(), |mut spelt, letter| {
            if letter.is_uppercase() {
                spelt.push('_');
            }
            spelt.push(letter.to_ascii_uppercase());
            spelt
        });
        format!("{name}{one} = {number}")
    };
    let constants: Vec<_> = every.iter().enumerate().map(constant).collect();
    writeln!(text, "export const {};", constants.join(", ")).unwrap();
}

/// It fails where a number has changed; write what it expects into the file.
#[test]
fn the_shim_knows_the_same_numbers() {
    let mut text = String::new();
    list(&mut text, "ENTRY", Entry::EVERY);
    list(&mut text, "OUTCOME", Outcome::EVERY);
    list(&mut text, "KIND", Kind::EVERY);
    assert!(include_str!("../js/values.js").contains(&text), "js/values.js should have:\n{text}");
}
