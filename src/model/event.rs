//! What the server says unasked, one case for each listener of the documents. Must never lose anything: what cannot be
//! read is handed on as it came.

use serde::Serialize;
use serde_json::Value;

use super::message::{chat, InChat};
use super::read::Read;
use super::{shapes, Change, Chat, GroupId, Message, MissedChat, Notice, ReadChange, RoomMessage, Timestamp};
use crate::client::Listener;

/// Something happened. New cases may come.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", content = "data", rename_all = "camelCase")]
#[non_exhaustive]
pub enum Event {
    /// Messages arrived (`onMsgReceive`).
    Messages(Vec<Message>),
    /// What was missed while away, a conversation each (`onSyncConversation`): at sign-in, before the session is
    /// [`Online`](crate::State::Online). With [`Auth::roaming`](crate::Auth::roaming) the history, whole each time.
    Missed(Vec<MissedChat>),
    /// A business event (业务事件, `onEventNotification`). After a kick or a changed password the session is over.
    Notice(Notice),
    /// The same, missed while away (`onSyncEvent`).
    MissedNotices(Vec<Notice>),
    /// Messages of mine were read (`onMsgReceiptChange`).
    Read(ReadChange),
    /// The same, missed while away (`onSyncMsgReceipt`).
    MissedReads(Vec<ReadChange>),
    /// A conversation was read on another device of mine, which lowered its count here (`onMutiUnreadMsgUpdate`).
    ReadElsewhere(ReadElsewhere),
    /// Somebody changed their profile (`onUserInfUpdate`).
    Profile(ProfileChange),
    /// Text was passed through (`onTransMsgRec`).
    PassedThrough(PassedThrough),
    /// A message in a chat room that I am in (`onRoomMsg`).
    RoomMessage(RoomMessage),
    /// The session stands otherwise (`onConnectionChange`).
    Connection(Change),
    /// The connection is gone for longer than the grace (`onDisconnect`). Trying goes on.
    Disconnected,
    /// Other messages wait for an answer than before (`onOutboxChange`).
    Outbox,
    /// What the server said is not as the documents have it.
    Unreadable {
        /// The listener's name in the documents.
        listener: &'static str,
        /// What it was to hear, or a part of that.
        data: Value,
    },
}

shapes! {
    /// A conversation was read on another device of mine.
    ReadElsewhere {
        /// 3 with a user, 4 in a group.
        #[serde(rename = "type", default)]
        kind: u8,
        /// In a group: which.
        gid: Option<GroupId>,
        /// With a user: who.
        username: Option<String>,
        /// With a user: of which app.
        appkey: Option<String>,
        /// How many messages are unread now.
        #[serde(rename = "unreadCount", default)]
        unread: u32,
    }
    /// Somebody changed their profile: a friend, a member of a group of mine, somebody I write with.
    ProfileChange {
        /// Who.
        username: String,
        /// Of which app.
        #[serde(default)]
        appkey: String,
        /// When: in seconds.
        mtime: Option<Timestamp>,
    }
    /// Text that was passed through.
    PassedThrough {
        /// 3 by a user, 4 in a group, 5 by another device of mine.
        #[serde(rename = "type", default)]
        kind: u8,
        /// The text.
        cmd: String,
        /// By whom.
        from_username: Option<String>,
        /// Of which app.
        from_appkey: Option<String>,
        /// In which group.
        gid: Option<GroupId>,
    }
}

impl InChat for ReadElsewhere {
    fn chat_for(&self, _me: &str) -> Option<Chat> {
        chat(self.kind, self.gid, self.username.as_ref(), self.appkey.as_ref())
    }
}

/// Tells what a listener hears. Of a list, what can be read is told as one event, and each of the rest as one of its own.
pub(crate) fn read(listener: Listener, data: Value, tell: &mut dyn FnMut(Event)) {
    match listener {
        Listener::MsgReceive => match data {
            Value::Object(mut fields) => match fields.remove("messages") {
                Some(messages) => list(listener, messages, Event::Messages, tell),
                None => tell(unreadable(listener, fields.into())),
            },
            other => tell(unreadable(listener, other)),
        },
        Listener::SyncConversation => list(listener, data, Event::Missed, tell),
        Listener::SyncEvent => list(listener, data, Event::MissedNotices, tell),
        Listener::SyncMsgReceipt => list(listener, data, Event::MissedReads, tell),
        Listener::EventNotification => tell(one(listener, data, Event::Notice)),
        Listener::MsgReceiptChange => tell(one(listener, data, Event::Read)),
        Listener::MutiUnreadMsgUpdate => tell(one(listener, data, Event::ReadElsewhere)),
        Listener::UserInfUpdate => tell(one(listener, data, Event::Profile)),
        Listener::TransMsgRec => tell(one(listener, data, Event::PassedThrough)),
        Listener::RoomMsg => tell(one(listener, data, Event::RoomMessage)),
        Listener::Disconnect => tell(Event::Disconnected),
        Listener::OutboxChange => tell(Event::Outbox),
        // The core says it as an effect of its own.
        Listener::ConnectionChange => tell(unreadable(listener, data)),
    }
}

fn unreadable(listener: Listener, data: Value) -> Event {
    Event::Unreadable { listener: listener.name(), data }
}

fn one<T: Read>(listener: Listener, data: Value, event: impl Fn(T) -> Event) -> Event {
    match T::check(&data) {
        Ok(()) => event(T::take(data)),
        Err(_) => unreadable(listener, data),
    }
}

fn list<T: Read>(listener: Listener, data: Value, event: impl Fn(Vec<T>) -> Event, tell: &mut dyn FnMut(Event)) {
    let items = match data {
        Value::Array(items) => items,
        other => vec![other],
    };
    let (mut good, mut odd) = (Vec::with_capacity(items.len()), Vec::new());
    for item in items {
        match T::check(&item) {
            Ok(()) => good.push(T::take(item)),
            Err(_) => odd.push(item),
        }
    }
    if !good.is_empty() || odd.is_empty() {
        tell(event(good));
    }
    odd.into_iter().for_each(|item| tell(unreadable(listener, item)));
}
