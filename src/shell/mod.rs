//! The browser's side: drives the client with what the browser's facilities report, one file per facility. Must never
//! decide anything, and never call into the page while the client is borrowed.

mod clock;
mod entropy;
mod leaving;
mod page;
mod socket;
mod storage;
mod timer;
mod upload;
mod value;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;

use crate::client::{Answer, Client, Config, Effect, Handle, Input, MustFirst};
use crate::payload::{Payload, Word};
use crate::protocol::address;
use crate::protocol::methods::Guard;
use clock::Clock;
use leaving::Leaving;
use page::Page;
use socket::Socket;
use storage::Storage;
use timer::Timer;
use upload::Uploads;

/// A third of the default allocator's size, and as quick for the little that is allocated here.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// One instance: a client and the facilities that it uses, all released with it.
struct Shell {
    client: RefCell<Client<JsValue>>,
    clock: Clock,
    page: Page,
    socket_url: String,
    socket: RefCell<Option<Socket>>,
    timer: Timer,
    storage: Storage,
    uploads: Uploads,
    _leaving: Leaving,
    /// Effects are being executed: a call from the page's own handler only adds to them.
    draining: Cell<bool>,
}

impl Shell {
    fn handle(&self, input: Input<JsValue>) {
        self.client.borrow_mut().handle(input, self.clock.now());
        self.drain();
    }

    /// One input, then drain the effects, then wait for the next deadline.
    fn drain(&self) {
        if self.draining.replace(true) {
            return;
        }
        while let Some(effect) = self.next_effect() {
            self.execute(effect);
        }
        self.draining.set(false);
        let deadline = self.client.borrow().deadline();
        self.timer.arm(deadline);
    }

    fn next_effect(&self) -> Option<Effect<JsValue>> {
        self.client.borrow_mut().poll_effect()
    }

    fn execute(&self, effect: Effect<JsValue>) {
        match effect {
            Effect::Connect => self.connect(),
            Effect::Disconnect => drop(self.socket.take()),
            Effect::Send(frame) => self.socket.borrow().iter().for_each(|socket| socket.send(&frame)),
            Effect::Settle { handle, outcome, data, more } => {
                self.page.settle(handle.0, outcome as u8, data, more.unwrap_or(JsValue::UNDEFINED));
            }
            Effect::Tell { listener, data } => self.page.tell(listener as u8, data),
            Effect::Load { conversations, event_key } => {
                let (conversations, event_key) = (self.storage.read(&conversations), self.storage.read(&event_key));
                self.client.borrow_mut().handle(Input::Loaded { conversations, event_key }, self.clock.now());
            }
            Effect::Save { key, text } => self.storage.write(&key, &text),
            Effect::Upload(upload) => self.uploads.start(upload),
            Effect::AbortUpload(handle) => self.uploads.abort(handle),
            Effect::Log { what, shown } => self.page.log(what, shown),
            Effect::Complain(message) => self.page.complain(message),
        }
    }

    fn connect(&self) {
        match Socket::open(&self.socket_url, self.timer.shell()) {
            Ok(socket) => drop(self.socket.replace(Some(socket))),
            Err(error) => {
                self.page.complain(error);
                self.client.borrow_mut().handle(Input::SocketClosed, self.clock.now());
            }
        }
    }
}

/// What the JS object holds: one client, running.
#[wasm_bindgen]
pub struct Engine(Rc<Shell>);

#[wasm_bindgen]
impl Engine {
    /// Connects at once. `options`: `address`, `upload_file` (texts) and `debug`, all optional.
    #[wasm_bindgen(constructor)]
    pub fn new(page: Page, options: &JsValue) -> Engine {
        value::learn_words();
        let text = |word| Payload::get(options, word).as_text().filter(|text| !text.is_empty());
        let address = text(Word::Address).unwrap_or_else(|| address::DEFAULT.to_owned());
        let upload_url = text(Word::UploadFile).unwrap_or_else(|| address::DEFAULT_UPLOAD.to_owned());
        let config = Config { debug: options.is_true(Word::Debug), entropy: entropy::draw() };
        let clock = Clock::default();
        let shell = Rc::new_cyclic(|shell: &Weak<Shell>| Shell {
            client: RefCell::new(Client::new(config, clock.now())),
            clock,
            socket_url: address::socket_url(&address),
            socket: RefCell::default(),
            timer: Timer::new(shell.clone()),
            storage: Storage::default(),
            uploads: Uploads::new(shell.clone(), page.clone(), upload_url),
            page,
            _leaving: Leaving::listen(shell.clone()),
            draining: Cell::new(false),
        });
        shell.drain();
        Engine(shell)
    }

    /// Calls a method by its number. What it answers on the spot, as a number: a flag, a count, 1 when the handle will
    /// be settled and 0 when not; -1 when `init` and -2 when `login` must come first.
    pub fn call(&self, method: usize, handle: u32, args: JsValue) -> i32 {
        self.0.clock.look();
        let answer = self.0.client.borrow_mut().call(method, Handle(handle), args, self.0.clock.now());
        self.0.drain();
        match answer {
            Ok(Answer::Handle) => 1,
            Ok(Answer::Nothing) => 0,
            Ok(Answer::Count(count)) => i32::try_from(count).unwrap_or(i32::MAX),
            Ok(Answer::Flag(flag)) => i32::from(flag),
            Err(MustFirst(Guard::Login)) => -2,
            Err(MustFirst(_)) => -1,
        }
    }

    /// The page wants to hear of this handle's timeout.
    pub fn watch(&self, handle: u32) {
        self.0.client.borrow_mut().watch(Handle(handle), self.0.clock.now());
        self.0.drain();
    }

    /// The page does not want this upload any more.
    pub fn abort(&self, handle: u32) {
        self.0.client.borrow_mut().abort(Handle(handle));
        self.0.drain();
    }
}
