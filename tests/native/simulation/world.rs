//! The clock and the network. Frames of one connection stay in order; connections break, some without a word; and the
//! server's acks and replies get lost or come twice.

use std::collections::BTreeMap;

use jmessage_web::client::{Effect, Input};
use jmessage_web::payload::Json;
use jmessage_web::time::{Date, Millis, Now};
use serde_json::json;

use crate::dice::Dice;
use crate::person::Person;
use crate::server::Server;
use crate::support::{event_frame, read_event};

const START: f64 = 1_516_924_800_000.0;
/// The network is bad for so long, and then good for so long, in ms.
const BAD: u64 = 120_000;
const GOOD: u64 = 400_000;

enum Event {
    ToServer {
        connection: u32,
        frame: String,
    },
    ToPerson {
        connection: u32,
        frame: String,
    },
    /// The person's browser finds the connection gone.
    Closed {
        connection: u32,
    },
    Act {
        person: usize,
    },
}

/// A connection while it stands: when its last frames arrive each way.
struct Connection {
    up: u64,
    down: u64,
}

pub struct World {
    pub people: [Person; 2],
    pub server: Server,
    dice: Dice,
    now: u64,
    events: BTreeMap<(u64, u64), Event>,
    connections: BTreeMap<u32, Connection>,
    /// The connection that each person's browser holds.
    held: [Option<u32>; 2],
    last: u64,
}

