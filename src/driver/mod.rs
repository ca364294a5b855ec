//! Drives a [`Client`] over a [`Host`]: one input, then drain the effects, then wait for the next deadline. No code of
//! the app's runs in here: what it waits for is settled through channels, so its tasks run when this has returned. Must
//! never know what a request or a push means.

mod pending;
mod socket;
mod timer;
mod upload;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use futures::future::LocalBoxFuture;
use futures::{FutureExt, StreamExt};
use serde_json::Value;

use crate::client::{address, Change, Client, Config, Effect, Input, Listener, Plan, Stored};
use crate::host::{Host, Signal};
use crate::payload::Json;
use crate::time::{Date, Now};
use pending::Calls;
pub(crate) use pending::{Asked, Question, Settled};
use socket::Sockets;
use timer::Timer;
use upload::Uploads;

/// How a driver is made.
pub(crate) struct Setup {
    pub address: String,
    pub upload_address: String,
    pub debug: bool,
    pub plan: Plan,
    /// For each request, all in all.
    pub request_timeout: Option<Duration>,
}

/// Asked for what `init` takes: how often since all was well, and why.
pub(crate) type Auth = Rc<dyn Fn(u32, String) -> LocalBoxFuture<'static, Result<Value, String>>>;

/// What the app hears of, asked or not.
pub(crate) enum Heard {
    Listener(Listener, Value),
    Connection(Change<Json>),
}

pub(crate) struct Driver {
    host: Rc<dyn Host>,
    /// For tasks: none of them keeps a driver alive.
    this: Weak<Driver>,
    client: RefCell<Client<Json>>,
    setup: Setup,
    tell: Box<dyn Fn(Heard)>,
    auth: RefCell<Option<Auth>>,
    calls: RefCell<Calls>,
    sockets: Sockets,
    uploads: Uploads,
    timer: Timer,
    draining: Cell<bool>,
    /// How many conversations were opened.
    opened: Cell<u32>,
}

impl std::fmt::Debug for Driver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Driver")
    }
}

impl Driver {
    /// Connects at once.
    pub fn new(host: Rc<dyn Host>, setup: Setup, tell: Box<dyn Fn(Heard)>) -> Rc<Driver> {
        // A host that runs no tasks panics here, before there is a client that would have to be closed.
        host.spawn(Box::pin(async {}));
        let config = Config { debug: setup.debug, entropy: host.entropy() };
        let mut client = Client::new(config, now(&*host));
        client.keep_session(setup.plan);
        let driver = Rc::new_cyclic(|this| Driver {
            host,
            this: Weak::clone(this),
            client: RefCell::new(client),
            setup,
            tell,
            auth: RefCell::default(),
            calls: RefCell::default(),
            sockets: Sockets::default(),
            uploads: Uploads::default(),
            timer: Timer::default(),
            draining: Cell::new(false),
            opened: Cell::new(0),
        });
        driver.listen();
        driver.drain();
        driver
    }

    /// From now on `auth` is asked whenever the session has to be entered.
    pub fn ask_for_auth(&self, auth: Auth) {
        *self.auth.borrow_mut() = Some(auth);
        self.client.borrow_mut().keep_session(Plan { auth: true, ..self.setup.plan });
    }

    /// Nobody is asked any more.
    pub fn forget_auth(&self) {
        *self.auth.borrow_mut() = None;
        self.client.borrow_mut().keep_session(self.setup.plan);
    }

    /// Nothing goes out any more, and whoever waits is answered.
    pub fn close(&self) {
        self.client.borrow_mut().close(self.now());
        self.drain();
    }

    /// Another conversation was opened; says the how-manieth.
    pub fn opened(&self) -> u32 {
        self.opened.set(self.last_opened().wrapping_add(1));
        self.last_opened()
    }

    pub fn last_opened(&self) -> u32 {
        self.opened.get()
    }

    /// Shows the developer a line.
    pub fn log(&self, line: &str) {
        self.host.log(line);
    }

