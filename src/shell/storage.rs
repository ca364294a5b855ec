//! localStorage, by `js/host.js`: texts never cross into wasm. Where it is blocked, full, or not there, what could not
//! be written is kept in memory, and read back from there.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// A JS Map.
    #[wasm_bindgen(js_name = keys)]
    fn nothing_kept() -> JsValue;
    #[wasm_bindgen(js_name = readText)]
    fn read_text(kept: &JsValue, key: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = writeText)]
    fn write_text(kept: &JsValue, key: &JsValue, text: &JsValue);
}

pub struct Storage {
    /// What the browser would not take, by key.
    kept: JsValue,
}

impl Default for Storage {
    fn default() -> Self {
        Storage { kept: nothing_kept() }
    }
}

impl Storage {
    /// The text under a key; missing when there is none.
    pub fn read(&self, key: &JsValue) -> JsValue {
        read_text(&self.kept, key)
    }

    pub fn write(&self, key: &JsValue, text: &JsValue) {
        write_text(&self.kept, key, text);
    }
}
