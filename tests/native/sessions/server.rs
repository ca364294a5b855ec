//! A server, as far as people who chat need one: it knows a repeated rid, keeps what was not confirmed, and sends it
//! again at the next synchronisation. Must never share code with the client.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{json, Value};

pub const GROUP: u64 = 9001;
/// Somebody is logged in over this connection.
pub const ALREADY_LOGGED_IN: u32 = 880_107;
/// A signature that is too old.
const EXPIRED: u32 = 880_106;
/// Nobody takes this message.
pub const REFUSED: u32 = 880_207;

/// Each message ends in its number. Of some nobody wants to know.
pub fn is_refused(text: &str) -> bool {
    text.ends_with('9')
}

pub struct Message {
    pub from: String,
    /// Nobody: the group.
    pub to: Option<String>,
    pub text: String,
    pub time: u64,
    content: Value,
}

struct User {
    name: String,
    /// The number of its login.
    rid: u64,
    /// It asked for what it missed: from now on it hears all at once.
    synced: bool,
}

#[derive(Default)]
pub struct Server {
    pub messages: Vec<Message>,
    everybody: Vec<String>,
    /// Only signatures of this number are good.
    pub signature: u64,
    /// It takes not every message.
    pub refuses: bool,
    /// Two requests of one rid, which random rids make possible: what comes of it is nobody's fault.
    pub collided: bool,
    users: BTreeMap<u32, User>,
    initialised: BTreeSet<u32>,
    answers: HashMap<(String, u64), (Value, Value)>,
    /// When those messages were made that their readers are not known to have.
    pub unconfirmed: BTreeMap<String, BTreeSet<u64>>,
}

/// Events for connections.
pub type Speech = Vec<(u32, &'static str, Value)>;

impl Server {
    pub fn of(everybody: Vec<String>) -> Self {
        Server { everybody, ..Server::default() }
    }

    pub fn count(&self, text: &str) -> usize {
        self.messages.iter().filter(|message| message.text == text).count()
    }

    /// Whether somebody has confirmed all that there was to hear.
    pub fn has_told_all(&self, name: &str) -> bool {
        self.unconfirmed.get(name).is_none_or(BTreeSet::is_empty)
    }

    /// Who is to get a message.
    pub fn readers<'a>(&'a self, message: &'a Message) -> impl Iterator<Item = &'a String> {
        self.everybody.iter().filter(|name| match &message.to {
            Some(to) => *name == to,
            None => **name != message.from,
        })
    }

    pub fn hang_up(&mut self, connection: u32) {
        self.users.remove(&connection);
        self.initialised.remove(&connection);
    }

    /// Answers a request; the reply stands first, what others hear of it behind.
    pub fn receive(&mut self, connection: u32, event: &str, data: &Value, now: u64) -> Speech {
        let rid = data["rid"].as_u64().unwrap();
        if event == "c_init" {
            let is_good = data["signature"] == json!(self.signature.to_string());
            if is_good {
                self.initialised.insert(connection);
            }
            let code = if is_good { 0 } else { EXPIRED };
            return vec![(connection, "c_init", json!({"rid": rid, "code": code}))];
        }
        if event == "login" {
            if !self.initialised.contains(&connection) {
                return Vec::new();
            }
            let name = data["username"].as_str().unwrap().to_owned();
            if self.users.get(&connection).is_some_and(|user| user.rid != rid) {
                return vec![(connection, "login", json!({"rid": rid, "code": ALREADY_LOGGED_IN}))];
            }
            self.users.retain(|_, other| other.name != name);
            self.users.insert(connection, User { name, rid, synced: false });
            return vec![(connection, "login", json!({"rid": rid, "code": 0}))];
        }
        // Another page of this user took the place of this one, or it never logged in.
        let Some(user) = self.users.get_mut(&connection) else { return Vec::new() };
        user.synced |= event == "sync_check";
        let name = user.name.clone();
        let mut speech = Vec::new();
        let known = self.answers.get(&(name.clone(), rid));
        self.collided |= known.is_some_and(|(asked, _)| asked != data);
        if known.is_none() {
            let reply = self.carry_out(&name, event, data, now, &mut speech);
            self.answers.insert((name.clone(), rid), (data.clone(), reply));
        }
        let mut reply = self.answers[&(name.clone(), rid)].1.clone();
        reply["rid"] = json!(rid);
        speech.insert(0, (connection, if event.starts_with("s_across") { "s_single_text" } else { "reply" }, reply));
        if event == "sync_check" {
            speech.extend(self.missed_by(&name).map(|data| (connection, "sync_conversation", data)));
        }
        speech
    }

    /// Does what a new request asks for, and says what it is answered.
    fn carry_out(&mut self, user: &str, event: &str, data: &Value, now: u64, speech: &mut Speech) -> Value {
        match event {
            "s_across_single_text" | "send_group_msg" => {
                // No two messages are of the same time.
                let time = self.messages.last().map_or(now, |last| now.max(last.time + 1));
                let to = data["target_id"].as_str().map(str::to_owned);
                let text = data["content"]["msg_body"]["text"].as_str().unwrap().to_owned();
                if self.refuses && is_refused(&text) {
                    return json!({"code": REFUSED});
                }
                let message = Message { from: user.into(), to, text, time, content: data["content"].clone() };
                let readers: Vec<_> = self.readers(&message).cloned().collect();
                for reader in readers {
                    let at = self.users.iter().find(|(_, other)| other.name == reader && other.synced);
                    speech.extend(at.map(|(at, _)| (*at, "msg_sync", json!({"messages": [shown(&message)]}))));
                    self.unconfirmed.entry(reader).or_default().insert(time);
                }
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
            _ => {}
        }
        json!({"code": 0})
    }

    fn missed_by(&self, user: &str) -> Option<Value> {
        let unconfirmed = self.unconfirmed.get(user)?;
        let last = unconfirmed.last()?;
        let mut items: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for message in self.messages.iter().filter(|message| unconfirmed.contains(&message.time)) {
            let place = message.to.as_ref().map_or_else(String::new, |_| message.from.clone());
            items.entry(place).or_default().push(shown(message));
        }
        let item = |(from, msgs): (String, Vec<Value>)| match from.as_str() {
            "" => json!({"msg_type": 4, "from_gid": GROUP, "unsync_count": msgs.len(), "msgs": msgs}),
            from => json!({"msg_type": 3, "from_username": from, "from_appkey": "k", "unsync_count": msgs.len(),
                "msgs": msgs}),
        };
        Some(json!({"sync_key": last, "messages": items.into_iter().map(item).collect::<Value>()}))
    }
}

fn shown(message: &Message) -> Value {
    let mut shown = json!({"msg_id": message.time, "msg_level": 0, "from_uid": 7, "ctime_ms": message.time,
        "content": message.content});
    shown["msg_type"] = json!(if message.to.is_some() { 3 } else { 4 });
    if message.to.is_none() {
        shown["from_gid"] = json!(GROUP);
    }
    shown
}
