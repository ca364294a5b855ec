//! Chat rooms, who is inside, and what was said.

use super::{json_column, Store};
use rusqlite::{params, OptionalExtension, Result, Row};
use serde_json::{json, Value};

pub struct Room {
    pub id: i64,
    pub appkey: String,
    pub member_count: i64,
    pub max_members: i64,
    name: String,
    description: String,
    ctime_text: String,
}

impl Room {
    fn read(row: &Row) -> Result<Room> {
        Ok(Room {
            id: row.get("id")?,
            appkey: row.get("appkey")?,
            member_count: row.get("member_count")?,
            max_members: row.get("max_members")?,
            name: row.get("name")?,
            description: row.get("description")?,
            ctime_text: row.get("ctime_text")?,
        })
    }

    pub fn info(&self) -> Value {
        json!({
            "id": self.id, "name": self.name, "description": self.description,
            "appkey": self.appkey, "total_member_count": self.member_count,
            "max_member_count": self.max_members, "ctime": self.ctime_text,
        })
    }
}

const SELECT: &str = concat!(
    "SELECT rooms.*, ",
    date_text!("ctime"),
    " AS ctime_text,
    (SELECT count(*) FROM room_members WHERE room_members.id = rooms.id) AS member_count
    FROM rooms "
);

impl Store {
    pub fn seed_room(&self, id: i64, appkey: &str, name: &str, description: &str) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO rooms (id, appkey, name, description, max_members, ctime)
                   VALUES (?, ?, ?, ?, 500, unixepoch())";
        self.run(sql, params![id, appkey, name, description])?;
        Ok(())
    }

    pub fn room(&self, id: i64) -> Result<Option<Room>> {
        let sql = format!("{SELECT} WHERE id = ?");
        self.one(&sql, [id], Room::read).optional()
    }

    pub fn rooms(&self, appkey: &str, start: i64, count: i64) -> Result<Vec<Room>> {
        let sql = format!("{SELECT} WHERE appkey = ? ORDER BY id LIMIT ? OFFSET ?");
        self.list(&sql, params![appkey, count, start], Room::read)
    }

    pub fn room_count(&self, appkey: &str) -> Result<i64> {
        let sql = "SELECT count(*) FROM rooms WHERE appkey = ?";
        self.one(sql, [appkey], |row| row.get(0))
    }

    pub fn rooms_of(&self, uid: i64) -> Result<Vec<Room>> {
        let sql = format!("{SELECT} JOIN room_members USING (id) WHERE uid = ? ORDER BY id");
        self.list(&sql, [uid], Room::read)
    }

    pub fn room_members(&self, id: i64) -> Result<Vec<i64>> {
        let sql = "SELECT uid FROM room_members WHERE id = ?";
        self.list(sql, [id], |row| row.get(0))
    }

    /// False if inside already.
    pub fn enter_room(&self, id: i64, uid: i64) -> Result<bool> {
        let sql = "INSERT OR IGNORE INTO room_members (id, uid) VALUES (?, ?)";
        Ok(self.run(sql, [id, uid])? > 0)
    }

    /// False if not inside.
    pub fn leave_room(&self, id: i64, uid: i64) -> Result<bool> {
        let sql = "DELETE FROM room_members WHERE id = ? AND uid = ?";
        Ok(self.run(sql, [id, uid])? > 0)
    }

    pub fn add_room_message(&self, id: i64, msg_id: i64, message: &Value) -> Result<()> {
        let sql = "INSERT INTO room_messages (id, msg_id, message) VALUES (?, ?, ?)";
        self.run(sql, params![id, msg_id, message.to_string()])?;
        Ok(())
    }

    /// The newest ones, oldest first.
    pub fn room_history(&self, id: i64, limit: u32) -> Result<Vec<Value>> {
        let sql = "SELECT message FROM room_messages WHERE id = ? ORDER BY msg_id DESC LIMIT ?";
        let mut found = self.list(sql, params![id, limit], |row| json_column(row, "message"))?;
        found.reverse();
        Ok(found)
    }
}
