//! Somebody with an app of typed calls: writes, changes their mind, opens and leaves the conversation, and starts the app
//! anew. What the app hears is checked as it is heard. Must never know what the network does.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::future::{Future, IntoFuture};
use std::rc::Rc;

use futures::future::{select, Either};
use futures::{FutureExt, StreamExt};
use jmessage_web::host::Host;
use jmessage_web::testing::auth;
use jmessage_web::{Auth, Credentials, Error, Event, Events, JMessage, Message, MessageId, Opened, State};

use crate::model::Model;
use crate::world::{Device, World};

pub const SIGN_IN: &str = "signing in";

pub struct Person {
    pub name: &'static str,
    other: &'static str,
    device: Device,
    app: RefCell<App>,
    pub log: RefCell<Log>,
}

/// The app, from one start to the next.
struct App {
    im: JMessage,
    events: Events,
    state: State,
    open: Option<Opened>,
    /// The time of the last message.
    heard: Option<u64>,
}

#[derive(Default)]
pub struct Log {
    /// Every text that was handed to the client.
    pub written: Vec<String>,
    /// Calls whose futures have not ended, and were not dropped.
    pub waiting: BTreeSet<String>,
    /// Texts that were reported as sent.
    pub reported: Vec<String>,
    /// Those whose futures were dropped before they had gone out.
    pub withdrawn: Vec<String>,
    /// Texts of the other.
    pub received: BTreeSet<String>,
    /// What should be unread.
    unread: Model,
}

impl Person {
    pub fn new(name: &'static str, other: &'static str, world: &Rc<World>) -> Rc<Person> {
        let device = Device { world: Rc::clone(world), storage: Rc::default() };
        let app = App::start(&device).into();
        let person = Rc::new(Person { name, other, device, app, log: RefCell::default() });
        person.sign_in();
        let at_it = Rc::clone(&person);
        world.spawn(async move {
            while at_it.device.world.is_bad() {
                let pause = 200 + at_it.device.world.below(4_000);
                at_it.device.world.sleep(pause).await;
                at_it.act();
            }
        });
        person
    }

    fn im(&self) -> JMessage {
        self.app.borrow().im.clone()
    }

    fn sign_in(self: &Rc<Self>) {
        let (im, world) = (self.im(), Rc::clone(&self.device.world));
        let auth = move || {
            let (pause, fails) = (world.sleep(50 + world.below(1_000)), world.mishap(10));
            async move {
                pause.await;
                if fails {
                    return Err("the app's server is busy".into());
                }
                // What the server knows.
                Ok(Auth { appkey: "k".to_owned(), signature: "0".to_owned(), ..auth() })
            }
        };
        let person = Rc::clone(self);
        self.wait_for(SIGN_IN, async move {
            im.sign_in(Credentials::new(person.name, "p"), auth).await?;
            person.look_around()
        });
    }

    /// Whoever is in for the first time opens the conversation: from then on both know what is read.
    fn look_around(&self) -> jmessage_web::Result<()> {
        let unread = &mut self.log.borrow_mut().unread;
        if unread.read_to == 0 {
            drop(self.im().open(self.other)?);
            unread.read_to = self.device.since_1970().as_millis() as u64;
        }
        Ok(())
    }

    fn wait_for(self: &Rc<Self>, what: &str, call: impl Future<Output = jmessage_web::Result<()>> + 'static) {
        let (person, what) = (Rc::clone(self), what.to_owned());
        person.log.borrow_mut().waiting.insert(what.clone());
        self.device.world.spawn(async move {
            let ended = call.await;
            let mut log = person.log.borrow_mut();
            log.waiting.remove(&what);
            match ended {
                Ok(()) => log.reported.push(what),
                // Nobody was in yet, nobody knows what became of it, or the app was started anew.
                Err(Error::MustFirst(_) | Error::Timeout | Error::LoggedOut) => {}
                Err(error) if error.code() == Some(jmessage_web::Code::NO_ANSWER) => {}
                Err(error) => panic!("{}: {what}: {error}", person.name),
            }
        });
    }

