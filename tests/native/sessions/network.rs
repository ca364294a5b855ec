//! The network, and the hosts of the pages. What goes one way over one connection stays in order, as in TCP; connections
//! break, some without a word, some in the middle of a frame; what a busy server says gets lost or comes twice. Must
//! never check what comes of it.

use jmessage_web::client::{Effect, Input, Stored};
use jmessage_web::payload::Payload;
use serde_json::{json, Value};

use crate::person::Person;
use crate::plan::Page;
use crate::support::{event_frame, read_event};
use crate::world::{Event, World, START};
use crate::Counting;

/// Of a login, to be tried again later.
const TOO_MUCH: u32 = 882_001;

pub struct Connection {
    who: usize,
    /// Until when each way is taken by what is on it.
    up: u64,
    down: u64,
    /// Until when the server gathers what was missed: what comes up waits, what others say goes down.
    pub gathers: u64,
    /// The number of the login that came over it.
    login: Option<Value>,
}

/// Whether this frame is such an event.
pub fn starts_with(frame: &str, event: &str) -> bool {
    frame.strip_prefix("42[\"").is_some_and(|rest| rest.starts_with(event))
}

impl<V: Counting> World<V> {
    pub fn hold(&mut self, who: usize, up: bool, ms: u64) {
        let until = self.now + ms;
        if let Some(held) = self.held[who].and_then(|held| self.connections.get_mut(&held)) {
            let way = if up { &mut held.up } else { &mut held.down };
            *way = until.max(*way);
        }
    }

    pub fn cut(&mut self, who: usize, told: Option<u64>) {
        let Some(held) = self.held[who] else { return };
        self.connections.remove(&held);
        self.server.hang_up(held);
        if self.dice.percent(50) {
            self.tear(held);
        }
        if let Some(after) = told {
            self.schedule(self.now + after, Event::Closed { connection: held });
        }
    }

    /// Of what was on its way down, half a frame arrives.
    fn tear(&mut self, held: u32) {
        let mut is_first = true;
        self.events.retain(|_, event| match event {
            Event::Down { connection, frame } if *connection == held => {
                let text = frame.as_str();
                *frame = text[..text.len() / 2].into();
                std::mem::take(&mut is_first)
            }
            _ => true,
        });
    }

    pub fn serve(&mut self, connection: u32, frame: &str) {
        if !self.connections.contains_key(&connection) {
            return;
        }
        if frame == "2" {
            return self.send(connection, "3".into(), false);
        }
        let Some((event, data)) = read_event(frame) else { return };
        if event == "login" {
            self.on_login(connection, &data["rid"]);
        }
        let ack = event_frame("ack", &json!({"rid": data["rid"]}));
        let acks = if self.is_busy() { [1, 1, 1, 0, 2][self.dice.below(5) as usize] } else { 1 };
        (0..acks).for_each(|_| self.send(connection, ack.clone(), false));
        let is_too_much = event == "login" && self.is_busy() && self.dice.percent(5);
        let speech = if is_too_much {
            vec![(connection, "login", json!({"rid": data["rid"], "code": TOO_MUCH}))]
        } else {
            self.server.receive(connection, &event, &data, START as u64 + self.now)
        };
        for (at, (to, event, data)) in speech.into_iter().enumerate() {
            if event == "sync_conversation" && self.gathers(to) {
                let (due, frame) = (self.connections[&to].gathers, event_frame(event, &data));
                self.schedule(due, Event::Down { connection: to, frame });
                continue;
            }
            // Of a reply another is asked for; what is said unasked arrives as long as the connection stands.
            let times = match self.dice.below(100) {
                _ if !self.is_busy() => 1,
                0..=5 if at == 0 => 0,
                6..=11 => 2,
                _ => 1,
            };
            let frame = event_frame(event, &data);
            (0..times).for_each(|_| self.send(to, frame.clone(), false));
        }
    }

    /// A kept session logs in once over each connection, if its page leaves that to it.
    fn on_login(&mut self, connection: u32, rid: &Value) {
        let Some(held) = self.connections.get_mut(&connection) else { return };
        let Person { name, page, calls_init, .. } = &self.people[held.who];
        let first = held.login.get_or_insert_with(|| rid.clone());
        assert!(*page == Page::Plain || *calls_init || first == rid, "{name} logged in twice over one connection");
    }

