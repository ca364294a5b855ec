//! Pushes of arbitrary JSON to somebody who is logged in, then a save, a cut, and everything once more from storage.
#![no_main]

#[allow(dead_code)]
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

use bytes::{Bytes, EVENTS};
use driver::DriverOf;
use host::Host;
use jmessage_web::client::{Config, Input};
use jmessage_web::payload::Json;
use libfuzzer_sys::fuzz_target;
use serde_json::json;
use shared::Shared;

fn live<V: Host>(debug: bool, mut bytes: Bytes) {
    let mut driver = DriverOf::<V>::logged_in(Config { debug, entropy: 1 });
    while !bytes.is_empty() && driver.socket {
        let (event, data) = (bytes.one_of(EVENTS), bytes.value(0));
        driver.push(event, data);
        driver.tick(bytes.byte() as f64 * 10.0);
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
    let mut bytes = Bytes(bytes);
    // Frames are seldom shown: to mask what is secret takes longer than all else.
    let (debug, shared) = (bytes.byte() % 8 == 0, bytes.byte() % 2 == 0);
    if shared {
        live::<Shared>(debug, bytes);
        assert_eq!(Shared::kept(), 0, "values were kept, and not given back");
    } else {
        live::<Json>(debug, bytes);
    }
});
