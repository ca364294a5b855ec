//! The browser's WebSocket. Must never throw, whatever its address.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, WebSocket};

use super::listeners::Listeners;
use crate::host::{Said, Socket};

/// Closed when dropped.
struct Open {
    socket: WebSocket,
    _listeners: Listeners,
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.socket.close();
    }
}

pub(super) fn connect(url: &str, heard: Box<dyn Fn(Said)>) -> Socket {
    let Ok(socket) = WebSocket::new(url) else {
        heard(Said::Closed);
        return Box::new(|_| ());
    };
    let (heard, mut listeners) = (Rc::new(heard), Listeners::default());
    let hear = Rc::clone(&heard);
    listeners.add(&socket, "message", move |event| {
        // What is no text is none of this protocol.
        if let Some(text) = event.unchecked_ref::<MessageEvent>().data().as_string() {
            hear(Said::Frame(text));
        }
    });
    listeners.add(&socket, "close", move |_| heard(Said::Closed));
    let open = Open { socket, _listeners: listeners };
    // While it closes, what is sent is lost: the request's timer sends it again.
    Box::new(move |frame| drop(open.socket.send_with_str(frame)))
}
