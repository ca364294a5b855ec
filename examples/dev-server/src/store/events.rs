//! Event payloads, kept for the devices that are owed them.

use super::{json_column, Store};
use rusqlite::{params, OptionalExtension, Result};
use serde_json::Value;

impl Store {
    pub fn add_event(&self, event_id: i64, payload: &Value) -> Result<()> {
        let sql = "INSERT INTO events (event_id, payload) VALUES (?, ?)";
        self.run(sql, params![event_id, payload.to_string()])?;
        Ok(())
    }

    pub fn event(&self, event_id: i64) -> Result<Option<Value>> {
        let sql = "SELECT payload FROM events WHERE event_id = ?";
        self.one(sql, [event_id], |row| json_column(row, "payload")).optional()
    }
}
