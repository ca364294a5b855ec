//! The last moment at which the page may still write: `pagehide`, which comes back as `Engine::leaving`. In a worker it
//! never comes: that saves within a second, as everywhere.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    pub fn listen(page: i32);
    pub fn unlisten(page: i32);
}
