//! A caller that waits no more. Must never call back what has gone out: nobody knows what became of it; nor what others
//! asked for, too.

use super::then::Then;
use super::{Client, Handle};
use crate::payload::Payload;
use crate::session::request::Request;

impl<V: Payload> Client<V> {
    /// Nobody waits for this handle any more: its upload is stopped, and its request does not go out, if it has not yet.
    /// Receipts do: they are gathered, and one request is many callers'. The handle may be told so, or never be settled.
    pub fn forget(&mut self, handle: Handle) {
        self.abort(handle);
        let rid = self.rids.of(handle);
        let is_own =
            |request: &mut Request<V, _>| request.attempts() == 0 && !matches!(request.then, Then::Receipts(_));
        if let Some(rid) = rid.filter(|rid| self.outbox.get(*rid).is_some_and(is_own)) {
            self.outbox.settle(rid.0).into_iter().for_each(|request| self.let_go(&request, &V::missing()));
        }
    }
}
