//! Lists of what pages, servers and hosts may do, in any order, with arbitrary values; hosts answer what nobody asked,
//! and not what was asked. The driver checks what holds at every step; at the end, whoever waits must have been answered.
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

use std::sync::LazyLock;

use bytes::{Bytes, EVENTS, STEPS};
use driver::DriverOf;
use host::Host;
use jmessage_web::client::{Answer, Config, Handle, Input, Plan, Stored, UploadAnswer};
use jmessage_web::payload::Json;
use jmessage_web::Method;
use libfuzzer_sys::fuzz_target;
use serde_json::{json, Value};
use shared::Shared;

static METHODS: LazyLock<usize> = LazyLock::new(|| Method::all().count());

/// How a page may want its session kept, besides whatever it says.
static OPTIONS: LazyLock<[Value; 4]> = LazyLock::new(|| {
    [
        json!({}),
        json!({"reconnect": true}),
        json!({"reconnect": true, "outbox": "storage"}),
        json!({"reconnect": true, "grace": 100, "outbox": {"limit": 2, "maxAge": 5_000, "storage": true}}),
    ]
});

/// A page that is open, and may be opened again.
struct Page<V: Host> {
    driver: DriverOf<V>,
    debug: bool,
    options: Value,
    has_auth: bool,
    /// The handles that somebody waits for.
    waiting: Vec<u32>,
}

fn open<V: Host>(config: Config, options: &Value, has_auth: bool) -> DriverOf<V> {
    let options = V::give(options);
    DriverOf::made(config, |client| {
        Plan::of(&options, has_auth).into_iter().for_each(|plan| client.keep_session(plan));
    })
}

impl<V: Host> Page<V> {
    fn opened(debug: bool, bytes: &mut Bytes) -> Self {
        let other = bytes.object(0);
        let options = OPTIONS.get(bytes.byte() % 8).cloned().unwrap_or(other);
        let has_auth = bytes.byte() % 2 == 0;
        let driver = open(Config { debug, entropy: 1 }, &options, has_auth);
        Page { driver, debug, options, has_auth, waiting: Vec::new() }
    }

    /// It is left, and opened with what storage has. Whoever waited is gone.
    fn reopen(&mut self, entropy: u32) {
        let DriverOf { storage, now, .. } = std::mem::replace(
            &mut self.driver,
            open(Config { debug: self.debug, entropy }, &self.options, self.has_auth),
        );
        (self.driver.storage, self.driver.now) = (storage, now);
        self.waiting.clear();
    }

    /// Takes the last request out that was sent of this event, or else of any.
    fn last(&mut self, event: &str) -> Option<(String, Value)> {
        let sent = &mut self.driver.sent;
        let last = sent.len().checked_sub(1).filter(|_| self.driver.socket)?;
        let at = sent.iter().rposition(|(name, _)| name == event).unwrap_or(last);
        Some(sent.remove(at))
    }

