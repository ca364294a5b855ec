//! The client: joins session and chat. One law, obeyed by every host (shell, tests, simulation): one input, then drain
//! the effects, then wait for the next deadline. Must never grow rules of its own: what a reply means to conversations
//! is in `chat`, what may be sent when is in `session`, how anything is spelled is in `protocol`.
//!
//! Methods sort into inputs (`handle`, `call`, `watch`, `abort`, `forget`, `discard`, `close`), outputs (`poll_effect`,
//! `deadline`) and getters. After `close` all inputs do nothing. A client belongs to one thread.
//!
//! Driven by hand, over serde_json's values:
//!
//! ```
//! # #[cfg(feature = "client")] {
//! use jmessage_web::client::{Answer, Client, Config, Effect, Handle, Input, Method, Outcome};
//! use jmessage_web::payload::Json;
//! use jmessage_web::time::{Date, Now};
//! use serde_json::json;
//! use std::time::Duration;
//!
//! // Both clocks, as the host reads them.
//! let now = |passed: u64| {
//!     let passed = Duration::from_millis(passed);
//!     Now { at: passed.into(), date: Date::since_1970(Duration::from_secs(1_800_000_000) + passed) }
//! };
//! let mut client = Client::new(Config { debug: false, entropy: 7 }, now(0));
//! assert!(matches!(client.poll_effect(), Some(Effect::Connect)));
//!
//! // A socket would say this.
//! for frame in [r#"0{"pingInterval":25000,"pingTimeout":60000}"#, "40"] {
//!     client.handle(Input::Frame(Json::from(frame)), now(10));
//! }
//! let auth = json!({"appkey": "app", "random_str": "r", "timestamp": 1, "signature": "s"});
//! assert_eq!(client.call(Method::INIT, Handle(1), auth.into(), now(20)), Ok(Answer::Handle));
//! let mut sent = Vec::new();
//! while let Some(effect) = client.poll_effect() {
//!     match effect {
//!         Effect::Send(frame) => sent.push(frame.to_string()),
//!         Effect::Connection(change) => println!("{:?}", change.state()),
//!         effect => panic!("nobody asked for {effect:?}"),
//!     }
//! }
//! assert!(sent[0].contains("c_init"));
//!
//! // Without an answer, this is when something is to be done: the host sleeps for so long, and says `Input::Time`.
//! let pause: Duration = client.deadline().since(now(20).at);
//! assert!(pause <= Duration::from_secs(25));
//! client.handle(Input::Time, now(20 + pause.as_millis() as u64));
//! # }
//! ```

mod call;
mod change;
mod effect;
mod forget;
mod held;
mod keeping;
mod later;
mod lifecycle;
mod plan;
mod push;
mod receipts;
mod rids;
mod saving;
mod session;
mod settle;
mod then;
mod upload;

pub use call::{Answer, MustFirst};
pub use change::{Change, State};
pub use effect::{Effect, Handle, Input, Outcome, Stored, Upload, UploadAnswer};
pub use held::Held;
pub use keeping::Waiting;
pub use plan::Plan;

pub use crate::protocol::address;
pub use crate::protocol::method::Method;
pub use crate::protocol::methods::{Guard, Listener};
pub use crate::protocol::Account;
pub use crate::session::request::Rid;

use std::rc::Rc;

use crate::chat::{ChatState, Consequence};
use crate::payload::{Payload, Word};
use crate::protocol::codes;
use crate::session::auth::Auth;
use crate::session::link::{Link, Rhythm};
use crate::session::outbox::{Outbox, Standing};
use crate::session::request::{Audience, Draft, GivenUp};
use crate::session::rng::Rng;
use crate::time::{Millis, Now};
use crate::wire::{self, Packet};
use effect::Effects;
use later::{Later, Recipient};
use receipts::{Batch, Receipts};
use rids::Rids;
use saving::Saving;
use session::Session;
use then::Then;
use upload::Uploads;

/// How a client is made.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// Frames are logged, with their secrets masked.
    pub debug: bool,
    /// Any 32 bits that no other client is likely to have: rids start from them, reconnects scatter by them.
    pub entropy: u32,
}

