//! What was written, by conversation. Must never know of the page.

use jmessage_web::{Chat, Event, JMessage, Message, MessageId};

pub struct Line {
    pub from: String,
    pub text: String,
    pub fate: Fate,
}

/// What became of a line.
#[derive(PartialEq)]
pub enum Fate {
    Waits,
    There(MessageId),
    Refused(String),
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

    /// A line of mine is on its way; says which of the conversation's it is.
    pub fn write(&mut self, to: &Chat, from: &str, text: &str) -> usize {
        let lines = self.lines(to);
        lines.push(Line { from: from.to_owned(), text: text.to_owned(), fate: Fate::Waits });
        lines.len() - 1
    }

    pub fn settle(&mut self, to: &Chat, line: usize, fate: Fate) {
        if let Some(line) = self.lines(to).get_mut(line) {
            line.fate = fate;
        }
    }

    /// Messages that arrive, now or after a while, are kept.
    pub fn hear(&mut self, im: &JMessage, event: Event) {
        match event {
            Event::Messages(messages) => messages.iter().for_each(|message| self.keep(im.chat_of(message), message)),
            Event::Missed(chats) => chats.iter().for_each(|missed| {
                let chat = im.chat_of(missed);
                missed.msgs.iter().for_each(|message| self.keep(chat.clone(), message));
            }),
            _ => {}
        }
    }

    fn keep(&mut self, chat: Option<Chat>, message: &Message) {
        let Some(chat) = chat else { return };
        let (lines, fate) = (self.lines(&chat), Fate::There(message.msg_id));
        // History comes at each sign-in, and all of it.
        if lines.iter().all(|line| line.fate != fate) {
            let text = message.text().map_or_else(|| format!("[{}]", message.content.msg_type), str::to_owned);
            lines.push(Line { from: message.sender().to_owned(), text, fate });
        }
    }
}

pub fn name(chat: &Chat) -> String {
    match chat {
        Chat::User(user) => user.username.clone(),
        Chat::Group(gid) => format!("group {gid}"),
    }
}
