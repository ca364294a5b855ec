//! The host's vocabulary: what goes in and what comes out. The host executes effects; it decides nothing about them.
//! Must never know of what the client does in between.

use super::Change;
use crate::numbers::numbered;
use crate::payload::{Payload, Word};
use crate::protocol::address;
use crate::protocol::method::Method;
use crate::protocol::methods::Listener;
use crate::wire::{self, Packet};

/// A handle of the page's, by the number that the host gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle(pub u32);

/// What happened outside.
#[derive(Debug)]
pub enum Input<V> {
    /// A text frame arrived.
    Frame(V),
    /// The socket is gone, or could not be opened. Never after `Effect::Disconnect`.
    SocketClosed,
    /// The deadline has passed.
    Time,
    /// The answer to `Effect::Load`: the texts that storage holds, or missing.
    Loaded {
        /// Under the key of the conversations.
        conversations: V,
        /// Under the key of the event key.
        event_key: V,
    },
    /// Another tab wrote a text under this key.
    Stored(V),
    /// The answer to `Effect::Save`. A host that keeps what it is given need not say so.
    Saved(Stored),
    /// More of an upload's file is on its way than was.
    Progress {
        /// Whose upload it is.
        handle: Handle,
    },
    /// The answer to `Effect::Upload`.
    Uploaded {
        /// Whose upload it was.
        handle: Handle,
        /// How it ended.
        answer: UploadAnswer<V>,
    },
    /// The page may be gone in a moment.
    Leaving,
    /// The answer to `Effect::Recall`: a list of texts, in the order of their keys.
    Recalled(V),
    /// The answer to `Effect::Keep`, if storage did not take the text.
    Unkept,
    /// The answer to `Effect::Auth`.
    Authorised {
        /// Of which attempt.
        attempt: u32,
        /// What `init` takes, as plain data; none, if the page's `auth` failed.
        payload: Option<V>,
    },
    /// The page was shown again, or there is a network again: what is believed of the connection may be out of date.
    Wake,
    /// There is no network.
    Offline,
}

/// Whether storage took a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It did.
    Taken,
    /// It is full, or forbidden.
    Refused,
}

/// How an upload ended.
#[derive(Clone, Debug)]
pub enum UploadAnswer<V> {
    /// With a 200 and JSON.
    Done(V),
    /// With another answer: its JSON, missing if it was none.
    Refused(V),
    /// Without an answer.
    Network,
}

numbered! {
    /// Which of a handle's handlers is called.
    Outcome {
        /// The server did as asked.
        Success
        /// It refused, or the client did.
        Fail
        /// It did not take the request, or did not answer, in time.
        Timeout
        /// The server has the request: the only one after which another may follow.
        Ack
    }
}