    fn step(&mut self, bytes: &mut Bytes) {
        let driver = &mut self.driver;
        let give = |bytes: &mut Bytes| V::give(&bytes.value(0));
        match bytes.one_of(STEPS) {
            "call" => {
                let method = Method::numbered(bytes.byte() % *METHODS);
                let (watched, args) = (bytes.byte() % 2 == 0, bytes.value(0));
                if let Ok((handle, Answer::Handle)) = driver.call(method.name(), args) {
                    self.waiting.push(handle);
                    if watched {
                        driver.watch(handle);
                    }
                }
            }
            "abort" => driver.abort(bytes.byte() as u32 % 40),
            "forget" => {
                let handle = bytes.byte() as u32 % 40;
                driver.client.forget(Handle(handle));
                driver.drain();
                self.waiting.retain(|waiting| *waiting != handle);
            }
            "discard" => {
                let message = driver.client.waiting().nth(bytes.byte() % 4);
                message.into_iter().for_each(|message| driver.client.discard(message.id));
                driver.drain();
            }
            "reopen" => {
                if bytes.byte() % 2 == 0 {
                    driver.input(Input::Leaving);
                }
                self.reopen(bytes.byte() as u32 % 4);
            }
            "tick" => driver.tick(bytes.below(7_600) as f64 * 10.0),
            "clock" => driver.now.date.0 += (bytes.below(65_536) as f64 - 32_768.0) * 60_000.0,

            "connect" if driver.socket => driver.connect(),
            "closed" if driver.socket => driver.input(Input::SocketClosed),
            "alive" => driver.alive = bytes.byte() % 2 == 0,
            "frame" => {
                let text = bytes.text();
                if driver.socket {
                    driver.frame(&text);
                }
            }
            "push" => {
                let (event, data) = (bytes.one_of(EVENTS), bytes.value(0));
                if driver.socket {
                    driver.push(event, data);
                }
            }
            "ack" => {
                if let Some((_, request)) = self.last(&bytes.word()) {
                    self.driver.push("ack", json!({"rid": request["rid"]}));
                }
            }
            "reply" => {
                let (event, mut reply) = (bytes.word(), bytes.object(0));
                if let Some((event, request)) = self.last(&event) {
                    reply["rid"] = request["rid"].clone();
                    self.driver.push(&event, reply);
                }
            }

            "happens" => {
                let inputs = [Input::Leaving, Input::Wake, Input::Offline, Input::Unkept, Input::Stored(give(bytes))];
                driver.input(inputs.into_iter().nth(bytes.byte() % 5).unwrap());
            }
            "uploaded" => {
                let (any, answer) = (Handle(bytes.byte() as u32 % 40), bytes.value(0));
                let is_asked = bytes.byte() % 2 == 0 && !driver.uploads.is_empty();
                let handle = if is_asked { driver.uploads.remove(0).handle } else { any };
                driver.input(match bytes.byte() % 4 {
                    0 => Input::Uploaded { handle, answer: UploadAnswer::Done(V::give(&answer)) },
                    1 => Input::Uploaded { handle, answer: UploadAnswer::Refused(V::give(&answer)) },
                    2 => Input::Uploaded { handle, answer: UploadAnswer::Network },
                    _ => Input::Progress { handle },
                });
            }
            "authorised" => {
                let usual = json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"});
                let attempt = driver.asked.pop().map_or(bytes.byte() as u32, |(attempt, _)| attempt);
                let payload = [Some(usual), Some(bytes.value(0)), None].into_iter().nth(bytes.byte() % 3).unwrap();
                driver.input(Input::Authorised { attempt, payload: payload.map(|payload| V::give(&payload)) });
            }
            "storage" => {
                let (key, text) = (bytes.text(), bytes.value(0).to_string());
                driver.storage.values_mut().for_each(|known| known.clone_from(&text));
                driver.storage.insert(key, text);
            }
            "saving" => {
                driver.save_ends = if bytes.byte() % 2 == 0 { Stored::Taken } else { Stored::Refused };
                driver.save_takes = bytes.byte() as f64;
            }
            "unasked" => {
                let (one, other) = (give(bytes), give(bytes));
                driver.input(match bytes.byte() % 3 {
                    0 => Input::Loaded { conversations: one, event_key: other },
                    1 => Input::Recalled(one),
                    _ => Input::Saved(driver.save_ends),
                });
            }
            _ => {}
        }
    }
}

fn live<V: Host>(debug: bool, mut bytes: Bytes) {
    let mut page = Page::<V>::opened(debug, &mut bytes);
    while !bytes.is_empty() {
        page.step(&mut bytes);
    }
    let Page { mut driver, mut waiting, .. } = page;
    driver.client.close(driver.now);
    driver.drain();
    waiting.retain(|handle| !driver.done.contains(handle));
    waiting.retain(|handle| !driver.uploads.iter().any(|upload| upload.handle == Handle(*handle)));
    assert!(waiting.is_empty(), "handles {waiting:?} were never settled");
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
