//! Somebody at a page, with what the page must find true: each handle settled once, each message heard once and in
//! order, and the counts of a model of its own. Must never know what the network does.

use std::collections::{BTreeMap, BTreeSet};

use jmessage_web::client::{Answer, Client, Config, Handle, Outcome};
use jmessage_web::protocol::methods::{Guard, Listener};
use jmessage_web::session::connection::TRANSITIONS;
use jmessage_web::time::Now;
use serde_json::{json, Value};

use crate::host::Host;
use crate::plan::Page;
use crate::server::GROUP;
use crate::support::method;

/// What is unread of a conversation, as the protocol counts it.
#[derive(Debug, Default)]
struct Model {
    count: u32,
    read_to: u64,
    last: Option<u64>,
}

#[derive(Clone, Debug)]
pub enum Purpose {
    Init,
    LogIn,
    Text(String),
}

pub struct Person<V: Host> {
    pub name: String,
    pub page: Page,
    pub client: Client<V>,
    pub storage: BTreeMap<String, String>,
    /// Handles of this page's that were given out and not settled.
    pub waiting: BTreeMap<u32, Purpose>,
    last_handle: u32,
    /// All texts that were written.
    pub written: Vec<String>,
    /// Those that onSuccess was called for, and those that were given up.
    pub reported: Vec<String>,
    pub given_up: Vec<String>,
    /// Those that a page was left with.
    pub left: Vec<String>,
    pub heard: BTreeSet<u64>,
    heard_now: BTreeSet<u64>,
    counts: BTreeMap<String, Model>,
    open: Option<String>,
    state: Option<String>,
}

/// A message's or a call's conversation: its person, or the group.
fn arguments(conversation: &str) -> Value {
    if conversation == "group" {
        json!({"gid": GROUP})
    } else {
        json!({"username": conversation})
    }
}

impl<V: Host> Person<V> {
    pub fn new(name: String, page: Page, entropy: u32, now: Now) -> Self {
        let mut person = Person {
            name,
            page,
            client: Client::new(Config { debug: false, entropy }, now),
            storage: BTreeMap::new(),
            waiting: BTreeMap::new(),
            last_handle: 0,
            written: Vec::new(),
            reported: Vec::new(),
            given_up: Vec::new(),
            left: Vec::new(),
            heard: BTreeSet::new(),
            heard_now: BTreeSet::new(),
            counts: BTreeMap::new(),
            open: None,
            state: None,
        };
        person.configure();
        person
    }

    fn configure(&mut self) {
        let options = match self.page {
            Page::Plain => json!({}),
            Page::Kept => json!({"reconnect": true}),
            Page::Stored => json!({"reconnect": true, "outbox": "storage"}),
        };
        self.client.keep_session(&V::give(&options), true);
    }

    pub fn start(&mut self, signature: u64, now: Now) {
        match self.page {
            Page::Plain => self.init(signature, now),
            Page::Kept | Page::Stored => self.log_in(now),
        }
    }

    /// The page is loaded anew.
    pub fn reload(&mut self, entropy: u32, now: Now) {
        self.client = Client::new(Config { debug: false, entropy }, now);
        let texts = std::mem::take(&mut self.waiting).into_values().filter_map(|purpose| match purpose {
            Purpose::Text(text) => Some(text),
            Purpose::Init | Purpose::LogIn => None,
        });
        self.left.extend(texts);
        self.heard_now.clear();
        (self.open, self.state) = (None, None);
        self.counts.values_mut().for_each(|model| model.last = None);
        self.configure();
    }

    pub fn payload(signature: u64) -> Value {
        json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": signature.to_string()})
    }

    fn init(&mut self, signature: u64, now: Now) {
        self.ask("init", Self::payload(signature), Purpose::Init, now);
    }

    fn log_in(&mut self, now: Now) {
        self.ask("login", json!({"username": self.name, "password": "p"}), Purpose::LogIn, now);
    }

    fn ask(&mut self, name: &str, args: Value, purpose: Purpose, now: Now) {
        self.last_handle += 1;
        let handle = Handle(self.last_handle);
        assert_eq!(self.client.call(method(name), handle, V::give(&args), now), Ok(Answer::Handle), "{name}");
        self.waiting.insert(handle.0, purpose);
        self.client.watch(handle, now);
    }

    /// Whether the page's calls are taken.
    pub fn can_call(&self) -> bool {
        self.client.permits(method("sendSingleMsg")).is_ok()
    }

    pub fn write(&mut self, to: Option<&str>, now: Now) {
        let text = format!("{} {}", self.name, self.written.len());
        self.written.push(text.clone());
        let (name, args) = match to {
            Some(to) => ("sendSingleMsg", json!({"target_username": to, "content": text})),
            None => ("sendGroupMsg", json!({"target_gid": GROUP, "content": text})),
        };
        self.ask(name, args, Purpose::Text(text), now);
    }

    pub fn open(&mut self, conversation: &str, now: Now) {
        let args = V::give(&arguments(conversation));
        assert_eq!(self.client.call(method("resetUnreadCount"), Handle(0), args, now), Ok(Answer::Nothing));
        let model = self.counts.entry(conversation.to_owned()).or_default();
        model.count = 0;
        model.read_to = model.last.unwrap_or(model.read_to);
        self.open = Some(conversation.to_owned());
    }

