//! Live messages: what they gain before the page sees them, and what they count for. Must never change a message's ids.

use super::conversation::Conversation;
use super::conversations::{key, Changing};
use super::{ChatState, Consequence};
use crate::payload::{Kind, Payload, Word};
use crate::protocol::args::Named;
use crate::protocol::methods::Listener;
use crate::protocol::{push, Account, ChatType};

/// What a message is to this client.
#[derive(PartialEq)]
enum Arrival {
    News,
    /// It came before, and was told and counted then.
    Repeat,
}

impl<V: Payload> ChatState<V> {
    /// `msg_sync`: every message is counted and confirmed, then the page gets them all at once. One that came before is
    /// confirmed only.
    pub fn on_messages(&mut self, me: &Account<V>, mut data: V) -> Vec<Consequence<V>> {
        let (mut follows, mut repeats) = (Vec::new(), false);
        data.update(Word::Messages, |messages| {
            messages.retain(|message| {
                let is_repeat = self.count(me, message) == Arrival::Repeat;
                repeats |= is_repeat;
                if !is_repeat {
                    let change = self.users.changed_in(message);
                    let tell = |data| Consequence::Tell { listener: Listener::UserInfUpdate, data };
                    follows.extend(change.map(tell));
                }
                follows.push(Consequence::Send { event: Word::MsgRecv, data: message.pick(push::RECEIVED) });
                !is_repeat
            });
        });
        if !repeats || data.get(Word::Messages).len() > 0 {
            follows.push(Consequence::Tell { listener: Listener::MsgReceive, data });
        }
        follows
    }

    fn count(&mut self, me: &Account<V>, message: &mut V) -> Arrival {
        match message.number(Word::MsgLevel) {
            Some(0.0) => message.set_word(Word::MsgLevel, Word::Normal),
            Some(1.0) => message.set_word(Word::MsgLevel, Word::Across),
            _ => {}
        }
        let Some(chat) = ChatType::of(message, Word::MsgType) else { return Arrival::News };
        let (sender, appkey, mine, other) = message.within(Word::Content, |content| {
            let (sender, appkey) = (content.get(Word::FromId), content.get(Word::FromAppkey));
            let mine = is_me(me, &sender, &appkey);
            let other = if mine {
                (content.get(Word::TargetId), content.get(Word::TargetAppkey))
            } else {
                (sender.clone(), appkey.clone())
            };
            (sender, appkey, mine, other)
        });
        let named = match chat {
            ChatType::Group => {
                let gid = message.get(Word::FromGid);
                message.set(Word::Key, gid.clone());
                Named::Group { gid }
            }
            ChatType::Single => {
                message.set(Word::Key, message.get(Word::FromUid));
                message.set(Word::FromUsername, sender.clone());
                message.set(Word::FromAppkey, appkey);
                let (username, appkey) = other;
                Named::Single { appkey: me.appkey_or_mine(appkey), username }
            }
        };
        let key = key(&named);
        if key.is_blank() {
            return Arrival::News;
        }
        let time = message.number(Word::CtimeMs).unwrap_or(0.0);
        let place = self.conversations.place(&key, Conversation::begun);
        let writer = writer(chat, mine, sender);
        if self.recent.is_repeat(message, self.conversations.key(place), &writer) {
            return Arrival::Repeat;
        }
        let Changing { conversation, is_current } = self.conversations.change(place);
        if is_current || mine {
            conversation.seen(Some(time));
        } else {
            conversation.arrived(time);
        }
        Arrival::News
    }

    /// `get_conversations`: the list gains what is counted here.
    pub fn fill_conversations(&mut self, me: &Account<V>, reply: &mut V) {
        reply.update(Word::Conversations, |list| {
            list.each(|item| {
                let key = item.get(Word::Key);
                let named = match ChatType::of(item, Word::Type) {
                    Some(ChatType::Group) => {
                        item.set(Word::Gid, key.clone());
                        Named::Group { gid: key }
                    }
                    _ => {
                        self.users.remember(&key, &item.get(Word::Utime));
                        item.remove(Word::Utime);
                        let appkey = me.appkey_or_mine(item.get(Word::Appkey));
                        Named::Single { appkey, username: item.get(Word::Username) }
                    }
                };
                self.conversations.fill(&named, item);
            });
        });
    }
}

/// Who wrote a message, where its conversation does not say that already.
pub(super) fn writer<V: Payload>(chat: ChatType, is_mine: bool, sender: V) -> V {
    if chat == ChatType::Single && !is_mine {
        V::missing()
    } else {
        sender
    }
}

/// Whether I wrote this, on another device. Another application may have a user of my name.
pub(super) fn is_me<V: Payload>(me: &Account<V>, sender: &V, appkey: &V) -> bool {
    sender.same(&me.username) && (appkey.kind() == Kind::Missing || appkey.same(&me.appkey))
}

#[cfg(test)]
mod tests;
