//! The wire's decoder: any text, in either kind of units, is a packet or malformed, and its content can be parsed.
#![no_main]

#[allow(dead_code)]
#[path = "../../native/support/host.rs"]
mod host;
#[allow(dead_code)]
#[path = "../../native/support/shared/mod.rs"]
mod shared;

use host::Host;
use jmessage_web::payload::Json;
use jmessage_web::wire::{decode, Packet};
use libfuzzer_sys::fuzz_target;
use shared::Shared;

fn read<V: Host>(text: &str) {
    let frame = V::from_text(text);
    match decode(&frame) {
        Packet::Open { json } | Packet::Event { json } => drop((frame.parse(json), frame.parse_masked(json))),
        Packet::Ping { text } => drop(jmessage_web::wire::pong(&frame, text)),
        _ => {}
    }
    V::forget();
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    read::<Json>(&text);
    read::<Shared>(&text);
});
