//! The client's socket: at most one. Must never hand on a frame of a socket that was closed.

use std::cell::{Cell, RefCell};
use std::rc::Weak;

use super::Driver;
use crate::client::Input;
use crate::host::{Said, Socket};

#[derive(Default)]
pub(super) struct Sockets {
    open: RefCell<Option<Socket>>,
    /// Which one is listened to.
    number: Cell<u32>,
}

impl Sockets {
    pub fn send(&self, frame: &str) {
        if let Some(send) = &*self.open.borrow() {
            send(frame);
        }
    }

    pub fn close(&self) {
        self.number.set(self.number.get().wrapping_add(1));
        self.open.take();
    }
}

impl Driver {
    pub(super) fn connect(&self) {
        self.sockets.close();
        let (this, number) = (Weak::clone(&self.this), self.sockets.number.get());
        let heard = move |said| {
            let Some(driver) = this.upgrade().filter(|driver| driver.sockets.number.get() == number) else { return };
            driver.input(match said {
                Said::Frame(frame) => Input::Frame(frame.into()),
                Said::Closed => Input::SocketClosed,
            });
        };
        let socket = self.host.connect(&self.socket_url(), Box::new(heard));
        *self.sockets.open.borrow_mut() = Some(socket);
    }
}
