//! Accounts, and the devices they log in with.

use super::{json_column, Store};
use crate::args::Name;
use rusqlite::{named_params, params, OptionalExtension, Result, Row};
use serde_json::{json, Value};

#[derive(Clone, Debug)]
pub struct User {
    pub uid: i64,
    pub appkey: String,
    pub username: String,
    pub password: String,
    pub nickname: String,
    pub avatar: String,
    pub birthday: String,
    pub signature: String,
    pub region: String,
    pub address: String,
    pub gender: i64,
    pub extras: Value,
    /// Unix seconds
    pub mtime: i64,
    /// The same as lists of members and profiles show it
    pub mtime_text: String,
}

impl User {
    fn read(row: &Row) -> Result<User> {
        Ok(User {
            uid: row.get("uid")?,
            appkey: row.get("appkey")?,
            username: row.get("username")?,
            password: row.get("password")?,
            nickname: row.get("nickname")?,
            avatar: row.get("avatar")?,
            birthday: row.get("birthday")?,
            signature: row.get("signature")?,
            region: row.get("region")?,
            address: row.get("address")?,
            gender: row.get("gender")?,
            extras: json_column(row, "extras")?,
            mtime: row.get("mtime")?,
            mtime_text: row.get("mtime_text")?,
        })
    }

    pub fn brief(&self) -> Value {
        json!({
            "username": self.username, "appkey": self.appkey,
            "nickname": self.nickname, "avatar": self.avatar,
        })
    }

    /// `mtime` is text or seconds, depending on the list it stands in.
    pub fn profile(&self, mtime: Value) -> Value {
        json!({
            "uid": self.uid, "username": self.username, "appkey": self.appkey,
            "nickname": self.nickname, "avatar": self.avatar, "birthday": self.birthday,
            "signature": self.signature, "region": self.region, "address": self.address,
            "gender": self.gender, "extras": self.extras, "mtime": mtime,
        })
    }
}

pub struct Device {
    pub platform: String,
    pub login_time: i64,
}

const SELECT: &str = concat!("SELECT users.*, ", date_text!("mtime"), " AS mtime_text FROM users ");

impl Store {
    pub fn user(&self, uid: i64) -> Result<User> {
        self.one(&format!("{SELECT} WHERE uid = ?"), [uid], User::read)
    }

    pub fn find_user(&self, name: &Name) -> Result<Option<User>> {
        let sql = format!("{SELECT} WHERE appkey = ? AND username = ?");
        self.one(&sql, [&name.appkey, &name.username], User::read).optional()
    }

    /// The users that another table lists for someone, oldest entry first.
    pub(super) fn users_where(&self, condition: &str, id: i64) -> Result<Vec<User>> {
        self.list(&format!("{SELECT} {condition}"), [id], User::read)
    }

    pub fn add_user(&self, user: &User) -> Result<()> {
        let sql = "INSERT INTO users
            (uid, appkey, username, password, nickname, avatar, birthday, signature, region,
             address, gender, extras, mtime)
            VALUES (:uid, :appkey, :username, :password, '', '', '', '', '', '', 0, '{}', :mtime)";
        self.run(
            sql,
            named_params! {
                ":uid": user.uid, ":appkey": user.appkey, ":username": user.username,
                ":password": user.password, ":mtime": user.mtime,
            },
        )?;
        let sql = "INSERT INTO devices (uid, platform, login_time) VALUES (?, '', 0)";
        self.run(sql, [user.uid])?;
        self.update_profile(user)
    }

    pub fn update_profile(&self, user: &User) -> Result<()> {
        let sql = "UPDATE users SET nickname = :nickname, avatar = :avatar, birthday = :birthday,
            signature = :signature, region = :region, address = :address, gender = :gender,
            extras = :extras, mtime = :mtime WHERE uid = :uid";
        self.run(
            sql,
            named_params! {
                ":uid": user.uid, ":nickname": user.nickname, ":avatar": user.avatar,
                ":birthday": user.birthday, ":signature": user.signature, ":region": user.region,
                ":address": user.address, ":gender": user.gender,
                ":extras": user.extras.to_string(), ":mtime": user.mtime,
            },
        )?;
        Ok(())
    }

    pub fn set_password(&self, uid: i64, password: &str) -> Result<()> {
        let sql = "UPDATE users SET password = ? WHERE uid = ?";
        self.run(sql, params![password, uid])?;
        Ok(())
    }

    pub fn devices(&self, uid: i64) -> Result<Vec<Device>> {
        let sql = "SELECT platform, login_time FROM devices WHERE uid = ? ORDER BY platform";
        self.list(sql, [uid], |row| Ok(Device { platform: row.get(0)?, login_time: row.get(1)? }))
    }

    /// A device that is new to its user is owed what none of the user's devices has had yet.
    pub fn log_in_device(&self, uid: i64, platform: &str, now_s: i64) -> Result<()> {
        let sql = "UPDATE devices SET login_time = ? WHERE uid = ? AND platform = ?";
        if self.run(sql, params![now_s, uid, platform])? > 0 {
            return Ok(());
        }
        self.run(
            "INSERT INTO owed (uid, platform, kind, id, seq)
             SELECT uid, ?2, kind, id, max(seq) FROM owed WHERE uid = ?1 GROUP BY kind, id
             HAVING count(*) = (SELECT count(*) FROM devices WHERE uid = ?1)",
            params![uid, platform],
        )?;
        self.run("DELETE FROM owed WHERE uid = ? AND platform = ''", [uid])?;
        self.run("DELETE FROM devices WHERE uid = ? AND platform = ''", [uid])?;
        let sql = "INSERT INTO devices (uid, platform, login_time) VALUES (?, ?, ?)";
        self.run(sql, params![uid, platform, now_s])?;
        Ok(())
    }
}
