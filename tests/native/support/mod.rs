//! What every native test of the client needs: methods by their names, and frames as a server writes and reads them.
//! Must never use the client's own codec: a shared mistake would hide here.

use jmessage_web::protocol::methods::TABLE;
use serde_json::Value;

/// The number of the method that pages know by this name.
pub fn method(name: &str) -> usize {
    TABLE.iter().position(|row| row.name == name).unwrap_or_else(|| panic!("no method is called {name}"))
}

/// An event, as a server sends it.
pub fn event_frame(name: &str, data: &Value) -> Value {
    Value::from(format!("42[{},{data}]", Value::from(name)))
}

/// The name and payload of an event that the client sent; `None` for any other frame.
pub fn read_event(frame: &Value) -> Option<(String, Value)> {
    serde_json::from_str(frame.as_str()?.strip_prefix("42")?).ok()
}
