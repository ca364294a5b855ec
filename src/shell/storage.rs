//! localStorage. Where it is blocked, full, or not there, what could not be written is kept in memory.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

#[derive(Default)]
pub struct Storage {
    /// What the browser would not take, by key.
    kept: RefCell<Vec<(String, String)>>,
}

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// None where there is none, or where even asking for it throws.
    #[wasm_bindgen(js_name = localStorageOrNone)]
    fn local_storage() -> Option<web_sys::Storage>;
}

impl Storage {
    /// The text under a key; `undefined` when there is none.
    pub fn read(&self, key: &str) -> JsValue {
        let kept = self.kept.borrow().iter().find(|(kept, _)| kept == key).map(|(_, text)| text.clone());
        let text = kept.or_else(|| local_storage()?.get_item(key).ok()?);
        text.map_or(JsValue::UNDEFINED, JsValue::from)
    }

    pub fn write(&self, key: &str, value: &JsValue) {
        let Some(text) = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()) else { return };
        self.kept.borrow_mut().retain(|(kept, _)| kept != key);
        let written = local_storage().is_some_and(|storage| storage.set_item(key, &text).is_ok());
        if !written {
            self.kept.borrow_mut().push((key.to_owned(), text));
        }
    }
}
