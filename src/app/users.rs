//! Users and one's own profile (用户管理). Must never keep what it reads.

use serde_json::{json, Value};

use super::calls::{object, Attached};
use super::{JMessage, Method, Result};
use crate::model::{Profile, User, UserInfo};
use crate::payload::{File, Word};

/// Users and my own profile: of [`JMessage::users`].
#[derive(Clone, Copy, Debug)]
pub struct Users<'a>(&'a JMessage);

impl JMessage {
    /// Users and my own profile (用户管理).
    pub fn users(&self) -> Users<'_> {
        Users(self)
    }
}

impl Users<'_> {
    /// Somebody's profile, or my own.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn info(&self, user: impl Into<User>) -> Result<UserInfo> {
        self.0.get(Method::GET_USER_INFO, object(user.into()).into(), "user_info").await
    }

    /// Changes my profile. What is `None` stays.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn update(&self, profile: &Profile) -> Result<()> {
        self.0.act(Method::UPDATE_SELF_INFO, object(profile).into()).await
    }

    /// Uploads my picture.
    ///
    /// # Errors
    /// As with all calls; [`Error::Upload`](crate::Error::Upload).
    pub async fn set_avatar(&self, picture: impl Into<File>) -> Result<()> {
        let attached = Attached::from((Word::Avatar, picture.into()));
        self.0.ask(Method::UPDATE_SELF_AVATAR, json!({}), attached).await.map(drop)
    }

    /// Changes my password. My other sessions end.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn set_password(&self, old: &str, new: &str) -> Result<()> {
        let args: Value = json!({"old_pwd": old, "new_pwd": new});
        self.0.act(Method::UPDATE_SELF_PWD, args).await
    }
}
