//! What a test needs of a host's values: to hand JSON in, to see what came out, and to do to it what pages do. The
//! tests themselves speak serde_json.

use jmessage_web::payload::{Json, Payload};
use serde_json::{json, Value};

use crate::shared::{units, Js, Shared};
use forms::given;

#[path = "forms.rs"]
mod forms;

/// In a test's text this stands for half of a surrogate pair, for which serde_json has no word.
pub const HALF: char = '\u{e000}';
const HALF_UNIT: u16 = 0xd800;

pub trait Host: Payload {
    fn give(value: &Value) -> Self;
    fn show(&self) -> Value;
    /// The input is handled: what was handed out is good no longer.
    fn forget() {}
    /// The page changes what it was given.
    fn spoil(&self) {}
}

impl Host for Json {
    fn give(value: &Value) -> Self {
        given(value)
    }
    fn show(&self) -> Value {
        match self.file() {
            Some(_) => json!({"$form": {}}),
            None => self.clone().into_value(),
        }
    }
}

impl Host for Shared {
    fn give(value: &Value) -> Self {
        Shared::now(to_js(value))
    }
    fn show(&self) -> Value {
        from_js(self.js())
    }
    fn forget() {
        Shared::forget();
    }
    fn spoil(&self) {
        self.js().spoil();
    }
}

fn to_units(text: &str) -> crate::shared::Units {
    units(text).iter().map(|unit| if *unit == HALF as u16 { HALF_UNIT } else { *unit }).collect()
}

fn to_js(value: &Value) -> Js {
    match value {
        Value::Null => Js::Null,
        Value::Bool(value) => Js::Bool(*value),
        Value::Number(number) => Js::Number(number.as_f64().unwrap()),
        Value::String(text) => Js::Text(to_units(text)),
        Value::Array(items) => Js::list(items.iter().map(to_js).collect()),
        Value::Object(fields) if fields.contains_key("$form") => {
            Js::Form { has_file: fields["$form"]["bytes"].as_array().is_none_or(|bytes| !bytes.is_empty()) }
        }
        Value::Object(fields) => {
            Js::object(fields.iter().map(|(key, value)| (to_units(key), to_js(value))).collect(), true)
        }
    }
}

fn from_units(text: &[u16]) -> String {
    char::decode_utf16(text.iter().copied()).map(|unit| unit.unwrap_or(HALF)).collect()
}

/// JSON has its halves escaped. Behind a backslash that is one itself it only looks so.
fn without_escapes(text: &str) -> String {
    let parts: Vec<_> = text.split(r"\\").map(|part| part.replace(r"\ud800", &HALF.to_string())).collect();
    parts.join(r"\\")
}

fn from_js(js: &Js) -> Value {
    match js {
        Js::Undefined | Js::Null => Value::Null,
        Js::Bool(value) => json!(value),
        Js::Number(value) => Json::from_number(*value).into_value(),
        Js::Text(text) => Value::from(without_escapes(&from_units(text))),
        Js::List(items) => items.borrow().iter().map(from_js).collect(),
        Js::Form { has_file: true } => json!({"$form": {}}),
        Js::Form { has_file: false } => json!({"$form": {"bytes": []}}),
        Js::Object(object) => {
            let fields = object.fields.borrow();
            let there = fields.iter().filter(|(_, value)| !matches!(value, Js::Undefined));
            there.map(|(key, value)| (from_units(key), from_js(value))).collect()
        }
    }
}
