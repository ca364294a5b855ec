//! Any sequence of what pages, servers and time may do. The driver checks what holds at every step: no handle is
//! settled twice, no second socket is opened, no deadline that was served is past. It all holds over values that are
//! shared by reference, too, and a page is told the same.

use jmessage_web::client::{Answer, Config, Handle, Input, UploadAnswer};
use jmessage_web::payload::Json;
use jmessage_web::protocol::methods::TABLE;
use jmessage_web::protocol::methods::{Does, Local};
use proptest::prelude::*;
use serde_json::{json, Value};

use crate::driver::{Driver, DriverOf};
use crate::host::Host;
use crate::json::{any_args, any_json, plain};
use crate::shared::Shared;

/// Longer than any request may wait: five sends, and the response timers between them.
const LONG: f64 = 300_000.0;

const EVENTS: &[&str] = &[
    "ack",
    "msg_sync",
    "sync_conversation",
    "sync_event",
    "sync_receipt",
    "receipt_change",
    "trans_msg_rec",
    "room_msg_sync",
    "room_msg_sync_his",
    "event_notification",
    "login",
    "c_init",
    "get_upload_token",
    "unknown",
];

#[derive(Clone, Debug)]
enum Step {
    /// A method by its number.
    Call {
        method: usize,
        args: Value,
        watch: bool,
    },
    LogIn,
    Connect,
    Close,
    Garbage(String),
    Push {
        event: &'static str,
        data: Value,
    },
    /// The nth open request is acked, or answered so.
    Ack(usize),
    Reply(usize, Value),
    Uploaded {
        nth: usize,
        answer: Value,
        ok: bool,
    },
    Watch(u32),
    Abort(u32),
    Tick(u32),
    Leaving,
}

/// A step with such values in it.
fn step(value: BoxedStrategy<Value>) -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..TABLE.len(), any_args(value.clone()), any::<bool>()).prop_map(|(method, args, watch)| Step::Call { method, args, watch }),
        1 => (0..TABLE.len(), value.clone()).prop_map(|(method, args)| Step::Call { method, args, watch: true }),
        2 => Just(Step::LogIn),
        1 => Just(Step::Connect),
        1 => Just(Step::Close),
        1 => any::<String>().prop_map(Step::Garbage),
        1 => "4[0-4][\\[{]?.{0,30}".prop_map(Step::Garbage),
        3 => (proptest::sample::select(EVENTS), value.clone()).prop_map(|(event, data)| Step::Push { event, data }),
        2 => (0..9usize).prop_map(Step::Ack),
        4 => (0..9usize, value.clone()).prop_map(|(nth, data)| Step::Reply(nth, data)),
        2 => (0..3usize, value.clone(), any::<bool>()).prop_map(|(nth, answer, ok)| Step::Uploaded { nth, answer, ok }),
        1 => (0..40u32).prop_map(Step::Watch),
        1 => (0..40u32).prop_map(Step::Abort),
        4 => (0..60_000u32).prop_map(Step::Tick),
        1 => Just(Step::Leaving),
    ]
}

/// Does a step; the handle comes back that it left to be settled.
fn take<V: Host>(driver: &mut DriverOf<V>, step: Step) -> Option<u32> {
    match step {
        Step::Call { method, args, watch } => {
            let (handle, answer) = driver.call(TABLE[method].name, args).ok()?;
            if watch {
                driver.watch(handle);
            }
            return (answer == Answer::Handle).then_some(handle);
        }
        Step::LogIn if driver.client.is_connected() => driver.log_in("alice"),
        Step::Connect if driver.socket => driver.connect(),
        Step::Close if driver.socket => driver.input(Input::SocketClosed),
        Step::Garbage(text) if driver.socket => driver.frame(&text),
        Step::Push { event, data } if driver.socket => driver.push(event, data),
        Step::Ack(nth) if driver.socket => {
            if let Some((_, request)) = driver.sent.get(nth).cloned() {
                driver.push("ack", json!({"rid": request["rid"]}));
            }
        }
        Step::Reply(nth, mut data) if driver.socket && data.is_object() && nth < driver.sent.len() => {
            let (event, request) = driver.sent.remove(nth);
            data["rid"] = request["rid"].clone();
            driver.push(&event, data);
        }
        Step::Uploaded { nth, answer, ok } if nth < driver.uploads.len() => {
            let handle = driver.uploads.remove(nth).handle;
            let answer = V::give(&answer);
            let answer = if ok { UploadAnswer::Done(answer) } else { UploadAnswer::Refused(answer) };
            driver.input(Input::Uploaded { handle, answer });
        }
        Step::Watch(handle) => driver.watch(handle),
        Step::Abort(handle) => driver.abort(handle),
        Step::Tick(ms) => driver.tick(f64::from(ms)),
        Step::Leaving => driver.input(Input::Leaving),
        // The host has no socket, or there is nothing to answer.
        _ => {}
    }
    None
}

