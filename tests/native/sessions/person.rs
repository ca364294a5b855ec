//! Somebody at a page, with what the page must find true: each handle settled once, each message heard once and in
//! order, states that follow from each other, and the counts of a model. Must never know what the network does.

use std::collections::{BTreeMap, BTreeSet};

use jmessage_web::client::{Answer, Change, Client, Config, Guard, Handle, Listener, Outcome, Plan, State};
use jmessage_web::session::connection::TRANSITIONS;
use jmessage_web::time::Now;
use serde_json::{json, Value};

use crate::host::Host;
use crate::model::Model;
use crate::network::starts_with;
use crate::plan::Page;
use crate::server::{is_refused, ALREADY_LOGGED_IN, GROUP, REFUSED};
use crate::support::method;

/// What a page without options for it waits for before it says that it is disconnected.
const GRACE: f64 = 30_000.0;
/// Received, and not answered in five minutes.
const NO_ANSWER: u64 = 882_005;
/// Logged out, or logged in anew, before the reply came.
const REPLACED: u64 = 889_001;
/// So many values a client keeps of its session, and of each conversation and each request.
const KEPT_OF_SESSION: usize = 9;
const KEPT_OF_CONVERSATION: usize = 2;
const KEPT_OF_REQUEST: usize = 4;
/// Requests that are the client's own: on the way in, a round of synchronisation, and what confirms it.
const OWN_REQUESTS: usize = 8;

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
    /// Those that onSuccess was called for.
    pub reported: BTreeSet<String>,
    /// Those that a page was left with.
    pub left: BTreeSet<String>,
    /// Those of them that a later page was told the end of.
    pub ended: BTreeSet<String>,
    /// When all messages were made that some page of this person's was told.
    pub heard: BTreeSet<u64>,
    /// Those that this page was told.
    heard_now: BTreeSet<u64>,
    /// Those that the server did not know to be told when this page began.
    unconfirmed: BTreeSet<u64>,
    counts: BTreeMap<String, Model>,
    open: Option<String>,
    state: State,
    /// When a login of this page was lost that has not come back.
    lost: Option<f64>,
    /// onDisconnect was called since.
    is_gone: bool,
    has_logged_in: bool,
    /// It was logged in as the last input came.
    pub was_in: bool,
    was_online: bool,
    /// A login that had timed out arrived after all: without a session that is kept, only a new page helps.
    pub is_stuck: bool,
    /// Beside its session, as pages did before.
    pub calls_init: bool,
    /// So many requests had room at once.
    most_places: usize,
    /// So many things came that are to be confirmed.
    pushed: usize,
    /// So many live messages were confirmed.
    pub confirmed: usize,
}

