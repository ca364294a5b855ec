//! The clock, and what befalls people by the plan. What follows from it is the network's; what must hold is checked at
//! every step, and, when all is quiet, of the whole. All chance comes from the plan's seed.

use std::collections::BTreeMap;

use jmessage_web::client::{Guard, Input};
use jmessage_web::time::{Date, Millis, Now};

use crate::dice::Dice;
use crate::network::Connection;
use crate::person::Person;
use crate::plan::{Page, Plan, What, BUSY};
use crate::server::{is_refused, Server};
use crate::Counting;

pub const START: f64 = 1_516_924_800_000.0;
/// After what befell it last, everybody is back within this.
const BACK_WITHIN: u64 = 180_000;
/// And nothing is under way any more within this.
const AT_REST_WITHIN: u64 = 600_000;
const LOOK_EVERY: u64 = 1_000;
/// One seed in so many is watched for longer, past another round of synchronisation. Whoever is at rest sends pings only.
const LINGERS: u64 = 8;
const LINGER: u64 = 200_000;

#[derive(Debug)]
pub enum Event {
    Up { connection: u32, frame: String },
    Down { connection: u32, frame: String },
    Closed { connection: u32 },
    Authorised { who: usize, page: u32, attempt: u32, signature: Option<u64> },
    Step(usize),
    Wake(usize),
    Look,
}

pub struct World<V: Counting> {
    pub people: Vec<Person<V>>,
    pub server: Server,
    plan: Plan,
    pub dice: Dice,
    pub now: u64,
    pub last: u64,
    pub events: BTreeMap<(u64, u64), Event>,
    pub connections: BTreeMap<u32, Connection>,
    /// The socket that each page has.
    pub held: Vec<Option<u32>>,
    pub pages: Vec<u32>,
    frozen: Vec<u64>,
    pub offline: Vec<u64>,
    /// By how much each clock is wrong.
    clocks: Vec<i64>,
    pub away_until: u64,
    /// Since when all is at rest.
    rests_since: Option<u64>,
    inputs: u64,
}

