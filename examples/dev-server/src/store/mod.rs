//! All SQL of the server, one file per group of tables. Never decides what is allowed, and never
//! speaks to a socket.

/// The SQL for a column of Unix seconds as the text that requests get: the vendor's servers stand in China, and their
/// texts name no zone.
macro_rules! date_text {
    ($seconds:literal) => {
        concat!("datetime(", $seconds, ", 'unixepoch', '+8 hours')")
    };
}

pub mod answers;
pub mod conversations;
pub mod events;
pub mod groups;
pub mod lists;
pub mod media;
pub mod messages;
pub mod owed;
pub mod receipts;
pub mod rooms;
mod schema;
pub mod users;

use rusqlite::{Connection, Params, Result, Row, Transaction};
use serde_json::Value;

pub struct Store {
    db: Connection,
}

impl Store {
    pub fn open(file: &str) -> Result<Store> {
        let db = Connection::open(file)?;
        // A crash of the machine may cost the last writes; this is a development server.
        db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;")?;
        db.execute_batch(schema::SCHEMA)?;
        db.set_prepared_statement_cache_capacity(128);
        Ok(Store { db })
    }

    /// Everything until `commit` is undone if the transaction is dropped.
    pub fn begin(&self) -> Result<Transaction<'_>> {
        self.db.unchecked_transaction()
    }

    /// The next id of a kind: ascending, 8 to 11 digits.
    pub fn next_id(&self, kind: &str) -> Result<i64> {
        let sql = "UPDATE ids SET value = value + 1 WHERE name = ? RETURNING value";
        self.one(sql, [kind], |row| row.get(0))
    }

    /// The statement's count of changed rows.
    fn run(&self, sql: &str, params: impl Params) -> Result<usize> {
        self.db.prepare_cached(sql)?.execute(params)
    }

    fn one<T>(&self, sql: &str, params: impl Params, read: impl FnOnce(&Row) -> Result<T>) -> Result<T> {
        self.db.prepare_cached(sql)?.query_row(params, read)
    }

    fn list<T>(&self, sql: &str, params: impl Params, read: impl FnMut(&Row) -> Result<T>) -> Result<Vec<T>> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        rows.collect()
    }

    fn exists(&self, sql: &str, params: impl Params) -> Result<bool> {
        self.db.prepare_cached(sql)?.exists(params)
    }
}

/// JSON that this server wrote itself; a file that was tampered with gives null.
fn json_column(row: &Row, index: &str) -> Result<Value> {
    let text: String = row.get(index)?;
    Ok(serde_json::from_str(&text).unwrap_or_default())
}
