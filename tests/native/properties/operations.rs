//! Any sequence of what pages, servers and time may do. The driver checks what holds at every step: no handle is
//! settled twice, no second socket is opened, no deadline that was served is past.

use jmessage_web::client::{Answer, Config, Handle, Input, UploadAnswer};
use jmessage_web::protocol::methods::TABLE;
use jmessage_web::protocol::methods::{Does, Local};
use proptest::prelude::*;
use serde_json::{json, Value};

use crate::driver::Driver;
use crate::json::{any_args, any_json};

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

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..TABLE.len(), any_args(), any::<bool>()).prop_map(|(method, args, watch)| Step::Call { method, args, watch }),
        1 => (0..TABLE.len(), any_json()).prop_map(|(method, args)| Step::Call { method, args, watch: true }),
        2 => Just(Step::LogIn),
        1 => Just(Step::Connect),
        1 => Just(Step::Close),
        1 => any::<String>().prop_map(Step::Garbage),
        1 => "4[0-4][\\[{]?.{0,30}".prop_map(Step::Garbage),
        3 => (proptest::sample::select(EVENTS), any_json()).prop_map(|(event, data)| Step::Push { event, data }),
        2 => (0..9usize).prop_map(Step::Ack),
        4 => (0..9usize, any_json()).prop_map(|(nth, data)| Step::Reply(nth, data)),
        2 => (0..3usize, any_json(), any::<bool>()).prop_map(|(nth, answer, ok)| Step::Uploaded { nth, answer, ok }),
        1 => (0..40u32).prop_map(Step::Watch),
        1 => (0..40u32).prop_map(Step::Abort),
        4 => (0..60_000u32).prop_map(Step::Tick),
        1 => Just(Step::Leaving),
    ]
}

/// Does a step; the handle comes back that it left to be settled.
fn take(driver: &mut Driver, step: Step) -> Option<u32> {
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
            let refused = UploadAnswer::Refused(answer.clone());
            let answer = if ok { UploadAnswer::Done(answer) } else { refused };
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_every_handle_is_settled_once(
        entropy in any::<u32>(),
        debug in any::<bool>(),
        steps in proptest::collection::vec(step(), 1..60),
    ) {
        let mut driver = Driver::new(Config { debug, entropy });
        driver.connect();
        driver.log_in("alice");
        let mut waiting: Vec<u32> = steps.into_iter().filter_map(|step| take(&mut driver, step)).collect();

        // The server dies. Whoever waits hears of it, but for the uploads that the host still carries.
        driver.alive = false;
        waiting.iter().for_each(|handle| driver.watch(*handle));
        driver.tick(LONG);
        waiting.retain(|handle| !driver.done.contains(handle));
        waiting.retain(|handle| !driver.uploads.iter().any(|upload| upload.handle == Handle(*handle)));
        prop_assert!(waiting.is_empty(), "handles {waiting:?} were never settled");
    }

    #[test]
    fn local_methods_answer_any_argument(args in any_json()) {
        let mut driver = Driver::logged_in(Config { debug: false, entropy: 1 });
        for row in TABLE {
            if let Does::Local(local) = row.method.does {
                if local != Local::LoginOut {
                    let (_, answer) = driver.call(row.name, args.clone()).unwrap();
                    prop_assert!(answer != Answer::Handle);
                }
            }
        }
    }
}
