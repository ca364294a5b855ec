//! Any text is a packet or malformed.

use jmessage_web::payload::{Json, Payload};
use jmessage_web::wire::{decode, Packet};
use proptest::prelude::*;

use crate::shared::Shared;

proptest! {
    #[test]
    fn any_text_is_decoded(text in any::<String>()) {
        decode(text.as_str());
    }

    #[test]
    fn what_looks_like_a_frame_is_decoded(text in "[0-9b]{0,3}(/[a-z,]{0,9})?[0-9]{0,30}[\\[{\"]?.{0,20}") {
        let frame = Json::from(text.as_str());
        let json = match decode(&frame) {
            Packet::Open { json } | Packet::Event { json } => json,
            Packet::Ping { text } => text,
            _ => 0,
        };
        prop_assert!(json <= text.len());
        let _ = frame.parse(json);
        let _ = frame.slice(json, usize::MAX);
    }

    #[test]
    fn an_event_is_found_behind_any_id(id in proptest::option::of(0..u64::MAX), namespace in any::<bool>()) {
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        let frame = format!("42{}{id}[\"a\",{{}}]", if namespace { "/," } else { "" });
        let json = frame.len() - 8;
        prop_assert_eq!(decode(frame.as_str()), Packet::Event { json });
    }
}

#[test]
fn a_namespace_that_begins_with_no_ascii_is_not_the_default_one() {
    let frame = <Shared as Payload>::from_text("44/\u{100}");
    assert_eq!((decode(&frame), decode("44/\u{100}")), (Packet::Foreign, Packet::Foreign));
}
