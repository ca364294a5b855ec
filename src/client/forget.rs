//! A caller that waits no more. Must never call back what has gone out: nobody knows what became of it.

use super::{Client, Handle};
use crate::payload::Payload;

impl<V: Payload> Client<V> {
    /// Nobody waits for this handle any more: its upload is stopped, and its request does not go out, if it has not yet.
    /// The handle may be told so, or never be settled.
    pub fn forget(&mut self, handle: Handle) {
        self.abort(handle);
        let rid = self.rids.of(handle);
        let waits = |request: &mut crate::session::request::Request<V, _>| request.attempts() == 0;
        if let Some(rid) = rid.filter(|rid| self.outbox.get(*rid).is_some_and(waits)) {
            self.outbox.settle(rid.0).into_iter().for_each(|request| self.let_go(&request, &V::missing()));
        }
    }
}
