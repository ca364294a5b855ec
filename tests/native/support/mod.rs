//! What every native test of the client needs: methods by their names, and frames as a server writes and reads them.
//! Must never use the client's own codec: a shared mistake would hide here.

use jmessage_web::Method;
use serde_json::Value;

/// The method that pages know by this name.
pub fn method(name: &str) -> Method {
    Method::named(name).unwrap_or_else(|| panic!("no method is called {name}"))
}

/// An event, as a server sends it.
pub fn event_frame(name: &str, data: &Value) -> String {
    format!("42[{},{data}]", Value::from(name))
}

/// The name and payload of an event that the client sent; `None` for any other frame.
pub fn read_event(frame: &str) -> Option<(String, Value)> {
    serde_json::from_str(frame.strip_prefix("42")?).ok()
}
