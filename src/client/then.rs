//! What follows a request, as data: whose it is, what its reply means, and what an upload is for. Must never act.

use super::{Handle, Method};
use crate::payload::{Kept, Payload, Word};
use crate::protocol::message::{Body, Target};
use crate::protocol::methods::Simple;
use crate::protocol::reply::Change;
use crate::session::auth::App;
use crate::time::{Date, Millis};

/// What the reply to a request means.
pub(super) enum Then<V: Payload> {
    /// Nothing more: the client's own confirmations.
    Forget,
    SyncCheck,
    /// Without a handle these two are ours: the session enters by itself.
    Init(Option<Handle>, App<V>),
    Login(Option<Handle>, Kept<V>),
    Reply(Handle, Option<Change>),
    Conversations(Handle),
    /// Without a handle since the page's end.
    Message(Option<Handle>, Target),
    /// Handles and the ids that each reported.
    Receipts(Vec<(Handle, Kept<V>)>),
    /// An upload may begin.
    Token(Job<V>),
    /// A call of before the first login, and when it was. Its data are the arguments, and never go out: it is made once it
    /// is known who calls.
    Call(Method, Handle, Date),
}

/// What is made of the uploaded file.
pub(super) enum Purpose<V: Payload> {
    Message {
        target: Target,
        body: Body,
        args: Kept<V>,
    },
    /// The media_id goes out under `field` of this payload.
    Avatar {
        request: Simple,
        field: Word,
        payload: Kept<V>,
    },
}

pub(super) struct Job<V: Payload> {
    pub handle: Handle,
    pub form: Kept<V>,
    pub purpose: Purpose<V>,
    pub timeouts: Timeouts,
    /// The moment at which the upload, once it runs, will have stalled.
    pub stalls: Millis,
}

/// Whether the page wants to hear of timeouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timeouts {
    Ignored,
    Watched,
}

impl<V: Payload> Then<V> {
    /// The handles that wait for this, with what each gets besides the reply.
    pub fn each_handle(&self, each: &mut dyn FnMut(Handle, Option<&V>)) {
        match self {
            Then::Forget | Then::SyncCheck => {}
            Then::Init(handle, _) | Then::Login(handle, _) | Then::Message(handle, _) => {
                handle.iter().for_each(|handle| each(*handle, None))
            }
            Then::Reply(handle, _) | Then::Conversations(handle) | Then::Call(_, handle, ..) => each(*handle, None),
            Then::Token(job) => each(job.handle, None),
            Then::Receipts(asked) => asked.iter().for_each(|(handle, ids)| each(*handle, Some(ids))),
        }
    }

    /// The page wants to hear of timeouts of what is done after this.
    pub fn watch_upload(&mut self) {
        if let Then::Token(job) = self {
            job.timeouts = Timeouts::Watched;
        }
    }

    /// The client's own: nobody waits for it, nobody is shown it.
    pub fn is_own(&self) -> bool {
        matches!(self, Then::Forget) || self.is_way_in()
    }

    /// What the next connection has to be asked anew.
    pub fn is_way_in(&self) -> bool {
        matches!(self, Then::SyncCheck | Then::Init(None, _) | Then::Login(None, _))
    }

    /// What comes before the request that the page asked for.
    pub fn is_preparation(&self) -> bool {
        matches!(self, Then::Token(_) | Then::Call(..))
    }
}
