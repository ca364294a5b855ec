//! The clock and the network, and a host over them that shares nothing with the crate's own. Frames of one connection stay
//! in order; connections break, some without a word; the server's acks and replies get lost or come twice, and it is
//! started anew. Must never know what an app does.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use futures::channel::oneshot;
use futures::executor::{LocalPool, LocalSpawner};
use futures::future::{ready, LocalBoxFuture};
use futures::task::LocalSpawnExt;
use futures::FutureExt;
use jmessage_web::host::{Host, Memory, Response, Said, Socket, Upload};
use serde_json::json;

use crate::dice::Dice;
use crate::server::Server;
use crate::support::{event_frame, read_event};

const START: u64 = 1_516_924_800_000;
/// The network is bad for so long, and then good for so long, in ms.
const BAD: u64 = 120_000;
const GOOD: u64 = 400_000;

enum Event {
    Wake(oneshot::Sender<()>),
    ToServer {
        connection: u32,
        frame: String,
    },
    ToPerson {
        connection: u32,
        frame: String,
    },
    /// The person's device finds the connection gone.
    Closed {
        connection: u32,
    },
}

/// A connection, as long as the person's device holds it.
struct Connection {
    heard: Rc<dyn Fn(Said)>,
    /// The server's end is still there.
    stands: bool,
    /// When its last frames arrive each way.
    up: u64,
    down: u64,
}

pub struct World {
    pub server: RefCell<Server>,
    pub dice: RefCell<Dice>,
    spawner: LocalSpawner,
    now: Cell<u64>,
    events: RefCell<BTreeMap<(u64, u64), Event>>,
    connections: RefCell<BTreeMap<u32, Connection>>,
    /// All texts that ever left a device.
    out: RefCell<BTreeSet<String>>,
    /// The server is not there until then.
    away_until: Cell<u64>,
    last: Cell<u32>,
}

impl World {
    pub fn new(seed: u64, spawner: LocalSpawner) -> Rc<World> {
        Rc::new(World {
            server: Server::of(["alice", "bob"].map(str::to_owned).into()).into(),
            dice: Dice::new(seed).into(),
            spawner,
            now: Cell::new(0),
            events: RefCell::default(),
            connections: RefCell::default(),
            out: RefCell::default(),
            away_until: Cell::new(0),
            last: Cell::new(0),
        })
    }

    /// Lets everything happen.
    pub fn run(self: &Rc<World>, pool: &mut LocalPool) {
        loop {
            pool.run_until_stalled();
            let Some(((due, _), event)) = self.events.borrow_mut().pop_first() else { return };
            if due > BAD + GOOD {
                return;
            }
            self.now.set(due);
            self.happen(event);
        }
    }

    pub fn is_bad(&self) -> bool {
        self.now.get() < BAD
    }

    pub fn below(&self, limit: u64) -> u64 {
        self.dice.borrow_mut().below(limit)
    }

    /// True so many times in a hundred, while the network is bad.
    pub fn mishap(&self, chance: u64) -> bool {
        self.is_bad() && self.dice.borrow_mut().percent(chance)
    }

    pub fn has_gone_out(&self, text: &str) -> bool {
        self.out.borrow().contains(text)
    }

