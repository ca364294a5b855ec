//! Listeners of the browser's events, taken off again when dropped. Must never outlive what they tell.

use wasm_bindgen::prelude::*;
use web_sys::{Event, EventTarget};

#[derive(Default)]
pub(super) struct Listeners(Vec<Listener>);

struct Listener {
    target: EventTarget,
    name: &'static str,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listeners {
    pub fn add(&mut self, target: &EventTarget, name: &'static str, heard: impl FnMut(Event) + 'static) {
        let heard = Closure::<dyn FnMut(Event)>::new(heard);
        // What the browser does not know is never heard.
        let _ = target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        self.0.push(Listener { target: target.clone(), name, heard });
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for Listener { target, name, heard } in &self.0 {
            let _ = target.remove_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        }
    }
}
