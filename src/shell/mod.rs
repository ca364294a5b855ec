//! The browser's side: hands the client what the browser's facilities report, and executes what it asks for. The
//! facilities are a few lines of JS each (`js/browser.js`): a JS value never crosses into wasm, it is known here by an
//! id. Must never decide anything, and never call into JS while the client is borrowed: a handler may call any engine.

mod browser;
mod clock;
mod door;
mod timer;
mod upload;
mod values;

use std::cell::{Cell, RefCell};

use crate::client::{
    address, Answer, Client, Config, Effect, Handle, Input, Listener, Method, MustFirst, Plan, Rid, Stored,
    UploadAnswer,
};
use crate::numbers::Entry;
use crate::payload::{Kept, Payload, Word};
use clock::Clock;
use timer::Timer;
pub use values::{forget, Value};

/// What the page's object holds: one client, running. `i32` is the id of a JS value throughout (`js/values.js`). Whoever
/// calls forgets the ids that were given out, once the last call of any engine has returned; the shim's one door
/// (`js/page.js`) does.
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

impl Engine {
    /// Connects at once. `page` is a Page of `js/page.js`. `options`: `address`, `upload_file` (texts), `debug` and
    /// what a kept session has, all optional.
    pub fn new(page: i32, options: i32) -> Engine {
        values::learn_words();
        let (page, options) = (value(page), value(options));
        let address = |word, default| {
            Some(options.get(word)).filter(|text| !text.is_blank()).unwrap_or(Value::from_text(default))
        };
        let config = Config { debug: options.is_true(Word::Debug), entropy: entropy() };
        let clock = Clock::default();
        clock.look();
        let mut client = Client::new(config, clock.now());
        if let Some(plan) = Plan::of(&options, page.has(Word::Auth)) {
            client.keep_session(plan);
            let appkey = Some(options.get(Word::Appkey)).filter(|appkey| !appkey.is_blank());
            appkey.into_iter().for_each(|appkey| client.expect_app(appkey));
        }
        let engine = Engine {
            client: RefCell::new(client),
            clock,
            timer: Timer::default(),
            page: page.into(),
            socket_url: address::socket_url(&address(Word::Address, address::DEFAULT)).into(),
            upload_url: address(Word::UploadFile, address::DEFAULT_UPLOAD).into(),
            draining: Cell::new(false),
        };
        browser::listen(engine.page.id());
        engine.drain();
        engine
    }

