//! A real server process and a hand-rolled Engine.IO 3 client, so that the tests share nothing with
//! either side's codec. Waiting is always for a frame, never for a time.

// Each test file uses its own part of this module.
#![allow(dead_code)]

use futures_util::{SinkExt, StreamExt};
use serde_json::{json, Value};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{connect_async, MaybeTlsStream, WebSocketStream};

pub const APPKEY: &str = "4f7aef34fb361292c566a1cd";
pub const OTHER_APPKEY: &str = "7e42e869baa2fbca8ccb823c";
/// How long a frame that must come may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    pub fn start(arguments: &[&str]) -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_jmessage-dev-server"))
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("stdout is piped");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on http://");
        let address = address.expect("the line says where").to_owned();
        Server { process, address }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub async fn auth(&self, appkey: &str) -> Value {
        let url = self.url(&format!("/auth?appkey={appkey}"));
        let reply = reqwest::get(url).await.expect("an answer");
        reply.json().await.expect("JSON")
    }

    pub async fn connect(&self) -> Client {
        let url = format!("ws://{}/socket.io/?EIO=3&transport=websocket", self.address);
        let (socket, _) = connect_async(url).await.expect("a connection");
        let mut client = Client {
            socket,
            inbox: VecDeque::new(),
            // Random, as with a real client: two connections of a user must not share rids.
            next_rid: i64::from(rand::random::<u32>() >> 2) + 1,
        };
        assert!(client.text().await.expect("open").starts_with('0'));
        assert_eq!(client.text().await.expect("connect"), "40");
        client
    }

    /// A socket that has initialized on a platform.
    pub async fn init(&self, appkey: &str, platform: &str, flag: i64) -> Client {
        let mut client = self.connect().await;
        let mut payload = self.auth(appkey).await;
        payload["fromPlatForm"] = json!(platform);
        payload["flag"] = json!(flag);
        client.ok("c_init", payload).await;
        client
    }

    /// A user who is registered if need be, logged in on the web, and synced.
    pub async fn user(&self, name: &str) -> Client {
        self.device(name, "j").await
    }

    pub async fn device(&self, name: &str, platform: &str) -> Client {
        let mut client = self.init(APPKEY, platform, 0).await;
        client.register(name).await;
        client.login(name).await;
        client.sync().await;
        client
    }

    pub async fn faults(&self, body: Value) -> Value {
        let request = reqwest::Client::new().post(self.url("/faults"));
        let reply = request.json(&body).send().await.expect("an answer");
        assert!(reply.status().is_success(), "{:?}", reply.text().await);
        reply.json().await.expect("JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A database file that a restarted server finds again; gone at the end.
pub struct Database(String);

impl Database {
    pub fn new() -> Database {
        let name = format!("dev-server-{:x}.sqlite", rand::random::<u64>());
        let path = std::env::temp_dir().join(name);
        Database(path.to_str().expect("a path in UTF-8").to_owned())
    }

    pub fn path(&self) -> &str {
        &self.0
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.0));
        }
    }
}

pub struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Events that came while another was awaited
    inbox: VecDeque<(String, Value)>,
    next_rid: i64,
}

pub fn password(name: &str) -> String {
    format!("{name:0>32}")
}