/// What somebody has confirmed before a live message, and what they have not told yet.
pub struct Before {
    confirmed: usize,
    untold: usize,
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
            reported: BTreeSet::new(),
            left: BTreeSet::new(),
            ended: BTreeSet::new(),
            heard: BTreeSet::new(),
            heard_now: BTreeSet::new(),
            unconfirmed: BTreeSet::new(),
            counts: BTreeMap::new(),
            open: None,
            state: State::Connecting,
            lost: None,
            is_gone: false,
            has_logged_in: false,
            was_in: false,
            was_online: false,
            is_stuck: false,
            calls_init: false,
            most_places: 0,
            pushed: 0,
            confirmed: 0,
        };
        person.configure();
        person
    }

    fn configure(&mut self) {
        if self.page != Page::Plain {
            self.client.keep_session(Plan { auth: true, stores: self.page == Page::Stored, ..Plan::default() });
        }
        if self.page == Page::Stored {
            self.client.expect_app(V::give(&"k".into()));
        }
    }

    pub fn start(&mut self, signature: u64, now: Now) {
        match self.page {
            Page::Plain => self.init(signature, now),
            Page::Kept | Page::Stored => self.log_in(now),
        }
    }

    /// The page is loaded anew. `unconfirmed`: what the server may say again.
    pub fn reload(&mut self, entropy: u32, unconfirmed: BTreeSet<u64>, now: Now) {
        self.client = Client::new(Config { debug: false, entropy }, now);
        let texts = std::mem::take(&mut self.waiting).into_values().filter_map(|purpose| match purpose {
            Purpose::Text(text) => Some(text),
            Purpose::Init | Purpose::LogIn => None,
        });
        self.left.extend(texts);
        self.heard_now.clear();
        self.unconfirmed = unconfirmed;
        (self.open, self.state, self.lost) = (None, State::Connecting, None);
        (self.is_gone, self.has_logged_in, self.was_online, self.calls_init) = (false, false, false, false);
        (self.most_places, self.pushed) = (0, 0);
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

    /// Whether the page's calls are taken: of who keeps the session, always, since it called `login`.
    pub fn can_call(&self) -> bool {
        let can_call = self.client.permits(method("sendSingleMsg")).is_ok();
        assert!(can_call || self.page == Page::Plain, "{} cannot call, but waits for its session", self.name);
        can_call
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
        self.counts.entry(conversation.to_owned()).or_default().opened();
        self.open = Some(conversation.to_owned());
    }

    /// Whoever is in for the first time opens every conversation once: from then on all know what is read. Says whether
    /// that was now.
    pub fn looks_around(&mut self, people: usize, now: Now) -> bool {
        let is_new = self.counts.is_empty() && self.client.reached() == Guard::Login;
        if is_new {
            for conversation in (0..people).map(|at| format!("p{at}")).chain(["group".to_owned()]) {
                if conversation != self.name {
                    self.open(&conversation, now);
                    self.counts.get_mut(&conversation).unwrap().read_to = now.date.0 as u64;
                }
            }
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
            assert!(self.waiting.contains_key(&handle.0), "{}'s handle {} got an ack too late", self.name, handle.0);
            return;
        }
        let purpose = self.waiting.remove(&handle.0);
        let purpose = purpose.unwrap_or_else(|| panic!("{}'s handle {} got {outcome:?} twice", self.name, handle.0));
        match (purpose, outcome) {
            (Purpose::Text(text), Outcome::Success) => {
                self.reported.insert(text);
            }
            (Purpose::Text(text), Outcome::Fail) => {
                let is_due = data["code"] == NO_ANSWER || data["code"] == REFUSED && is_refused(&text);
                assert!(is_due, "{text} was refused: {data}");
            }
            // What waits for its session goes on waiting.
            (Purpose::Text(text), _) => {
                assert!(self.page == Page::Plain || self.was_in, "{text} timed out while {:?}", self.state);
            }
            (Purpose::Init, Outcome::Success) => self.log_in(now),
            (Purpose::LogIn, Outcome::Success) => self.has_logged_in = true,
            // Another login of the page's took its place.
            (Purpose::LogIn, _) if self.page != Page::Plain && self.waits_for_login() => {
                assert_eq!(data["code"], REPLACED, "{}'s session was refused: {data}", self.name);
            }
            // The page's own comes with whatever signature it had.
            (Purpose::Init, _) if self.page != Page::Plain => {}
            _ if self.page != Page::Plain => panic!("{}'s session was refused: {data}", self.name),
            (Purpose::LogIn, _) if data["code"] == ALREADY_LOGGED_IN => self.is_stuck = true,
            (Purpose::LogIn, _) if self.client.reached() == Guard::Init => self.log_in(now),
            (Purpose::Init | Purpose::LogIn, _) => self.init(signature, now),
        }
    }

    fn waits_for_login(&self) -> bool {
        self.waiting.values().any(|purpose| matches!(purpose, Purpose::LogIn))
    }

    pub fn hear(&mut self, listener: Listener, data: &Value, signature: u64, now: Now) {
        match listener {
            Listener::Disconnect if self.page == Page::Plain => self.init(signature, now),
            Listener::Disconnect => {
                let gap = self.lost.map(|lost| now.at.0 - lost);
                assert!(gap.is_some_and(|gap| gap >= GRACE), "{} was disconnected after {gap:?} ms", self.name);
                assert!(!self.is_gone, "{} was disconnected twice", self.name);
                self.is_gone = true;
                self.calls_init = true;
                self.init(signature, now);
            }
            Listener::MsgReceive => data["messages"].as_array().unwrap().iter().for_each(|message| {
                let (conversation, time) = self.take(message);
                let is_open = self.open.as_deref() == Some(&*conversation);
                self.counts.entry(conversation).or_default().arrived(time, is_open);
            }),
            Listener::SyncConversation => data.as_array().unwrap().iter().for_each(|item| {
                let taken: Vec<_> = item["msgs"].as_array().unwrap().iter().map(|message| self.take(message)).collect();
                let times: Vec<_> = taken.iter().map(|(_, time)| *time).collect();
                let (conversation, _) = taken.into_iter().next().unwrap_or_else(|| panic!("nothing new: {item}"));
                let is_open = self.open.as_deref() == Some(&*conversation);
                self.counts.entry(conversation).or_default().caught_up(&times, is_open);
            }),
            Listener::OutboxChange if data.is_object() => {
                let text = data["arguments"]["content"]["msg_body"]["text"].as_str().unwrap();
                let code = if is_refused(text) { REFUSED } else { 0 };
                assert_eq!(data["code"], code, "{text} was refused, or was not: {data}");
                assert!(self.left.contains(text), "{text} has a handle");
                assert!(self.ended.insert(text.to_owned()), "{} was told the end of {text} twice", self.name);
                self.reported.extend((code == 0).then(|| text.to_owned()));
            }
            _ => {}
        }
    }

    /// A message that is new to this page; and to those before it, unless the server could not know that it was told.
    fn take(&mut self, message: &Value) -> (String, u64) {
        let time = message["ctime_ms"].as_u64().unwrap();
        let content = &message["content"];
        let from = content["from_id"].as_str().unwrap();
        let conversation = if content["target_type"] == "group" { "group" } else { from }.to_owned();
        assert!(self.heard_now.insert(time), "{} heard {content} twice", self.name);
        let last = self.counts.get(&conversation).and_then(|model| model.last);
        assert!(last.is_none_or(|last| last < time), "{} heard {content} out of order", self.name);
        let is_first = self.heard.insert(time);
        let may_repeat = self.unconfirmed.contains(&time);
        assert!(is_first || may_repeat, "{} heard {content} again, though it was confirmed", self.name);
        (conversation, time)
    }

    pub fn change_state(&mut self, change: &Change<V>, now: Now) {
        let (previous, state) = (change.previous(), change.state());
        let is_row = TRANSITIONS.iter().any(|(from, _, to)| (*from, *to) == (previous, state));
        assert!(is_row, "no row leads there: {previous:?} {state:?}");
        assert_eq!(self.state, previous, "{}: {state:?}", self.name);
        self.state = state;
        match (previous, state) {
            (_, State::Online) => {
                assert!(!self.was_online || change.resumed(), "{} missed something", self.name);
                (self.lost, self.is_gone, self.was_online) = (None, false, true);
            }
            // Another attempt is to come: it was lost.
            _ if self.has_logged_in && change.retry_in().is_some() => {
                self.lost.get_or_insert(now.at.0);
            }
            _ => {}
        }
    }

    /// A frame comes. If it is a live message, for somebody who is logged in: how it was before.
    pub fn on_frame(&mut self, frame: &str) -> Option<Before> {
        let is_live = starts_with(frame, "msg_sync");
        self.pushed += usize::from(is_live || starts_with(frame, "sync_"));
        let is_meant = is_live && self.client.reached() == Guard::Login && frame.ends_with(']');
        is_meant.then(|| Before { confirmed: self.confirmed, untold: self.client.held().untold })
    }

    /// A live message is confirmed, be it news or not, unless it waits to be told.
    pub fn check_confirmed(&self, before: Option<Before>) {
        let waits = |before: &Before| self.client.held().untold > before.untold;
        let is_confirmed = before.is_none_or(|before| self.confirmed > before.confirmed || waits(&before));
        assert!(is_confirmed, "{} was told a message, and did not confirm it", self.name);
    }

    /// What holds after each input. `all`: what takes long to look at, too.
    pub fn check(&mut self, all: bool, now: Now) {
        assert_eq!(self.client.connection(), self.state, "{} was told otherwise", self.name);
        let stands = matches!(self.state, State::Connected | State::Online);
        assert!(!stands || self.client.is_connected(), "{} is {:?} without a connection", self.name, self.state);
        self.check_memory();
        if all {
            self.check_counts(now);
        }
    }

    /// What holds once the client was told the time.
    pub fn check_promptness(&self, now: Now) {
        let is_late = self.page != Page::Plain && self.lost.is_some_and(|lost| now.at.0 > lost + GRACE);
        assert!(self.is_gone || !is_late, "{} was never told that it is disconnected", self.name);
    }

    /// What the client counts is what the model counts.
    fn check_counts(&mut self, now: Now) {
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

    /// A client holds what is under way, and nothing else grows with time.
    fn check_memory(&mut self) {
        let held = self.client.held();
        let asked = self.waiting.len() + self.left.len() + self.pushed + OWN_REQUESTS;
        assert!(held.requests <= asked, "{} holds more requests than {asked}: {held:?}", self.name);
        self.most_places = self.most_places.max(held.places);
        assert!(held.handles <= 2 * self.most_places + 2, "{} holds settled handles: {held:?}", self.name);
        assert!(held.untold <= self.pushed, "{} holds more than came: {held:?}", self.name);
        assert!(held.conversations <= self.counts.len(), "{} holds more conversations: {held:?}", self.name);
    }

    /// How many values the client may keep.
    pub fn may_keep(&self) -> usize {
        let held = self.client.held();
        let conversations = KEPT_OF_CONVERSATION * held.conversations;
        let app = usize::from(self.page == Page::Stored);
        KEPT_OF_SESSION + app + conversations + KEPT_OF_REQUEST * held.requests + held.untold
    }

    /// Nothing is under way any more: no request, and nothing to be told.
    pub fn is_at_rest(&self) -> bool {
        let held = self.client.held();
        self.waiting.is_empty() && (held.requests, held.places, held.untold) == (0, 0, 0)
    }

    /// Whether the session is as good as it can be.
    pub fn is_back(&self) -> bool {
        match self.page {
            Page::Plain => self.client.reached() == Guard::Login,
            Page::Kept | Page::Stored => self.client.connection() == State::Online,
        }
    }
}
