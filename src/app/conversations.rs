//! Conversations (会话), as this device counts them, and the messages that wait. Must never count: the core does.

use std::rc::{Rc, Weak};

use serde::Serialize;
use serde_json::{json, Value};

use super::calls::{chat, object, put};
use super::{JMessage, Method, Result};
use crate::client;
use crate::driver::{Driver, Question};
use crate::model::{Chat, Conversation, InChat, Timestamp};
use crate::payload::{Json, Payload};

/// A conversation that is open: of [`JMessage::open`]. Dropped, it is left, unless another was opened meanwhile.
#[derive(Debug)]
#[must_use = "dropped, the conversation is left at once"]
pub struct Opened {
    driver: Weak<Driver>,
    number: u32,
}

/// A message that is not answered yet: of [`JMessage::waiting`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Waiting {
    /// For [`JMessage::discard`].
    pub id: u32,
    /// What sends it.
    pub method: Method,
    /// The message as it goes out.
    pub arguments: Value,
    /// When it was written.
    pub since: Timestamp,
    /// How often it went out over the last connection.
    pub attempts: u8,
}

impl From<client::Waiting<Json>> for Waiting {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Both are whole, and not negative.
    fn from(waiting: client::Waiting<Json>) -> Self {
        Waiting {
            id: waiting.id.0 as u32,
            method: waiting.method,
            arguments: waiting.arguments.into_value(),
            since: Timestamp(waiting.since.0 as u64),
            attempts: waiting.attempts,
        }
    }
}

impl JMessage {
    /// My conversations, with extras and counts; the one whose last message is the oldest comes first.
    ///
    /// ```no_run
    /// # async fn example(im: jmessage_web::JMessage) -> jmessage_web::Result<()> {
    /// for conversation in im.conversations().await?.iter().rev() {
    ///     let Some(chat) = im.chat_of(conversation) else { continue };
    ///     println!("{} ({})", conversation.name, im.unread_count(&chat));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn conversations(&self) -> Result<Vec<Conversation>> {
        self.list(Method::GET_CONVERSATION, json!({}), "conversations").await
    }

    /// Which conversation a message, a count or a listed conversation is of: a key for maps, and where an answer goes. `None`
    /// of what belongs to none.
    pub fn chat_of(&self, of: &impl InChat) -> Option<Chat> {
        let client = self.driver.client();
        let me = client.account();
        let text = |value: Option<&Json>| value.and_then(Payload::as_text).unwrap_or_default();
        let (username, mine) = (text(me.map(|me| &*me.username)), text(me.map(|me| &*me.appkey)));
        let mut chat = of.chat_for(&username)?;
        if let Chat::User(user) = &mut chat {
            user.appkey.take_if(|appkey| appkey.is_empty() || *appkey == mine);
        }
        Some(chat)
    }

    /// How many messages of a conversation are unread: 0 of one that is unknown, and before signing in. It changes with
    /// [`Event::Messages`](crate::Event::Messages), [`Missed`](crate::Event::Missed) and
    /// [`ReadElsewhere`](crate::Event::ReadElsewhere), and with [`open`](JMessage::open).
    pub fn unread_count(&self, in_chat: impl Into<Chat>) -> u32 {
        let count = self.ask_now(Method::GET_UNREAD_MSG_CNT, chat(&in_chat.into()).into());
        count.ok().and_then(|count| count.as_u64()).and_then(|count| u32::try_from(count).ok()).unwrap_or(0)
    }

    /// Opens a conversation: its count becomes 0 and stays so, until another is opened, or what this returns is dropped: it
    /// is to be kept for as long as the conversation is on the screen.
    ///
    /// # Errors
    /// [`Error::MustFirst`](crate::Error::MustFirst) before the first sign-in.
    pub fn open(&self, in_chat: impl Into<Chat>) -> Result<Opened> {
        self.ask_now(Method::RESET_UNREAD_COUNT, chat(&in_chat.into()).into())?;
        Ok(Opened { driver: Rc::downgrade(&self.driver), number: self.driver.opened() })
    }

    /// Sets a conversation's extras on this device, in the place of what was there.
    ///
    /// # Errors
    /// [`Error::MustFirst`](crate::Error::MustFirst) before the first sign-in.
    pub fn set_extras(&self, in_chat: impl Into<Chat>, extras: impl Serialize) -> Result<()> {
        let mut args = chat(&in_chat.into()).into();
        put(&mut args, "extras", Some(object(extras)));
        self.ask_now(Method::UPDATE_CONVERSATION, args).map(drop)
    }

    /// The messages that are not answered yet, oldest first.
    pub fn waiting(&self) -> Vec<Waiting> {
        self.driver.client().waiting().map(Waiting::from).collect()
    }

    /// A message that waits is not to go out any more: its call fails with
    /// [`Error::Withdrawn`](crate::Error::Withdrawn). If it has been out, nobody knows what became of it.
    pub fn discard(&self, id: u32) {
        self.driver.discard(id);
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.upgrade().filter(|driver| driver.last_opened() == self.number) {
            let question = Question { method: Method::EXIT_CONVERSATION, args: Json::object(), progress: None };
            // It may be called at any time.
            let _ = driver.ask(question);
        }
    }
}
