//! What a server sends: messages as they are on the wire, from as many users as wanted.

use serde_json::{json, Value};

pub fn message(nth: u32, users: u32) -> Value {
    let user = nth % users;
    let time = 1_547_030_000_000_u64 + u64::from(nth);
    json!({
        "ctime_ms": time, "ctime": time / 1_000, "from_uid": 19_000_000 + user, "from_gid": 0, "msg_type": 3,
        "msg_id": 229_000_000 + nth, "msg_level": 0, "need_receipt": false,
        "custom_notification": {"enabled": false, "title": "", "alert": "", "at_prefix": ""},
        "content": {
            "version": 1, "target_type": "single", "target_id": "me", "target_name": "me", "target_appkey": "k",
            "from_type": "user", "from_id": format!("user{user}"), "from_name": format!("user{user}"),
            "from_appkey": "k", "from_platform": "web", "create_time": time, "set_from_name": 0, "msg_type": "text",
            "msg_body": {"text": "See you at eight, then"},
        },
    })
}

/// A push of one message.
pub fn push(nth: u32, users: u32) -> Value {
    json!({"uid": 1, "rid": 229_000_000 + nth, "event": "msg_sync", "messages": [message(nth, users)]})
}