fn instant(now: u64) -> Now {
    Now { at: Millis(now as f64), date: Date(START + now as f64) }
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let people = [("alice", "bob"), ("bob", "alice")]
            .map(|(name, other)| Person::new(name, other, dice.below(1 << 32) as u32, instant(0)));
        let (events, connections) = (BTreeMap::new(), BTreeMap::new());
        let server = Server::default();
        let mut world = World { people, server, dice, now: 0, events, connections, held: [None; 2], last: 0 };
        (0..2).for_each(|person| world.schedule(1_000, Event::Act { person }));
        (0..2).for_each(|person| world.drain(person));
        world
    }

    pub fn run(&mut self) {
        while self.now < BAD + GOOD {
            let event = self.events.keys().next().map_or(u64::MAX, |(due, _)| *due);
            let deadlines = [0, 1].map(|person| self.people[person].client.deadline().0.ceil() as u64);
            let next = event.min(deadlines[0]).min(deadlines[1]);
            assert!(next >= self.now, "a deadline that was served is past");
            self.now = next;
            match self.events.first_key_value() {
                Some(((due, _), _)) if *due == next => {
                    let (_, event) = self.events.pop_first().unwrap();
                    self.happen(event);
                }
                _ => self.hand_in(usize::from(deadlines[1] < deadlines[0]), Input::Time),
            }
        }
    }

    fn is_bad(&self) -> bool {
        self.now < BAD
    }

    fn schedule(&mut self, due: u64, event: Event) {
        self.last += 1;
        self.events.insert((due, self.last), event);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::ToServer { connection, frame } => self.serve(connection, &frame),
            Event::ToPerson { connection, frame } => {
                if let Some(person) = self.holder(connection) {
                    self.hand_in(person, Input::Frame(frame.into()));
                }
            }
            Event::Closed { connection } => {
                if let Some(person) = self.holder(connection) {
                    self.held[person] = None;
                    self.hand_in(person, Input::SocketClosed);
                }
            }
            Event::Act { person } if self.is_bad() => {
                let now = instant(self.now);
                self.people[person].act(&mut self.dice, now);
                self.drain(person);
                let pause = 200 + self.dice.below(4_000);
                self.schedule(self.now + pause, Event::Act { person });
            }
            Event::Act { .. } => {}
        }
    }

    fn holder(&self, connection: u32) -> Option<usize> {
        self.held.iter().position(|held| *held == Some(connection))
    }

    fn serve(&mut self, connection: u32, frame: &str) {
        if !self.connections.contains_key(&connection) {
            return;
        }
        if frame == "2" {
            return self.send_down(connection, "3".into());
        }
        let Some((event, data)) = read_event(frame) else { return };
        let ack = event_frame("ack", &json!({"rid": data["rid"]}));
        let acks = if self.is_bad() { [1, 1, 1, 0, 2][self.dice.below(5) as usize] } else { 1 };
        (0..acks).for_each(|_| self.send_down(connection, ack.clone()));
        let speech = self.server.receive(connection, &event, &data, START as u64 + self.now);
        for (at, (to, event, data)) in speech.into_iter().enumerate() {
            let lost = at == 0 && self.is_bad() && self.dice.percent(8);
            if !lost {
                self.send_down(to, event_frame(event, &data));
            }
        }
    }

    /// How long a frame takes.
    fn delay(&mut self) -> u64 {
        if self.is_bad() {
            5 + self.dice.below(900)
        } else {
            20
        }
    }

    /// A connection may break with any frame.
    fn may_break(&mut self, connection: u32) {
        if self.is_bad() && self.dice.percent(2) {
            self.connections.remove(&connection);
            self.server.hang_up(connection);
            // Otherwise nobody is told: the heartbeat has to find out.
            if self.dice.percent(70) {
                let told = self.now + self.dice.below(2_000);
                self.schedule(told, Event::Closed { connection });
            }
        }
    }

    fn send_down(&mut self, connection: u32, frame: String) {
        let arrival = self.now + self.delay();
        if let Some(Connection { down, .. }) = self.connections.get_mut(&connection) {
            *down = arrival.max(*down);
            let due = *down;
            self.schedule(due, Event::ToPerson { connection, frame });
            self.may_break(connection);
        }
    }

    fn send_up(&mut self, connection: u32, frame: String) {
        let arrival = self.now + self.delay();
        if let Some(Connection { up, .. }) = self.connections.get_mut(&connection) {
            *up = arrival.max(*up);
            let due = *up;
            self.schedule(due, Event::ToServer { connection, frame });
            self.may_break(connection);
        }
    }

    fn hand_in(&mut self, person: usize, input: Input<Json>) {
        self.people[person].client.handle(input, instant(self.now));
        self.drain(person);
    }

    fn drain(&mut self, person: usize) {
        let now = instant(self.now);
        while let Some(effect) = self.people[person].client.poll_effect() {
            match effect {
                Effect::Connect => self.connect(person),
                Effect::Disconnect => {
                    if let Some(connection) = self.held[person].take() {
                        self.connections.remove(&connection);
                        self.server.hang_up(connection);
                    }
                }
                Effect::Send(frame) => {
                    if let Some(connection) = self.held[person] {
                        self.send_up(connection, frame.as_str().unwrap().to_owned());
                    }
                }
                Effect::Settle { handle, outcome, .. } => self.people[person].settle(handle, outcome, now),
                Effect::Tell { listener, data } => self.people[person].hear(listener, &data, now),
                Effect::Load { .. } => {
                    let nothing = Input::Loaded { conversations: Json::default(), event_key: Json::default() };
                    self.people[person].client.handle(nothing, now);
                }
                Effect::Save { .. } | Effect::Log { .. } | Effect::Connection(_) => {}
                Effect::Upload(_)
                | Effect::AbortUpload(_)
                | Effect::Warn { .. }
                | Effect::Complain(_)
                | Effect::Auth { .. }
                | Effect::Recall { .. }
                | Effect::Keep { .. } => {
                    panic!("nobody asked for that")
                }
            }
        }
    }

    fn connect(&mut self, person: usize) {
        self.last += 1;
        let connection = self.last as u32;
        self.held[person] = Some(connection);
        self.connections.insert(connection, Connection { up: self.now, down: self.now });
        let handshake = json!({"sid": "s", "pingInterval": 5_000, "pingTimeout": 10_000});
        [format!("0{handshake}"), "40".to_owned()].into_iter().for_each(|frame| self.send_down(connection, frame));
    }
}
