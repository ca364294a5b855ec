//! localStorage: texts never cross into wasm. Where it is blocked, full, or not there, what could not be written is
//! kept in memory, and read back from there.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    /// The text under a key; missing when there is none.
    pub fn read(page: i32, key: i32) -> i32;
    /// Says whether storage took it.
    pub fn write(page: i32, key: i32, text: i32) -> bool;
}
