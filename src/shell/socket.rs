//! The WebSocket. Closed and deaf as soon as it is dropped: one that was replaced is never heard again.

use std::rc::Weak;

use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, WebSocket};

use super::Shell;
use crate::client::Input;
use crate::payload::{Kind, Payload};

pub struct Socket {
    socket: WebSocket,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_close: Closure<dyn Fn()>,
}

impl Socket {
    /// Fails when the address is none.
    pub fn open(url: &str, shell: Weak<Shell>) -> Result<Socket, JsValue> {
        let socket = WebSocket::new(url)?;
        let listener = shell.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let frame = message.data();
            if let (Some(shell), Kind::Text) = (listener.upgrade(), frame.kind()) {
                shell.handle(Input::Frame(frame));
            }
        });
        let on_close = Closure::<dyn Fn()>::new(move || {
            if let Some(shell) = shell.upgrade() {
                shell.handle(Input::SocketClosed);
            }
        });
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // An error is always followed by a close.
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Socket { socket, _on_message: on_message, _on_close: on_close })
    }

    pub fn send(&self, frame: &JsValue) {
        // While the socket closes, what is sent is lost; the request's timer sends it again.
        let _ = send_text(&self.socket, frame);
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method, catch, js_name = send, js_class = "WebSocket")]
    fn send_value(this: &WebSocketText, text: &JsValue) -> Result<(), JsValue>;

    /// A WebSocket that is handed the browser's own string: a frame never crosses into wasm to be sent.
    type WebSocketText;
}

fn send_text(socket: &WebSocket, frame: &JsValue) -> Result<(), JsValue> {
    socket.unchecked_ref::<WebSocketText>().send_value(frame)
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
