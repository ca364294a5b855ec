//! What each device has not confirmed yet: messages, events and read counts.

use super::Store;
use rusqlite::{params, Result};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Message,
    Event,
    Receipt,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Message => "message",
            Kind::Event => "event",
            Kind::Receipt => "receipt",
        }
    }

    fn key_column(self) -> &'static str {
        match self {
            Kind::Message => "sync_key",
            Kind::Event => "event_key",
            Kind::Receipt => "receipt_key",
        }
    }
}

/// A device by its user and platform.
#[derive(Clone, Copy)]
pub struct Of<'a> {
    pub uid: i64,
    pub platform: &'a str,
}

impl Store {
    /// `socket` is the one it has just been sent on, or 0.
    pub fn owe(&self, of: Of, kind: Kind, id: i64, seq: i64, socket: i64) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO owed (uid, platform, kind, id, seq, socket)
                   VALUES (?, ?, ?, ?, ?, ?)";
        self.run(sql, params![of.uid, of.platform, kind.name(), id, seq, socket])?;
        Ok(())
    }

    /// Ids and seqs that have not been sent on this socket, in order; from now on they have.
    pub fn take_owed(&self, of: Of, kind: Kind, socket: i64) -> Result<Vec<(i64, i64)>> {
        let sql = "SELECT id, seq FROM owed
                   WHERE uid = ? AND platform = ? AND kind = ? AND socket <> ? ORDER BY seq";
        let found =
            self.list(sql, params![of.uid, of.platform, kind.name(), socket], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sql = "UPDATE owed SET socket = ? WHERE uid = ? AND platform = ? AND kind = ?";
        self.run(sql, params![socket, of.uid, of.platform, kind.name()])?;
        Ok(found)
    }

    /// One of them has arrived.
    pub fn settle(&self, of: Of, kind: Kind, id: i64) -> Result<()> {
        let sql = "DELETE FROM owed WHERE uid = ? AND platform = ? AND kind = ? AND id = ?";
        self.run(sql, params![of.uid, of.platform, kind.name(), id])?;
        Ok(())
    }

    /// A sync has arrived: all that this socket has been sent up to the key.
    pub fn settle_sync(&self, of: Of, kind: Kind, key: i64, socket: i64) -> Result<()> {
        let sql = "DELETE FROM owed
                   WHERE uid = ? AND platform = ? AND kind = ? AND seq <= ? AND socket = ?";
        self.run(sql, params![of.uid, of.platform, kind.name(), key, socket])?;
        self.set_sync_key(of, kind, key)
    }

    /// All that was sent on this socket has arrived.
    pub fn settle_sent(&self, of: Of, kind: Kind, socket: i64) -> Result<()> {
        let sql = "DELETE FROM owed
                   WHERE uid = ? AND platform = ? AND kind = ? AND socket = ?";
        self.run(sql, params![of.uid, of.platform, kind.name(), socket])?;
        Ok(())
    }

    /// Nobody will get it any more.
    pub fn forget_owed(&self, kind: Kind, id: i64) -> Result<()> {
        let sql = "DELETE FROM owed WHERE kind = ? AND id = ?";
        self.run(sql, params![kind.name(), id])?;
        Ok(())
    }

    pub fn sync_key(&self, of: Of, kind: Kind) -> Result<i64> {
        let column = kind.key_column();
        let sql = format!("SELECT {column} FROM devices WHERE uid = ? AND platform = ?");
        self.one(&sql, params![of.uid, of.platform], |row| row.get(0))
    }

    fn set_sync_key(&self, of: Of, kind: Kind, key: i64) -> Result<()> {
        let column = kind.key_column();
        let sql = format!("UPDATE devices SET {column} = max({column}, ?) WHERE uid = ? AND platform = ?");
        self.run(&sql, params![key, of.uid, of.platform])?;
        Ok(())
    }
}