/// A client of JMessage as a state machine, over the values of its host.
pub struct Client<V: Payload> {
    rng: Rng,
    session: Session<V>,
    link: Link,
    auth: Auth<V>,
    outbox: Outbox<V, Then<V>>,
    /// By which request each handle waits.
    rids: Rids,
    chat: ChatState<V>,
    /// Whose `chat` is: kept over a lost connection, for the same user's return.
    chat_of: Option<Rc<Account<V>>>,
    receipts: Receipts<V>,
    uploads: Uploads<V>,
    later: Later<V>,
    /// The methods and fields about which the developer was warned.
    warned: Vec<(Method, Word)>,
    saving: Saving<V>,
    effects: Effects<V>,
}

impl<V: Payload> Client<V> {
    /// A client that connects at once: its first effect is `Connect`.
    pub fn new(config: Config, now: Now) -> Self {
        let mut rng = Rng::new(config.entropy);
        let mut effects = Effects::new(config.debug);
        effects.push(Effect::Connect);
        Client {
            session: Session::new(now),
            link: Link::open(now.at),
            auth: Auth::Stranger,
            outbox: Outbox::new(rng.draw()),
            rng,
            rids: Rids::default(),
            chat: ChatState::default(),
            chat_of: None,
            receipts: Receipts::default(),
            uploads: Uploads::default(),
            later: Later::default(),
            warned: Vec::new(),
            saving: Saving::default(),
            effects,
        }
    }

    /// Something happened outside.
    pub fn handle(&mut self, input: Input<V>, now: Now) {
        if self.link.is_closed() {
            return;
        }
        match input {
            Input::Frame(frame) => self.on_frame(&frame, now),
            Input::SocketClosed => self.lost(V::missing(), now),
            Input::Time => self.on_time(now),
            Input::Loaded { conversations, event_key } => self.on_loaded(conversations, event_key, now),
            Input::Progress { handle } => self.on_progress(handle, now),
            Input::Uploaded { handle, answer } => self.on_uploaded(handle, answer, now),
            Input::Stored(key) => self.on_stored(&key),
            Input::Saved(stored) => self.saving.on_saved(stored, now.at),
            Input::Leaving => self.save_all(now),
            Input::Recalled(frames) => self.on_recalled(&frames, now),
            Input::Unkept => self.on_unkept(),
            Input::Authorised { attempt, payload } => self.on_authorised(attempt, payload, now),
            Input::Wake => self.wake(now),
            Input::Offline => self.on_offline(now),
        }
    }

    /// The next thing that the host has to do, oldest first.
    pub fn poll_effect(&mut self) -> Option<Effect<V>> {
        self.effects.next()
    }

    /// When the host should say `Input::Time` at the latest: the earliest moment that an owner waits for. Saying it
    /// earlier does no harm. A closed client waits for nothing: `Millis::NEVER`.
    pub fn deadline(&self) -> Millis {
        if self.link.is_closed() {
            return Millis::NEVER;
        }
        let all = [
            self.link.deadline(),
            self.session.deadline(),
            self.auth.deadline(),
            self.outbox.deadline(),
            self.receipts.deadline(),
            self.uploads.deadline(),
            self.later.deadline(),
            self.saving.deadline(),
        ];
        all.into_iter().fold(Millis::NEVER, Millis::earlier)
    }

    /// The connection is up.
    pub fn is_connected(&self) -> bool {
        self.link.online().is_some()
    }

    /// Who is logged in, or was and is to be again.
    pub fn account(&self) -> Option<&Account<V>> {
        self.chat_of.as_deref()
    }

    /// How far the session has come.
    pub fn reached(&self) -> Guard {
        self.auth.reached()
    }

    #[inline(never)]
    fn standing(&self) -> Standing {
        Standing { connection: self.link.online(), reached: self.auth.reached() }
    }

    fn on_frame(&mut self, frame: &V, now: Now) {
        self.link.on_frame(now.at);
        self.effects.log("received", frame);
        match wire::decode(frame) {
            Packet::Open { json } => {
                let handshake = frame.parse(json).unwrap_or_else(V::object);
                self.link.on_handshake(Rhythm::of(&handshake));
            }
            Packet::Connected => {
                if self.link.on_connected(now.at) {
                    self.on_up(now);
                }
            }
            Packet::Ping { text } => self.effects.send(wire::pong(frame, text)),
            Packet::Pong => self.on_pong(now),
            Packet::Event { json } => {
                if let Some(event) = frame.parse(json) {
                    let (name, data) = event.into_pair();
                    self.on_event(&name, data, now);
                }
            }
            Packet::Close | Packet::Disconnected | Packet::Refused => self.lost(V::missing(), now),
            Packet::Noop | Packet::Foreign | Packet::Malformed => {}
        }
    }

