//! Groups, their members, and requests to join them.

use super::users::User;
use super::Store;
use rusqlite::{params, OptionalExtension, Result, Row};
use serde_json::{json, Value};

pub const PRIVATE: i64 = 1;
pub const PUBLIC: i64 = 2;
pub const MAX_MEMBERS: i64 = 500;

#[derive(Clone, Debug, Default)]
pub struct Group {
    pub gid: i64,
    pub appkey: String,
    pub name: String,
    pub description: String,
    pub avatar: String,
    /// `PRIVATE` or `PUBLIC`
    pub kind: i64,
    pub ctime_text: String,
    pub mtime_text: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    Member,
    Owner,
    Keeper,
}

impl Role {
    pub fn flag(self) -> i64 {
        self as i64
    }

    fn of(flag: i64) -> Role {
        match flag {
            1 => Role::Owner,
            2 => Role::Keeper,
            _ => Role::Member,
        }
    }

    pub fn leads(self) -> bool {
        self != Role::Member
    }

    /// Who may remove or silence whom.
    pub fn outranks(self, other: Role) -> bool {
        match self {
            Role::Owner => other != Role::Owner,
            Role::Keeper => other == Role::Member,
            Role::Member => false,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub uid: i64,
    pub role: Role,
    pub silent: bool,
}

pub struct JoinRequest {
    pub from_uid: i64,
    pub done: bool,
}

impl Group {
    fn read(row: &Row) -> Result<Group> {
        Ok(Group {
            gid: row.get("gid")?,
            appkey: row.get("appkey")?,
            name: row.get("name")?,
            description: row.get("description")?,
            avatar: row.get("avatar")?,
            kind: row.get("type")?,
            ctime_text: row.get("ctime_text")?,
            mtime_text: row.get("mtime_text")?,
        })
    }

    pub fn info(&self) -> Value {
        json!({
            "gid": self.gid, "name": self.name, "desc": self.description, "appkey": self.appkey,
            "avatar": self.avatar, "ctime": self.ctime_text, "mtime": self.mtime_text,
            "flag": self.kind, "max_member_count": MAX_MEMBERS,
        })
    }
}

fn read_member(row: &Row) -> Result<Member> {
    Ok(Member { uid: row.get("uid")?, role: Role::of(row.get("flag")?), silent: row.get("silent")? })
}

const SELECT: &str = concat!(
    "SELECT groups.*, ",
    date_text!("ctime"),
    " AS ctime_text, ",
    date_text!("mtime"),
    " AS mtime_text FROM groups "
);

impl Store {
    pub fn add_group(&self, group: &Group, now_s: i64) -> Result<()> {
        let sql = "INSERT INTO groups (gid, appkey, name, description, avatar, type, ctime, mtime)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)";
        self.run(
            sql,
            params![group.gid, group.appkey, group.name, group.description, group.avatar, group.kind, now_s],
        )?;
        Ok(())
    }

    pub fn update_group(&self, group: &Group, now_s: i64) -> Result<()> {
        let sql = "UPDATE groups SET name = ?, description = ?, avatar = ?, mtime = ?
                   WHERE gid = ?";
        self.run(sql, params![group.name, group.description, group.avatar, now_s, group.gid])?;
        Ok(())
    }

    /// A group that has not been dissolved.
    pub fn group(&self, gid: i64) -> Result<Option<Group>> {
        let sql = format!("{SELECT} WHERE gid = ? AND dissolved = 0");
        self.one(&sql, [gid], Group::read).optional()
    }

    pub fn groups_of(&self, uid: i64) -> Result<Vec<Group>> {
        let sql = format!("{SELECT} JOIN members USING (gid) WHERE uid = ? AND dissolved = 0 ORDER BY gid");
        self.list(&sql, [uid], Group::read)
    }

    pub fn public_groups(&self, appkey: &str, start: i64, count: i64) -> Result<Vec<Group>> {
        let sql = format!("{SELECT} WHERE appkey = ? AND type = 2 AND dissolved = 0 ORDER BY gid LIMIT ? OFFSET ?");
        self.list(&sql, params![appkey, count, start], Group::read)
    }

    pub fn public_group_count(&self, appkey: &str) -> Result<i64> {
        let sql = "SELECT count(*) FROM groups WHERE appkey = ? AND type = 2 AND dissolved = 0";
        self.one(sql, [appkey], |row| row.get(0))
    }

    pub fn dissolve_group(&self, gid: i64) -> Result<()> {
        self.run("UPDATE groups SET dissolved = 1 WHERE gid = ?", [gid])?;
        self.run("DELETE FROM members WHERE gid = ?", [gid])?;
        Ok(())
    }

    /// In the order of joining.
    pub fn members(&self, gid: i64) -> Result<Vec<Member>> {
        let sql = "SELECT * FROM members WHERE gid = ? ORDER BY joined";
        self.list(sql, [gid], read_member)
    }

    pub fn member_users(&self, gid: i64) -> Result<Vec<User>> {
        self.users_where("JOIN members USING (uid) WHERE gid = ? ORDER BY joined", gid)
    }

    pub fn member(&self, gid: i64, uid: i64) -> Result<Option<Member>> {
        let sql = "SELECT * FROM members WHERE gid = ? AND uid = ?";
        self.one(sql, [gid, uid], read_member).optional()
    }

    pub fn add_member(&self, gid: i64, uid: i64, role: Role) -> Result<()> {
        let sql = "INSERT INTO members (gid, uid, flag, joined)
            SELECT ?1, ?2, ?3, coalesce(max(joined), 0) + 1 FROM members WHERE gid = ?1";
        self.run(sql, params![gid, uid, role.flag()])?;
        Ok(())
    }

    pub fn remove_member(&self, gid: i64, uid: i64) -> Result<()> {
        let sql = "DELETE FROM members WHERE gid = ? AND uid = ?";
        self.run(sql, [gid, uid])?;
        Ok(())
    }

    pub fn set_role(&self, gid: i64, uid: i64, role: Role) -> Result<()> {
        let sql = "UPDATE members SET flag = ? WHERE gid = ? AND uid = ?";
        self.run(sql, [role.flag(), gid, uid])?;
        Ok(())
    }

    pub fn set_silence(&self, gid: i64, uid: i64, silent: bool) -> Result<()> {
        let sql = "UPDATE members SET silent = ? WHERE gid = ? AND uid = ?";
        self.run(sql, params![silent, gid, uid])?;
        Ok(())
    }

    pub fn add_join_request(&self, event_id: i64, gid: i64, from_uid: i64, target: i64) -> Result<()> {
        let sql = "INSERT INTO join_requests (event_id, gid, from_uid, target) VALUES (?, ?, ?, ?)";
        self.run(sql, [event_id, gid, from_uid, target])?;
        Ok(())
    }

    pub fn join_request(&self, event_id: i64, gid: i64, target: i64) -> Result<Option<JoinRequest>> {
        let sql = "SELECT from_uid, done FROM join_requests
                   WHERE event_id = ? AND gid = ? AND target = ?";
        self.one(sql, [event_id, gid, target], |row| Ok(JoinRequest { from_uid: row.get(0)?, done: row.get(1)? }))
            .optional()
    }

    pub fn close_join_request(&self, event_id: i64, target: i64) -> Result<()> {
        let sql = "UPDATE join_requests SET done = 1 WHERE event_id = ? AND target = ?";
        self.run(sql, [event_id, target])?;
        Ok(())
    }
}
