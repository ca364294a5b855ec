//! The floor in Rust: a web-sys WebSocket, by serde the fields that a chat shows (who wrote what, when and where, and whether
//! a receipt is wanted), and a confirmation for each message. It must never do more than that: it counts nothing, stores
//! nothing, knows no repeats, keeps no field that it does not name, and asks for nothing again.
#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use js_sys::Function;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, WebSocket};

#[derive(Deserialize)]
struct Pushed {
    messages: Vec<Message>,
}

#[derive(Deserialize)]
#[allow(dead_code)] // An app would show them all.
struct Message {
    msg_id: u64,
    msg_type: u8,
    from_uid: u64,
    from_gid: u64,
    ctime_ms: u64,
    #[serde(default)]
    need_receipt: bool,
    content: Content,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Content {
    target_type: String,
    target_id: String,
    from_id: String,
    from_appkey: Option<String>,
    msg_type: String,
    msg_body: Body,
}

#[derive(Deserialize)]
struct Body {
    text: Option<String>,
}

#[derive(Serialize)]
struct Confirmation {
    msg_id: u64,
    msg_type: u8,
    from_uid: u64,
    from_gid: u64,
    rid: u32,
}

/// Calls `opened` once the server has said that we are in, `heard` with how many messages came, and `marked` at a mark.
#[wasm_bindgen]
pub fn connect(address: &str, opened: Function, heard: Function, marked: Function) -> Result<(), JsValue> {
    let socket = WebSocket::new(&format!("{address}/socket.io/?EIO=3&transport=websocket"))?;
    let (sender, rid) = (socket.clone(), Cell::new(0));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(text) = event.data().as_string() else { return };
        if text == "40" {
            call(&opened, 0);
        } else if text.starts_with(r#"42["trans_msg_rec""#) {
            call(&marked, 0);
        } else if text.starts_with(r#"42["msg_sync""#) {
            let Ok((_, pushed)) = serde_json::from_str::<(&str, Pushed)>(&text[2..]) else { return };
            for Message { msg_id, msg_type, from_uid, from_gid, .. } in &pushed.messages {
                rid.set(rid.get() + 1);
                let (msg_id, msg_type, from_uid, from_gid) = (*msg_id, *msg_type, *from_uid, *from_gid);
                let confirmation = Confirmation { msg_id, msg_type, from_uid, from_gid, rid: rid.get() };
                if let Ok(json) = serde_json::to_string(&("msg_recv_v2", confirmation)) {
                    let _ = sender.send_with_str(&format!("42{json}"));
                }
            }
            let told = pushed.messages.iter().map(|message| &message.content);
            call(&heard, told.filter(|content| !content.from_id.is_empty() && content.msg_body.text.is_some()).count());
        }
    });
    socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    Ok(())
}

fn call(function: &Function, count: usize) {
    let _ = function.call1(&JsValue::NULL, &JsValue::from(count as u32));
}
