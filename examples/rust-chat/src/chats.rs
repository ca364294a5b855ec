//! What was written, by conversation. Must never know of the page.

use jmessage_web::{Chat, Event, JMessage, Message};

pub struct Line {
    pub from: String,
    pub text: String,
}

/// In the order in which they began.
#[derive(Default)]
pub struct Chats(Vec<(Chat, Vec<Line>)>);

impl Chats {
    pub fn lines(&mut self, of: &Chat) -> &mut Vec<Line> {
        let at = self.0.iter().position(|(chat, _)| chat == of).unwrap_or_else(|| {
            self.0.push((of.clone(), Vec::new()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }

    pub fn iter(&self) -> impl Iterator<Item = &(Chat, Vec<Line>)> {
        self.0.iter()
    }

    /// Messages that arrive, now or after a while, are kept.
    pub fn hear(&mut self, im: &JMessage, event: Event) {
        match event {
            Event::Messages(messages) => messages.iter().for_each(|message| self.keep(im, message)),
            Event::Missed(chats) => chats.iter().flat_map(|chat| &chat.msgs).for_each(|message| self.keep(im, message)),
            _ => {}
        }
    }

    fn keep(&mut self, im: &JMessage, message: &Message) {
        let Some(chat) = im.chat_of(message) else { return };
        let text = message.text().map_or_else(|| format!("[{}]", message.content.msg_type), str::to_owned);
        self.lines(&chat).push(Line { from: message.sender().to_owned(), text });
    }
}

pub fn name(chat: &Chat) -> String {
    match chat {
        Chat::User(user) => user.username.clone(),
        Chat::Group(gid) => format!("group {gid}"),
    }
}
