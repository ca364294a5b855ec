//! The clock and the network. What goes one way over one connection stays in order, as in TCP; connections break, some
//! without a word; a busy server's acks and replies get lost or come twice. All chance comes from the plan's seed.

use std::collections::BTreeMap;

use jmessage_web::client::{Effect, Input, Stored};
use jmessage_web::payload::Payload;
use jmessage_web::protocol::methods::Guard;
use jmessage_web::session::connection::State;
use jmessage_web::time::{Millis, Now};
use serde_json::{json, Value};

use crate::dice::Dice;
use crate::host::Host;
use crate::person::Person;
use crate::plan::{Page, Plan, What, BUSY};
use crate::server::Server;
use crate::support::{event_frame, read_event};

const START: f64 = 1_516_924_800_000.0;
/// After what befell it last, everybody is back within this.
const BACK_WITHIN: u64 = 180_000;
const QUIET: u64 = 600_000;

#[derive(Debug)]
enum Event {
    Up { connection: u32, frame: Value },
    Down { connection: u32, frame: Value },
    Closed { connection: u32 },
    Authorised { who: usize, page: u32, attempt: u32, signature: Option<u64> },
    Step(usize),
    Wake(usize),
    BackCheck,
}

struct Connection {
    who: usize,
    up: u64,
    down: u64,
}

pub struct World<V: Host> {
    people: Vec<Person<V>>,
    pub server: Server,
    plan: Plan,
    dice: Dice,
    now: u64,
    last: u64,
    events: BTreeMap<(u64, u64), Event>,
    connections: BTreeMap<u32, Connection>,
    held: Vec<Option<u32>>,
    pages: Vec<u32>,
    frozen: Vec<u64>,
    offline: Vec<u64>,
    turned_back: Vec<u64>,
    away_until: u64,
}

impl<V: Host> World<V> {
    pub fn new(plan: &Plan) -> Self {
        let count = plan.pages.len();
        let names: Vec<_> = (0..count).map(|at| format!("p{at}")).collect();
        let now = Now { at: Millis(0.0), date: START };
        let person =
            |(at, name): (usize, &String)| Person::new(name.clone(), plan.pages[at], entropy(plan, at, 0), now);
        let mut world = World {
            people: names.iter().enumerate().map(person).collect(),
            server: Server::of(names),
            plan: plan.clone(),
            dice: Dice::new(!plan.seed),
            now: 0,
            last: 0,
            events: BTreeMap::new(),
            connections: BTreeMap::new(),
            held: vec![None; count],
            pages: vec![0; count],
            frozen: vec![0; count],
            offline: vec![0; count],
            turned_back: vec![0; count],
            away_until: 0,
        };
        let steps: Vec<_> = plan.steps.iter().map(|step| step.at).collect();
        steps.into_iter().enumerate().for_each(|(at, due)| world.schedule(due, Event::Step(at)));
        world.schedule(BUSY + BACK_WITHIN, Event::BackCheck);
        (0..count).for_each(|who| world.start(who));
        world
    }

    fn start(&mut self, who: usize) {
        let (signature, now) = (self.server.signature, self.instant(who));
        self.people[who].start(signature, now);
        self.drain(who);
    }

    fn instant(&self, who: usize) -> Now {
        Now { at: Millis(self.now as f64), date: START + self.now as f64 - self.turned_back[who] as f64 }
    }

    fn schedule(&mut self, due: u64, event: Event) {
        self.last += 1;
        self.events.insert((due, self.last), event);
    }

    pub fn run(&mut self) {
        while self.now < BUSY + QUIET && !self.server.collided {
            let event = self.events.keys().next().map_or(u64::MAX, |(due, _)| *due);
            let deadline = |who: usize| (self.people[who].client.deadline().0.ceil() as u64).max(self.frozen[who]);
            let first = (0..self.people.len()).map(|who| (deadline(who), who)).min().unwrap();
            let next = event.min(first.0);
            assert!(next >= self.now, "a deadline lies in the past");
            self.now = next;
            if event <= first.0 {
                let ((_, order), event) = self.events.pop_first().unwrap();
                self.happen(order, event);
            } else {
                self.hand_in(first.1, Input::Time);
                let due = self.people[first.1].client.deadline();
                assert!(due.0 > self.now as f64, "a deadline that was served is past");
            }
        }
    }