/// What the host has to do.
#[derive(Debug)]
pub enum Effect<V> {
    /// Open a new socket; there is none now.
    Connect,
    /// Close the socket and forget it, if it still stands: nothing more is heard of it.
    Disconnect,
    /// Send a text frame.
    Send(V),
    /// Call a handle's handlers. Except after `Ack`, the handle is settled.
    Settle {
        /// Which.
        handle: Handle,
        /// Which of its handlers.
        outcome: Outcome,
        /// What that is given: a reply, or what stands for one.
        data: V,
        /// What it is given besides: the message as it was sent, the ids that a receipt reported.
        more: Option<V>,
    },
    /// Call one of the page's listeners.
    Tell {
        /// Which.
        listener: Listener,
        /// What it hears.
        data: V,
    },
    /// Tell the page how the session stands.
    Connection(Change<V>),
    /// Ask the page's `auth`, and answer with `Input::Authorised`, some time.
    Auth {
        /// How often it was asked since all was well, from 1.
        attempt: u32,
        /// Why: `start`, `lost` or `expired`.
        reason: V,
    },
    /// Read two texts from storage, and answer at once with `Input::Loaded`.
    Load {
        /// The key of the conversations.
        conversations: V,
        /// The key of the event key.
        event_key: V,
    },
    /// Write a text to storage, and answer at once with `Input::Saved`.
    Save {
        /// Under this key.
        key: V,
        /// The text.
        text: V,
    },
    /// Read all texts whose keys begin so, and answer at once with `Input::Recalled`.
    Recall {
        /// How the keys begin.
        prefix: V,
    },
    /// Write a text to storage, or take it out, and answer at once with `Input::Unkept` if that fails.
    Keep {
        /// Under this key.
        key: V,
        /// The text; none, to take it out.
        text: Option<V>,
    },
    /// POST a form; answer with `Input::Uploaded`.
    Upload(Upload<V>),
    /// Stop the upload of this handle: no answer is wanted any more.
    AbortUpload(Handle),
    /// Show a frame on the console.
    Log {
        /// `sent` or `received`.
        what: &'static str,
        /// The frame, its secrets masked.
        shown: V,
    },
    /// Tell the developer of the page about what may be a mistake in a call's arguments.
    Warn {
        /// Of which method.
        method: Method,
        /// What is odd.
        what: V,
    },
    /// Tell the developer of the page about a mistake.
    Complain(V),
}

/// What the host needs to POST a file.
#[derive(Debug)]
pub struct Upload<V> {
    /// Whose it is.
    pub handle: Handle,
    /// `image` or `file`.
    pub kind: Word,
    /// The request's headers, as an object.
    pub headers: V,
    /// The form with the file.
    pub form: V,
}

impl<V: Payload> Upload<V> {
    /// Where to, by the address for uploads.
    pub fn url(&self, address: &V) -> V {
        address::upload_url(address, self.kind)
    }
}

/// The effects that the host has yet to execute, oldest first.
pub(super) struct Effects<V> {
    /// Frames are logged, too.
    debug: bool,
    /// The page is to hear, once all else is done, that other messages wait than before.
    pub outbox_changed: bool,
    /// Those before `next` have been handed out.
    queue: Vec<Option<Effect<V>>>,
    next: usize,
}

impl<V: Payload> Effects<V> {
    pub fn new(debug: bool) -> Self {
        Effects { debug, outbox_changed: false, queue: Vec::new(), next: 0 }
    }

    pub fn next(&mut self) -> Option<Effect<V>> {
        if let Some(effect) = self.queue.get_mut(self.next) {
            self.next = self.next.saturating_add(1);
            return effect.take();
        }
        self.queue.clear();
        self.next = 0;
        let changed = std::mem::take(&mut self.outbox_changed);
        changed.then(|| Effect::Tell { listener: Listener::OutboxChange, data: V::missing() })
    }

    #[inline(never)]
    pub fn push(&mut self, effect: Effect<V>) {
        self.queue.push(Some(effect));
    }

    pub fn send(&mut self, frame: V) {
        self.log("sent", &frame);
        self.push(Effect::Send(frame));
    }

    #[inline(never)]
    pub fn tell(&mut self, listener: Listener, data: V) {
        self.push(Effect::Tell { listener, data });
    }

    #[inline(never)]
    pub fn settle(&mut self, handle: Handle, outcome: Outcome, data: V, more: Option<V>) {
        self.push(Effect::Settle { handle, outcome, data, more });
    }

    pub fn fail(&mut self, handle: Handle, reply: V) {
        self.settle(handle, Outcome::Fail, reply, None);
    }

    /// In debug mode, shows a frame with its secrets masked; of what is no event that can be read, its kind.
    pub fn log(&mut self, what: &'static str, frame: &V) {
        if !self.debug {
            return;
        }
        let event = match wire::decode(frame) {
            Packet::Event { json } => frame.parse_masked(json),
            _ => None,
        };
        self.push(Effect::Log { what, shown: event.unwrap_or_else(|| frame.slice(0, 2)) });
    }
}
