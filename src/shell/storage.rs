//! localStorage, by `js/host.js`: texts never cross into wasm. Where it is blocked, full, or not there, what could not
//! be written is kept in memory, and read back from there.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// The text under a key; missing when there is none.
    #[wasm_bindgen(js_name = readText)]
    pub fn read(key: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = writeText)]
    pub fn write(key: &JsValue, text: &JsValue);
}
