//! What happened while this device was away or on another one: offline conversations, events, receipts. Must never ask
//! for more: the server decides what it sends.

use super::conversation::{Conversation, Synced};
use super::conversations::{key, Changing};
use super::messages::{is_me, writer};
use super::{ChatState, Consequence, Login};
use crate::payload::{Kind, Payload, Word};
use crate::protocol::args::Named;
use crate::protocol::event::{self, Meaning};
use crate::protocol::methods::Listener;
use crate::protocol::{count, Account, ChatType, History};
use crate::time::Millis;

/// Synchronised events reach the page this much later, after the conversations that they speak of.
pub const EVENTS_AFTER: Millis = Millis(1_700.0);
const RECEIPTS_AFTER: Millis = Millis(1_500.0);

/// What an item of a synchronisation brings.
#[derive(PartialEq)]
enum Brings {
    News,
    Repeats,
}

fn acknowledge<V: Payload>(event: Word, data: &V) -> Consequence<V> {
    Consequence::Send { event, data: data.pick([Word::SyncKey; 4]) }
}

impl<V: Payload> ChatState<V> {
    /// `sync_conversation`: messages per conversation. What brings nothing new is confirmed only.
    pub fn on_conversations(
        &mut self,
        me: &Account<V>,
        mut data: V,
        history: History,
        login: Login,
    ) -> Vec<Consequence<V>> {
        let mut items = V::list();
        data.update(Word::Messages, |all| {
            all.each(|item| {
                if self.sync_conversation(me, item, history, login) == Brings::News {
                    items.push(item.clone());
                }
            });
        });
        let mut follows = Vec::new();
        if items.len() > 0 {
            follows.push(Consequence::Tell { listener: Listener::SyncConversation, data: items });
        }
        follows.push(acknowledge(Word::SyncConversationAck, &data));
        follows
    }

    fn sync_conversation(&mut self, me: &Account<V>, item: &mut V, history: History, login: Login) -> Brings {
        let chat = ChatType::of(item, Word::MsgType).unwrap_or(ChatType::Single);
        let named = match chat {
            ChatType::Group => Named::Group { gid: item.get(Word::FromGid) },
            ChatType::Single => Named::Single {
                appkey: me.appkey_or_mine(item.get(Word::FromAppkey)),
                username: item.get(Word::FromUsername),
            },
        };
        let unsynced = count(item, Word::UnsyncCount);
        let msgs = item.get(Word::Msgs);
        let place = self.conversations.place(&key(&named), Conversation::unknown);
        let (mut news, mut arrived) = (V::list(), Vec::new());
        for message in (0..msgs.len()).map(|i| msgs.at(i)) {
            let time = message.number(Word::CtimeMs).unwrap_or(0.0);
            let content = message.get(Word::Content);
            let sender = content.get(Word::FromId);
            let is_mine = is_me(me, &sender, &content.get(Word::FromAppkey));
            let writer = writer(chat, is_mine, sender);
            let is_repeat = self.recent.is_repeat(&message, self.conversations.key(place), &writer);
            arrived.push(Synced { time, is_mine, is_repeat });
            if !is_repeat {
                news.push(message);
            }
        }
        let Changing { conversation, is_current } = self.conversations.change(place);
        if is_current {
            conversation.seen(arrived.last().map(|message| message.time));
        } else {
            conversation.synced(&arrived, unsynced, history);
        }
        let unread = conversation.count();
        item.remove(Word::UnsyncCount);
        item.set_number(Word::UnreadMsgCount, f64::from(unread));

        // History that roams is whole each time, as the page wants it.
        if history == History::Missed && news.len() < arrived.len() {
            if news.len() == 0 {
                return Brings::Repeats;
            }
            // Without a cut between them, the server tells known messages for the sake of the new ones.
            if login == Login::Again {
                item.set(Word::Msgs, news);
            }
        }
        Brings::News
    }

    /// `sync_event`: business events that were missed.
    pub fn on_events(&self, data: &V) -> Vec<Consequence<V>> {
        let events = data.get(Word::Events);
        let mut shown = V::list();
        for event in (0..events.len()).map(|i| events.at(i)) {
            if event::meaning(&event) != Meaning::ReadElsewhere {
                shown.push(event::shown(&event));
            }
        }
        let mut follows = vec![acknowledge(Word::SyncEventAck, data)];
        if shown.len() > 0 {
            follows.push(Consequence::TellLater { after: EVENTS_AFTER, listener: Listener::SyncEvent, data: shown });
        }
        follows
    }

    /// `sync_receipt`: read receipts that were missed, those of one conversation merged.
    pub fn on_receipts(&self, data: &V) -> Vec<Consequence<V>> {
        let receipts = data.get(Word::Receipts);
        let mut merged: Vec<(V, V)> = Vec::new();
        for receipt in (0..receipts.len()).map(|i| receipts.at(i)) {
            let messages = receipt.get(Word::ReceiptMsgs);
            if messages.len() == 0 {
                continue;
            }
            let key = V::join(&[&receipt.get(Word::Appkey), &receipt.get(Word::Username), &receipt.get(Word::Gid)]);
            match merged.iter_mut().find(|(known, _)| known.same(&key)) {
                None => merged.push((key, receipt)),
                Some((_, first)) => first.update(Word::ReceiptMsgs, |list| {
                    (0..messages.len()).for_each(|i| list.push(messages.at(i)));
                }),
            }
        }
        let mut follows = vec![acknowledge(Word::SyncReceiptAck, data)];
        if !merged.is_empty() {
            let mut data = V::list();
            merged.into_iter().for_each(|(_, receipt)| data.push(receipt));
            follows.push(Consequence::TellLater { after: RECEIPTS_AFTER, listener: Listener::SyncMsgReceipt, data });
        }
        follows
    }

    /// Event 200: another device of mine read a conversation. Only the page's count is told, not the event.
    pub fn on_read_elsewhere(&mut self, me: &Account<V>, event: &V) -> Option<Consequence<V>> {
        let description = event::parsed(event.get(Word::Description));
        let (chat, named, fields) = match ChatType::of(&description, Word::Type)? {
            chat @ ChatType::Group => (chat, Named::Group { gid: description.get(Word::Gid) }, [Word::Gid; 4]),
            chat @ ChatType::Single => {
                let appkey = me.appkey_or_mine(description.get(Word::Appkey));
                let username = description.get(Word::Username);
                (chat, Named::Single { appkey, username }, [Word::Username, Word::Appkey, Word::Username, Word::Appkey])
            }
        };
        let key = key(&named);
        let time = event.number(Word::CtimeMs)?;
        if key.kind() != Kind::Text || key.is_blank() {
            return None;
        }
        self.conversations.read_elsewhere(&key, time).map(|count| {
            let mut data = description.pick(fields);
            data.set_number(Word::Type, chat.number());
            data.set_number(Word::UnreadCount, f64::from(count));
            Consequence::Tell { listener: Listener::MutiUnreadMsgUpdate, data }
        })
    }
}

#[cfg(test)]
mod tests;
