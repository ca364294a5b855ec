//! localStorage. Where it is blocked, full, or not there, what could not be written is kept in memory.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::payload::{Kind, Payload};

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// None where there is none, or where even asking for it throws.
    #[wasm_bindgen(js_name = localStorageOrNone)]
    fn local_storage() -> Option<TextStorage>;
}

#[wasm_bindgen]
extern "C" {
    /// A `web_sys::Storage` that is handed the browser's own strings: what is stored never crosses into wasm.
    type TextStorage;

    #[wasm_bindgen(method, catch, js_class = "Storage", js_name = getItem)]
    fn get_item(this: &TextStorage, key: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_class = "Storage", js_name = setItem)]
    fn set_item(this: &TextStorage, key: &JsValue, text: &JsValue) -> Result<(), JsValue>;
}

pub struct Storage {
    /// What the browser would not take, by key.
    kept: RefCell<JsValue>,
}

impl Default for Storage {
    fn default() -> Self {
        Storage { kept: RefCell::new(JsValue::object()) }
    }
}

impl Storage {
    /// The text under a key; missing when there is none.
    pub fn read(&self, key: &JsValue) -> JsValue {
        let kept = self.kept.borrow().lookup(key);
        if kept.kind() != Kind::Missing {
            return kept;
        }
        local_storage().and_then(|storage| storage.get_item(key).ok()).unwrap_or_default()
    }

    pub fn write(&self, key: &JsValue, value: &JsValue) {
        let Ok(text) = js_sys::JSON::stringify(value) else { return };
        let written = local_storage().is_some_and(|storage| storage.set_item(key, &text).is_ok());
        let kept = if written { JsValue::missing() } else { text.into() };
        self.kept.borrow_mut().insert(key, kept);
    }
}
