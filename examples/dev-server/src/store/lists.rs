//! The lists a user keeps: friends, black list, no-disturb and shields.

use super::users::User;
use super::Store;
use rusqlite::{params, Result};

/// A list of a user that holds uids or gids.
#[derive(Clone, Copy, Debug)]
pub enum List {
    Blacks,
    QuietUsers,
    QuietGroups,
    Shields,
}

impl List {
    /// The table and the column of the entry.
    fn table(self) -> (&'static str, &'static str) {
        match self {
            List::Blacks => ("blacks", "black"),
            List::QuietUsers => ("quiet_users", "peer"),
            List::QuietGroups => ("quiet_groups", "gid"),
            List::Shields => ("shields", "gid"),
        }
    }
}

pub struct Friend {
    pub user: User,
    pub memo_name: String,
    pub memo_others: String,
}

impl Store {
    pub fn is_listed(&self, list: List, uid: i64, entry: i64) -> Result<bool> {
        let (table, column) = list.table();
        let sql = format!("SELECT 1 FROM {table} WHERE uid = ? AND {column} = ?");
        self.exists(&sql, [uid, entry])
    }

    /// False if it was there already.
    pub fn add_to_list(&self, list: List, uid: i64, entry: i64) -> Result<bool> {
        let (table, column) = list.table();
        let sql = format!("INSERT OR IGNORE INTO {table} (uid, {column}) VALUES (?, ?)");
        Ok(self.run(&sql, [uid, entry])? > 0)
    }

    /// False if it was not there.
    pub fn remove_from_list(&self, list: List, uid: i64, entry: i64) -> Result<bool> {
        let (table, column) = list.table();
        let sql = format!("DELETE FROM {table} WHERE uid = ? AND {column} = ?");
        Ok(self.run(&sql, [uid, entry])? > 0)
    }

    pub fn listed(&self, list: List, uid: i64) -> Result<Vec<i64>> {
        let (table, column) = list.table();
        let sql = format!("SELECT {column} FROM {table} WHERE uid = ? ORDER BY {column}");
        self.list(&sql, [uid], |row| row.get(0))
    }

    pub fn global_no_disturb(&self, uid: i64) -> Result<bool> {
        let sql = "SELECT no_disturb FROM users WHERE uid = ?";
        self.one(sql, [uid], |row| row.get(0))
    }

    /// False if it was so already.
    pub fn set_global_no_disturb(&self, uid: i64, on: bool) -> Result<bool> {
        let sql = "UPDATE users SET no_disturb = ?1 WHERE uid = ?2 AND no_disturb <> ?1";
        Ok(self.run(sql, params![on, uid])? > 0)
    }

    pub fn friends(&self, uid: i64) -> Result<Vec<Friend>> {
        let users = self
            .users_where("JOIN friends ON friends.friend = users.uid WHERE friends.uid = ? ORDER BY username", uid)?;
        let sql = "SELECT memo_name, memo_others FROM friends WHERE uid = ? AND friend = ?";
        users
            .into_iter()
            .map(|user| {
                let (memo_name, memo_others) = self.one(sql, [uid, user.uid], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok(Friend { user, memo_name, memo_others })
            })
            .collect()
    }

    pub fn are_friends(&self, uid: i64, other: i64) -> Result<bool> {
        let sql = "SELECT 1 FROM friends WHERE uid = ? AND friend = ?";
        self.exists(sql, [uid, other])
    }

    pub fn befriend(&self, one: i64, other: i64) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO friends (uid, friend) VALUES (?1, ?2), (?2, ?1)";
        self.run(sql, [one, other])?;
        Ok(())
    }

    pub fn unfriend(&self, one: i64, other: i64) -> Result<()> {
        let sql = "DELETE FROM friends WHERE (uid = ?1 AND friend = ?2) OR (uid = ?2 AND friend = ?1)";
        self.run(sql, [one, other])?;
        Ok(())
    }

    pub fn set_memo(&self, uid: i64, friend: i64, name: &str, others: &str) -> Result<()> {
        let sql = "UPDATE friends SET memo_name = ?, memo_others = ? WHERE uid = ? AND friend = ?";
        self.run(sql, params![name, others, uid, friend])?;
        Ok(())
    }

    pub fn invite(&self, from: i64, to: i64) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO invitations (from_uid, to_uid) VALUES (?, ?)";
        self.run(sql, [from, to])?;
        Ok(())
    }

    /// False if there was none.
    pub fn take_invitation(&self, from: i64, to: i64) -> Result<bool> {
        let sql = "DELETE FROM invitations WHERE from_uid = ? AND to_uid = ?";
        Ok(self.run(sql, [from, to])? > 0)
    }
}
