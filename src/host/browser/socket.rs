//! The browser's WebSocket: what it says, as a stream. Must never throw, whatever its address.

use std::rc::Rc;

use futures::channel::mpsc::unbounded;
use futures::{stream, StreamExt};
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, WebSocket};

use super::listeners::Listeners;
use crate::host::Socket;

/// Closes the socket when both halves are gone.
struct Open {
    socket: WebSocket,
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.socket.close();
    }
}

pub(super) fn connect(url: &str) -> Socket {
    let Ok(socket) = WebSocket::new(url) else {
        return Socket { send: Box::new(|_| {}), frames: stream::empty().boxed_local() };
    };
    let (tell, frames) = unbounded();
    let mut listeners = Listeners::default();
    let frame = tell.clone();
    listeners.add(&socket, "message", move |event| {
        let data = event.unchecked_ref::<MessageEvent>().data().as_string();
        // Who has closed it does not hear it; what is no text is none of this protocol.
        let _ = data.map(|text| frame.unbounded_send(text));
    });
    listeners.add(&socket, "close", move |_| tell.close_channel());
    let sender = Rc::new(Open { socket: socket.clone() });
    let open = Rc::clone(&sender);
    let frames = frames.map(move |text| {
        let _ = (&open, &listeners);
        text
    });
    // While it closes, what is sent is lost: the request's timer sends it again.
    Socket { send: Box::new(move |frame| drop(sender.socket.send_with_str(frame))), frames: frames.boxed_local() }
}
