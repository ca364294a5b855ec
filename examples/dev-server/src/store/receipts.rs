//! Who has read which message that asked for receipts.

use super::Store;
use rusqlite::{params, Result};

impl Store {
    pub fn expect_receipt(&self, msg_id: i64, uid: i64, now: i64) -> Result<()> {
        let sql = "INSERT INTO receipts (msg_id, uid, mtime) VALUES (?, ?, ?)";
        self.run(sql, params![msg_id, uid, now])?;
        Ok(())
    }

    /// Whether it was unread before.
    pub fn mark_receipt(&self, msg_id: i64, uid: i64, now: i64) -> Result<bool> {
        let sql = "UPDATE receipts SET read = 1, mtime = ? WHERE msg_id = ? AND uid = ? AND read = 0";
        Ok(self.run(sql, params![now, msg_id, uid])? > 0)
    }

    /// How many have not read it, and when that last changed.
    pub fn unread_count(&self, msg_id: i64) -> Result<(i64, i64)> {
        let sql = "SELECT count(*) FILTER (WHERE read = 0), coalesce(max(mtime), 0)
                   FROM receipts WHERE msg_id = ?";
        self.one(sql, [msg_id], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    pub fn receipts(&self, msg_id: i64) -> Result<Vec<(i64, bool)>> {
        let sql = "SELECT uid, read FROM receipts WHERE msg_id = ? ORDER BY mtime, uid";
        self.list(sql, [msg_id], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
