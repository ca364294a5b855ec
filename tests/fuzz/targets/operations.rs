//! Lists of what pages, servers and hosts may do, in any order, with arbitrary values. The driver checks what holds at
//! every step; at the end, whoever waits must have been answered.
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
use jmessage_web::client::{Answer, Config, Handle, Input, Plan, Stored, UploadAnswer};
use jmessage_web::payload::Json;
use jmessage_web::Method;
use libfuzzer_sys::fuzz_target;
use serde_json::json;
use shared::Shared;

fn step<V: Host>(driver: &mut DriverOf<V>, bytes: &mut Bytes, waiting: &mut Vec<u32>) {
    match bytes.byte() % 16 {
        0..=3 => {
            let methods: Vec<_> = Method::all().collect();
            let (method, args) = (methods[bytes.byte() % methods.len()], bytes.value(0));
            if let Ok((handle, Answer::Handle)) = driver.call(method.name(), args) {
                waiting.push(handle);
                if bytes.byte() % 2 == 0 {
                    driver.watch(handle);
                }
            }
        }
        4 if driver.socket => driver.connect(),
        5 if driver.socket => driver.input(Input::SocketClosed),
        6 | 7 if driver.socket && !driver.sent.is_empty() => {
            let (event, request) = driver.sent.remove(bytes.byte() % driver.sent.len());
            let mut reply = bytes.object(0);
            reply["rid"] = request["rid"].clone();
            driver.push(if bytes.byte() % 4 == 0 { "ack" } else { &event }, reply);
        }
        8 => driver.tick(f64::from(bytes.byte() as u32) * 300.0),
        9 => driver.abort(bytes.byte() as u32 % 40),
        10 if !driver.uploads.is_empty() => {
            let handle = driver.uploads.remove(0).handle;
            let answer = match bytes.byte() % 3 {
                0 => UploadAnswer::Done(V::give(&bytes.value(0))),
                1 => UploadAnswer::Refused(V::give(&bytes.value(0))),
                _ => UploadAnswer::Network,
            };
            driver.input(Input::Uploaded { handle, answer });
        }
        11 => driver.save_ends = if bytes.byte() % 2 == 0 { Stored::Taken } else { Stored::Refused },
        12 => driver.input([Input::Leaving, Input::Wake, Input::Offline, Input::Unkept].into_iter().nth(bytes.byte() % 4).unwrap()),
        13 => {
            if let Some((attempt, _)) = driver.asked.pop() {
                let usual = json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"});
                let payload = [Some(usual), Some(bytes.value(0)), None].into_iter().nth(bytes.byte() % 3).unwrap();
                driver.input(Input::Authorised { attempt, payload: payload.map(|payload| V::give(&payload)) });
            }
        }
        14 => driver.storage.values_mut().for_each(|text| *text = bytes.value(0).to_string()),
        15 if driver.socket => driver.push("msg_sync", bytes.value(0)),
        _ => {}
    }
}

fn live<V: Host>(bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    let options = [json!({}), json!({"reconnect": true}), json!({"reconnect": true, "outbox": "storage"}), bytes.object(0)];
    let options = V::give(&options[bytes.byte() % 4]);
    let mut driver =
        DriverOf::<V>::made(Config { debug: bytes.byte() % 2 == 0, entropy: 1 }, |client| {
            Plan::of(&options, true).into_iter().for_each(|plan| client.keep_session(plan));
        });
    let mut waiting = Vec::new();
    while !bytes.is_empty() {
        step(&mut driver, &mut bytes, &mut waiting);
    }
    driver.client.close(driver.now);
    driver.drain();
    waiting.retain(|handle| !driver.done.contains(handle));
    waiting.retain(|handle| !driver.uploads.iter().any(|upload| upload.handle == Handle(*handle)));
    assert!(waiting.is_empty(), "handles {waiting:?} were never settled");
}

fuzz_target!(|bytes: &[u8]| {
    live::<Json>(bytes);
    live::<Shared>(bytes);
});
