//! The browser's side: hands the client what the browser's facilities report, and executes what it asks for. The
//! facilities are a few lines of JS each (`js/browser.js`): a JS value never crosses into wasm, it is known here by an
//! id. Must never decide anything, and never call into JS while the client is borrowed: a handler may call any engine.

mod browser;
mod clock;
mod timer;
mod upload;
mod values;

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use crate::client::{Answer, Client, Config, Effect, Handle, Input, MustFirst, Stored, UploadAnswer};
use crate::payload::{Kept, Kind, Payload, Word};
use crate::protocol::address;
use crate::protocol::methods::Guard;
use clock::Clock;
use timer::Timer;
pub use values::{forget, Value};

/// A third of the default allocator's size, and as quick for the little that is allocated here.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// What the page's object holds: one client, running. `i32` is the id of a JS value throughout (`js/values.js`). Whoever
/// calls forgets the ids that were given out, once the last call of any engine has returned; the shim's one door
/// (`js/page.js`) does.
#[wasm_bindgen]
pub struct Engine {
    client: RefCell<Client<Value>>,
    clock: Clock,
    timer: Timer,
    /// What the shim gave: the facilities keep their state in it, and call this engine by it.
    page: Kept<Value>,
    socket_url: Kept<Value>,
    upload_url: Kept<Value>,
    /// Effects are being executed: a call from the page's own handler only adds to them.
    draining: Cell<bool>,
}

#[wasm_bindgen]
impl Engine {
    /// Connects at once. `page` is an object with `settle`, `tell`, `progress`, `log` and `complain`; whoever makes the
    /// engine puts it there as `engine`. `options`: `address`, `upload_file` (texts) and `debug`, all optional.
    #[wasm_bindgen(constructor)]
    pub fn new(page: i32, options: i32) -> Engine {
        values::learn_words();
        let options = Value::of(options);
        let address = |word, default| {
            Some(options.get(word)).filter(|text| !text.is_blank()).unwrap_or(Value::from_text(default))
        };
        let config = Config { debug: options.is_true(Word::Debug), entropy: entropy() };
        let clock = Clock::default();
        let engine = Engine {
            client: RefCell::new(Client::new(config, clock.now())),
            clock,
            timer: Timer::default(),
            page: Value::of(page).into(),
            socket_url: address::socket_url(&address(Word::Address, address::DEFAULT)).into(),
            upload_url: address(Word::UploadFile, address::DEFAULT_UPLOAD).into(),
            draining: Cell::new(false),
        };
        browser::listen(engine.page.id());
        engine.drain();
        engine
    }

    /// Calls a method by its number. What it answers on the spot, as a number: a flag, a count, 1 when the handle will
    /// be settled and 0 when not; -1 when `init` and -2 when `login` must come first.
    pub fn call(&self, method: usize, handle: u32, args: i32) -> i32 {
        self.clock.look();
        let answer = self.client.borrow_mut().call(method, Handle(handle), Value::of(args), self.clock.now());
        self.drain();
        match answer {
            Ok(Answer::Handle) => 1,
            Ok(Answer::Nothing) => 0,
            Ok(Answer::Count(count)) => i32::try_from(count).unwrap_or(i32::MAX),
            Ok(Answer::Flag(flag)) => i32::from(flag),
            Err(refused) => too_early(refused),
        }
    }

    /// Whether the method may be called now: 0, or as `call` answers what came too early.
    pub fn permits(&self, method: usize) -> i32 {
        self.client.borrow().permits(method).map_or_else(too_early, |()| 0)
    }

    /// The object is done with: what is unsaved is stored, and nothing else is asked of the browser any more.
    pub fn close(&self) {
        self.client.borrow_mut().close(self.clock.now());
        self.drain();
    }

    /// The page wants to hear of this handle's timeout.
    pub fn watch(&self, handle: u32) {
        self.client.borrow_mut().watch(Handle(handle), self.clock.now());
        self.drain();
    }

    /// The page does not want this upload any more.
    pub fn abort(&self, handle: u32) {
        self.client.borrow_mut().abort(Handle(handle));
        self.drain();
    }

    /// A text frame arrived.
    pub fn frame(&self, text: i32) {
        self.handle(Input::Frame(Value::of(text)));
    }

    /// The socket is gone.
    pub fn closed(&self) {
        self.handle(Input::SocketClosed);
    }

    /// The timer fired.
    pub fn time(&self) {
        self.timer.fired();
        self.handle(Input::Time);
    }

    /// The page may be gone in a moment.
    pub fn leaving(&self) {
        self.handle(Input::Leaving);
    }

    /// More of an upload's file is on its way.
    pub fn progressed(&self, handle: u32) {
        self.clock.look();
        self.handle(Input::Progress { handle: Handle(handle) });
    }

    /// An upload ended: with the HTTP status, 0 when there is none, and the answer's JSON, if it is any.
    pub fn uploaded(&self, handle: u32, status: u16, body: i32) {
        self.clock.look();
        let body = Value::of(body);
        let answer = match status {
            0 => UploadAnswer::Network,
            200 if body.kind() != Kind::Missing => UploadAnswer::Done(body),
            _ => UploadAnswer::Refused(body),
        };
        self.handle(Input::Uploaded { handle: Handle(handle), answer });
    }
}

impl Engine {
    fn handle(&self, input: Input<Value>) {
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
        self.timer.arm(self.page.id(), deadline);
    }

    fn next_effect(&self) -> Option<Effect<Value>> {
        self.client.borrow_mut().poll_effect()
    }

    fn execute(&self, effect: Effect<Value>) {
        let page = self.page.id();
        match effect {
            Effect::Connect => browser::connect(page, self.socket_url.id()),
            Effect::Disconnect => browser::disconnect(page),
            Effect::Send(frame) => browser::send(page, frame.id()),
            Effect::Settle { handle, outcome, data, more } => {
                let more = more.unwrap_or(Value::missing());
                browser::settle(page, handle.0, outcome as u8, data.id(), more.id());
            }
            Effect::Tell { listener, data } => browser::tell(page, listener as u8, data.id()),
            Effect::Load { conversations, event_key } => {
                let read = |key: Value| Value::of(browser::read(page, key.id()));
                let (conversations, event_key) = (read(conversations), read(event_key));
                self.answer(Input::Loaded { conversations, event_key });
            }
            Effect::Save { key, text } => {
                let taken = browser::write(page, key.id(), text.id());
                self.answer(Input::Saved(if taken { Stored::Taken } else { Stored::Refused }));
            }
            Effect::Upload(upload) => {
                let handle = upload.handle;
                if !upload::start(page, &self.upload_url, upload) {
                    self.answer(Input::Uploaded { handle, answer: UploadAnswer::Network });
                }
            }
            Effect::AbortUpload(handle) => browser::stop(page, handle.0),
            Effect::Log { what, shown } => browser::log(page, Value::from_text(what).id(), shown.id()),
            Effect::Warn { method, what } => browser::warn(page, method, what.id()),
            Effect::Complain(message) => browser::complain(page, message.id()),
        }
    }

    /// The answer to an effect, while it is executed.
    fn answer(&self, input: Input<Value>) {
        self.client.borrow_mut().handle(input, self.clock.now());
    }
}

fn too_early(MustFirst(guard): MustFirst) -> i32 {
    if guard == Guard::Login {
        -2
    } else {
        -1
    }
}

/// 32 random bits.
fn entropy() -> u32 {
    (browser::random() * 4_294_967_296.0) as u32
}
