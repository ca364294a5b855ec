//! What can be done about messages that were sent. Must never count.

use serde_json::json;

use super::calls::{chat, of_group, put};
use super::{JMessage, Method, Result};
use crate::model::{Chat, MessageId, Passage, Readers};

impl JMessage {
    /// Takes back a message of mine (消息撤回), within three minutes.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn retract(&self, message: MessageId) -> Result<()> {
        self.act(Method::MSG_RETRACT, json!({"msg_id": message})).await
    }

    /// Where a file can be got, by its media_id. Good for a time that the address states itself.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn resource_url(&self, media_id: &str) -> Result<String> {
        self.get(Method::GET_RESOURCE, json!({"media_id": media_id}), "url").await
    }

    /// Tells the senders that I read their messages (已读回执). Such reports are gathered for two seconds, and go out
    /// even if the future is dropped.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn report_read(&self, in_chat: impl Into<Chat>, messages: &[MessageId]) -> Result<()> {
        if messages.is_empty() {
            return Ok(());
        }
        let in_chat = in_chat.into();
        let method = match in_chat {
            Chat::User(_) => Method::ADD_SINGLE_RECEIPT_REPORT,
            Chat::Group(_) => Method::ADD_GROUP_RECEIPT_REPORT,
        };
        let mut args = chat(&in_chat).into();
        put(&mut args, "msg_ids", Some(messages));
        self.act(method, args).await
    }

    /// Who has read a message of mine that wanted receipts, and who has not.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn readers(&self, message: MessageId) -> Result<Readers> {
        self.get(Method::MSG_UNREAD_LIST, json!({"msg_id": message}), "msg_unread_list").await
    }

    /// Passes text through (消息透传) to those who are on now. It is not stored, and no message.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn pass_through(&self, to: Passage, text: &str) -> Result<()> {
        let (method, mut args) = match to {
            Passage::User(user) => {
                let mut args = json!({"target_username": user.username});
                put(&mut args, "target_appkey", user.appkey);
                (Method::TRANS_SINGLE_MSG, args)
            }
            Passage::Group(gid) => (Method::TRANS_GROUP_MSG, of_group(gid)),
            Passage::Devices(platform) => (Method::TRANS_PLAT_MSG, json!({"platform": platform.name()})),
        };
        put(&mut args, "cmd", Some(text));
        self.act(method, args).await
    }
}
