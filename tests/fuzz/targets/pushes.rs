//! Pushes of arbitrary JSON to somebody who is logged in, then a save, a cut, and everything once more from storage.
#![no_main]

mod bytes;
#[allow(dead_code)]
#[path = "../../native/support/driver.rs"]
mod driver;
#[path = "../../native/support/host.rs"]
mod host;
#[allow(dead_code)]
#[path = "../../native/support/shared/mod.rs"]
mod shared;
#[path = "../../native/support/mod.rs"]
mod support;

use bytes::Bytes;
use driver::DriverOf;
use host::Host;
use jmessage_web::client::{Config, Input};
use jmessage_web::payload::Json;
use libfuzzer_sys::fuzz_target;
use serde_json::json;
use shared::Shared;

const EVENTS: &[&str] = &[
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

fn live<V: Host>(bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    let mut driver = DriverOf::<V>::logged_in(Config { debug: bytes.byte() % 2 == 0, entropy: 1 });
    while !bytes.is_empty() && driver.socket {
        let (event, data) = (EVENTS[bytes.byte() % EVENTS.len()], bytes.value(0));
        driver.push(event, data);
        driver.tick(f64::from(bytes.byte() as u32) * 10.0);
    }
    driver.tick(2_000.0);
    driver.input(Input::SocketClosed);
    while !driver.socket {
        driver.tick(500.0);
    }
    driver.connect();
    driver.log_in("alice");
    driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap();
}

fuzz_target!(|bytes: &[u8]| {
    live::<Json>(bytes);
    live::<Shared>(bytes);
});
