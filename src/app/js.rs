//! The border to a page's own JavaScript, for apps that have some: options in, events out. Must never be on the path of a
//! message within Rust.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::calls::put;
use super::{Builder, Result};
use crate::client::Plan;
use crate::model::{Error, Event};
use crate::payload::Json;

impl Builder {
    /// A builder of what a page gives `new JMessage(options)`: `address`, `upload_file`, `debug`, `grace`, `outbox`.
    ///
    /// # Errors
    /// [`Error::Argument`]: an address is no text, or `debug` no flag.
    pub fn from_js(options: JsValue) -> Result<Builder> {
        if options.is_undefined() || options.is_null() {
            return Ok(Builder::default());
        }
        let wrong =
            |error: &dyn std::error::Error| Error::Argument { field: "options".to_owned(), message: error.to_string() };
        let mut options: Value = serde_wasm_bindgen::from_value(options).map_err(|error| wrong(&error))?;
        let mut builder = Builder::deserialize(&options).map_err(|error| wrong(&error))?;
        // Here a session is always kept.
        put(&mut options, "reconnect", Some(true));
        builder.plan = Plan::of(&Json::from(options), false).unwrap_or_default();
        Ok(builder)
    }
}

impl Event {
    /// As a page knows it: `{event, data}`, with the name of the JavaScript SDK's listener and what that would hear.
    pub fn to_js(&self) -> JsValue {
        // Strings, numbers, lists and objects all have a value.
        self.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
    }
}
