//! Everything around the client: the clock, storage, uploads, and the steps of a scenario. One input, then drain the
//! effects, then wait for the next deadline.

use std::collections::{BTreeMap, VecDeque};

use jmessage_web::client::{Answer, Client, Config, Effect, Handle, Input, Upload, UploadAnswer};
use jmessage_web::payload::Json;
use jmessage_web::time::{Date, Millis, Now};
use serde_json::{json, Value};

use crate::forms::given;
use crate::page::Page;
use crate::peer::{Peer, Speech};
use crate::support::method;

/// When the scenarios were recorded: messages carry the page's time.
const START: Date = Date(1_516_924_801_000.0);

pub struct World {
    now: Now,
    storage: BTreeMap<String, Value>,
    pages: BTreeMap<String, Page>,
    peer: Peer,
    upload_replies: VecDeque<Value>,
    /// Inputs on their way to a page.
    coming: VecDeque<(String, Input<Json>)>,
    /// What this step brought.
    log: Vec<Value>,
    uploads: Vec<Value>,
}

impl World {
    pub fn new() -> Self {
        World {
            now: Now { at: Millis(0.0), date: START },
            storage: BTreeMap::new(),
            pages: BTreeMap::new(),
            peer: Peer::default(),
            upload_replies: VecDeque::new(),
            coming: VecDeque::new(),
            log: Vec::new(),
            uploads: Vec::new(),
        }
    }

    /// Does one step and returns what was seen: `{frames, page, uploads}`.
    pub fn play(&mut self, step: &Value) -> Value {
        let name = step["jim"].as_str().unwrap_or("JIM");
        match step["do"].as_str().unwrap() {
            "new" => self.make(name),
            "listen" => self.page(name).listens = true,
            "call" => self.call(name, step),
            "reply" => {
                let speech = self.peer.answer(step);
                self.say(speech);
            }
            "ack" => {
                let speech = self.peer.answer(&json!({"to": step["to"], "nth": step["nth"]}));
                self.say(speech);
            }
            "push" => {
                let frame = crate::support::event_frame(step["event"].as_str().unwrap(), &step["data"]);
                let speech = self.pages.keys().map(|name| (name.clone(), frame.clone())).collect();
                self.say(speech);
            }
            "autoReply" => self.peer.auto_reply = step["events"].as_array().unwrap().clone(),
            "tick" => self.tick(step["ms"].as_f64().unwrap()),
            "drop" => self.coming.extend(self.pages.keys().map(|name| (name.clone(), Input::SocketClosed))),
            "upload" => self.upload_replies.push_back(step.clone()),
            "storage" => self.show_storage(),
            other => panic!("the replay knows no step {other}: {step}"),
        }
        self.settle();
        let (page, uploads) = (std::mem::take(&mut self.log), std::mem::take(&mut self.uploads));
        json!({"frames": std::mem::take(&mut self.peer.frames), "page": page, "uploads": uploads})
    }

    fn page(&mut self, name: &str) -> &mut Page {
        self.pages.get_mut(name).expect("a step `new` made this page")
    }

    fn make(&mut self, name: &str) {
        let config = Config { debug: false, entropy: 7 * (1 + self.pages.len() as u32) };
        self.pages.insert(name.to_owned(), Page::new(Client::new(config, self.now)));
        self.drain(name);
    }

    fn call(&mut self, name: &str, step: &Value) {
        let (method_name, now) = (step["method"].as_str().unwrap(), self.now);
        let label = step["label"].as_str().unwrap_or(method_name);
        let page = self.page(name);
        let handle = page.add_handle();
        // The shim hands a copy of the arguments in: nothing becomes an empty object.
        let args = step["args"].get(0).filter(|args| !args.is_null()).map_or_else(|| json!({}), revive);
        let answer = page.client.call(method(method_name), Handle(handle), given(&args), now);
        self.drain(name);
        let value = match answer {
            Err(_) => return self.log.push(json!({"threw": label, "isError": true})),
            Ok(Answer::Handle) => return self.attach(name, handle, label, step),
            Ok(Answer::Nothing) => json!("<undefined>"),
            Ok(Answer::Count(count)) => json!(count),
            Ok(Answer::Flag(flag)) => json!(flag),
        };
        self.log.push(json!({"returned": label, "value": value}));
    }

    fn attach(&mut self, name: &str, handle: u32, label: &str, step: &Value) {
        let on = step["on"].as_array().cloned().unwrap_or_else(|| vec!["success".into(), "fail".into(), "ack".into()]);
        let (now, page) = (self.now, self.page(name));
        if on.contains(&Value::from("timeout")) {
            page.client.watch(Handle(handle), now);
        }
        let entries = page.attach(handle, label, on);
        self.log.extend(entries);
        self.drain(name);
    }

