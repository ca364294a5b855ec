//! The border to a page's own JavaScript, for apps that have some: options in, events out. Must never be on the path of a
//! message within Rust.

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::{Builder, Result};
use crate::model::{Error, Event};

impl Builder {
    /// A builder of what a page gives `new JMessage(options)`: `address`, `upload_file`, `debug`, `grace`, `outbox`.
    ///
    /// # Errors
    /// [`Error::Argument`]: something has the wrong type.
    pub fn from_js(options: JsValue) -> Result<Builder> {
        if options.is_undefined() || options.is_null() {
            return Ok(Builder::default());
        }
        serde_wasm_bindgen::from_value(options)
            .map_err(|error| Error::Argument { field: "options".to_owned(), message: error.to_string() })
    }
}

impl Event {
    /// As a page knows it: `{event, data}`, with the name of the JavaScript SDK's listener and what that would hear.
    pub fn to_js(&self) -> JsValue {
        // Strings, numbers, lists and objects all have a value.
        self.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
    }
}
