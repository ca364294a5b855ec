//! The answers given lately, so that a request that is sent again is answered again and not done
//! again. They outlive sockets and restarts, since a client resends after both; bounded in age and number.

use super::{json_column, Store};
use crate::sign::md5_hex;
use rusqlite::{params, OptionalExtension, Result};
use serde_json::Value;

/// How many answers are kept: more than many clients have in flight within their 25 s of resending.
const KEPT: i64 = 5_000;
/// How old an answer may be. Clients that count their rids come back to them some day.
const LIFE_MS: i64 = 10 * 60 * 1000;

/// A request as it is known again.
pub struct Asked {
    /// The device of a user, or no one's before login
    uid: i64,
    platform: &'static str,
    digest: String,
}

impl Asked {
    pub fn new(device: Option<(i64, &'static str)>, event: &str, payload: &Value) -> Asked {
        let (uid, platform) = device.unwrap_or_default();
        // The payload holds the rid.
        Asked { uid, platform, digest: md5_hex(format!("{event} {payload}").as_bytes()) }
    }
}

impl Store {
    pub fn answer(&self, asked: &Asked, now: i64) -> Result<Option<Value>> {
        let sql = "SELECT reply FROM answers WHERE uid = ? AND platform = ? AND digest = ? AND time > ?";
        let params = params![asked.uid, asked.platform, asked.digest, now - LIFE_MS];
        self.one(sql, params, |row| json_column(row, "reply")).optional()
    }

    pub fn keep_answer(&self, asked: &Asked, now: i64, reply: &Value) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO answers (uid, platform, digest, time, reply) VALUES (?, ?, ?, ?, ?)";
        self.run(sql, params![asked.uid, asked.platform, asked.digest, now, reply.to_string()])?;
        self.run("DELETE FROM answers WHERE id <= last_insert_rowid() - ?", [KEPT])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_oldest_answers_go_first() {
        let store = Store::open(":memory:").unwrap();
        let asked = |rid: i64| Asked::new(Some((7, "web")), "send_group_msg", &json!({ "rid": rid }));
        for rid in 0..KEPT + 10 {
            store.keep_answer(&asked(rid), 1, &json!({ "msg_id": rid })).unwrap();
        }
        assert_eq!(store.answer(&asked(9), 1).unwrap(), None);
        assert_eq!(store.answer(&asked(10), 1).unwrap(), Some(json!({ "msg_id": 10 })));
        let elsewhere = Asked::new(Some((7, "android")), "send_group_msg", &json!({ "rid": 10 }));
        assert_eq!(store.answer(&elsewhere, 1).unwrap(), None);
    }
}
