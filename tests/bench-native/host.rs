//! A host of the whole client, as small as one can be: it drains effects, answers every request at once, and counts
//! what the page was told. Must never keep more than that: what it does is measured too.

use jmessage_web::client::{Answer, Client, Config, Effect, Handle, Input, Listener};
use jmessage_web::payload::Json;
use jmessage_web::time::{Date, Millis, Now};
use jmessage_web::Method;
use serde_json::{json, Value};

use crate::support::{event_frame, read_event};

pub struct Host {
    client: Client<Json>,
    now: Now,
    /// How many messages the page was told of.
    pub told: usize,
    answers: Vec<String>,
}

impl Host {
    /// One whose user is logged in.
    pub fn logged_in() -> Self {
        let now = Now { at: Millis(0.0), date: Date(1_547_030_000_000.0) };
        let client = Client::new(Config { debug: false, entropy: 7 }, now);
        let mut host = Host { client, now, told: 0, answers: Vec::new() };
        host.input(Input::Frame(r#"0{"sid":"s","pingInterval":25000,"pingTimeout":60000}"#.into()));
        host.input(Input::Frame("40".into()));
        host.call(Method::INIT, json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"}));
        host.call(Method::LOGIN, json!({"username": "me", "password": "secret"}));
        while host.client.call(Method::IS_LOGIN, Handle(0), Json::default(), host.now) != Ok(Answer::Flag(true)) {
            host.now.at = host.client.deadline();
            host.input(Input::Time);
        }
        host
    }

    fn call(&mut self, method: Method, args: Value) {
        let called = self.client.call(method, Handle(1), args.into(), self.now);
        assert!(called.is_ok(), "{method:?} was refused");
        self.answer();
    }

    /// An input, its effects, and the answers to the requests among them.
    pub fn input(&mut self, input: Input<Json>) {
        self.client.handle(input, self.now);
        self.answer();
    }

    fn answer(&mut self) {
        self.drain();
        while let Some(answer) = self.answers.pop() {
            self.client.handle(Input::Frame(answer.into()), self.now);
            self.drain();
        }
    }

    fn drain(&mut self) {
        while let Some(effect) = self.client.poll_effect() {
            match effect {
                Effect::Send(frame) => {
                    let Some((event, data)) = read_event(frame.as_str().unwrap()) else { continue };
                    let rid = &data["rid"];
                    self.answers.push(event_frame(&event, &json!({"code": 0, "message": "success", "rid": rid})));
                    self.answers.push(event_frame("ack", &json!({"rid": rid})));
                }
                Effect::Load { .. } => {
                    let nothing = Input::Loaded { conversations: Json::default(), event_key: Json::default() };
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