    /// Whatever JS has to say, by the number of an [`Entry`]. Answers on the spot, where the entry has an answer.
    pub fn enter(&self, entry: u8, a: i32, b: i32, c: i32) -> i32 {
        let Some(entry) = Entry::of(entry) else { return 0 };
        // Where the page calls, or an upload moves, somebody may speak of dates; a timer tells who slept.
        if matches!(entry, Entry::Call | Entry::Time | Entry::Progressed | Entry::Uploaded) {
            self.clock.look();
        }
        let (method, handle) = (|number| Method::numbered(number as usize), |id| Handle(id as u32));
        let now = self.clock.now();
        let mut client = self.client.borrow_mut();
        let mut answer = 0;
        match entry {
            Entry::Call => answer = answered(client.call(method(a), handle(b), value(c), now)),
            Entry::Permits => return client.permits(method(a)).map_or_else(too_early, |()| 0),
            Entry::Watch => client.watch(handle(a), now),
            Entry::Abort => client.abort(handle(a)),
            Entry::Close => client.close(now),
            Entry::Frame => client.handle(Input::Frame(value(a)), now),
            Entry::Closed => client.handle(Input::SocketClosed, now),
            Entry::Time => {
                self.timer.fired();
                client.handle(Input::Time, now);
            }
            Entry::Leaving => client.handle(Input::Leaving, now),
            Entry::Progressed => client.handle(Input::Progress { handle: handle(a) }, now),
            Entry::Uploaded => {
                let answer = upload::answer(b, value(c));
                client.handle(Input::Uploaded { handle: handle(a), answer }, now);
            }
            Entry::Authorised => {
                client.handle(Input::Authorised { attempt: a as u32, payload: Value::given(b) }, now);
            }
            Entry::Waiting => answer = waiting(&client).id(),
            Entry::Discard => client.discard(Rid(a.into())),
            Entry::Wake => client.handle(Input::Wake, now),
            Entry::Offline => client.handle(Input::Offline, now),
            Entry::Stored => client.handle(Input::Stored(value(a)), now),
        }
        drop(client);
        self.drain();
        answer
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
                browser::settle(page, handle.0 as i32, outcome as u8, data.id(), more.id());
            }
            Effect::Tell { listener, data } => browser::tell(page, listener as u8, data.id()),
            Effect::Connection(change) => {
                browser::tell(page, Listener::ConnectionChange as u8, change.into_payload().id());
            }
            Effect::Auth { attempt, reason } => browser::authorise(page, attempt as i32, reason.id()),
            Effect::Load { conversations, event_key } => {
                let read = |key: Value| Value::of(browser::read(page, key.id()));
                let (conversations, event_key) = (read(conversations), read(event_key));
                self.answer(Input::Loaded { conversations, event_key });
            }
            Effect::Save { key, text } => {
                let taken = browser::write(page, key.id(), text.id());
                self.answer(Input::Saved(if taken { Stored::Taken } else { Stored::Refused }));
            }
            Effect::Recall { prefix } => {
                let frames = Value::of(browser::recall(page, prefix.id()));
                self.answer(Input::Recalled(frames));
            }
            Effect::Keep { key, text } => {
                if !browser::write(page, key.id(), text.unwrap_or(Value::missing()).id()) {
                    self.answer(Input::Unkept);
                }
            }
            Effect::Upload(upload) => {
                let handle = upload.handle;
                if !upload::start(page, &self.upload_url, upload) {
                    self.answer(Input::Uploaded { handle, answer: UploadAnswer::Network });
                }
            }
            Effect::AbortUpload(handle) => browser::stop(page, handle.0 as i32),
            Effect::Log { what, shown } => browser::log(page, Value::from_text(what).id(), shown.id()),
            Effect::Warn { method, what } => browser::warn(page, method.number() as i32, what.id()),
            Effect::Complain(message) => browser::complain(page, message.id()),
        }
    }

    /// The answer to an effect, while it is executed.
    fn answer(&self, input: Input<Value>) {
        self.client.borrow_mut().handle(input, self.clock.now());
    }
}

fn answered(answer: Result<Answer, MustFirst>) -> i32 {
    match answer {
        Ok(Answer::Handle) => 1,
        Ok(Answer::Nothing) => 0,
        Ok(Answer::Count(count)) => i32::try_from(count).unwrap_or(i32::MAX),
        Ok(Answer::Flag(flag)) => i32::from(flag),
        Err(refused) => too_early(refused),
    }
}

/// The messages that wait, as the shim shows them to the page.
fn waiting(client: &Client<Value>) -> Value {
    let mut list = Value::list();
    for message in client.waiting() {
        let mut item = Value::object();
        item.set_number(Word::Id, message.id.0);
        item.set_number(Word::Method, message.method.number() as f64);
        item.set(Word::Arguments, message.arguments);
        item.set_number(Word::Since, message.since.0);
        item.set_number(Word::Attempts, message.attempts.into());
        list.push(item);
    }
    list
}

/// Less than any answer.
fn too_early(MustFirst(guard): MustFirst) -> i32 {
    -(guard as i32)
}

/// 32 random bits.
fn entropy() -> u32 {
    (browser::random() * 4_294_967_296.0) as u32
}

/// What came with an input.
fn value(id: i32) -> Value {
    Value::given(id).unwrap_or(Value::missing())
}