    /// Whether the server takes its time. Pages of old take what they are told as it comes.
    fn gathers(&mut self, connection: u32) -> bool {
        let slowly = self.is_busy() && self.dice.percent(30);
        let until = self.now + 500 + self.dice.below(3_000);
        let held =
            self.connections.get_mut(&connection).filter(|held| slowly && self.people[held.who].page != Page::Plain);
        held.map(|held| held.gathers = until.max(held.down)).is_some()
    }

    fn send(&mut self, connection: u32, frame: String, up: bool) {
        let delay = if self.is_busy() { 5 + self.dice.below(500) } else { 20 };
        let Some(held) = self.connections.get_mut(&connection) else { return };
        let way = if up { &mut held.up } else { &mut held.down };
        *way = (self.now + delay).max(*way);
        let due = *way;
        self.schedule(due, if up { Event::Up { connection, frame } } else { Event::Down { connection, frame } });
    }

    fn connect(&mut self, who: usize) {
        assert!(self.held[who].is_none(), "a second socket");
        self.last += 1;
        let connection = self.last as u32;
        self.held[who] = Some(connection);
        if self.now < self.away_until || self.now < self.offline[who] {
            return self.schedule(self.now + 10, Event::Closed { connection });
        }
        self.connections.insert(connection, Connection { who, up: self.now, down: self.now, gathers: 0, login: None });
        // One server that is quick to miss somebody, and one as Engine.IO makes it.
        let (every, within) = if self.is_strict() { (10_000, 10_000) } else { (25_000, 60_000) };
        let handshake = json!({"sid": "s", "pingInterval": every, "pingTimeout": within});
        [format!("0{handshake}"), "40".to_owned()].into_iter().for_each(|frame| self.send(connection, frame, false));
    }

    /// Does what a client asks for, until it asks for nothing. Says whether its page was told something.
    pub fn drain(&mut self, who: usize) -> bool {
        let (now, signature) = (self.instant(who), self.server.signature);
        let mut told = false;
        while let Some(effect) = self.people[who].client.poll_effect() {
            let person = &mut self.people[who];
            match effect {
                Effect::Connect => self.connect(who),
                Effect::Disconnect => {
                    if let Some(held) = self.held[who].take() {
                        if self.connections.remove(&held).is_some_and(|held| held.who == who) {
                            self.server.hang_up(held);
                        }
                    }
                }
                Effect::Send(frame) => {
                    if let Some(held) = self.held[who] {
                        let frame = frame.as_text().unwrap();
                        person.confirmed += usize::from(starts_with(&frame, "msg_recv_v2"));
                        self.send(held, frame, true);
                    }
                }
                Effect::Settle { handle, outcome, data, .. } => {
                    let shown = data.show();
                    data.spoil();
                    person.settle(handle, outcome, &shown, signature, now);
                }
                Effect::Tell { listener, data } => {
                    told = true;
                    let shown = data.show();
                    data.spoil();
                    person.hear(listener, &shown, signature, now);
                }
                Effect::Connection(change) => person.change_state(&change, now),
                Effect::Auth { attempt, .. } => {
                    let answers = !self.is_busy() || self.dice.percent(90);
                    let after = 50 + self.dice.below(1_000);
                    let fails = self.is_busy() && self.dice.percent(10);
                    if answers {
                        let (page, signature) = (self.pages[who], (!fails).then_some(signature));
                        self.schedule(self.now + after, Event::Authorised { who, page, attempt, signature });
                    }
                }
                Effect::Load { conversations, event_key } => {
                    told = true;
                    let read = |key: V| {
                        person.storage.get(&key.as_text().unwrap()).map_or_else(V::missing, |text| V::from_text(text))
                    };
                    let loaded = Input::Loaded { conversations: read(conversations), event_key: read(event_key) };
                    person.client.handle(loaded, now);
                }
                Effect::Save { key, text } => {
                    person.storage.insert(key.as_text().unwrap(), text.as_text().unwrap());
                    person.client.handle(Input::Saved(Stored::Taken), now);
                }
                Effect::Recall { prefix } => {
                    let prefix = prefix.as_text().unwrap();
                    let mut texts = V::list();
                    let kept = person.storage.iter().filter(|(key, _)| key.starts_with(&prefix));
                    kept.for_each(|(_, text)| Payload::push(&mut texts, V::from_text(text)));
                    person.client.handle(Input::Recalled(texts), now);
                }
                Effect::Keep { key, text } => {
                    let key = key.as_text().unwrap();
                    match text {
                        Some(text) => person.storage.insert(key, text.as_text().unwrap()),
                        None => person.storage.remove(&key),
                    };
                }
                _ => {}
            }
        }
        V::forget();
        told
    }
}
