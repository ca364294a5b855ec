//! A server, as far as two people who chat need one: it knows a repeated rid, keeps what was not confirmed, and sends
//! it again at the next synchronisation. Must never share code with the client.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{json, Value};

pub struct Message {
    pub from: String,
    pub to: String,
    pub text: String,
    pub time: u64,
    pub content: Value,
}

#[derive(Default)]
pub struct Server {
    pub messages: Vec<Message>,
    /// Who is logged in on which connection.
    users: BTreeMap<u32, String>,
    /// The answers that requests got, by user and rid: a repeated one is not done twice.
    answers: HashMap<(String, u64), Value>,
    /// Messages by their time, that the receiver has not confirmed.
    unconfirmed: BTreeMap<String, BTreeSet<u64>>,
    read: BTreeMap<String, u64>,
}

/// Events for connections.
pub type Speech = Vec<(u32, &'static str, Value)>;

impl Server {
    pub fn count(&self, text: &str) -> usize {
        self.messages.iter().filter(|message| message.text == text).count()
    }

    pub fn messages_to<'a>(&'a self, user: &'a str) -> impl Iterator<Item = u64> + 'a {
        self.messages.iter().filter(move |message| message.to == user).map(|message| message.time)
    }

    pub fn hang_up(&mut self, connection: u32) {
        self.users.remove(&connection);
    }

    /// Answers a request; the reply stands first, what others hear of it behind.
    pub fn receive(&mut self, connection: u32, event: &str, data: &Value, now: u64) -> Speech {
        let rid = data["rid"].as_u64().unwrap();
        match event {
            "c_init" => return vec![(connection, "c_init", json!({"rid": rid, "code": 0}))],
            "login" => {
                let user = data["username"].as_str().unwrap().to_owned();
                self.users.retain(|_, other| *other != user);
                self.users.insert(connection, user);
                return vec![(connection, "login", json!({"rid": rid, "code": 0}))];
            }
            _ => {}
        }
        // Another device of this user took the place of this one, or it never logged in.
        let Some(user) = self.users.get(&connection).cloned() else { return Vec::new() };
        let mut speech = Vec::new();
        if !self.answers.contains_key(&(user.clone(), rid)) {
            let reply = self.carry_out(&user, event, data, now, &mut speech);
            self.answers.insert((user.clone(), rid), reply);
        }
        let mut reply = self.answers[&(user.clone(), rid)].clone();
        reply["rid"] = json!(rid);
        speech.insert(0, (connection, reply_name(event), reply));
        if event == "sync_check" {
            speech.extend(self.synchronise(&user).map(|data| (connection, "sync_conversation", data)));
        }
        speech
    }

    /// Does what a new request asks for, and says what it is answered.
    fn carry_out(&mut self, user: &str, event: &str, data: &Value, now: u64, speech: &mut Speech) -> Value {
        match event {
            "s_across_single_text" => {
                // No two messages are of the same time.
                let time = self.messages.last().map_or(now, |last| now.max(last.time + 1));
                let to = data["target_id"].as_str().unwrap().to_owned();
                let text = data["content"]["msg_body"]["text"].as_str().unwrap().to_owned();
                let message =
                    Message { from: user.into(), to: to.clone(), text, time, content: data["content"].clone() };
                let receiver = self.users.iter().find(|(_, name)| **name == to);
                speech.extend(receiver.map(|(at, _)| (*at, "msg_sync", json!({"messages": [shown(&message)]}))));
                self.unconfirmed.entry(to).or_default().insert(time);
                self.messages.push(message);
                return json!({"code": 0, "msg_id": time, "ctime_ms": time});
            }
            "msg_recv_v2" => {
                let time = data["msg_id"].as_u64().unwrap();
                self.unconfirmed.entry(user.into()).or_default().remove(&time);
            }
            "sync_conversation_ack" => {
                let upto = data["sync_key"].as_u64().unwrap();
                self.unconfirmed.entry(user.into()).or_default().retain(|time| *time > upto);
            }
            "unread_single_count" => {
                self.read.insert(user.into(), now);
            }
            _ => {}
        }
        json!({"code": 0})
    }

    /// All messages to somebody who has not confirmed all of them: history roams.
    fn synchronise(&self, user: &str) -> Option<Value> {
        self.unconfirmed.get(user).filter(|unconfirmed| !unconfirmed.is_empty())?;
        let all: Vec<_> = self.messages.iter().filter(|message| message.to == user).collect();
        let read = self.read.get(user).copied().unwrap_or(0);
        let unread = all.iter().filter(|message| message.time > read).count();
        let (first, last) = (all.first()?, all.last()?);
        let msgs: Value = all.iter().map(|message| shown(message)).collect();
        Some(json!({"sync_key": last.time, "messages": [
            {"msg_type": 3, "from_username": first.from, "from_appkey": "k", "unsync_count": unread, "msgs": msgs},
        ]}))
    }
}

fn reply_name(event: &str) -> &'static str {
    match event {
        "s_across_single_text" => "s_single_text",
        "sync_check" => "sync_check",
        _ => "reply",
    }
}

fn shown(message: &Message) -> Value {
    json!({"msg_id": message.time, "msg_type": 3, "msg_level": 0, "from_uid": 7, "ctime_ms": message.time,
        "content": message.content})
}
