//! A host for one client, with a clock that the test moves and a server that says what the test has it say. It obeys
//! the hosts' law, and checks two things always: a handle is settled at most once, and a deadline that was served is
//! not past. Its page changes whatever it is given, once the test has noted it.

use std::collections::BTreeMap;

use jmessage_web::client::{
    Answer, Client, Config, Effect, Handle, Input, Listener, MustFirst, Outcome, Stored, Upload,
};
use jmessage_web::payload::Json;
use jmessage_web::time::{Date, Millis, Now};
use serde_json::{json, Value};

use crate::host::Host;
use crate::support::{event_frame, method, read_event};

/// An answer to a handle: which of them, how, with what.
#[derive(Debug, PartialEq)]
pub struct Settled {
    pub handle: u32,
    pub outcome: Outcome,
    pub data: Value,
    pub more: Option<Value>,
}

/// Over serde_json's values.
pub type Driver = DriverOf<Json>;

pub struct DriverOf<V: Host> {
    pub client: Client<V>,
    pub now: Now,
    /// The texts that storage holds.
    pub storage: BTreeMap<String, String>,
    /// How long storage takes to write, in ms, and whether it does.
    pub save_takes: f64,
    pub save_ends: Stored,
    /// When something was to be written, in ms.
    pub saves: Vec<f64>,
    /// Events sent, with their payloads, until they are taken.
    pub sent: Vec<(String, Value)>,
    pub settled: Vec<Settled>,
    pub told: Vec<(Listener, Value)>,
    pub uploads: Vec<Upload<Value>>,
    pub logs: Vec<String>,
    /// What the page was told of the session, and what its `auth` was asked, until they are taken.
    pub changes: Vec<Value>,
    pub asked: Vec<(u32, Value)>,
    /// Whether the host holds a socket.
    pub socket: bool,
    /// Whether the server answers pings.
    pub alive: bool,
    last_handle: u32,
    /// The handles that were settled.
    pub done: Vec<u32>,
}

impl<V: Host> DriverOf<V> {
    pub fn new(config: Config) -> Self {
        DriverOf::made(config, |_| {})
    }

    /// One of which something is asked before all else.
    pub fn made(config: Config, ask: impl FnOnce(&mut Client<V>)) -> Self {
        let now = Now { at: Millis(0.0), date: Date(1_516_924_800_000.0) };
        let mut client = Client::new(config, now);
        ask(&mut client);
        let mut driver = DriverOf {
            client,
            now,
            storage: BTreeMap::new(),
            save_takes: 0.0,
            save_ends: Stored::Taken,
            saves: Vec::new(),
            sent: Vec::new(),
            settled: Vec::new(),
            told: Vec::new(),
            uploads: Vec::new(),
            logs: Vec::new(),
            changes: Vec::new(),
            asked: Vec::new(),
            socket: false,
            alive: true,
            last_handle: 0,
            done: Vec::new(),
        };
        driver.drain();
        driver
    }

    /// One whose alice is logged in, with nothing under way.
    pub fn logged_in(config: Config) -> Self {
        let mut driver = DriverOf::new(config);
        driver.connect();
        driver.log_in("alice");
        driver.settled.clear();
        driver
    }

    pub fn connect(&mut self) {
        let handshake = json!({"sid": "s", "pingInterval": 25_000, "pingTimeout": 60_000});
        self.frame(&format!("0{handshake}"));
        self.frame("40");
    }

    pub fn log_in(&mut self, username: &str) {
        let init = json!({"appkey": "k", "random_str": "r1", "timestamp": 1, "signature": "s1"});
        self.call("init", init).unwrap();
        self.reply("c_init", json!({"code": 0}));
        self.call("login", json!({"username": username, "password": "p1"})).unwrap();
        self.tick(500.0);
        if !self.sent.iter().any(|(event, _)| event == "login") {
            self.tick(10.0); // Something else fell due a moment before: the outbox looks at both together.
        }
        self.reply("login", json!({"code": 0}));
        self.reply("sync_check", json!({"code": 0}));
    }

    /// The page calls a method; its handle and the answer come back.
    pub fn call(&mut self, name: &str, args: Value) -> Result<(u32, Answer), MustFirst> {
        self.last_handle += 1;
        let handle = self.last_handle;
        let answer = self.client.call(method(name), Handle(handle), V::give(&args), self.now);
        self.drain();
        answer.map(|answer| (handle, answer))
    }

    pub fn watch(&mut self, handle: u32) {
        self.client.watch(Handle(handle), self.now);
        self.drain();
    }

    pub fn abort(&mut self, handle: u32) {
        self.client.abort(Handle(handle));
        self.drain();
    }

    pub fn frame(&mut self, text: &str) {
        self.input(Input::Frame(V::from_text(text)));
    }

