//! The list of conversations of a user, and up to where each is read.

use super::messages::Conversation;
use super::Store;
use rusqlite::{params, OptionalExtension, Result};
use serde_json::{json, Value};

impl Store {
    /// Oldest first, as pages expect them.
    pub fn conversations(&self, uid: i64) -> Result<Vec<(Conversation, Value)>> {
        let sql = concat!(
            "SELECT c.type, c.peer, c.mtime, u.username, u.appkey, u.nickname, u.avatar, ",
            date_text!("u.mtime"),
            ", g.name, g.avatar
            FROM conversations c
            LEFT JOIN users u ON c.type = 3 AND u.uid = c.peer
            LEFT JOIN groups g ON c.type = 4 AND g.gid = c.peer
            WHERE c.uid = ? ORDER BY c.mtime"
        );
        self.list(sql, [uid], |row| {
            let of = Conversation { kind: row.get(0)?, peer: row.get(1)? };
            let mtime: i64 = row.get(2)?;
            let mut item = json!({
                "type": of.kind, "key": of.peer.to_string(), "mtime": mtime
            });
            if of.kind == super::messages::SINGLE {
                let (username, nickname): (String, String) = (row.get(3)?, row.get(5)?);
                item["name"] = json!(username);
                item["username"] = json!(username);
                item["appkey"] = json!(row.get::<_, String>(4)?);
                // Pages read either spelling.
                item["nickname"] = json!(nickname);
                item["nickName"] = json!(nickname);
                item["avatar"] = json!(row.get::<_, String>(6)?);
                item["utime"] = json!(row.get::<_, String>(7)?);
            } else {
                item["name"] = json!(row.get::<_, String>(8)?);
                item["avatar"] = json!(row.get::<_, String>(9)?);
            }
            Ok((of, item))
        })
    }

    pub fn read_to(&self, uid: i64, of: Conversation) -> Result<i64> {
        let sql = "SELECT read_to FROM conversations WHERE uid = ? AND type = ? AND peer = ?";
        let found = self.one(sql, params![uid, of.kind, of.peer], |row| row.get(0)).optional()?;
        Ok(found.unwrap_or(0))
    }

    pub fn mark_read(&self, uid: i64, of: Conversation, time: i64) -> Result<()> {
        let sql = "UPDATE conversations SET read_to = max(read_to, ?)
                   WHERE uid = ? AND type = ? AND peer = ?";
        self.run(sql, params![time, uid, of.kind, of.peer])?;
        Ok(())
    }
}