    /// Whoever is in for the first time opens every conversation once: from then on all know what is read. Says whether
    /// that was now.
    pub fn looks_around(&mut self, now: Now) -> bool {
        let is_new = self.counts.is_empty() && self.client.reached() == Guard::Login;
        if is_new {
            let people = (0..5).map(|at| format!("p{at}"));
            people.chain(["group".to_owned()]).for_each(|conversation| {
                self.open(&conversation, now);
                self.counts.get_mut(&conversation).unwrap().read_to = now.date as u64;
            });
            self.leave(now);
        }
        is_new
    }

    pub fn was_told_of(&self, conversation: &str) -> bool {
        self.counts.get(conversation).is_some_and(|model| model.last.is_some())
    }

    pub fn leave(&mut self, now: Now) {
        let nothing = V::give(&Value::Null);
        assert_eq!(self.client.call(method("exitConversation"), Handle(0), nothing, now), Ok(Answer::Nothing));
        self.open = None;
    }

    pub fn settle(&mut self, handle: Handle, outcome: Outcome, data: &Value, signature: u64, now: Now) {
        if outcome == Outcome::Ack {
            return;
        }
        let purpose = self.waiting.remove(&handle.0);
        let purpose = purpose.unwrap_or_else(|| panic!("{}'s handle {} got {outcome:?} twice", self.name, handle.0));
        let succeeded = outcome == Outcome::Success;
        match purpose {
            Purpose::Text(text) if succeeded => self.reported.push(text),
            Purpose::Text(text) => self.given_up.push(text),
            Purpose::Init if succeeded => self.log_in(now),
            Purpose::LogIn if succeeded => {}
            _ if self.page != Page::Plain => panic!("{}'s session was refused: {data}", self.name),
            Purpose::LogIn if self.client.reached() == Guard::Init => self.log_in(now),
            Purpose::Init | Purpose::LogIn => self.init(signature, now),
        }
    }

    pub fn hear(&mut self, listener: Listener, data: &Value, signature: u64, now: Now) {
        match listener {
            Listener::Disconnect if self.page == Page::Plain => self.init(signature, now),
            Listener::MsgReceive => data["messages"].as_array().unwrap().iter().for_each(|message| {
                let (conversation, time) = self.take(message);
                let is_open = self.open.as_deref() == Some(conversation.as_str());
                let model = self.counts.entry(conversation).or_default();
                model.last = Some(time);
                if is_open {
                    (model.count, model.read_to) = (0, time);
                } else {
                    model.count += 1;
                }
            }),
            Listener::SyncConversation => data.as_array().unwrap().iter().for_each(|item| self.catch_up(item)),
            _ => {}
        }
    }

    fn catch_up(&mut self, item: &Value) {
        let msgs = item["msgs"].as_array().unwrap();
        // Known messages may be told again around the news.
        let news: Vec<_> = msgs.iter().filter(|message| !self.heard_now.contains(&time_of(message))).collect();
        assert!(!news.is_empty(), "{} was told nothing new: {item}", self.name);
        let taken: Vec<_> = news.into_iter().map(|message| self.take(message)).collect();
        let conversation = taken[0].0.clone();
        let is_open = self.open.as_deref() == Some(conversation.as_str());
        let model = self.counts.entry(conversation).or_default();
        let mut news = 0;
        for (_, time) in &taken {
            news = if *time <= model.read_to { 0 } else { news + 1 };
        }
        model.count += news;
        model.last = msgs.last().map(time_of);
        if is_open {
            (model.count, model.read_to) = (0, model.last.unwrap());
        }
    }

    /// A message that is new to this page.
    fn take(&mut self, message: &Value) -> (String, u64) {
        let time = time_of(message);
        let content = &message["content"];
        let from = content["from_id"].as_str().unwrap();
        let conversation = if content["target_type"] == "group" { "group" } else { from }.to_owned();
        assert!(self.heard_now.insert(time), "{} heard {content} twice", self.name);
        let last = self.counts.get(&conversation).and_then(|model| model.last);
        assert!(last.is_none_or(|last| last < time), "{} heard {content} out of order", self.name);
        self.heard.insert(time);
        (conversation, time)
    }

    pub fn change_state(&mut self, change: &Value) {
        let name = |field: &str| change[field].as_str().unwrap().to_owned();
        let (previous, state) = (name("previous"), name("state"));
        let is_row =
            TRANSITIONS.iter().any(|(from, _, to)| (from.name().text(), to.name().text()) == (&*previous, &*state));
        assert!(is_row, "no row leads there: {change}");
        assert_eq!(self.state.as_ref().unwrap_or(&previous), &previous, "{change}");
        self.state = Some(state);
    }

    /// What the client counts is what the model counts.
    pub fn check_counts(&mut self, now: Now) {
        if self.client.reached() < Guard::Login {
            return;
        }
        for (conversation, model) in &self.counts {
            let args = V::give(&arguments(conversation));
            let counted = self.client.call(method("getUnreadMsgCnt"), Handle(0), args, now);
            assert_eq!(counted, Ok(Answer::Count(model.count)), "{}: unread of {conversation}: {model:?}", self.name);
        }
        V::forget();
    }
}

fn time_of(message: &Value) -> u64 {
    message["ctime_ms"].as_u64().unwrap()
}
