//! Messages of single and group chats, and who has which.

use super::{json_column, Store};
use rusqlite::{params, OptionalExtension, Result, Row};
use serde_json::Value;

pub const SINGLE: i64 = 3;
pub const GROUP: i64 = 4;

#[derive(Clone, Debug)]
pub struct Message {
    pub msg_id: i64,
    /// `SINGLE` or `GROUP`
    pub kind: i64,
    pub from_uid: i64,
    /// The uid or gid it was sent to
    pub target: i64,
    pub ctime_ms: i64,
    /// As it stands in a sync; a live push adds where it is from
    pub item: Value,
    pub need_receipt: bool,
    pub retracted: bool,
}

/// A conversation as one of its members sees it: the other's uid, or the gid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conversation {
    pub kind: i64,
    pub peer: i64,
}

impl Message {
    fn read(row: &Row) -> Result<Message> {
        Ok(Message {
            msg_id: row.get("msg_id")?,
            kind: row.get("type")?,
            from_uid: row.get("from_uid")?,
            target: row.get("target")?,
            ctime_ms: row.get("ctime_ms")?,
            item: json_column(row, "item")?,
            need_receipt: row.get("need_receipt")?,
            retracted: row.get("retracted")?,
        })
    }

    /// Where `uid` finds it.
    pub fn conversation_of(&self, uid: i64) -> Conversation {
        let from_other_user = self.kind == SINGLE && self.from_uid != uid;
        Conversation { kind: self.kind, peer: if from_other_user { self.from_uid } else { self.target } }
    }
}

impl Store {
    pub fn add_message(&self, message: &Message) -> Result<()> {
        let sql = "INSERT INTO messages
            (msg_id, type, from_uid, target, ctime_ms, item, need_receipt)
            VALUES (?, ?, ?, ?, ?, ?, ?)";
        self.run(
            sql,
            params![
                message.msg_id,
                message.kind,
                message.from_uid,
                message.target,
                message.ctime_ms,
                message.item.to_string(),
                message.need_receipt,
            ],
        )?;
        Ok(())
    }

    pub fn message(&self, msg_id: i64) -> Result<Option<Message>> {
        let sql = "SELECT * FROM messages WHERE msg_id = ?";
        self.one(sql, [msg_id], Message::read).optional()
    }

    /// Files a message with one of those who have it. What one says oneself is read at once.
    pub fn file_message(&self, uid: i64, message: &Message) -> Result<()> {
        let of = message.conversation_of(uid);
        let sql = "INSERT INTO inbox (uid, type, peer, ctime_ms, msg_id) VALUES (?, ?, ?, ?, ?)";
        self.run(sql, params![uid, of.kind, of.peer, message.ctime_ms, message.msg_id])?;
        let read_to = if message.from_uid == uid { message.ctime_ms } else { 0 };
        let sql = "INSERT INTO conversations (uid, type, peer, mtime, read_to)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
            SET mtime = excluded.mtime, read_to = max(read_to, excluded.read_to)";
        self.run(sql, params![uid, of.kind, of.peer, message.ctime_ms, read_to])?;
        Ok(())
    }

    /// Everyone who has the message, the sender too.
    pub fn holders(&self, msg_id: i64) -> Result<Vec<i64>> {
        let sql = "SELECT uid FROM inbox WHERE msg_id = ?";
        self.list(sql, [msg_id], |row| row.get(0))
    }

    /// The newest messages of a conversation, oldest first.
    pub fn history(&self, uid: i64, of: Conversation, limit: u32) -> Result<Vec<Message>> {
        let sql = "SELECT messages.* FROM inbox JOIN messages USING (msg_id)
            WHERE inbox.uid = ? AND inbox.type = ? AND inbox.peer = ?
            ORDER BY inbox.ctime_ms DESC LIMIT ?";
        let mut found = self.list(sql, params![uid, of.kind, of.peer, limit], Message::read)?;
        found.reverse();
        Ok(found)
    }

    pub fn retract(&self, msg_id: i64) -> Result<()> {
        let sql = "UPDATE messages SET retracted = 1 WHERE msg_id = ?";
        self.run(sql, [msg_id])?;
        self.run("DELETE FROM inbox WHERE msg_id = ?", [msg_id])?;
        Ok(())
    }
}
