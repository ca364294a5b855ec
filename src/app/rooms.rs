//! Chat rooms (聊天室): those there are, and one of them. Must never keep who is in one.

use serde_json::json;

use super::calls::put;
use super::{JMessage, Method, Result};
use crate::model::{Chatroom, RoomId, RoomPage};

/// Chat rooms: of [`JMessage::rooms`].
///
/// ```no_run
/// # async fn example(im: jmessage_web::JMessage) -> jmessage_web::Result<()> {
/// if let Some(room) = im.rooms().list(0, None).await?.rooms.first() {
///     im.room(room.id).enter().await?; // What is said there comes as Event::RoomMessage.
///     im.send(room.id, "hello").await?;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rooms<'a>(&'a JMessage);

/// One chat room: of [`JMessage::room`].
#[derive(Clone, Copy, Debug)]
pub struct RoomCalls<'a> {
    im: &'a JMessage,
    id: RoomId,
}

impl JMessage {
    /// Chat rooms (聊天室).
    pub fn rooms(&self) -> Rooms<'_> {
        Rooms(self)
    }

    /// One chat room.
    pub fn room(&self, id: RoomId) -> RoomCalls<'_> {
        RoomCalls { im: self, id }
    }
}

impl Rooms<'_> {
    /// Chat rooms of an app, page by page: of my own, where none is named. The first begins at 0.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn list(&self, start: u64, appkey: Option<&str>) -> Result<RoomPage> {
        let mut args = json!({"start": start});
        put(&mut args, "appkey", appkey);
        self.0.get(Method::GET_APPKEY_CHATROOMS, args, "result").await
    }

    /// The rooms that I am in.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn mine(&self) -> Result<Vec<Chatroom>> {
        self.0.list(Method::GET_SELF_CHATROOMS, json!({}), "chat_rooms").await
    }
}

impl RoomCalls<'_> {
    /// What it is; of one that a list named, without asking the server.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn info(&self) -> Result<Chatroom> {
        self.im.get(Method::GET_CHATROOM_INFO, json!({"id": self.id}), "info").await
    }

    /// Enters it: its last messages come as [`Event::RoomMessage`](crate::Event::RoomMessage).
    ///
    /// # Errors
    /// As with all calls; `ALREADY_IN_CHATROOM`, too.
    pub async fn enter(&self) -> Result<()> {
        self.im.act(Method::ENTER_CHATROOM, json!({"id": self.id})).await
    }

    /// Leaves it.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn leave(&self) -> Result<()> {
        self.im.act(Method::EXIT_CHATROOM, json!({"id": self.id})).await
    }
}
