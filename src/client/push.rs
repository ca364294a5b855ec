//! Incoming events, routed: acks and replies to their requests, pushes to the chat state and to the page. Must never
//! look into a payload for more than where it belongs.

use std::rc::Rc;

use super::later::Recipient;
use super::then::Then;
use super::{Client, Outcome};
use crate::chat::{Login, EVENTS_AFTER};
use crate::payload::{Kind, Payload, Word};
use crate::protocol::event::{self, Meaning};
use crate::protocol::methods::Listener;
use crate::protocol::push::{Incoming, KICKED};
use crate::protocol::{codes, read_numbers, Account, History};
use crate::session::auth::Auth;
use crate::session::connection::Event as Turn;
use crate::time::Now;

impl<V: Payload> Client<V> {
    pub(super) fn on_event(&mut self, name: &V, mut data: V, now: Now) {
        // Whatever else it may be, it is none of this protocol.
        if data.kind() != Kind::Object {
            return;
        }
        match Incoming::of(name, &data) {
            answer @ (Incoming::Ack | Incoming::Reply) => {
                read_numbers(&mut data);
                if answer == Incoming::Ack {
                    self.on_ack(&data, now);
                } else {
                    self.on_reply(data, now);
                }
            }
            push => {
                // Pushes belong to a login; one that was on its way when it ended concerns nobody.
                if let Auth::Login(app, user) = &self.auth {
                    let (me, history) = (Rc::clone(&user.account), app.history);
                    self.on_push(push, data, &me, history, now);
                }
            }
        }
    }

    fn on_ack(&mut self, data: &V, now: Now) {
        let Some(rid) = data.number(Word::Rid) else { return };
        let Some(request) = self.outbox.ack(rid, now.at) else { return };
        // Nobody waits for the reply.
        if matches!(request.then, Then::Forget) {
            self.outbox.settle(rid);
            return;
        }
        // The token's request is not the one that the page asked for.
        if request.then.is_preparation() {
            return;
        }
        let effects = &mut self.effects;
        request.then.each_handle(&mut |handle, more| {
            let mut shown = V::object();
            shown.set(Word::Data, request.data.value());
            effects.settle(handle, Outcome::Ack, shown, more.cloned());
        });
    }

    fn on_push(&mut self, push: Incoming, data: V, me: &Account<V>, history: History, now: Now) {
        match push {
            Incoming::Messages if self.session.is_early(&data) => {}
            Incoming::Messages => self.on_messages(data, now),
            Incoming::Conversations => {
                // A request for it that went out twice may be answered twice: a kept session tells each message once.
                let login = if self.session.is_kept() { Login::Again } else { self.chat.login };
                let follows = self.chat.on_conversations(me, data, history, login);
                self.saving.conversations_changed(now.at);
                self.follow(follows, now);
            }
            Incoming::Events => {
                self.set_event_key(data.get(Word::SyncKey), now);
                let events = data.get(Word::Events);
                for event in (0..events.len()).map(|i| events.at(i)) {
                    if event::meaning(&event) == Meaning::ReadElsewhere {
                        self.later.tell(now.at + EVENTS_AFTER, Recipient::Chat, event);
                    }
                }
                let follows = self.chat.on_events(&data);
                self.follow(follows, now);
            }
            Incoming::Receipts => {
                let follows = self.chat.on_receipts(&data);
                self.follow(follows, now);
            }
            Incoming::Event => self.on_business_event(&data, now),
            Incoming::ReceiptChange => self.effects.tell(Listener::MsgReceiptChange, data),
            Incoming::Transparent => self.effects.tell(Listener::TransMsgRec, data),
            Incoming::RoomMessage => self.effects.tell(Listener::RoomMsg, data),
            Incoming::RoomHistory => self.on_room_history(&data, now),
            Incoming::Ack | Incoming::Reply => {}
        }
    }

    pub(super) fn on_messages(&mut self, data: V, now: Now) {
        let Some(me) = self.auth.account().cloned() else { return };
        let follows = self.chat.on_messages(&me, data);
        self.saving.conversations_changed(now.at);
        self.follow(follows, now);
    }

    fn on_business_event(&mut self, data: &V, now: Now) {
        match event::meaning(data) {
            Meaning::ReadElsewhere => self.on_read_elsewhere(data, now),
            Meaning::Notice => self.effects.tell(Listener::EventNotification, event::shown(data)),
            Meaning::Kicked => {
                self.notify(Word::EventNotification, data.pick(KICKED), now);
                self.effects.tell(Listener::EventNotification, event::shown(data));
                self.leave(Turn::Kicked, V::missing(), now);
            }
            Meaning::PasswordChanged => {
                self.effects.tell(Listener::EventNotification, event::shown(data));
                self.leave(Turn::Refused, codes::PASSWORD_CHANGED.reply(), now);
            }
        }
    }

    pub(super) fn on_read_elsewhere(&mut self, event: &V, now: Now) {
        let Some(me) = self.auth.account() else { return };
        if let Some(lowered) = self.chat.on_read_elsewhere(me, event) {
            self.saving.conversations_changed(now.at);
            self.follow(vec![lowered], now);
        }
    }

    /// The last messages of a room that was entered. The published client asks for the room's details without saying
    /// which; servers know that request, and the scenarios expect it.
    fn on_room_history(&mut self, data: &V, now: Now) {
        let rooms = data.get(Word::Messages);
        for messages in (0..rooms.len()).map(|i| rooms.at(i).get(Word::Msgs)) {
            self.notify(Word::RoomInfo, V::object(), now);
            (0..messages.len()).for_each(|i| self.effects.tell(Listener::RoomMsg, messages.at(i)));
        }
    }
}
