//! Unread counts, compared with a model that was written from the protocol's description alone.

use std::collections::{HashMap, HashSet};

use jmessage_web::client::{Answer, Config};
use jmessage_web::protocol::methods::Listener;
use proptest::prelude::*;
use serde_json::{json, Value};

use crate::driver::Driver;

const CONVERSATIONS: u8 = 3;

/// What may happen to the conversation of this number. Times are in ms; all are made from one growing clock.
#[derive(Clone, Debug)]
enum Step {
    Message {
        of: u8,
        mine: bool,
    },
    /// Messages with who made them, some perhaps known already, and how many the server calls new.
    Sync {
        of: u8,
        mine: Vec<bool>,
        back: u8,
        unsynced: u8,
    },
    Reset {
        of: u8,
    },
    Exit,
    Extras {
        of: u8,
    },
    /// Read on another device, up to that many messages back.
    ReadElsewhere {
        of: u8,
        back: u8,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let of = 0..CONVERSATIONS;
    prop_oneof![
        4 => (of.clone(), proptest::bool::weighted(0.2)).prop_map(|(of, mine)| Step::Message { of, mine }),
        2 => (of.clone(), proptest::collection::vec(proptest::bool::weighted(0.2), 0..5), 0..6u8, 0..6u8)
            .prop_map(|(of, mine, back, unsynced)| Step::Sync { of, mine, back, unsynced }),
        1 => of.clone().prop_map(|of| Step::Reset { of }),
        1 => Just(Step::Exit),
        1 => of.clone().prop_map(|of| Step::Extras { of }),
        2 => (of, 0..6u8).prop_map(|(of, back)| Step::ReadElsewhere { of, back }),
    ]
}

/// One conversation, as the description has it.
#[derive(Default)]
struct Model {
    unread: usize,
    recent_time: Option<i64>,
    msg_time: Vec<i64>,
    last: Option<i64>,
    /// How many of the unread ones came live, and all that came at all.
    live: usize,
    known: HashSet<(i64, bool)>,
}

impl Model {
    fn read(&mut self, upto: Option<i64>) {
        (self.unread, self.live) = (0, 0);
        self.msg_time.clear();
        self.recent_time = upto.or(self.recent_time);
    }

    fn message(&mut self, time: i64, mine: bool, seen: bool) {
        self.last = Some(time);
        self.known.insert((time, mine));
        if seen {
            self.read(Some(time));
        } else {
            self.unread += 1;
            self.live += 1;
            self.msg_time.push(time);
        }
    }

    fn sync(&mut self, messages: &[(i64, bool)], unsynced: usize, current: bool, roaming: bool) {
        self.last = messages.last().map(|(time, _)| *time).or(self.last);
        let fresh: Vec<_> = messages.iter().map(|message| self.known.insert(*message)).collect();
        if current {
            return self.read(messages.last().map(|(time, _)| *time));
        }
        let Some(recent) = self.recent_time else {
            if roaming || messages.iter().any(|(_, mine)| *mine) {
                self.live = 0;
            }
            let again = fresh.iter().rev().take(unsynced).filter(|fresh| !**fresh).count();
            self.unread = self.live + unsynced - again.min(self.live);
            self.msg_time.drain(..self.msg_time.len() - self.live);
            let mut before = messages.iter().zip(&fresh).rev().skip(unsynced);
            let read = before.find(|(_, fresh)| self.live == 0 || **fresh);
            self.recent_time = Some(read.map_or(-1, |((time, _), _)| *time));
            self.live = 0;
            return;
        };
        let come = messages.len();
        let news = messages.iter().zip(fresh).filter(|(_, fresh)| *fresh || roaming).map(|(message, _)| *message);
        let messages: Vec<_> = news.collect();
        // Counting restarts behind the last message that is mine, or read.
        let restart = messages.iter().rposition(|(time, mine)| *mine || *time <= recent);
        let new = &messages[restart.map_or(0, |at| at + 1)..];
        if restart.is_some() {
            self.msg_time.clear();
        }
        self.msg_time.extend(new.iter().map(|(time, _)| *time));
        let count = if come == 0 { unsynced } else { new.len() };
        self.unread = count + if roaming { 0 } else { self.unread };
        self.live = 0;
    }

