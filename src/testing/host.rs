//! The host of a [`Stage`](super::Stage). Must never be reached by anything real.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures::executor::LocalSpawner;
use futures::future::LocalBoxFuture;
use futures::task::LocalSpawnExt;
use futures::{FutureExt, StreamExt};

use super::clock::Clock;
use super::server::Server;
use crate::host::{Host, Memory, Response, Said, Socket, Upload};

/// When all tests happen, by the wall clock.
const DATE: Duration = Duration::from_secs(1_516_924_800);

/// What clients of a stage run on. Clones are the same.
#[derive(Clone)]
pub struct FakeHost(Rc<Parts>);

struct Parts {
    clock: Rc<Clock>,
    spawner: LocalSpawner,
    storage: Memory,
    server: Rc<Server>,
    log: RefCell<Vec<String>>,
}

impl FakeHost {
    pub(super) fn new(spawner: LocalSpawner) -> Self {
        let (clock, server) = (Rc::default(), Rc::default());
        FakeHost(Rc::new(Parts { clock, spawner, storage: Memory::default(), server, log: RefCell::default() }))
    }

    pub(super) fn clock(&self) -> Rc<Clock> {
        Rc::clone(&self.0.clock)
    }

    pub(super) fn server(&self) -> Rc<Server> {
        Rc::clone(&self.0.server)
    }

    /// What clients store.
    pub fn storage(&self) -> &Memory {
        &self.0.storage
    }

    /// What was logged since this was last asked.
    pub fn logged(&self) -> Vec<String> {
        self.0.log.take()
    }
}

impl Host for FakeHost {
    fn monotonic(&self) -> Duration {
        self.0.clock.now()
    }

    fn since_1970(&self) -> Duration {
        DATE + self.0.clock.now()
    }

    fn entropy(&self) -> u32 {
        self.0.server.entropy()
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.0.spawner.spawn_local(task).expect("the stage outlives its clients");
    }

    fn sleep(&self, span: Duration) -> LocalBoxFuture<'static, ()> {
        self.0.clock.sleep(span)
    }

    fn connect(&self, _url: &str, heard: Box<dyn Fn(Said)>) -> Socket {
        let (socket, mut frames) = self.0.server.accept();
        self.spawn(
            async move {
                while let Some(frame) = frames.next().await {
                    heard(Said::Frame(frame));
                }
                heard(Said::Closed);
            }
            .boxed_local(),
        );
        socket
    }

    fn upload(&self, upload: Upload) -> LocalBoxFuture<'static, Option<Response>> {
        let server = self.server();
        async move { server.take_upload(&upload) }.boxed_local()
    }

    fn read(&self, key: &str) -> Option<String> {
        self.0.storage.read(key)
    }

    fn write(&self, key: &str, text: Option<&str>) -> bool {
        self.0.storage.write(key, text);
        true
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        self.0.storage.keys(prefix)
    }

    fn log(&self, line: &str) {
        self.0.log.borrow_mut().push(line.to_owned());
    }
}
