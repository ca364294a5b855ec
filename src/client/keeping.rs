//! Messages that are not answered yet: listed, discarded and, if the page asked for it, kept in storage until they are,
//! each under a key of its own, so that two tabs take nothing from each other. Must never store what is no message, nor
//! let one go before its end.

use super::effect::Effect;
use super::then::Then;
use super::Client;
use crate::payload::{Payload, Word};
use crate::protocol::message::{Body, Target};
use crate::protocol::method::Method;
use crate::protocol::methods::{Asks, Does, Guard, Listener, Rule};
use crate::protocol::{codes, Account};
use crate::session::request::{Audience, Draft, Request, Rid};
use crate::time::{Date, Millis, Now};

const PREFIX: &str = "jmessage-outbox-";
/// A message that is not answered yet: of [`Client::waiting`].
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting<V> {
    /// For [`Client::discard`].
    pub id: Rid,
    /// What sends it.
    pub method: Method,
    /// The message as it goes out.
    pub arguments: V,
    /// When it was written.
    pub since: Date,
    /// How often it went out over the last connection.
    pub attempts: u8,
}

/// Beyond all rids: with it they are of one length, and sort as texts.
const LENGTHEN: f64 = 10_000_000_000.0;

fn prefix<V: Payload>(me: &Account<V>) -> V {
    let dash = V::from_text("-");
    V::join(&[&V::from_text(PREFIX), &me.appkey, &dash, &me.username, &dash])
}

fn since<V: Payload>(message: &V) -> f64 {
    message.get(Word::Content).number(Word::CreateTime).unwrap_or(0.0)
}

/// Keys sort as their messages were written.
fn key<V: Payload>(me: &Account<V>, rid: Rid, message: &V) -> V {
    let numbers = [since(message), rid.0 + LENGTHEN].map(|number| V::from_number(number).to_text());
    let [since, rid] = &numbers;
    V::join(&[&prefix(me), since, &V::from_text("-"), rid])
}

impl<V: Payload> Client<V> {
    /// What storage may have for who has just logged in.
    pub(super) fn recall(&mut self, me: &Account<V>) {
        if self.session.stores() {
            self.effects.push(Effect::Recall { prefix: prefix(me) });
        }
    }

    /// What it had: frames, oldest first. What is no message of this user's is left alone.
    pub(super) fn on_recalled(&mut self, frames: &V, now: Now) {
        let Some(me) = self.chat_of.clone() else { return };
        // Each goes in front of those that were written after it.
        for frame in (0..frames.len()).rev().map(|at| frames.at(at)) {
            let Some(event) = frame.parse(2) else { continue };
            let mut data = event.at(1);
            let target = match event.at(0).which(&[Word::SendSingle, Word::SendGroupMsg, Word::SendRoomMsg]) {
                Some(Word::SendSingle) => Target::Single,
                Some(Word::SendGroupMsg) => Target::Group,
                Some(Word::SendRoomMsg) => Target::Room,
                _ => continue,
            };
            let Some(rid) = data.number(Word::Rid) else { continue };
            if !data.get(Word::Content).get(Word::FromId).same(&me.username) {
                continue;
            }
            data.remove(Word::Rid);
            let (age, key) = (Millis(now.date.0 - since(&data)), key(&me, Rid(rid), &data));
            let draft = Draft {
                event: target.event(),
                data: data.clone(),
                guard: Guard::Login,
                then: Then::Message(None, target),
                held_until: None,
                shown_to: Audience::Page,
            };
            if self.outbox.restore(Rid(rid), draft, frame, now.at, age) {
                self.effects.outbox_changed = true;
            } else {
                self.effects.push(Effect::Keep { key, text: None });
                self.tell_end(Rid(rid), data, &codes::OUTBOX_TOO_OLD.reply());
            }
        }
    }

    /// A request was taken in.
    pub(super) fn keep(&mut self, rid: Rid) {
        let Some(me) = &self.chat_of else { return };
        let Some(request) = self.outbox.get(rid) else { return };
        if !self.session.is_kept() || !matches!(request.then, Then::Message(..)) {
            return;
        }
        self.effects.outbox_changed = true;
        if self.session.stores() {
            let (key, text) = (key(me, rid, &*request.data), Some(request.frame()));
            self.effects.push(Effect::Keep { key, text });
        }
    }

    /// A request has come to this end.
    pub(super) fn let_go(&mut self, request: &Request<V, Then<V>>, end: &V) {
        let Some(me) = &self.chat_of else { return };
        let Then::Message(handle, _) = request.then else { return };
        if !self.session.is_kept() {
            return;
        }
        if self.session.stores() {
            self.effects.push(Effect::Keep { key: key(me, request.rid, &*request.data), text: None });
        }
        if handle.is_none() {
            self.tell_end(request.rid, request.data.value(), end);
        } else {
            self.effects.outbox_changed = true;
        }
    }

    /// How a message of before the page's end came to its own: there is no handle to hear it.
    fn tell_end(&mut self, rid: Rid, message: V, end: &V) {
        let mut end = end.copy();
        end.set_number(Word::Id, rid.0);
        end.set(Word::Arguments, message);
        self.effects.tell(Listener::OutboxChange, end);
    }

    /// Storage does not take what is to be kept.
    pub(super) fn on_unkept(&mut self) {
        if self.session.is_first_refusal() {
            self.effects.push(Effect::Complain(V::from_text("outbox: storage is full: kept in memory")));
        }
    }

    /// Messages that are not answered yet, oldest first.
    pub fn waiting(&self) -> impl Iterator<Item = Waiting<V>> + '_ {
        self.outbox.requests().filter_map(|request| {
            let Then::Message(_, target) = request.then else { return None };
            let body = Body::named(&request.data.get(Word::Content).get(Word::MsgType));
            let sends =
                |rule: &Rule| matches!(rule.does, Does::Asks(Asks::Message(to, of)) if to == target && of == body);
            Some(Waiting {
                id: request.rid,
                method: Method::which(sends)?,
                arguments: request.data.copy(),
                since: Date(since(&*request.data)),
                attempts: request.attempts(),
            })
        })
    }

    /// The page does not want this message to go out any more. If it has been out, nobody knows what became of it.
    pub fn discard(&mut self, rid: Rid) {
        if !self.outbox.get(rid).is_some_and(|request| matches!(request.then, Then::Message(..))) {
            return;
        }
        if let Some(request) = self.outbox.settle(rid.0) {
            self.let_go(&request, &codes::DISCARDED.reply());
            self.fail_all(&request.then, codes::DISCARDED);
        }
    }
}