    /// The person whom an event concerns, if the page does nothing yet.
    fn sleeper(&self, event: &Event) -> Option<usize> {
        let who = match event {
            Event::Down { connection, .. } | Event::Closed { connection } => self.holder(*connection)?,
            Event::Authorised { who, .. } | Event::Wake(who) => *who,
            Event::Up { .. } | Event::Step(_) | Event::BackCheck => return None,
        };
        (self.frozen[who] > self.now).then_some(who)
    }

    fn holder(&self, connection: u32) -> Option<usize> {
        self.held.iter().position(|held| *held == Some(connection))
    }

    fn happen(&mut self, order: u64, event: Event) {
        if let Some(who) = self.sleeper(&event) {
            // It waits its turn among what waits.
            self.events.insert((self.frozen[who], order), event);
            return;
        }
        match event {
            Event::Up { connection, frame } => self.serve(connection, &frame),
            Event::Down { connection, frame } => {
                if let Some(who) = self.holder(connection) {
                    self.hand_in(who, Input::Frame(V::give(&frame)));
                }
            }
            Event::Closed { connection } => {
                if let Some(who) = self.holder(connection) {
                    self.held[who] = None;
                    self.hand_in(who, Input::SocketClosed);
                }
            }
            Event::Authorised { who, page, attempt, signature } if self.pages[who] == page => {
                let payload = signature.map(|signature| V::give(&Person::<V>::payload(signature)));
                self.hand_in(who, Input::Authorised { attempt, payload });
            }
            Event::Authorised { .. } => {}
            Event::Wake(who) => self.hand_in(who, Input::Wake),
            Event::Step(at) => self.step(at),
            Event::BackCheck => self.people.iter().for_each(|person| {
                let is_back = match person.page {
                    Page::Plain => person.client.reached() == Guard::Login,
                    Page::Kept | Page::Stored => person.client.connection() == State::Online,
                };
                assert!(is_back, "{} is not back: {:?}", person.name, person.client.connection());
            }),
        }
    }

    fn step(&mut self, at: usize) {
        let step = self.plan.steps[at];
        let (who, now) = (step.who, self.instant(step.who));
        let named = |whom: Option<usize>| whom.map_or_else(|| "group".to_owned(), |whom| format!("p{whom}"));
        let can_act = self.frozen[who] <= self.now && self.people[who].can_call();
        match step.what {
            What::Write(whom) if can_act && whom != Some(who) => {
                let to = whom.map(|whom| format!("p{whom}"));
                self.people[who].write(to.as_deref(), now);
                self.drain(who);
            }
            What::Open(whom) if can_act && self.people[who].was_told_of(&named(whom)) => {
                self.people[who].open(&named(whom), now);
                self.drain(who);
            }
            What::Leave if can_act => self.people[who].leave(now),
            What::Write(_) | What::Open(_) | What::Leave => {}
            What::Cut(told) => self.cut(who, told),
            What::Hold { up, ms } => {
                let until = self.now + ms;
                if let Some(held) = self.held[who].and_then(|held| self.connections.get_mut(&held)) {
                    let way = if up { &mut held.up } else { &mut held.down };
                    *way = until.max(*way);
                }
            }
            What::Freeze(ms) => self.frozen[who] = self.frozen[who].max(self.now + ms),
            What::TurnBack(ms) => self.turned_back[who] += ms,
            What::Reload => self.reload(who),
            What::Restart(ms) => {
                self.away_until = self.now + ms;
                (0..self.people.len()).for_each(|who| self.cut(who, Some(5)));
            }
            What::Expire => self.server.signature += 1,
            What::Offline(ms) => {
                self.offline[who] = self.now + ms;
                self.cut(who, None);
                self.schedule(self.now + ms, Event::Wake(who));
                if self.frozen[who] <= self.now {
                    self.hand_in(who, Input::Offline);
                }
            }
        }
    }

    fn reload(&mut self, who: usize) {
        self.hand_in(who, Input::Leaving);
        if let Some(held) = self.held[who].take() {
            self.connections.remove(&held);
            self.server.hang_up(held);
        }
        self.pages[who] += 1;
        self.frozen[who] = 0;
        let (entropy, now) = (entropy(&self.plan, who, self.pages[who]), self.instant(who));
        self.people[who].reload(entropy, now);
        self.start(who);
    }

