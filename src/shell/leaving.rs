//! The last moment at which the page may still write: `pagehide`.

use std::rc::Weak;

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

use super::Shell;
use crate::client::Input;

pub struct Leaving {
    target: Option<EventTarget>,
    on_leaving: Closure<dyn Fn()>,
}

impl Leaving {
    pub fn listen(shell: Weak<Shell>) -> Self {
        let on_leaving = Closure::<dyn Fn()>::new(move || {
            if let Some(shell) = shell.upgrade() {
                shell.handle(Input::Leaving);
            }
        });
        // A worker has no such event; it saves within a second, as everywhere.
        let target = web_sys::window().map(EventTarget::from);
        if let Some(target) = &target {
            let _ = target.add_event_listener_with_callback("pagehide", on_leaving.as_ref().unchecked_ref());
        }
        Leaving { target, on_leaving }
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        if let Some(target) = &self.target {
            let _ = target.remove_event_listener_with_callback("pagehide", self.on_leaving.as_ref().unchecked_ref());
        }
    }
}
