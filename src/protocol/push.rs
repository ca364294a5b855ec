//! What the server says unasked, by name. Must never decide what follows from it.

use crate::payload::{Payload, Word};

/// An incoming event, told apart by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A request was received.
    Ack,
    Messages,
    Conversations,
    Events,
    Receipts,
    ReceiptChange,
    Transparent,
    RoomMessage,
    RoomHistory,
    Event,
    /// Any other name: the reply to a request, which its rid tells.
    Reply,
}

const NAMES: &[Word] = &[
    Word::Ack,
    Word::MsgSync,
    Word::SyncConversation,
    Word::SyncEvent,
    Word::SyncReceipt,
    Word::ReceiptChange,
    Word::TransMsgRec,
    Word::RoomMsgSync,
    Word::RoomMsgSyncHis,
    Word::EventNotification,
];

impl Incoming {
    pub fn of<V: Payload>(name: &V, data: &V) -> Incoming {
        match name.which(NAMES) {
            Some(Word::Ack) => Incoming::Ack,
            Some(Word::MsgSync) => Incoming::Messages,
            Some(Word::SyncConversation) => Incoming::Conversations,
            Some(Word::SyncEvent) => Incoming::Events,
            Some(Word::SyncReceipt) => Incoming::Receipts,
            Some(Word::ReceiptChange) => Incoming::ReceiptChange,
            Some(Word::TransMsgRec) => Incoming::Transparent,
            Some(Word::RoomMsgSync) => Incoming::RoomMessage,
            Some(Word::RoomMsgSyncHis) => Incoming::RoomHistory,
            // The same name answers our own `event_notification`; only an event has a type.
            Some(Word::EventNotification) if data.has(Word::EventType) => Incoming::Event,
            _ => Incoming::Reply,
        }
    }
}

/// Fields of a message that its confirmation repeats.
pub const RECEIVED: [Word; 4] = [Word::MsgId, Word::MsgType, Word::FromUid, Word::FromGid];
/// Fields of a kick that its confirmation repeats.
pub const KICKED: [Word; 4] = [Word::EventId, Word::EventType, Word::FromUid, Word::Gid];
/// The positions of synchronisation that `sync_check` carries both ways.
pub const SYNC_KEYS: &[Word] = &[Word::SyncKey, Word::SyncType, Word::SyncEventKey, Word::MsgReceiptKey];
