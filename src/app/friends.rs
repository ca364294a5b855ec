//! Friends (好友). Must never keep a list of them.

use serde_json::json;

use super::calls::{put, target};
use super::{JMessage, Method, Result};
use crate::model::{Friend, Memo, User};

/// Friends: of [`JMessage::friends`]. Requests and answers come as [`Event::Notice`](crate::Event::Notice).
///
/// ```no_run
/// # async fn example(im: jmessage_web::JMessage, event: jmessage_web::Event) -> jmessage_web::Result<()> {
/// use jmessage_web::{Event, What};
///
/// im.friends().add("bob", "we met yesterday").await?;
/// if let Event::Notice(notice) = event {
///     if let What::FriendRequest { from, why, .. } = notice.what {
///         println!("{}: {why}", from.username);
///         im.friends().accept(from).await?;
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Friends<'a>(&'a JMessage);

impl JMessage {
    /// Friends (好友).
    pub fn friends(&self) -> Friends<'_> {
        Friends(self)
    }
}

impl Friends<'_> {
    /// My friends.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn list(&self) -> Result<Vec<Friend>> {
        self.0.list(Method::GET_FRIEND_LIST, json!({}), "friend_list").await
    }

    /// Asks somebody to be a friend; `why` is what they read. The answer is a
    /// [`FriendAnswer`](crate::What::FriendAnswer).
    ///
    /// # Errors
    /// As with all calls.
    pub async fn add(&self, user: impl Into<User>, why: &str) -> Result<()> {
        let mut args = target(user.into());
        put(&mut args, "why", Some(why));
        self.0.act(Method::ADD_FRIEND, args).await
    }

    /// Says yes to a [`FriendRequest`](crate::What::FriendRequest).
    ///
    /// # Errors
    /// As with all calls.
    pub async fn accept(&self, user: impl Into<User>) -> Result<()> {
        self.0.act(Method::ACCEPT_FRIEND, target(user.into())).await
    }

    /// Says no to a [`FriendRequest`](crate::What::FriendRequest), and perhaps why.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn decline(&self, user: impl Into<User>, why: Option<&str>) -> Result<()> {
        let mut args = target(user.into());
        put(&mut args, "why", why);
        self.0.act(Method::DECLINE_FRIEND, args).await
    }

    /// Takes somebody off my friends.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn remove(&self, user: impl Into<User>) -> Result<()> {
        self.0.act(Method::DEL_FRIEND, target(user.into())).await
    }

    /// My own name and notes for a friend (好友备注).
    ///
    /// # Errors
    /// As with all calls.
    pub async fn set_memo(&self, user: impl Into<User>, memo: &Memo) -> Result<()> {
        let mut args = target(user.into());
        put(&mut args, "memo_name", Some(&memo.memo_name));
        put(&mut args, "memo_others", memo.memo_others.as_ref());
        self.0.act(Method::UPDATE_FRIEND_MEMO, args).await
    }
}
