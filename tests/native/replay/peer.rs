//! The other end of the wire: it says only what a scenario has it say.

use serde_json::{json, Value};

use crate::support::{event_frame, read_event};

/// A request without a reply yet.
struct Request {
    page: String,
    event: String,
    rid: Value,
}

#[derive(Default)]
pub struct Peer {
    open: Vec<Request>,
    /// Events that are acked and answered at once.
    pub auto_reply: Vec<Value>,
    /// The requests of this step, by event and payload.
    pub frames: Vec<Value>,
}

/// Frames for a page's socket.
pub type Speech = Vec<(String, String)>;

impl Peer {
    /// A new connection is greeted. Long enough a rhythm that no scenario waits for a ping.
    pub fn greet(page: &str) -> Speech {
        let handshake = json!({"sid": "s", "upgrades": [], "pingInterval": 86_400_000, "pingTimeout": 86_400_000});
        [format!("0{handshake}"), "40".to_owned()].map(|frame| (page.to_owned(), frame)).into()
    }

    pub fn receive(&mut self, page: &str, frame: &str) -> Speech {
        let Some((event, data)) = read_event(frame) else { return Vec::new() };
        self.open.push(Request { page: page.to_owned(), event: event.clone(), rid: data["rid"].clone() });
        self.frames.push(json!([event, data]));
        if self.auto_reply.contains(&Value::from(event.as_str())) {
            let data = json!({"code": 0, "message": "success"});
            return self.answer(&json!({"to": event, "data": data}));
        }
        Vec::new()
    }

    /// Acks and answers the last open request of an event, or its nth, as the step says.
    pub fn answer(&mut self, step: &Value) -> Speech {
        let of_event: Vec<_> = (0..self.open.len()).filter(|at| step["to"] == self.open[*at].event.as_str()).collect();
        let nth = step["nth"].as_u64().map_or(of_event.last(), |nth| of_event.get(nth as usize));
        let Some(at) = nth.copied() else { panic!("nothing to answer: {step}") };
        let Request { page, event, rid } = &self.open[at];
        let mut speech = Vec::new();
        if step["ack"] != false {
            speech.push((page.clone(), event_frame("ack", &json!({"rid": rid}))));
        }
        if let Some(data) = step["data"].as_object() {
            let mut reply = json!({"rid": rid});
            reply.as_object_mut().unwrap().extend(data.clone());
            speech.push((page.clone(), event_frame(step["as"].as_str().unwrap_or(event), &reply)));
            if step["again"] != true {
                self.open.remove(at);
            }
        }
        speech
    }
}
