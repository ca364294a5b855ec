//! For tests of apps, without a network: a clock that the test moves, and a server that says what the test has it say.
//! The crate's own tests use it, too. Must never sleep.
//!
//! ```
//! use futures::StreamExt;
//! use jmessage_web::testing::{auth, Stage};
//! use jmessage_web::{Credentials, Event};
//! use serde_json::json;
//!
//! let stage = Stage::new();
//! let im = stage.connect();
//! let mut events = im.events();
//! stage.run(async {
//!     im.sign_in(Credentials::new("ann", "secret"), || async { Ok(auth()) }).await?;
//!     // Whatever has no answer of its own is answered with code 0.
//!     stage.server().answer("get_groups_list", |_| json!({"code": 0, "group_list": [{"gid": 7, "name": "seven"}]}));
//!     assert_eq!(im.groups().list().await?[0].name, "seven");
//!     stage.server().push_message("bob", "hello");
//!     loop {
//!         if let Some(Event::Messages(messages)) = events.next().await {
//!             assert_eq!(messages[0].text(), Some("hello"));
//!             return jmessage_web::Result::Ok(());
//!         }
//!     }
//! })
//! .unwrap();
//! ```
// Tests are told by a panic what is wrong with them, and reach no page.
#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod clock;
mod host;
mod server;

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use futures::executor::LocalPool;
use serde_json::json;

use crate::{Auth, Builder, JMessage};
use clock::Clock;
pub use host::FakeHost;
pub use server::Server;

/// So long a future may take, by the stage's clock.
const PATIENCE: Duration = Duration::from_secs(86_400);

/// Where a test plays: a clock, a server, and the tasks of all clients that were made here.
pub struct Stage {
    pool: RefCell<LocalPool>,
    host: FakeHost,
}

impl Default for Stage {
    fn default() -> Self {
        Stage::new()
    }
}

impl Stage {
    /// One whose clock stands still, and whose server is up.
    pub fn new() -> Self {
        let pool = LocalPool::new();
        let host = FakeHost::new(pool.spawner());
        Stage { pool: RefCell::new(pool), host }
    }

    /// A client, connected to the server.
    pub fn connect(&self) -> JMessage {
        self.connect_with(JMessage::builder())
    }

    /// A client, made as it says.
    pub fn connect_with(&self, builder: Builder) -> JMessage {
        builder.connect_over(self.host())
    }

    /// What clients run on here. All share clock, storage and server.
    pub fn host(&self) -> FakeHost {
        self.host.clone()
    }

    /// The server.
    pub fn server(&self) -> Rc<Server> {
        self.host.server()
    }

    /// Runs a future to its end. Whenever all wait, the clock moves to the next moment that somebody waits for.
    ///
    /// # Panics
    /// If all wait, and for nothing that will happen; or if it has not ended in a day.
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        let end = self.clock().now() + PATIENCE;
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        let waker = Waker::from(Arc::clone(&woken));
        loop {
            if woken.0.swap(false, Ordering::Relaxed) {
                if let Poll::Ready(answer) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return answer;
                }
            }
            self.settle();
            if !woken.0.load(Ordering::Relaxed) && !self.clock().step(end) {
                panic!("all wait, and for nothing that happens within a day");
            }
        }
    }

    /// Runs all tasks until they wait.
    pub fn settle(&self) {
        self.pool.borrow_mut().run_until_stalled();
    }

    /// Time passes, and whatever falls due is done.
    pub fn advance(&self, span: Duration) {
        let end = self.clock().now() + span;
        self.settle();
        while self.clock().step(end) {
            self.settle();
        }
        self.clock().set(end);
    }

    fn clock(&self) -> Rc<Clock> {
        self.host.clock()
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What the fake server takes for [`JMessage::init`] and [`JMessage::sign_in`].
pub fn auth() -> Auth {
    Auth {
        appkey: "app".to_owned(),
        random_str: "022cd9fd995849b58b3e".to_owned(),
        timestamp: json!(1_516_924_800_000_u64),
        signature: "signature".to_owned(),
        flag: None,
    }
}