    pub fn push(&mut self, event: &str, data: Value) {
        self.input(Input::Frame(V::give(&event_frame(event, &data).into())));
    }

    /// Answers the last request of this event that was sent and not taken.
    pub fn reply(&mut self, event: &str, data: Value) {
        let request = self.sent.iter().rposition(|(name, _)| name == event);
        let (_, request) = self.sent.remove(request.unwrap_or_else(|| panic!("no {event} was sent: {:?}", self.sent)));
        let mut reply = json!({"rid": request["rid"]});
        reply.as_object_mut().unwrap().extend(data.as_object().unwrap().clone());
        self.push(event, reply);
    }

    pub fn input(&mut self, input: Input<V>) {
        self.client.handle(input, self.now);
        self.drain();
    }

    /// Time passes, deadline by deadline.
    pub fn tick(&mut self, ms: f64) {
        let end = self.now.at + Millis(ms);
        while self.client.deadline() <= end {
            self.advance(self.client.deadline().0.max(self.now.at.0));
            self.client.handle(Input::Time, self.now);
            // What its effects bring may be due at once: a probe is answered in the same moment.
            assert!(self.client.deadline() > self.now.at, "a deadline that was served is past");
            self.drain();
        }
        self.advance(end.0.max(self.now.at.0));
    }

    fn advance(&mut self, to: f64) {
        self.now = Now { at: Millis(to), date: Date(self.now.date.0 + to - self.now.at.0) };
    }

    pub fn drain(&mut self) {
        while let Some(effect) = self.client.poll_effect() {
            match effect {
                Effect::Connect => {
                    assert!(!self.socket, "a second socket was opened");
                    self.socket = true;
                }
                Effect::Disconnect => self.socket = false,
                Effect::Send(frame) if self.alive && frame.show() == "2" => {
                    self.client.handle(Input::Frame(V::from_text("3")), self.now)
                }
                Effect::Send(frame) => self.sent.extend(read_event(frame.show().as_str().unwrap())),
                Effect::Settle { handle, outcome, data, more } => {
                    assert!(!self.done.contains(&handle.0), "handle {} got {outcome:?} after it was settled", handle.0);
                    if outcome != Outcome::Ack {
                        self.done.push(handle.0);
                    }
                    let (data, more) = (seen(data), more.map(seen));
                    self.settled.push(Settled { handle: handle.0, outcome, data, more });
                }
                Effect::Tell { listener, data } => self.told.push((listener, seen(data))),
                Effect::Load { conversations, event_key } => {
                    let loaded = Input::Loaded {
                        conversations: self.stored(&conversations),
                        event_key: self.stored(&event_key),
                    };
                    self.client.handle(loaded, self.now);
                }
                Effect::Save { key, text } => {
                    self.saves.push(self.now.at.0);
                    self.advance(self.now.at.0 + self.save_takes);
                    if self.save_ends == Stored::Taken {
                        self.storage.insert(key.as_text().unwrap(), text.as_text().unwrap());
                    }
                    self.client.handle(Input::Saved(self.save_ends), self.now);
                }
                Effect::Recall { prefix } => {
                    let prefix = prefix.as_text().unwrap();
                    let mut texts = V::list();
                    let kept = self.storage.iter().filter(|(key, _)| key.starts_with(&prefix));
                    kept.for_each(|(_, text)| texts.push(V::from_text(text)));
                    self.client.handle(Input::Recalled(texts), self.now);
                }
                Effect::Keep { .. } if self.save_ends == Stored::Refused => self.client.handle(Input::Unkept, self.now),
                Effect::Keep { key, text } => {
                    let key = key.as_text().unwrap();
                    match text {
                        Some(text) => self.storage.insert(key, text.as_text().unwrap()),
                        None => self.storage.remove(&key),
                    };
                }
                Effect::Upload(Upload { handle, kind, headers, form }) => {
                    self.uploads.push(Upload { handle, kind, headers: headers.show(), form: form.show() });
                }
                Effect::AbortUpload(handle) => self.uploads.retain(|upload| upload.handle != handle),
                Effect::Log { what, shown } => self.logs.push(format!("{what} {}", shown.show())),
                Effect::Warn { method, what } => {
                    self.logs.push(format!("warned {}: {}", method.name(), what.as_text().unwrap()));
                }
                Effect::Connection(change) => self.changes.push(seen(change.into_payload())),
                Effect::Auth { attempt, reason } => self.asked.push((attempt, seen(reason))),
                Effect::Complain(message) => self.logs.push(format!("complained {}", message.show())),
            }
        }
        V::forget();
    }

    fn stored(&self, key: &V) -> V {
        self.storage.get(&key.as_text().unwrap()).map_or_else(V::missing, |text| V::from_text(text))
    }
}

/// What the page saw, before it changed it.
fn seen<V: Host>(value: V) -> Value {
    let shown = value.show();
    value.spoil();
    shown
}