/// Takes these steps with a client that is logged in, then lets its server die.
fn live<V: Host>(config: Config, steps: Vec<Step>) -> DriverOf<V> {
    let mut driver = DriverOf::new(config);
    driver.connect();
    driver.log_in("alice");
    let mut waiting: Vec<u32> = steps.into_iter().filter_map(|step| take(&mut driver, step)).collect();

    // Whoever waits hears of it, but for the uploads that the host still carries.
    driver.alive = false;
    waiting.iter().for_each(|handle| driver.watch(*handle));
    driver.tick(LONG);
    waiting.retain(|handle| !driver.done.contains(handle));
    waiting.retain(|handle| !driver.uploads.iter().any(|upload| upload.handle == Handle(*handle)));
    assert!(waiting.is_empty(), "handles {waiting:?} were never settled");
    driver
}

/// All that page, server and storage saw of a client.
fn seen<V: Host>(driver: DriverOf<V>) -> Vec<Value> {
    let DriverOf { settled, told, sent, logs, storage, .. } = driver;
    let settled = settled.into_iter().map(|it| json!([it.handle, format!("{:?}", it.outcome), it.data, it.more]));
    let told = told.into_iter().map(|(listener, data)| json!([format!("{listener:?}"), data]));
    let sent = sent.into_iter().map(|(event, data)| json!([event, data]));
    let stored = storage.into_iter().map(|(key, text)| json!([key, serde_json::from_str::<Value>(&text).ok()]));
    settled.chain(told).chain(sent).chain(logs.into_iter().map(Value::from)).chain(stored).map(without_nulls).collect()
}

/// What is missing is null to serde_json: there is no undefined. And only a browser hands a form back.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        Value::Object(fields) => {
            let there = fields.into_iter().filter(|(_, field)| !field.is_null() && field.get("$form").is_none());
            there.map(|(name, field)| (name, without_nulls(field))).collect()
        }
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_every_handle_is_settled_once(
        entropy in any::<u32>(),
        debug in any::<bool>(),
        steps in proptest::collection::vec(step(any_json()), 1..60),
    ) {
        live::<Json>(Config { debug, entropy }, steps.clone());
        live::<Shared>(Config { debug, entropy }, steps);
        prop_assert_eq!(Shared::kept(), 0, "of a client that is gone nothing is left");
    }

    /// Nothing of what the page changes in the values that it is given, and nothing that it gave, reaches the core.
    #[test]
    fn whatever_the_page_does_to_its_values_the_same_happens(
        entropy in any::<u32>(),
        steps in proptest::collection::vec(step(plain()), 1..60),
    ) {
        let config = Config { debug: false, entropy };
        prop_assert_eq!(seen(live::<Json>(config, steps.clone())), seen(live::<Shared>(config, steps)));
    }

    #[test]
    fn local_methods_answer_any_argument(args in any_json()) {
        let mut driver = Driver::logged_in(Config { debug: false, entropy: 1 });
        for row in TABLE {
            if let Does::Local(local) = row.rule.does {
                if local != Local::LoginOut {
                    let (_, answer) = driver.call(row.name, args.clone()).unwrap();
                    prop_assert!(answer != Answer::Handle);
                }
            }
        }
    }
}