    fn now(&self) -> Now {
        now(&*self.host)
    }

    fn spawn(&self, task: impl std::future::Future<Output = ()> + 'static) {
        self.host.spawn(task.boxed_local());
    }

    fn listen(&self) {
        let (this, mut signals) = (Weak::clone(&self.this), self.host.signals());
        self.spawn(async move {
            while let Some(signal) = signals.next().await {
                let Some(driver) = this.upgrade() else { return };
                driver.input(match signal {
                    Signal::Leaving => Input::Leaving,
                    Signal::Wake => Input::Wake,
                    Signal::Offline => Input::Offline,
                });
            }
        });
    }

    fn input(&self, input: Input<Json>) {
        self.client.borrow_mut().handle(input, self.now());
        self.drain();
    }

    fn drain(&self) {
        if self.draining.replace(true) {
            return;
        }
        while let Some(effect) = self.next_effect() {
            self.execute(effect);
        }
        self.draining.set(false);
        self.arm();
    }

    fn next_effect(&self) -> Option<Effect<Json>> {
        self.client.borrow_mut().poll_effect()
    }

    fn execute(&self, effect: Effect<Json>) {
        match effect {
            Effect::Connect => self.connect(),
            Effect::Disconnect => self.sockets.close(),
            Effect::Send(frame) => self.sockets.send(frame.as_str().unwrap_or_default()),
            Effect::Settle { handle, outcome, data, more } => self.settle(handle, outcome, data, more),
            Effect::Tell { listener, data } => (self.tell)(Heard::Listener(listener, data.into_value())),
            Effect::Connection(change) => (self.tell)(Heard::Connection(change)),
            Effect::Auth { attempt, reason } => self.authorise(attempt, &reason),
            Effect::Load { conversations, event_key } => {
                let read = |key: Json| self.host.read(text(&key)).map(Value::from).unwrap_or_default().into();
                let (conversations, event_key) = (read(conversations), read(event_key));
                self.answer(Input::Loaded { conversations, event_key });
            }
            Effect::Save { key, text: kept } => {
                let taken = self.host.write(text(&key), Some(text(&kept)));
                self.answer(Input::Saved(if taken { Stored::Taken } else { Stored::Refused }));
            }
            Effect::Recall { prefix } => {
                let keys = self.host.keys(text(&prefix));
                let texts: Value = keys.iter().filter_map(|key| self.host.read(key)).collect();
                self.answer(Input::Recalled(texts.into()));
            }
            Effect::Keep { key, text: kept } => {
                if !self.host.write(text(&key), kept.as_deref().map(text)) {
                    self.answer(Input::Unkept);
                }
            }
            Effect::Upload(upload) => self.upload(upload),
            Effect::AbortUpload(handle) => self.uploads.stop(handle),
            Effect::Log { what, shown } => self.log(&format!("{what} {}", *shown)),
            Effect::Warn { what, .. } => self.log(text(&what)),
            Effect::Complain(message) => self.log(text(&message)),
        }
    }

    /// The answer to an effect, while it is executed.
    fn answer(&self, input: Input<Json>) {
        self.client.borrow_mut().handle(input, self.now());
    }

    fn authorise(&self, attempt: u32, reason: &Json) {
        let Some(auth) = self.auth.borrow().clone() else { return };
        let (this, reason) = (Weak::clone(&self.this), text(reason).to_owned());
        self.spawn(async move {
            let answer = auth(attempt, reason).await;
            let Some(driver) = this.upgrade() else { return };
            let payload = answer.map_err(|error| driver.log(&format!("auth: {error}"))).ok().map(Json::from);
            driver.input(Input::Authorised { attempt, payload });
        });
    }

    fn socket_url(&self) -> String {
        let url = address::socket_url(&Json::from(self.setup.address.as_str()));
        text(&url).to_owned()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.close();
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn now(host: &dyn Host) -> Now {
    Now { at: host.monotonic().into(), date: Date::since_1970(host.since_1970()) }
}