    fn act(self: &Rc<Self>) {
        self.listen();
        let world = &self.device.world;
        match world.below(40) {
            0 => {
                self.app.borrow().im.close();
                self.listen();
                *self.app.borrow_mut() = App::start(&self.device);
                self.log.borrow_mut().unread.last = None;
                self.sign_in();
            }
            1 => world.restart_server(),
            // What nobody has heard of is read up to now, whenever it comes: nobody can say what that leaves.
            2..=5 if self.log.borrow().unread.last.is_some() => {
                let opened = self.im().open(self.other).ok();
                opened.iter().for_each(|_| self.log.borrow_mut().unread.opened());
                self.app.borrow_mut().open = opened;
            }
            6..=11 => self.app.borrow_mut().open = None,
            12..=20 => self.write_and_drop(),
            21..=24 => self.read_and_drop(),
            _ => {
                let (im, other, text) = (self.im(), self.other, self.text());
                self.wait_for(&text.clone(), async move { im.send(other, text).await.map(drop) });
            }
        }
    }

    fn text(&self) -> String {
        let mut log = self.log.borrow_mut();
        let text = format!("{} {}", self.name, log.written.len());
        log.written.push(text.clone());
        text
    }

    fn write_and_drop(self: &Rc<Self>) {
        let (person, im, text) = (Rc::clone(self), self.im(), self.text());
        let patience = self.device.world.sleep(self.device.world.below(3_000));
        self.device.world.spawn(async move {
            let sending = im.send(person.other, text.clone()).into_future();
            let Either::Right((_, sending)) = select(sending, patience).await else { return };
            drop(sending);
            if !person.device.world.has_gone_out(&text) {
                person.log.borrow_mut().withdrawn.push(text);
            }
        });
    }

    /// Two parts of the app report the last message as read, and one of them waits only so long.
    fn read_and_drop(self: &Rc<Self>) {
        let Some(last) = self.app.borrow().heard else { return };
        let report = || {
            let (im, other) = (self.im(), self.other);
            async move { im.report_read(other, &[MessageId(last)]).await }
        };
        self.wait_for(&format!("reading at {:?}", self.device.since_1970()), report());
        let patience = self.device.world.sleep(self.device.world.below(6_000));
        self.device.world.spawn(select(report().boxed_local(), patience.boxed_local()).map(drop));
    }

    /// Takes out what has happened since.
    pub fn listen(&self) {
        loop {
            let next = self.app.borrow_mut().events.next().now_or_never().flatten();
            let Some(event) = next else { break };
            let is_open = self.app.borrow().open.is_some();
            match event {
                Event::Messages(messages) => messages.iter().for_each(|message| {
                    let time = self.take(message);
                    self.log.borrow_mut().unread.arrived(time, is_open);
                }),
                Event::Missed(chats) => chats.iter().for_each(|chat| {
                    let times: Vec<_> = chat.msgs.iter().map(|message| self.take(message)).collect();
                    self.log.borrow_mut().unread.caught_up(&times, is_open);
                }),
                Event::Connection(change) => {
                    let mut app = self.app.borrow_mut();
                    assert_eq!(change.previous, app.state, "{} missed a change", self.name);
                    app.state = change.state;
                }
                Event::Outbox | Event::Disconnected => {}
                other => panic!("{} heard of {other:?}", self.name),
            }
        }
        if self.im().is_logged_in() {
            let (counted, unread) = (self.im().unread_count(self.other), &self.log.borrow().unread);
            assert_eq!(counted, unread.count, "unread by {}: {unread:?}", self.name);
        }
    }

    fn take(&self, message: &Message) -> u64 {
        let (time, text) = (message.ctime_ms.0, message.text().unwrap());
        let mut app = self.app.borrow_mut();
        assert!(app.heard.is_none_or(|last| last < time), "{} heard {text} twice or too late", self.name);
        app.heard = Some(time);
        self.log.borrow_mut().received.insert(text.to_owned());
        time
    }

    /// When all is done: what the client says of itself, and that its stream ends with it.
    pub fn leave(&self) {
        self.listen();
        let im = self.im();
        assert_eq!((im.state(), im.waiting().len()), (State::Online, 0), "{}", self.name);
        im.close();
        self.listen();
        assert_eq!(self.app.borrow().state, State::Closed);
    }
}

impl App {
    fn start(device: &Device) -> App {
        let im = JMessage::builder().keep_messages().connect_over(device.clone());
        App { events: im.events(), state: im.state(), open: None, heard: None, im }
    }
}
