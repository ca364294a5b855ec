//! What a request's end means: its reply, its timeout, or that it could not even be written. Must never settle a handle
//! twice: every path here owns the request, and with it its handles.

use super::then::Then;
use super::{Client, Handle, Outcome};
use crate::payload::{Kept, Payload, Word};
use crate::protocol::codes::{self, Failure};
use crate::protocol::message::Target;
use crate::protocol::{reply, secrets};
use crate::session::outbox::TimedOut;
use crate::session::request::GivenUp;
use crate::time::Now;

impl<V: Payload> Client<V> {
    pub(super) fn on_reply(&mut self, mut reply: V, now: Now) {
        let Some(request) = reply.number(Word::Rid).and_then(|rid| self.outbox.settle(rid)) else { return };
        if matches!(request.then, Then::Forget) {
            return;
        }
        reply.remove(Word::Rid);
        self.let_go(&request, &reply);
        if !reply::is_success(&reply) {
            if matches!(request.then, Then::Init(None, _) | Then::Login(None, _)) {
                return self.on_refused(reply, now);
            }
            return self.settle_all(&request.then, Outcome::Fail, &reply);
        }
        match request.then {
            Then::Forget => {}
            Then::SyncCheck => self.on_synced(&reply, now),
            Then::Init(handle, app) => {
                if handle.is_some() {
                    self.session.learn_init(request.data.value());
                }
                self.on_init(app, now);
                if let Some(handle) = handle {
                    self.succeed(handle, reply, None);
                }
            }
            Then::Login(handle, username) => {
                self.on_logged_in(&reply, now);
                self.on_login(&username, now);
                if let Some(handle) = handle {
                    self.succeed(handle, reply, None);
                }
            }
            Then::Reply(handle, change) => {
                if let Some(change) = change {
                    reply::apply(change, &mut reply, &mut |learned| self.chat.learn(learned));
                }
                self.succeed(handle, reply, None);
            }
            Then::Conversations(handle) => {
                if let Some(me) = self.auth.account() {
                    self.chat.fill_conversations(me, &mut reply);
                    self.saving.conversations_changed(now.at);
                }
                self.succeed(handle, reply, None);
            }
            Then::Message(handle, target) => {
                let Some(handle) = handle else { return };
                let mut message = request.data.value();
                if target == Target::Single {
                    reply.set(Word::TargetUsername, message.get(Word::TargetId));
                    reply.set(Word::Appkey, message.get(Word::Appkey));
                }
                message.set(Word::MsgId, reply.get(Word::MsgId));
                self.succeed(handle, reply, Some(message));
            }
            Then::Receipts(_) | Then::Call(..) => self.settle_all(&request.then, Outcome::Success, &reply),
            Then::Token(job) => self.on_token(job, &reply, now),
        }
    }

    pub(super) fn on_timed_out(&mut self, gone: TimedOut<V, Then<V>>) {
        let why = match gone.why {
            GivenUp::LetGo => Some(codes::NO_ANSWER),
            GivenUp::TooOld => Some(codes::OUTBOX_TOO_OLD),
            GivenUp::NoAck | GivenUp::NoReply => None,
        };
        let (outcome, data) = if let Some(why) = why {
            (Outcome::Fail, why.reply())
        } else {
            let mut data = V::object();
            data.set_number(Word::Rid, gone.request.rid.0);
            data.set(Word::Data, secrets::without_passwords(gone.request.data.value()));
            data.set_bool(Word::ResponseTimeout, gone.why == GivenUp::NoReply);
            (Outcome::Timeout, data)
        };
        self.let_go(&gone.request, &data);
        self.settle_all(&gone.request.then, outcome, &data);
    }

    pub(super) fn fail_all(&mut self, then: &Then<V>, why: Failure) {
        self.settle_all(then, Outcome::Fail, &why.reply());
    }

    /// Each handle gets a copy of its own: what one handler changes in there, the next does not see.
    pub(super) fn settle_all(&mut self, then: &Then<V>, outcome: Outcome, data: &V) {
        let data = Kept::from(data.clone());
        then.each_handle(&mut |handle, more| self.effects.settle(handle, outcome, data.value(), more.cloned()));
    }

    pub(super) fn succeed(&mut self, handle: Handle, data: V, more: Option<V>) {
        self.effects.settle(handle, Outcome::Success, data, more);
    }

    fn on_synced(&mut self, reply: &V, now: Now) {
        if let Some(user) = self.auth.user() {
            user.synced(reply);
            self.set_event_key(reply.get(Word::SyncEventKey), now);
        }
        self.on_synchronised(now);
    }
}