    fn cut(&mut self, who: usize, told: Option<u64>) {
        let Some(held) = self.held[who] else { return };
        self.connections.remove(&held);
        self.server.hang_up(held);
        if let Some(after) = told {
            self.schedule(self.now + after, Event::Closed { connection: held });
        }
    }

    fn serve(&mut self, connection: u32, frame: &Value) {
        if !self.connections.contains_key(&connection) {
            return;
        }
        if frame == "2" {
            return self.send(connection, "3".into(), false);
        }
        let Some((event, data)) = read_event(frame) else { return };
        let is_busy = self.now < BUSY;
        let ack = event_frame("ack", &json!({"rid": data["rid"]}));
        let acks = if is_busy { [1, 1, 1, 0, 2][self.dice.below(5) as usize] } else { 1 };
        (0..acks).for_each(|_| self.send(connection, ack.clone(), false));
        let speech = self.server.receive(connection, &event, &data, START as u64 + self.now);
        for (at, (to, event, data)) in speech.into_iter().enumerate() {
            if !(at == 0 && is_busy && self.dice.percent(6)) {
                self.send(to, event_frame(event, &data), false);
            }
        }
    }

    fn send(&mut self, connection: u32, frame: Value, up: bool) {
        let delay = if self.now < BUSY { 5 + self.dice.below(500) } else { 20 };
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
        self.connections.insert(connection, Connection { who, up: self.now, down: self.now });
        let handshake = json!({"sid": "s", "pingInterval": 10_000, "pingTimeout": 10_000});
        [format!("0{handshake}"), "40".to_owned()]
            .into_iter()
            .for_each(|frame| self.send(connection, frame.into(), false));
    }

    fn hand_in(&mut self, who: usize, input: Input<V>) {
        let now = self.instant(who);
        self.people[who].client.handle(input, now);
        self.drain(who);
        if self.people[who].looks_around(now) {
            self.drain(who);
        }
        self.people[who].check_counts(now);
    }

    fn drain(&mut self, who: usize) {
        let (now, signature) = (self.instant(who), self.server.signature);
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
                        self.send(held, frame.show(), true);
                    }
                }
                Effect::Settle { handle, outcome, data, .. } => {
                    let shown = data.show();
                    data.spoil();
                    person.settle(handle, outcome, &shown, signature, now);
                }
                Effect::Tell { listener, data } => {
                    let shown = data.show();
                    data.spoil();
                    person.hear(listener, &shown, signature, now);
                }
                Effect::Connection(change) => person.change_state(&change.show()),
                Effect::Auth { attempt, .. } => {
                    let answers = self.now >= BUSY || self.dice.percent(90);
                    let after = 50 + self.dice.below(1_000);
                    let fails = self.now < BUSY && self.dice.percent(10);
                    if answers {
                        let (page, signature) = (self.pages[who], (!fails).then_some(signature));
                        self.schedule(self.now + after, Event::Authorised { who, page, attempt, signature });
                    }
                }
                Effect::Load { conversations, event_key } => {
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
    }

    /// When all is quiet again.
    pub fn check(&self) {
        if self.server.collided {
            return;
        }
        for person in &self.people {
            assert!(person.waiting.is_empty(), "{} still waits: {:?}", person.name, person.waiting);
            for text in &person.written {
                let count = self.server.count(text);
                assert!(count <= 1, "{text} was taken more than once");
                let must =
                    person.reported.contains(text) || (person.page == Page::Stored && person.left.contains(text));
                assert!(count == 1 || !must, "{text} was never taken");
            }
        }
        for message in &self.server.messages {
            for reader in self.server.readers(message) {
                let reader = self.people.iter().find(|person| person.name == *reader).unwrap();
                assert!(reader.heard.contains(&message.time), "{} never reached {}", message.text, reader.name);
            }
        }
    }
}

/// Rids start from here: no two pages of a run have the same.
fn entropy(plan: &Plan, who: usize, page: u32) -> u32 {
    Dice::new(plan.seed ^ (who as u64 + 1) << 32 ^ u64::from(page) << 48).below(1 << 32) as u32
}
