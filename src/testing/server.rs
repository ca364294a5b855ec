//! A server that says what a test has it say. Must never use the client's own codec: a shared mistake would hide here.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::channel::mpsc::{unbounded, UnboundedReceiver, UnboundedSender};
use serde_json::{json, Value};

use crate::host::{Response, Socket, Upload};
use crate::Method;

/// What a request of this name is answered, by its payload; null is no answer.
type Answer = Rc<dyn Fn(&Value) -> Value>;

/// The scripted server of a [`Stage`](super::Stage). It acks every request, and answers what has no answer of its own with
/// code 0.
pub struct Server {
    is_up: Cell<bool>,
    count: Cell<u32>,
    /// By the numbers of their connections.
    sockets: RefCell<BTreeMap<u32, UnboundedSender<String>>>,
    answers: RefCell<BTreeMap<String, Answer>>,
    requests: RefCell<Vec<(String, Value)>>,
    upload: RefCell<(u16, Value)>,
}

impl Default for Server {
    fn default() -> Self {
        let media = json!({
            "media_id": "qiniu/image/j/1", "media_crc32": 1, "width": 1, "height": 1, "format": "png", "fsize": 4,
            "fname": "file", "hash": "h",
        });
        Server {
            is_up: Cell::new(true),
            count: Cell::new(0),
            sockets: RefCell::default(),
            answers: RefCell::default(),
            requests: RefCell::default(),
            upload: RefCell::new((200, media)),
        }
    }
}

impl Server {
    /// From now on this method's requests are answered so: `getGroups`, or what [`Server::requests`] calls it,
    /// `get_groups_list`. Null is no answer. What the answer holds is as the documents have it; `code` says how it went,
    /// and 0 that it went well.
    ///
    /// # Panics
    /// No request is called so.
    pub fn answer(&self, request: &str, answer: impl Fn(&Value) -> Value + 'static) {
        self.answers.borrow_mut().insert(on_the_wire(request).to_owned(), Rc::new(answer));
    }

    /// From now on uploads are answered so.
    pub fn answer_uploads(&self, status: u16, body: Value) {
        *self.upload.borrow_mut() = (status, body);
    }

    /// Says something unasked, to all clients.
    pub fn push(&self, event: &str, data: Value) {
        let frame = format!("42{}", json!([event, data]));
        self.sockets.borrow().values().for_each(|socket| say(socket, frame.clone()));
    }

    /// A user's text arrives.
    pub fn push_message(&self, from: &str, text: &str) {
        let id = self.next();
        let content = json!({
            "version": 1, "target_type": "single", "target_id": "me", "from_id": from, "from_platform": "web",
            "create_time": 1_516_924_800_000_u64, "msg_type": "text", "msg_body": {"text": text},
        });
        let message = json!({
            "msg_id": id, "msg_type": 3, "msg_level": "normal", "ctime_ms": 1_516_924_800_000_u64 + u64::from(id),
            "from_uid": 5, "from_username": from, "from_appkey": "app", "key": 5, "content": content,
        });
        self.push("msg_sync", json!({"rid": id, "uid": 1, "messages": [message]}));
    }

    /// The payloads of a method's requests since this was last asked, as [`Server::requests`] has them; others stay there.
    ///
    /// # Panics
    /// No request is called so.
    pub fn requests_of(&self, request: &str) -> Vec<Value> {
        let name = on_the_wire(request);
        let (asked, others) = self.requests.take().into_iter().partition(|(asked, _)| asked == name);
        *self.requests.borrow_mut() = others;
        asked.into_iter().map(|(_, payload): (String, Value)| payload).collect()
    }

    /// What was asked since this was last called: each request's name on the wire, and its payload. The client's own are
    /// among them, as `msg_recv_v2`, which confirms messages.
    pub fn requests(&self) -> Vec<(String, Value)> {
        self.requests.take()
    }

    /// All connections are lost; others may be made at once.
    pub fn cut(&self) {
        self.sockets.borrow_mut().clear();
    }

    /// All connections are lost, and none can be made.
    pub fn stop(&self) {
        self.is_up.set(false);
        self.cut();
    }

    /// It can be reached again.
    pub fn start(&self) {
        self.is_up.set(true);
    }

    pub(super) fn entropy(&self) -> u32 {
        self.next().wrapping_mul(1_000_003)
    }

    fn next(&self) -> u32 {
        self.count.set(self.count.get() + 1);
        self.count.get()
    }

    pub(super) fn accept(self: &Rc<Self>) -> (Socket, UnboundedReceiver<String>) {
        let (socket, frames) = unbounded();
        let number = self.next();
        if self.is_up.get() {
            let handshake = json!({"sid": "s", "upgrades": [], "pingInterval": 25_000, "pingTimeout": 60_000});
            for frame in [format!("0{handshake}"), "40".to_owned()] {
                say(&socket, frame);
            }
            self.sockets.borrow_mut().insert(number, socket);
        }
        let end = End { server: Rc::clone(self), number };
        (Box::new(move |frame| end.server.hear(end.number, frame)), frames)
    }

    fn hear(&self, socket: u32, frame: &str) {
        let say = |text: String| self.say(socket, text);
        if frame == "2" {
            return say("3".to_owned());
        }
        let Some((name, data)) = frame.strip_prefix("42").and_then(|json| serde_json::from_str(json).ok()) else {
            return;
        };
        let (name, data): (String, Value) = (name, data);
        let rid = data["rid"].clone();
        let answer = self.answers.borrow().get(&name).cloned();
        let mut reply = answer.map_or_else(|| self.usual(&name), |answer| answer(&data));
        self.requests.borrow_mut().push((name.clone(), data));
        say(format!("42{}", json!(["ack", {"rid": rid}])));
        if let Some(fields) = reply.as_object_mut() {
            fields.insert("rid".to_owned(), rid);
            say(format!("42{}", json!([name, reply])));
        }
    }

    fn usual(&self, name: &str) -> Value {
        match name {
            "s_across_single_text" | "send_group_msg" | "send_room_msg" => {
                json!({"code": 0, "msg_id": self.next(), "ctime_ms": 1_516_924_800_000_u64})
            }
            "get_upload_token" => json!({"code": 0, "uptoken": "t"}),
            _ => json!({"code": 0, "message": "success"}),
        }
    }

    fn say(&self, number: u32, text: String) {
        if let Some(socket) = self.sockets.borrow().get(&number) {
            say(socket, text);
        }
    }

    pub(super) fn take_upload(&self, upload: &Upload) -> Option<Response> {
        let size = upload.file.len();
        (upload.progress)(size / 2, size);
        (upload.progress)(size, size);
        let (status, body) = &*self.upload.borrow();
        Some(Response { status: *status, body: body.to_string() })
    }
}

/// The client's end of a connection. Dropped, it is closed.
struct End {
    server: Rc<Server>,
    number: u32,
}

impl Drop for End {
    fn drop(&mut self) {
        self.server.sockets.borrow_mut().remove(&self.number);
    }
}

/// What requests of this name are called there: a method's, or one of the wire's own.
fn on_the_wire(request: &str) -> &str {
    let name = Method::on_the_wire(request);
    name.unwrap_or_else(|| {
        panic!("no request is called {request}: it takes a method's name, or one that `requests` lists")
    })
}

fn say(socket: &UnboundedSender<String>, frame: String) {
    // The stage, and with it who reads, may be gone.
    let _ = socket.unbounded_send(frame);
}