impl Client {
    /// The next text, or none at the end of the connection.
    pub async fn text(&mut self) -> Option<String> {
        loop {
            let next = timeout(PATIENCE, self.socket.next()).await;
            match next.expect("a frame in time")? {
                Ok(Message::Text(text)) => return Some(text.to_string()),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    pub async fn raw(&mut self, text: &str) {
        let text = Message::Text(text.to_owned().into());
        self.socket.send(text).await.expect("sent");
    }

    /// The next event of the socket, or none at its end.
    async fn receive(&mut self) -> Option<(String, Value)> {
        loop {
            let text = self.text().await?;
            if text == "41" {
                return None;
            }
            if let Some(event) = text.strip_prefix("42") {
                let (name, payload) = serde_json::from_str(event).expect("an event");
                return Some((name, payload));
            }
        }
    }

    /// The next event of a name; others wait.
    pub async fn event(&mut self, name: &str) -> Value {
        self.event_where(name, |_| true).await
    }

    pub async fn event_where(&mut self, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let found = |(known, payload): &(String, Value)| known == name && wanted(payload);
        if let Some(at) = self.inbox.iter().position(found) {
            return self.inbox.remove(at).expect("just found").1;
        }
        loop {
            let next = self.receive().await;
            let next = next.unwrap_or_else(|| panic!("the connection ended before {name}"));
            if found(&next) {
                return next.1;
            }
            self.inbox.push_back(next);
        }
    }

    /// The next event_notification of a type.
    pub async fn notification(&mut self, kind: i64) -> Value {
        self.event_where("event_notification", |event| event["event_type"] == kind).await
    }

    /// Everything that has come up to here: the answer to one more request is the fence.
    pub async fn arrived(&mut self, name: &str) -> Vec<Value> {
        self.ok("get_friend_list", json!({})).await;
        let of_name = self.inbox.iter().filter(|(known, _)| known == name);
        of_name.map(|(_, payload)| payload.clone()).collect()
    }

    pub async fn send(&mut self, event: &str, mut payload: Value) -> i64 {
        let rid = self.next_rid;
        self.next_rid += 1;
        payload["rid"] = json!(rid);
        self.raw(&format!("42{}", json!([event, payload]))).await;
        rid
    }

    /// Sends, and waits for ack and reply.
    pub async fn request(&mut self, event: &str, payload: Value) -> Value {
        let rid = self.send(event, payload).await;
        self.event_where("ack", |ack| ack["rid"] == rid).await;
        self.reply(event, rid).await
    }

    pub async fn reply(&mut self, event: &str, rid: i64) -> Value {
        let name = match event {
            "s_across_single_text" => "s_single_text",
            other => other,
        };
        self.event_where(name, |reply| reply["rid"] == rid && reply.get("event").is_none()).await
    }

    pub async fn ok(&mut self, event: &str, payload: Value) -> Value {
        let reply = self.request(event, payload).await;
        assert_eq!(reply["code"], 0, "{event}: {reply}");
        reply
    }

    pub async fn code(&mut self, event: &str, payload: Value) -> i64 {
        let reply = self.request(event, payload).await;
        reply["code"].as_i64().expect("a code")
    }

    pub async fn register(&mut self, name: &str) -> i64 {
        let payload = json!({ "username": name, "password": password(name) });
        self.code("register", payload).await
    }

    pub async fn login(&mut self, name: &str) -> Value {
        let payload = json!({
            "username": name, "password": password(name), "version": "2.5.0",
        });
        self.ok("login", payload).await
    }

    pub async fn sync(&mut self) -> Value {
        let payload = json!({
            "sync_key": 0, "sync_type": 0, "sync_event_key": 0, "msg_receipt_key": 0,
        });
        self.ok("sync_check", payload).await
    }

    pub async fn say(&mut self, to: &str, text: &str) -> Value {
        self.ok("s_across_single_text", single(to, text)).await
    }

    pub async fn say_to_group(&mut self, gid: i64, text: &str) -> Value {
        self.ok("send_group_msg", group(gid, text)).await
    }

    pub async fn group_with(&mut self, name: &str, members: &[&str]) -> i64 {
        let reply = self.ok("create_group", json!({ "group_name": name })).await;
        let gid = reply["gid"].as_i64().expect("a gid");
        if !members.is_empty() {
            let payload = json!({ "gid": gid, "member_usernames": names(members) });
            self.ok("add_across_group_member", payload).await;
        }
        gid
    }

    /// Leaves, and returns when the server knows: it works off frames in order, and answers the
    /// ping behind the farewell.
    pub async fn leave(mut self) {
        self.raw("41").await;
        self.raw("2").await;
        while self.text().await.expect("a pong") != "3" {}
    }

    /// True when the other side has ended the connection; what comes before it is dropped.
    pub async fn is_ended(&mut self) -> bool {
        while self.receive().await.is_some() {}
        true
    }
}

pub fn names(users: &[&str]) -> Value {
    users.iter().map(|name| json!({ "username": name })).collect()
}

pub fn single(to: &str, text: &str) -> Value {
    json!({
        "content": content("single", to, text), "no_offline": false, "no_notification": false,
        "target_id": to, "target_name": "", "appkey": APPKEY,
    })
}

pub fn group(gid: i64, text: &str) -> Value {
    json!({
        "content": content("group", &gid.to_string(), text), "no_offline": false,
        "no_notification": false, "target_gid": gid.to_string(), "target_name": "",
        "appkey": APPKEY,
    })
}

pub fn content(kind: &str, target: &str, text: &str) -> Value {
    json!({
        "version": 1, "target_type": kind, "from_platform": "web", "target_id": target,
        "target_name": "", "from_id": "someone else", "create_time": 1516924801500i64,
        "msg_type": "text", "msg_body": { "text": text },
    })
}

pub fn text_of(message: &Value) -> &str {
    message["content"]["msg_body"]["text"].as_str().expect("text")
}
