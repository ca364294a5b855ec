//! What is not to be heard: no-disturb (免打扰), shields (群屏蔽), the black list (黑名单). Must never filter anything: the
//! server does.

use serde_json::{json, Value};

use super::calls::{of_group, target};
use super::{JMessage, Method, Result};
use crate::model::{Chat, Group, GroupId, NoDisturb, User, UserInfo};

/// What is not to be heard: of [`JMessage::quiet`].
#[derive(Clone, Copy, Debug)]
pub struct Quiet<'a>(&'a JMessage);

impl JMessage {
    /// What is not to be heard: no-disturb (免打扰), shields (群屏蔽), the black list (黑名单).
    pub fn quiet(&self) -> Quiet<'_> {
        Quiet(self)
    }
}

fn members(users: impl IntoIterator<Item: Into<User>>) -> Value {
    let users: Vec<User> = users.into_iter().map(Into::into).collect();
    json!({"member_usernames": users})
}

impl Quiet<'_> {
    /// What does not disturb me: its messages come without a notification.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn no_disturb(&self) -> Result<NoDisturb> {
        self.0.get(Method::GET_NO_DISTURB, json!({}), "no_disturb").await
    }

    /// A user or a group shall not disturb me.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn mute(&self, chat: impl Into<Chat>) -> Result<()> {
        match chat.into() {
            Chat::User(user) => self.0.act(Method::ADD_SINGLE_NO_DISTURB, target(user)).await,
            Chat::Group(gid) => self.0.act(Method::ADD_GROUP_NO_DISTURB, of_group(gid)).await,
        }
    }

    /// A user or a group may disturb me again.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn unmute(&self, chat: impl Into<Chat>) -> Result<()> {
        match chat.into() {
            Chat::User(user) => self.0.act(Method::DEL_SINGLE_NO_DISTURB, target(user)).await,
            Chat::Group(gid) => self.0.act(Method::DEL_GROUP_NO_DISTURB, of_group(gid)).await,
        }
    }

    /// Nothing shall disturb me.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn mute_all(&self) -> Result<()> {
        self.0.act(Method::ADD_GLOBAL_NO_DISTURB, json!({})).await
    }

    /// What is not muted by itself may disturb me again.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn unmute_all(&self) -> Result<()> {
        self.0.act(Method::DEL_GLOBAL_NO_DISTURB, json!({})).await
    }

    /// The groups whose messages don't reach me at all.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn shields(&self) -> Result<Vec<Group>> {
        self.0.list(Method::GROUP_SHIELD_LIST, json!({}), "groups").await
    }

    /// A group's messages shall not reach me.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn shield(&self, group: GroupId) -> Result<()> {
        self.0.act(Method::ADD_GROUP_SHIELD, of_group(group)).await
    }

    /// A group's messages may reach me again.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn unshield(&self, group: GroupId) -> Result<()> {
        self.0.act(Method::DEL_GROUP_SHIELD, of_group(group)).await
    }

    /// The users whose messages don't reach me.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn blacks(&self) -> Result<Vec<UserInfo>> {
        self.0.list(Method::GET_BLACKS, json!({}), "black_list").await
    }

    /// Users' messages shall not reach me.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn block(&self, users: impl IntoIterator<Item: Into<User>>) -> Result<()> {
        self.0.act(Method::ADD_SINGLE_BLACKS, members(users)).await
    }

    /// Users' messages may reach me again.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn unblock(&self, users: impl IntoIterator<Item: Into<User>>) -> Result<()> {
        self.0.act(Method::DEL_SINGLE_BLACKS, members(users)).await
    }
}
