//! The client's socket: at most one. Must never hand on a frame of a socket that was closed.

use std::cell::RefCell;
use std::rc::Weak;

use super::Driver;
use crate::client::Input;
use crate::host::Socket;
use futures::future::{abortable, AbortHandle};
use futures::{FutureExt, StreamExt};

#[derive(Default)]
pub(super) struct Sockets(RefCell<Option<Open>>);

struct Open {
    send: Box<dyn Fn(&str)>,
    frames: AbortHandle,
}

impl Sockets {
    pub fn send(&self, frame: &str) {
        if let Some(open) = &*self.0.borrow() {
            (open.send)(frame);
        }
    }

    pub fn close(&self) {
        if let Some(open) = self.0.take() {
            open.frames.abort();
        }
    }
}

impl Driver {
    pub(super) fn connect(&self) {
        self.sockets.close();
        let Socket { send, mut frames } = self.host.connect(&self.socket_url());
        let this = Weak::clone(&self.this);
        let (hear, handle) = abortable(async move {
            while let Some(frame) = frames.next().await {
                let Some(driver) = this.upgrade() else { return };
                driver.input(Input::Frame(frame.into()));
            }
            if let Some(driver) = this.upgrade() {
                driver.input(Input::SocketClosed);
            }
        });
        *self.sockets.0.borrow_mut() = Some(Open { send, frames: handle });
        self.spawn(hear.map(drop));
    }
}
