//! A page, as far as scenarios look at it: handles with their handlers, listeners, and a log of everything called.

use jmessage_web::client::{Client, Listener, Outcome};
use jmessage_web::payload::Json;
use serde_json::{json, Value};

pub struct Page {
    pub client: Client<Json>,
    pub listens: bool,
    handles: Vec<Handle>,
}

#[derive(Default)]
struct Handle {
    label: String,
    /// The handlers that the page attached: success, fail, timeout, ack.
    on: Vec<Value>,
    /// What came before they were.
    early: Vec<(Outcome, Value)>,
    settled: bool,
}

impl Page {
    pub fn new(client: Client<Json>) -> Self {
        Page { client, listens: false, handles: Vec::new() }
    }

    /// A new handle, without handlers yet.
    pub fn add_handle(&mut self) -> u32 {
        self.handles.push(Handle::default());
        self.handles.len() as u32 - 1
    }

    /// The page attaches its handlers: what came already reaches them now.
    pub fn attach(&mut self, number: u32, label: &str, on: Vec<Value>) -> Vec<Value> {
        let handle = &mut self.handles[number as usize];
        handle.label = label.to_owned();
        handle.on = on;
        let early = std::mem::take(&mut handle.early);
        let mut log = vec![json!({"handle": label, "chained": true, "same": true})];
        log.extend(early.into_iter().filter_map(|(outcome, args)| handle.call(outcome, args)));
        log
    }

    pub fn settle(&mut self, number: u32, outcome: Outcome, data: Json, more: Option<Json>) -> Option<Value> {
        let handle = &mut self.handles[number as usize];
        let args = Json::from_iter([data].into_iter().chain(more)).into_value();
        assert!(!handle.settled, "{} was settled and then got {outcome:?} {args}", handle.label);
        handle.settled = outcome != Outcome::Ack;
        if handle.on.is_empty() {
            handle.early.push((outcome, args));
            return None;
        }
        handle.call(outcome, args)
    }

    pub fn tell(&self, name: &str, listener: Listener, data: Json) -> Option<Value> {
        let args = if data.is_null() { json!([]) } else { json!([data]) };
        // The first page of a scenario is not named in its log.
        let jim = if name == "JIM" { Value::Null } else { Value::from(name) };
        self.listens.then(|| json!({"on": listener.name(), "jim": jim, "args": args}))
    }
}

impl Handle {
    fn call(&self, outcome: Outcome, args: Value) -> Option<Value> {
        let kind = match outcome {
            Outcome::Success => "success",
            Outcome::Fail => "fail",
            Outcome::Timeout => "timeout",
            Outcome::Ack => "ack",
        };
        self.on.contains(&Value::from(kind)).then(|| json!({"cb": format!("{}.{kind}", self.label), "args": args}))
    }
}
