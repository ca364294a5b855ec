//! Forms, as scenarios write them: serde_json has none.

use jmessage_web::payload::{File, Json, Payload, Word};
use serde_json::Value;

/// Arguments, in which tests write `{"$form": {"bytes": […]}}` for a form with a file.
pub fn given(args: &Value) -> Json {
    let mut given = Json::from(args.clone());
    for field in [Word::Image, Word::File, Word::Avatar] {
        if let Some(form) = args.get(field.text()).and_then(|form| form.get("$form")) {
            let size = form["bytes"].as_array().map_or(1, Vec::len);
            given.set(field, File::new("file", vec![0; size]).into());
        }
    }
    given
}
