//! Somebody at a page: logs in whenever that is possible, writes, opens and leaves the conversation.

use std::collections::{BTreeMap, BTreeSet};

use jmessage_web::client::{Answer, Client, Config, Handle, Outcome};
use jmessage_web::payload::Json;
use jmessage_web::protocol::methods::{Guard, Listener};
use jmessage_web::time::Now;
use serde_json::{json, Value};

use crate::dice::Dice;
use crate::support::method;

pub struct Person {
    pub name: &'static str,
    other: &'static str,
    pub client: Client<Json>,
    /// Handles that were given out and not settled.
    pub waiting: BTreeSet<u32>,
    /// What each handle is for.
    handles: Vec<Purpose>,
    /// Texts that onSuccess was called for.
    pub reported: Vec<String>,
    /// Texts of the other, with their times.
    pub received: BTreeMap<String, u64>,
    /// The time of the last message that was read.
    pub read_to: u64,
    open: bool,
    now: Now,
}

#[derive(Clone)]
enum Purpose {
    Init,
    LogIn,
    Text(String),
}

impl Person {
    pub fn new(name: &'static str, other: &'static str, entropy: u32, now: Now) -> Self {
        let client = Client::new(Config { debug: false, entropy }, now);
        let (waiting, handles, reported) = (BTreeSet::new(), Vec::new(), Vec::new());
        let mut person = Person {
            name,
            other,
            client,
            waiting,
            handles,
            reported,
            received: BTreeMap::new(),
            read_to: 0,
            open: false,
            now,
        };
        person.init(now);
        person
    }

    /// Every text that was handed to the client.
    pub fn written(&self) -> Vec<String> {
        let texts = self.handles.iter().filter_map(|purpose| match purpose {
            Purpose::Text(text) => Some(text.clone()),
            Purpose::Init | Purpose::LogIn => None,
        });
        texts.collect()
    }

    pub fn unread(&mut self) -> u32 {
        match self.client.call(method("getUnreadMsgCnt"), Handle(0), json!({"username": self.other}).into(), self.now) {
            Ok(Answer::Count(count)) => count,
            other => panic!("{} is not logged in at the end: {other:?}", self.name),
        }
    }

    fn init(&mut self, now: Now) {
        let args = json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s", "flag": 1});
        self.ask("init", args, Purpose::Init, now);
    }

    fn log_in(&mut self, now: Now) {
        self.ask("login", json!({"username": self.name, "password": "p"}), Purpose::LogIn, now);
    }

    fn ask(&mut self, name: &str, args: Value, purpose: Purpose, now: Now) {
        let handle = self.handles.len() as u32;
        assert_eq!(self.client.call(method(name), Handle(handle), args.into(), now), Ok(Answer::Handle));
        self.handles.push(purpose);
        self.waiting.insert(handle);
        self.client.watch(Handle(handle), now);
    }

    /// Something to do for who is logged in.
    pub fn act(&mut self, dice: &mut Dice, now: Now) {
        self.now = now;
        if self.client.reached() < Guard::Login {
            return;
        }
        match dice.below(10) {
            0 if !self.received.is_empty() => {
                let args = json!({"username": self.other}).into();
                assert_eq!(self.client.call(method("resetUnreadCount"), Handle(0), args, now), Ok(Answer::Nothing));
                self.open = true;
                self.read_all();
            }
            1..=2 => {
                assert_eq!(
                    self.client.call(method("exitConversation"), Handle(0), Json::default(), now),
                    Ok(Answer::Nothing)
                );
                self.open = false;
            }
            _ => {
                let text = format!("{} {}", self.name, self.handles.len());
                let args = json!({"target_username": self.other, "content": text});
                self.ask("sendSingleMsg", args, Purpose::Text(text), now);
            }
        }
    }

    fn read_all(&mut self) {
        self.read_to = self.received.values().copied().max().unwrap_or(0);
    }

    pub fn settle(&mut self, handle: Handle, outcome: Outcome, now: Now) {
        if outcome == Outcome::Ack {
            return;
        }
        assert!(self.waiting.remove(&handle.0), "{}'s handle {} got {outcome:?} twice", self.name, handle.0);
        let succeeded = outcome == Outcome::Success;
        match self.handles[handle.0 as usize].clone() {
            Purpose::Text(text) if succeeded => self.reported.push(text),
            Purpose::Text(_) => {}
            Purpose::Init if succeeded => self.log_in(now),
            Purpose::LogIn if succeeded => {}
            Purpose::LogIn if self.client.reached() == Guard::Init => self.log_in(now),
            Purpose::Init | Purpose::LogIn => self.init(now),
        }
    }

    pub fn hear(&mut self, listener: Listener, data: &Value, now: Now) {
        self.now = now;
        match listener {
            Listener::Disconnect => self.init(now),
            Listener::MsgReceive => self.take(&data["messages"]),
            Listener::SyncConversation => {
                data.as_array().unwrap().iter().for_each(|conversation| self.take(&conversation["msgs"]));
            }
            _ => {}
        }
    }

    fn take(&mut self, messages: &Value) {
        for message in messages.as_array().unwrap() {
            let text = message["content"]["msg_body"]["text"].as_str().unwrap();
            self.received.insert(text.to_owned(), message["ctime_ms"].as_u64().unwrap());
        }
        if self.open {
            self.read_all();
        }
    }
}
