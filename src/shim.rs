//! What the shim must know of the core, held to: the numbers in `js/values.js`, and the pushes that tabs with one
//! connection tell apart in `js/shared/frames.js`.

use std::fmt::{Debug, Write};

use crate::client::Outcome;
use crate::numbers::Entry;
use crate::payload::{Json, Kind, Payload, Word};
use crate::protocol::codes::{self, Failure};
use crate::protocol::methods::Guard;
use crate::protocol::names::Mark;
use crate::protocol::push::Incoming;

fn list<T: Copy + Debug>(text: &mut String, name: &str, every: &[T], value: impl Fn(T) -> String) {
    let constant = |one: &T| {
        let spelt = format!("{one:?}").chars().fold(String::new(), |mut spelt, letter| {
            if letter.is_uppercase() {
                spelt.push('_');
            }
            spelt.push(letter.to_ascii_uppercase());
            spelt
        });
        format!("{name}{spelt} = {}", value(*one))
    };
    let constants: Vec<_> = every.iter().map(constant).collect();
    writeln!(text, "export const {};", constants.join(", ")).unwrap();
}

/// It fails where a number has changed; write what it expects into the file.
#[test]
fn the_shim_knows_the_same_numbers() {
    let mut text = String::new();
    list(&mut text, "ENTRY", Entry::EVERY, |entry| (entry as u8).to_string());
    list(&mut text, "OUTCOME", Outcome::EVERY, |outcome| (outcome as u8).to_string());
    list(&mut text, "KIND", Kind::EVERY, |kind| (kind as u8).to_string());
    list(&mut text, "GUARD", Guard::EVERY, |guard| (guard as u8).to_string());
    list(&mut text, "MARK", Mark::EVERY, |mark| format!("'{}'", char::from(mark as u8)));
    assert!(include_str!("../js/values.js").contains(&text), "js/values.js should have:\n{text}");
}

/// Codes that both sides answer with have one number, and one name for the page.
#[test]
fn the_shim_knows_the_same_codes() {
    let list = include_str!("../js/codes.js");
    let told: [(Failure, &str); 12] = [
        (codes::NOT_JSON, "INVALID_PARAMETER"),
        (codes::NO_ANSWER, "RESPONSE_TIMEOUT"),
        (codes::FILE_TOO_LARGE, "FILE_TOO_LARGE"),
        (codes::PASSWORD_CHANGED, "INVALID_PASSWORD"),
        (codes::LOGGED_OUT, "LOGGED_OUT"),
        (codes::CLOSED, "LOGGED_OUT"),
        (codes::ABORTED, "UPLOAD_ABORTED"),
        (codes::DISCARDED, "UPLOAD_ABORTED"),
        (codes::OUTBOX_FULL, "OUTBOX_BOUND"),
        (codes::OUTBOX_TOO_OLD, "OUTBOX_BOUND"),
        (codes::UPLOAD_UNANSWERED, "UPLOAD_UNANSWERED"),
        (codes::UPLOAD_STALLED, "UPLOAD_STALLED"),
    ];
    for (failure, name) in told {
        let code = failure.reply::<Json>().number(Word::Code).unwrap();
        let spelt = [format!("  {name} = {code}"), format!("  {name}: {code},")];
        assert!(spelt.iter().any(|each| list.contains(each)), "js/codes.js should have {name} {code}");
    }
}

#[test]
fn tabs_that_share_know_the_same_pushes() {
    let list =
        include_str!("../js/shared/frames.js").split("const PUSHES = [").nth(1).unwrap().split(']').next().unwrap();
    let mut known: Vec<_> = list.split('\'').skip(1).step_by(2).collect();
    known.sort_unstable();
    // By its name alone no event_notification is a push: the shim, too, asks for its type.
    let is_push = |name: &&str| {
        let incoming = Incoming::of(&Json::from(*name), &Json::default());
        !matches!(incoming, Incoming::Ack | Incoming::Reply)
    };
    let mut pushes: Vec<_> = Word::ALL.split_whitespace().filter(is_push).collect();
    pushes.sort_unstable();
    assert_eq!(known, pushes);
}