impl<V: Counting> World<V> {
    pub fn new(plan: &Plan) -> Self {
        let count = plan.pages.len();
        let names: Vec<_> = (0..count).map(|at| format!("p{at}")).collect();
        let now = Now { at: Millis(0.0), date: Date(START) };
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
            clocks: vec![0; count],
            away_until: 0,
            rests_since: None,
            inputs: 0,
        };
        world.server.refuses = true;
        let steps: Vec<_> = plan.steps.iter().map(|step| step.at).collect();
        steps.into_iter().enumerate().for_each(|(at, due)| world.schedule(due, Event::Step(at)));
        world.schedule(BUSY, Event::Look);
        (0..count).for_each(|who| world.start(who));
        world
    }

    fn start(&mut self, who: usize) {
        let (signature, now) = (self.server.signature, self.instant(who));
        self.people[who].start(signature, now);
        self.drain(who);
    }

    pub fn is_busy(&self) -> bool {
        self.now < BUSY
    }

    pub fn is_strict(&self) -> bool {
        self.plan.seed / 2 % 2 == 0
    }

    pub fn instant(&self, who: usize) -> Now {
        Now { at: Millis(self.now as f64), date: Date(START + self.now as f64 + self.clocks[who] as f64) }
    }

    pub fn schedule(&mut self, due: u64, event: Event) {
        self.last += 1;
        self.events.insert((due, self.last), event);
    }

    /// Until all has been at rest for long enough.
    pub fn run(&mut self) {
        let lingers = if self.plan.seed % LINGERS == 0 { LINGER } else { 0 };
        while self.rests_since.is_none_or(|since| self.now < since + lingers) && !self.server.collided {
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
            Event::Up { .. } | Event::Step(_) | Event::Look => return None,
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
            Event::Up { connection, .. }
                if self.connections.get(&connection).is_some_and(|held| held.gathers > self.now) =>
            {
                self.events.insert((self.connections[&connection].gathers, order), event);
            }
            Event::Up { connection, frame } => self.serve(connection, &frame),
            Event::Down { connection, frame } => {
                if let Some(who) = self.holder(connection) {
                    let before = self.people[who].on_frame(&frame);
                    self.hand_in(who, Input::Frame(V::give(&frame.into())));
                    self.people[who].check_confirmed(before);
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
            Event::Look => self.look(),
        }
    }

    fn look(&mut self) {
        let gone = self.people.iter().find(|person| !person.is_back());
        if let Some(gone) = gone.filter(|_| self.now >= BUSY + BACK_WITHIN) {
            panic!("{} is not back: {:?}", gone.name, gone.client.connection());
        }
        let moving = (0..self.people.len()).find(|who| !self.is_at_rest(*who));
        if let Some(who) = moving.filter(|_| self.rests_since.is_none() && self.now >= BUSY + AT_REST_WITHIN) {
            let Person { name, waiting, client, .. } = &self.people[who];
            panic!("{name} is not at rest: {waiting:?}, {:?}", client.held());
        }
        if gone.is_none() && moving.is_none() && self.events.is_empty() {
            self.rests_since.get_or_insert(self.now);
        }
        self.schedule(self.now + LOOK_EVERY, Event::Look);
    }

    /// Nothing is left to be done for somebody, on either side.
    fn is_at_rest(&self, who: usize) -> bool {
        let person = &self.people[who];
        let stands = self.held[who].is_some_and(|held| self.connections.contains_key(&held));
        stands && self.frozen[who] <= self.now && person.is_at_rest() && self.server.has_told_all(&person.name)
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
            What::Hold { up, ms } => self.hold(who, up, ms),
            What::Freeze(ms) => self.frozen[who] = self.frozen[who].max(self.now + ms),
            What::SetClock(ms) => self.clocks[who] += ms,
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
        let now = self.instant(who);
        self.people[who].check(true, now);
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
        let unconfirmed = self.server.unconfirmed.get(&self.people[who].name).cloned().unwrap_or_default();
        self.people[who].reload(entropy, unconfirmed, now);
        self.start(who);
    }

    pub fn hand_in(&mut self, who: usize, input: Input<V>) {
        let now = self.instant(who);
        let was_due = matches!(input, Input::Time);
        self.people[who].was_in = self.people[who].client.reached() == Guard::Login;
        self.people[who].client.handle(input, now);
        let told = self.drain(who);
        if self.people[who].looks_around(self.held.len(), now) {
            self.drain(who);
        }
        // Counts change with what is told; that nothing else changes them is looked at now and then.
        self.inputs += 1;
        self.people[who].check(told || self.inputs % 8 == 0, now);
        if was_due {
            self.people[who].check_promptness(now);
        }
        if let Some(kept) = V::kept() {
            let may_keep: usize = self.people.iter().map(Person::may_keep).sum();
            assert!(kept <= may_keep, "clients keep {kept} values, and not {may_keep} at most");
        }
        if std::mem::take(&mut self.people[who].is_stuck) {
            self.reload(who);
        }
    }

    /// When all is quiet again.
    pub fn check(&self) {
        for person in &self.people {
            for text in &person.written {
                let count = self.server.count(text);
                assert!(count <= 1, "{text} was taken more than once");
                let outlives = person.page == Page::Stored && person.left.contains(text);
                let must = person.reported.contains(text) || outlives && !is_refused(text);
                assert!(count == 1 || !must, "{text} was never taken");
                assert!(!outlives || person.ended.contains(text), "{} never heard of {text}", person.name);
            }
            let waits = person.storage.keys().find(|key| key.contains("outbox"));
            assert_eq!(waits, None, "{} has stored what is answered", person.name);
        }
        let mut last = BTreeMap::new();
        for message in &self.server.messages {
            let number: u32 = message.text.split(' ').next_back().unwrap().parse().unwrap();
            let before = last.insert((&message.from, &message.to), number);
            // Storage sorts by the time of writing: of who set the clock, it cannot know better.
            let sender = self.people.iter().position(|person| person.name == message.from).unwrap();
            let is_in_order = before < Some(number) || self.clocks[sender] != 0;
            assert!(is_in_order, "{} was sent behind {before:?}", message.text);
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
