//! The last moment at which the page may still write: `pagehide`.

use std::rc::Weak;

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

use super::Shell;
use crate::client::Input;

const PAGEHIDE: &str = "pagehide";

#[wasm_bindgen]
extern "C" {
    /// The window; in a worker its global scope, where the event never comes: it saves within a second, as everywhere.
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: EventTarget;
}

pub struct Leaving {
    on_leaving: Closure<dyn Fn()>,
}

impl Leaving {
    pub fn listen(shell: Weak<Shell>) -> Self {
        let on_leaving = Closure::<dyn Fn()>::new(move || {
            if let Some(shell) = shell.upgrade() {
                shell.handle(Input::Leaving);
            }
        });
        GLOBAL.with(|global| {
            let _ = global.add_event_listener_with_callback(PAGEHIDE, on_leaving.as_ref().unchecked_ref());
        });
        Leaving { on_leaving }
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        GLOBAL.with(|global| {
            let _ = global.remove_event_listener_with_callback(PAGEHIDE, self.on_leaving.as_ref().unchecked_ref());
        });
    }
}