    pub fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        self.spawner.spawn_local(task).unwrap();
    }

    pub fn sleep(&self, ms: u64) -> impl Future<Output = ()> {
        let (wake, woken) = oneshot::channel();
        self.schedule(self.now.get() + ms, Event::Wake(wake));
        woken.map(drop)
    }

    /// The server is started anew: it knows nobody, and takes a moment.
    pub fn restart_server(&self) {
        self.away_until.set(self.now.get() + self.below(5_000));
        let all: Vec<_> = self.connections.borrow().keys().copied().collect();
        all.into_iter().for_each(|connection| self.cut(connection, true));
    }

    fn schedule(&self, due: u64, event: Event) {
        self.events.borrow_mut().insert((due, self.number().into()), event);
    }

    fn number(&self) -> u32 {
        self.last.set(self.last.get() + 1);
        self.last.get()
    }

    fn happen(&self, event: Event) {
        match event {
            // Nobody may sleep there any more.
            Event::Wake(wake) => drop(wake.send(())),
            Event::ToServer { connection, frame } => self.serve(connection, &frame),
            Event::ToPerson { connection, frame } => {
                let heard = self.connections.borrow().get(&connection).map(|held| Rc::clone(&held.heard));
                if let Some(heard) = heard {
                    heard(Said::Frame(frame));
                }
            }
            Event::Closed { connection } => {
                let held = self.connections.borrow_mut().remove(&connection);
                if let Some(held) = held {
                    (held.heard)(Said::Closed);
                }
            }
        }
    }

    fn serve(&self, connection: u32, frame: &str) {
        if !self.stands(connection) {
            return;
        }
        if frame == "2" {
            return self.send(connection, "3".into(), false);
        }
        let Some((event, data)) = read_event(frame) else { return };
        let ack = event_frame("ack", &json!({"rid": data["rid"]}));
        let acks = if self.is_bad() { [1, 1, 1, 0, 2][self.below(5) as usize] } else { 1 };
        (0..acks).for_each(|_| self.send(connection, ack.clone(), false));
        let speech = self.server.borrow_mut().receive(connection, &event, &data, START + self.now.get());
        for (at, (to, event, data)) in speech.into_iter().enumerate() {
            if !(at == 0 && self.mishap(8)) {
                self.send(to, event_frame(event, &data), false);
            }
        }
    }

    fn stands(&self, connection: u32) -> bool {
        self.connections.borrow().get(&connection).is_some_and(|held| held.stands)
    }

    fn send(&self, connection: u32, frame: String, up: bool) {
        let delay = if self.is_bad() { 5 + self.below(900) } else { 20 };
        let due = {
            let mut connections = self.connections.borrow_mut();
            let Some(held) = connections.get_mut(&connection).filter(|held| held.stands) else { return };
            let way = if up { &mut held.up } else { &mut held.down };
            *way = (self.now.get() + delay).max(*way);
            *way
        };
        self.schedule(
            due,
            if up { Event::ToServer { connection, frame } } else { Event::ToPerson { connection, frame } },
        );
        // A connection may break with any frame. If nobody is told, the heartbeat has to find out.
        if self.mishap(2) {
            let told = self.mishap(70);
            self.cut(connection, told);
        }
    }

    fn cut(&self, connection: u32, told: bool) {
        if let Some(held) = self.connections.borrow_mut().get_mut(&connection) {
            held.stands = false;
        }
        self.server.borrow_mut().hang_up(connection);
        if told {
            self.schedule(self.now.get() + self.below(2_000), Event::Closed { connection });
        }
    }

    fn open(self: &Rc<World>, heard: Box<dyn Fn(Said)>) -> Socket {
        let heard = Rc::from(heard);
        let (connection, now) = (self.number(), self.now.get());
        let stands = now >= self.away_until.get();
        self.connections.borrow_mut().insert(connection, Connection { heard, stands, up: now, down: now });
        if stands {
            let handshake = json!({"sid": "s", "pingInterval": 5_000, "pingTimeout": 10_000});
            self.send(connection, format!("0{handshake}"), false);
            self.send(connection, "40".to_owned(), false);
        } else {
            self.schedule(now + 10, Event::Closed { connection });
        }
        let end = End { world: Rc::clone(self), connection };
        Box::new(move |frame| end.send(frame))
    }
}

/// The person's end of a connection. Dropped, it is closed.
struct End {
    world: Rc<World>,
    connection: u32,
}

impl End {
    fn send(&self, frame: &str) {
        let text =
            read_event(frame).and_then(|(_, data)| Some(data["content"]["msg_body"]["text"].as_str()?.to_owned()));
        self.world.out.borrow_mut().extend(text);
        self.world.send(self.connection, frame.to_owned(), true);
    }
}

impl Drop for End {
    fn drop(&mut self) {
        self.world.connections.borrow_mut().remove(&self.connection);
        self.world.server.borrow_mut().hang_up(self.connection);
    }
}

/// Somebody's device.
#[derive(Clone)]
pub struct Device {
    pub world: Rc<World>,
    pub storage: Rc<Memory>,
}

impl Host for Device {
    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.world.now.get())
    }

    fn since_1970(&self) -> Duration {
        Duration::from_millis(START + self.world.now.get())
    }

    fn entropy(&self) -> u32 {
        self.world.below(1 << 32) as u32
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.world.spawn(task);
    }

    fn sleep(&self, span: Duration) -> LocalBoxFuture<'static, ()> {
        self.world.sleep(span.as_millis() as u64).boxed_local()
    }

    fn connect(&self, _url: &str, heard: Box<dyn Fn(Said)>) -> Socket {
        self.world.open(heard)
    }

    fn upload(&self, _upload: Upload) -> LocalBoxFuture<'static, Option<Response>> {
        ready(None).boxed_local()
    }

    fn read(&self, key: &str) -> Option<String> {
        self.storage.read(key)
    }

    fn write(&self, key: &str, text: Option<&str>) -> bool {
        self.storage.write(key, text);
        true
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        self.storage.keys(prefix)
    }
}
