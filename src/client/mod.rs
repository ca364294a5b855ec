//! The client: joins session and chat. One law, obeyed by every host (shell, tests, simulation): one input, then drain
//! the effects, then wait for the next deadline. Must never grow rules of its own: what a reply means to conversations
//! is in `chat`, what may be sent when is in `session`, how anything is spelled is in `protocol`.
//!
//! Methods sort into inputs (`handle`, `call`, `watch`, `abort`), outputs (`poll_effect`, `deadline`) and getters.

mod call;
mod effect;
mod lifecycle;
mod push;
mod rids;
mod saving;
mod settle;
mod upload;

pub use call::{Answer, MustFirst};
pub use effect::{Effect, Handle, Input, Outcome};
pub use saving::Stored;
pub use upload::Upload;

use std::rc::Rc;

use crate::chat::{ChatState, Consequence, Receipts};
use crate::payload::{Kept, Payload, Word};
use crate::protocol::methods::Guard;
use crate::protocol::Account;
use crate::session::auth::Auth;
use crate::session::link::{Due, Link};
use crate::session::outbox::{Outbox, Standing};
use crate::session::request::{Draft, GivenUp};
use crate::session::rng::Rng;
use crate::time::{Millis, Now};
use crate::wire::{self, Packet};
use effect::{Effects, Later, Recipient};
use rids::Rids;
use saving::Saving;
use settle::Then;
use upload::Job;

/// How a client is made.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// Frames are logged, with their secrets masked.
    pub debug: bool,
    /// Any 32 bits that no other client is likely to have: rids start from them, reconnects scatter by them.
    pub entropy: u32,
}

pub struct Client<V: Payload> {
    rng: Rng,
    link: Link,
    auth: Auth<V>,
    outbox: Outbox<V, Then<V>>,
    /// By which request each handle waits.
    rids: Rids,
    chat: ChatState<V>,
    /// Whose `chat` is: kept over a lost connection, for the same user's return.
    chat_of: Option<Rc<Account<V>>>,
    event_key: Kept<V>,
    receipts: Receipts<V, Handle>,
    uploads: Vec<Job<V>>,
    later: Vec<Later<V>>,
    saving: Saving,
    effects: Effects<V>,
}

impl<V: Payload> Client<V> {
    /// A client that connects at once: its first effect is `Connect`.
    pub fn new(config: Config, now: Now) -> Self {
        let mut rng = Rng::new(config.entropy);
        let mut effects = Effects::new(config.debug);
        effects.push(Effect::Connect);
        Client {
            link: Link::open(now.at),
            auth: Auth::Stranger,
            outbox: Outbox::new(rng.draw()),
            rng,
            rids: Rids::default(),
            chat: ChatState::default(),
            chat_of: None,
            event_key: V::from_number(0.0).into(),
            receipts: Receipts::default(),
            uploads: Vec::new(),
            later: Vec::new(),
            saving: Saving::default(),
            effects,
        }
    }

    /// Something happened outside.
    pub fn handle(&mut self, input: Input<V>, now: Now) {
        match input {
            Input::Frame(frame) => self.on_frame(&frame, now),
            Input::SocketClosed => self.lost(now),
            Input::Time => self.on_time(now),
            Input::Loaded { conversations, event_key } => self.on_loaded(conversations, event_key, now),
            Input::Uploaded { handle, answer } => self.on_uploaded(handle, answer, now),
            Input::Saved(stored) => self.saving.on_saved(stored, now.at),
            Input::Leaving => self.save(now),
        }
    }

    /// The next thing that the host has to do, oldest first.
    pub fn poll_effect(&mut self) -> Option<Effect<V>> {
        self.effects.next()
    }

    /// When the host should say `Input::Time` at the latest. Saying it earlier does no harm.
    pub fn deadline(&self) -> Millis {
        let sync = match &self.auth {
            Auth::Login(_, user) => Some(user.next_sync),
            Auth::Stranger | Auth::Init(_) => None,
        };
        let later = self.later.iter().map(|later| later.due).reduce(Millis::earlier);
        let others = [sync, later, self.outbox.deadline(), self.receipts.deadline(), self.saving.deadline()];
        others.into_iter().flatten().fold(self.link.deadline(), Millis::earlier)
    }

