//! The WebSocket, one at a time. A frame that arrives comes back as `Engine::frame`, the socket's end as
//! `Engine::closed`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    /// In the place of the last socket. The browser's own error when the address is none; else missing.
    pub fn connect(page: i32, url: i32) -> i32;
    /// Nothing more is heard of the socket, if there is one.
    pub fn disconnect(page: i32);
    /// While the socket closes, what is sent is lost; the request's timer sends it again.
    pub fn send(page: i32, frame: i32);
}
