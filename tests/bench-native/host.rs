//! A host of the whole client, as small as one can be: it drains effects, answers every request at once, and counts
//! what the page was told. Must never keep more than that: what it does is measured too.

use jmessage_web::client::{Answer, Client, Config, Effect, Handle, Input};
use jmessage_web::protocol::methods::Listener;
use jmessage_web::time::{Millis, Now};
use serde_json::{json, Value};

use crate::support::{event_frame, method, read_event};

pub struct Host {
    client: Client<Value>,
    now: Now,
    /// How many messages the page was told of.
    pub told: usize,
    answers: Vec<Value>,
}

impl Host {
    /// One whose user is logged in.
    pub fn logged_in() -> Self {
        let now = Now { at: Millis(0.0), date: 1_547_030_000_000.0 };
        let client = Client::new(Config { debug: false, entropy: 7 }, now);
        let mut host = Host { client, now, told: 0, answers: Vec::new() };
        host.input(Input::Frame(r#"0{"sid":"s","pingInterval":25000,"pingTimeout":60000}"#.into()));
        host.input(Input::Frame("40".into()));
        host.call("init", json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"}));
        host.call("login", json!({"username": "me", "password": "secret"}));
        while host.client.call(method("isLogin"), Handle(0), Value::Null, host.now) != Ok(Answer::Flag(true)) {
            host.now.at = host.client.deadline();
            host.input(Input::Time);
        }
        host
    }

    fn call(&mut self, name: &str, args: Value) {
        let called = self.client.call(method(name), Handle(1), args, self.now);
        assert!(called.is_ok(), "{name} was refused");
        self.answer();
    }

    /// An input, its effects, and the answers to the requests among them.
    pub fn input(&mut self, input: Input<Value>) {
        self.client.handle(input, self.now);
        self.answer();
    }

    fn answer(&mut self) {
        self.drain();
        while let Some(answer) = self.answers.pop() {
            self.client.handle(Input::Frame(answer), self.now);
            self.drain();
        }
    }

    fn drain(&mut self) {
        while let Some(effect) = self.client.poll_effect() {
            match effect {
                Effect::Send(frame) => {
                    let Some((event, data)) = read_event(&frame) else { continue };
                    let rid = &data["rid"];
                    self.answers.push(event_frame(&event, &json!({"code": 0, "message": "success", "rid": rid})));
                    self.answers.push(event_frame("ack", &json!({"rid": rid})));
                }
                Effect::Load { .. } => {
                    let nothing = Input::Loaded { conversations: Value::Null, event_key: Value::Null };
                    self.client.handle(nothing, self.now);
                }
                Effect::Tell { listener: Listener::MsgReceive, data } => {
                    self.told += data["messages"].as_array().map_or(0, Vec::len);
                }
                _ => {}
            }
        }
    }
}