    /// Each owner of a deadline, in this order.
    fn on_time(&mut self, now: Now) {
        self.mind_sleep(now);
        let due = self.link.on_deadline(now.at);
        self.serve(due, now);
        self.serve_session(now);
        if self.auth.sync_due(now.at) {
            self.sync_check(now);
        }
        self.serve_outbox(now);
        for batch in self.receipts.on_deadline(now.at) {
            self.report(batch, now);
        }
        while let Some(handle) = self.uploads.stalled(now.at) {
            self.stop_upload(handle, codes::UPLOAD_STALLED.reply());
        }
        self.serve_later(now.at, now);
        if self.saving.deadline() <= now.at {
            self.save(now);
        }
        self.arrive(now);
    }

    fn serve_outbox(&mut self, now: Now) {
        let mut standing = self.standing();
        // Acks are stuck behind what was missed: until that is here, no time counts.
        if self.session.is_behind() {
            standing.reached = Guard::Init;
        }
        let (frames, timed_out) = self.outbox.on_deadline(now.at, standing);
        // Whether the server is there at all is known long before the last send.
        if self.session.is_kept() && !frames.is_empty() {
            let due = self.link.probe(now.at);
            self.serve(due, now);
        }
        frames.into_iter().for_each(|frame| self.effects.send(frame));
        // Five sends and not a sound: the socket is half open, and would be so until the ping's answer is overdue.
        let silent = self.link.silent(now.at);
        let is_dead = timed_out.iter().any(|gone| {
            gone.why == GivenUp::NoAck && silent.is_some_and(|connection| gone.request.went_out_on(connection))
        });
        timed_out.into_iter().for_each(|gone| self.on_timed_out(gone));
        if is_dead {
            self.lost(V::missing(), now);
        }
    }

    /// Tells what is due by then.
    fn serve_later(&mut self, by: Millis, now: Now) {
        while let Some((to, data)) = self.later.take_due(by) {
            match to {
                Recipient::Listener(listener) => self.effects.tell(listener, data),
                Recipient::Handle(handle) => self.succeed(handle, data, None),
                Recipient::Chat => self.on_read_elsewhere(&data, now),
            }
        }
    }

    fn report(&mut self, mut batch: Batch<V>, now: Now) {
        let payload = batch.payload();
        self.request(Word::ReceiptReport, payload, Guard::Login, Then::Receipts(batch.asked), now);
        batch.watched.into_iter().for_each(|handle| self.watch(handle, now));
    }

    /// Takes a request into the outbox, and sends it as soon as the session allows.
    fn request(&mut self, event: Word, data: V, guard: Guard, then: Then<V>, now: Now) {
        let shown_to = if then.is_own() { Audience::Nobody } else { Audience::Page };
        self.submit(Draft { event, data, guard, then, held_until: None, shown_to }, now);
    }

    fn submit(&mut self, draft: Draft<V, Then<V>>, now: Now) {
        match self.outbox.add(draft, now.at, self.standing()) {
            Ok((rid, frame)) => {
                frame.into_iter().for_each(|frame| self.effects.send(frame));
                let (outbox, rids) = (&mut self.outbox, &mut self.rids);
                rids.tidy(outbox.room(), &mut |rid| outbox.get(rid).is_some());
                if let Some(request) = outbox.get(rid) {
                    request.then.each_handle(&mut |handle, _| rids.note(handle, rid));
                }
                self.keep(rid);
            }
            Err((then, why)) => self.fail_all(&then, why),
        }
    }

    /// A request of the client's own. Nobody waits for its reply.
    fn notify(&mut self, event: Word, data: V, now: Now) {
        self.request(event, data, Guard::Login, Then::Forget, now);
    }

    /// Sends what a new standing lets out.
    fn release(&mut self, now: Now) {
        let frames = self.outbox.release(self.standing(), now.at);
        frames.into_iter().for_each(|frame| self.effects.send(frame));
    }

    fn follow(&mut self, follows: Vec<Consequence<V>>, now: Now) {
        for consequence in follows {
            match consequence {
                Consequence::Send { event, data } => self.notify(event, data, now),
                Consequence::Tell { listener, data } => self.effects.tell(listener, data),
                Consequence::TellLater { after, listener, data } => {
                    self.later.tell(now.at + after, Recipient::Listener(listener), data);
                }
            }
        }
    }
}