    /// Whether the page is told.
    fn read_elsewhere(&mut self, time: i64) -> bool {
        self.recent_time = Some(time);
        self.msg_time.retain(|made| *made > time);
        let lower = self.msg_time.len() < self.unread;
        if lower {
            self.unread = self.msg_time.len();
        }
        lower
    }
}

/// Odd ones are groups.
fn named(of: u8) -> Value {
    if of % 2 == 1 {
        json!({"gid": 9000 + u32::from(of)})
    } else {
        json!({"username": format!("user{of}")})
    }
}

fn content(of: u8, mine: bool) -> Value {
    json!({"from_id": if mine { "alice".into() } else { format!("user{of}") }, "from_appkey": "k",
        "target_id": format!("user{of}"), "target_appkey": "k"})
}

struct Run {
    driver: Driver,
    models: HashMap<u8, Model>,
    current: Option<u8>,
    clock: i64,
    roaming: bool,
}

impl Run {
    fn new(roaming: bool) -> Self {
        let mut driver = Driver::new(Config { debug: false, entropy: 1 });
        driver.connect();
        let flag = u8::from(roaming);
        let init = json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s", "flag": flag});
        driver.call("init", init).unwrap();
        driver.reply("c_init", json!({"code": 0}));
        driver.call("login", json!({"username": "alice", "password": "p"})).unwrap();
        driver.tick(500.0);
        driver.reply("login", json!({"code": 0}));
        let clock = driver.now.date.0 as i64;
        Run { driver, models: HashMap::new(), current: None, clock, roaming }
    }

    fn next_time(&mut self) -> i64 {
        self.clock += 1000;
        self.clock
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Message { of, mine } => {
                let time = self.next_time();
                let kind = 3 + of % 2;
                let message = json!({"msg_id": time, "msg_type": kind, "from_gid": 9000 + u32::from(of), "ctime_ms": time,
                    "content": content(of, mine)});
                self.driver.push("msg_sync", json!({"messages": [message]}));
                let seen = mine || self.current == Some(of);
                self.models.entry(of).or_default().message(time, mine, seen);
            }
            Step::Sync { of, mine, back, unsynced } => {
                self.clock -= 1000 * i64::from(back.min(mine.len() as u8));
                let messages: Vec<_> = mine.into_iter().map(|mine| (self.next_time(), mine)).collect();
                self.clock += 10_000;
                let msgs: Value = messages
                    .iter()
                    .map(|(time, mine)| json!({"msg_id": time, "ctime_ms": time, "content": content(of, *mine)}))
                    .collect();
                let item = json!({"msg_type": 3 + of % 2, "from_gid": 9000 + u32::from(of), "from_appkey": "k",
                    "from_username": format!("user{of}"), "unsync_count": unsynced, "msgs": msgs});
                self.driver.push("sync_conversation", json!({"sync_key": 1, "messages": [item]}));
                let current = self.current == Some(of);
                self.models.entry(of).or_default().sync(&messages, usize::from(unsynced), current, self.roaming);
            }
            Step::Reset { of } => {
                self.driver.call("resetUnreadCount", named(of)).unwrap();
                let now = self.driver.now.date.0 as i64;
                let model = self.models.entry(of).or_default();
                model.read(model.last.or(Some(now)));
                self.current = Some(of);
            }
            Step::Exit => {
                self.driver.call("exitConversation", json!(null)).unwrap();
                self.current = None;
            }
            Step::Extras { of } => {
                let mut args = named(of);
                args["extras"] = json!({"n": 1});
                self.driver.call("updateConversation", args).unwrap();
            }
            Step::ReadElsewhere { of, back } => {
                let time = self.clock - 1000 * i64::from(back);
                let mut description = named(of);
                description["type"] = json!(3 + of % 2);
                let event = json!({"event_type": 200, "ctime_ms": time, "description": description});
                self.driver.told.clear();
                self.driver.push("event_notification", event);
                let model = self.models.entry(of).or_default();
                let told = model.read_elsewhere(time).then(|| (Listener::MutiUnreadMsgUpdate, json!(model.unread)));
                let heard = self.driver.told.first().map(|(listener, data)| (*listener, data["unreadCount"].clone()));
                assert_eq!(heard, told);
            }
        }
    }

    fn check(&mut self) {
        for of in 0..CONVERSATIONS {
            let expected = self.models.get(&of).map_or(0, |model| model.unread) as u32;
            let (_, count) = self.driver.call("getUnreadMsgCnt", named(of)).unwrap();
            assert_eq!(count, Answer::Count(expected), "conversation {of}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_as_described(roaming in any::<bool>(), steps in proptest::collection::vec(step(), 1..40)) {
        let mut run = Run::new(roaming);
        for step in steps {
            run.take(step);
            run.check();
        }
    }
}
