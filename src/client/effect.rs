//! What goes in and what comes out. The host executes effects; it decides nothing about them.

use super::upload::Upload;
use crate::protocol::methods::Listener;
use crate::time::Millis;

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
    /// The answer to `Effect::Load`: the texts that storage holds.
    Loaded { conversations: V, event_key: V },
    /// The answer to `Effect::Upload`.
    Uploaded { handle: Handle, answer: UploadAnswer<V> },
    /// The page may be gone in a moment.
    Leaving,
}

/// How an upload ended: with a 200 and JSON, or otherwise, perhaps with JSON.
pub type UploadAnswer<V> = Result<V, Option<V>>;

/// Which of a handle's handlers is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    Success,
    Fail,
    Timeout,
    /// The server has the request: the only one after which another may follow.
    Ack,
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
    Settle { handle: Handle, outcome: Outcome, data: V, more: Option<V> },
    /// Call one of the page's listeners.
    Tell { listener: Listener, data: V },
    /// Read two texts from storage, and answer at once with `Input::Loaded`.
    Load { conversations: String, event_key: String },
    /// Write a value to storage, as JSON.
    Save { key: String, value: V },
    /// POST a form; answer with `Input::Uploaded`.
    Upload(Upload<V>),
    /// Stop the upload of this handle: no answer is wanted any more.
    AbortUpload(Handle),
    /// Show a frame on the console.
    Log { what: &'static str, shown: V },
    /// Tell the developer of the page about a mistake.
    Complain(V),
}

/// An effect that waits for its time.
#[derive(Debug)]
pub(super) struct Later<V> {
    pub due: Millis,
    pub effect: Effect<V>,
}