    fn say(&mut self, speech: Speech) {
        self.coming.extend(speech.into_iter().map(|(name, frame)| (name, Input::Frame(frame.into()))));
    }

    /// Hands in what is on its way until nothing is.
    fn settle(&mut self) {
        while let Some((name, input)) = self.coming.pop_front() {
            self.hand_in(&name, input);
        }
    }

    fn hand_in(&mut self, name: &str, input: Input<Json>) {
        let now = self.now;
        self.page(name).client.handle(input, now);
        self.drain(name);
    }

    fn tick(&mut self, ms: f64) {
        let end = Now { at: self.now.at + Millis(ms), date: Date(self.now.date.0 + ms) };
        loop {
            let deadlines = self.pages.iter().map(|(name, page)| (page.client.deadline(), name.clone()));
            let next = deadlines.min_by(|a, b| a.0.partial_cmp(&b.0).unwrap());
            let Some((due, name)) = next.filter(|(due, _)| *due <= end.at) else { break };
            if due > self.now.at {
                self.now = Now { at: due, date: Date(self.now.date.0 + due.0 - self.now.at.0) };
            }
            self.hand_in(&name, Input::Time);
            self.settle();
        }
        self.now = end;
    }

    /// The last moment at which a page may write, then all that is stored.
    fn show_storage(&mut self) {
        let names: Vec<_> = self.pages.keys().cloned().collect();
        names.iter().for_each(|name| self.hand_in(name, Input::Leaving));
        self.log.push(json!({"storage": self.storage}));
    }

    fn drain(&mut self, name: &str) {
        while let Some(effect) = self.page(name).client.poll_effect() {
            match effect {
                Effect::Connect => self.say(Peer::greet(name)),
                Effect::Disconnect => self.coming.retain(|(to, input)| to != name || !matches!(input, Input::Frame(_))),
                Effect::Send(frame) => {
                    let speech = self.peer.receive(name, frame.as_str().unwrap());
                    self.say(speech);
                }
                Effect::Settle { handle, outcome, data, more } => {
                    let entry = self.page(name).settle(handle.0, outcome, data, more);
                    self.log.extend(entry);
                }
                Effect::Tell { listener, data } => {
                    let entry = self.page(name).tell(name, listener, data);
                    self.log.extend(entry);
                }
                Effect::Load { conversations, event_key } => {
                    let (conversations, event_key) = (self.stored(&conversations), self.stored(&event_key));
                    let now = self.now;
                    self.page(name).client.handle(Input::Loaded { conversations, event_key }, now);
                }
                Effect::Save { key, text } => {
                    let value = serde_json::from_str(text.as_str().unwrap()).unwrap();
                    self.storage.insert(key.as_str().unwrap().into(), value);
                }
                Effect::Upload(upload) => self.upload(name, upload),
                Effect::AbortUpload(handle) => self.coming.retain(
                    |(_, input)| !matches!(input, Input::Uploaded { handle: answered, .. } if *answered == handle),
                ),
                Effect::Log { .. } | Effect::Warn { .. } | Effect::Complain(_) | Effect::Connection(_) => {}
                Effect::Auth { .. } | Effect::Recall { .. } | Effect::Keep { .. } => panic!("nobody asked for that"),
            }
        }
    }

    fn stored(&self, key: &Json) -> Json {
        self.storage.get(key.as_str().unwrap()).map(|value| value.to_string().into()).unwrap_or_default()
    }

    fn upload(&mut self, name: &str, upload: Upload<Json>) {
        let reply = self.upload_replies.pop_front().expect("a step `upload` said how it is answered");
        self.uploads.push(json!({
            "type": upload.kind.text(),
            "x-app-key": upload.headers["X-App-Key"],
            "authorization": upload.headers["Authorization"],
        }));
        let body = Json::from(reply["json"].clone());
        let answer = match reply["status"].as_u64() {
            Some(200) => UploadAnswer::Done(body),
            _ => UploadAnswer::Refused(body),
        };
        self.coming.push_back((name.to_owned(), Input::Uploaded { handle: upload.handle, answer }));
    }
}

/// An argument as the shim hands it in: what stands for undefined is not there (in lists it is null, as in JSON), and
/// what is inherited is there like the object's own fields, which win.
fn revive(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(revive).collect(),
        Value::Object(fields) if fields.contains_key("$undefined") => Value::Null,
        Value::Object(fields) => {
            let inherited = fields.get("$inherits").and_then(Value::as_object);
            let all = inherited.into_iter().flatten().chain(fields.iter().filter(|(name, _)| *name != "$inherits"));
            let there = all.filter(|(_, field)| field["$undefined"] != true);
            there.map(|(name, field)| (name.clone(), revive(field))).collect()
        }
        other => other.clone(),
    }
}