    pub fn is_connected(&self) -> bool {
        self.link.online().is_some()
    }

    /// How far the session has come.
    pub fn reached(&self) -> Guard {
        self.auth.reached()
    }

    fn standing(&self) -> Standing {
        Standing { connection: self.link.online(), reached: self.auth.reached() }
    }

    fn on_frame(&mut self, frame: &V, now: Now) {
        self.link.on_frame(now.at);
        self.effects.log("received", frame);
        match wire::decode(frame) {
            Packet::Open { json } => {
                let handshake = frame.parse(json).unwrap_or_else(V::object);
                self.link.on_handshake(crate::session::link::Rhythm::of(&handshake));
            }
            Packet::Connected => {
                if self.link.on_connected(now.at) {
                    self.release();
                }
            }
            Packet::Ping { text } => self.effects.send(wire::pong(frame, text)),
            Packet::Pong => self.link.on_pong(now.at),
            Packet::Event { json } => {
                if let Some(event) = frame.parse(json) {
                    self.on_event(&event.at(0), event.at(1), now);
                }
            }
            Packet::Close | Packet::Disconnected | Packet::Refused => self.lost(now),
            Packet::Noop | Packet::Foreign | Packet::Malformed => {}
        }
    }

    fn on_time(&mut self, now: Now) {
        match self.link.on_deadline(now.at) {
            Due::Nothing => {}
            Due::Ping => self.effects.send(wire::ping()),
            Due::Lost => self.lost(now),
            Due::Connect => self.effects.push(Effect::Connect),
        }
        if self.auth.user().is_some_and(|user| user.sync_due(now.at)) {
            self.sync_check(now);
        }
        let (frames, timed_out) = self.outbox.on_deadline(now.at, self.standing());
        frames.into_iter().for_each(|frame| self.effects.send(frame));
        // Five sends and not a sound: the socket is half open, and would be so until the ping's answer is overdue.
        let silent = self.link.silent(now.at);
        let is_dead = timed_out.iter().any(|gone| {
            gone.why == GivenUp::NoAck && silent.is_some_and(|connection| gone.request.went_out_on(connection))
        });
        timed_out.into_iter().for_each(|gone| self.on_timed_out(gone));
        if is_dead {
            self.lost(now);
        }
        for batch in self.receipts.on_deadline(now.at) {
            let payload = batch.payload();
            self.request(Word::ReceiptReport, payload, Guard::Login, Then::Receipts(batch.asked), now);
            batch.watched.into_iter().for_each(|handle| self.watch(handle, now));
        }
        while let Some(place) = self.later.iter().position(|later| later.due <= now.at) {
            let Later { to, data, .. } = self.later.remove(place);
            match to {
                Recipient::Listener(listener) => self.effects.tell(listener, data.value()),
                Recipient::Handle(handle) => self.succeed(handle, data.value(), None),
            }
        }
        if self.saving.deadline().is_some_and(|due| due <= now.at) {
            self.save(now);
        }
    }

    /// Takes a request into the outbox, and sends it as soon as the session allows.
    fn request(&mut self, event: Word, data: V, guard: Guard, then: Then<V>, now: Now) {
        let shown = !matches!(then, Then::Forget | Then::SyncCheck);
        self.submit(Draft { event, data, guard, then, held_until: None, shown }, now);
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
            }
            Err(then) => self.not_json(then),
        }
    }

    /// A request of the client's own. Nobody waits for its reply.
    fn notify(&mut self, event: Word, data: V, now: Now) {
        self.request(event, data, Guard::Login, Then::Forget, now);
    }

    /// Sends what a new standing lets out.
    fn release(&mut self) {
        let frames = self.outbox.release(self.standing());
        frames.into_iter().for_each(|frame| self.effects.send(frame));
    }

    fn follow(&mut self, follows: Vec<Consequence<V>>, now: Now) {
        for consequence in follows {
            match consequence {
                Consequence::Send { event, data } => self.notify(event, data, now),
                Consequence::Tell { listener, data } => self.effects.tell(listener, data),
                Consequence::TellLater { after, listener, data } => {
                    self.later.push(Later {
                        due: now.at + after,
                        to: Recipient::Listener(listener),
                        data: data.into(),
                    });
                }
            }
        }
    }
}
