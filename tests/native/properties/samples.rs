//! What pages call with and servers say, complete: each field that the core asks for is in here, and the test sees to it.

use std::collections::BTreeSet;

use jmessage_web::protocol::methods::{Asks, Does, Row};
use serde_json::{json, Value};

/// Arguments that every method takes. What one does not read is one more field to it.
pub fn arguments() -> Value {
    serde_json::from_str(
        r#"{
        "appkey": "k", "random_str": "r1", "timestamp": 1, "signature": "s1", "flag": 1, "username": "bob",
        "password": "p1", "is_md5": false, "old_pwd": "p1", "new_pwd": "p2", "gid": 9001, "id": 7, "start": 0, "count": 20,
        "target_username": "bob", "target_nickname": "Bob", "target_gid": 9001, "target_gname": "G", "target_rid": 7,
        "target_rname": "R", "target_name": "bob", "why": "hello", "memo_name": "b", "msg_id": 11, "msg_ids": [11, "12"],
        "media_id": "m", "cmd": "typing", "platform": "web", "group_name": "g", "group_description": "d",
        "member_usernames": [{"username": "bob", "appkey": "k"}], "event_id": 5, "from_username": "bob", "result": 0,
        "content": "hi", "extras": {"a": 1}, "at_list": [{"username": "bob"}], "custom": {"b": 2},
        "custom_notification": {"enabled": true}, "need_receipt": true, "no_offline": true, "no_notification": false,
        "latitude": 1.5, "longitude": 2.5, "scale": 3, "label": "here"
    }"#,
    )
    .unwrap()
}

/// As `arguments`, with a file to upload.
pub fn with_files() -> Value {
    let mut args = arguments();
    for name in ["image", "file", "avatar"] {
        args[name] = json!({"$form": {}});
    }
    args
}

/// As `arguments`, with a message that was made before.
pub fn with_body() -> Value {
    let mut args = arguments();
    for name in ["content", "custom", "latitude", "longitude", "scale", "label"] {
        args.as_object_mut().unwrap().remove(name);
    }
    args["msg_body"] = media();
    args
}

/// The answer to an upload, and what a body may hold.
pub fn media() -> Value {
    json!({"media_id": "m", "media_crc32": 1, "width": 2, "height": 3, "format": "png", "fsize": 4, "hash": "h",
        "fname": "f.png", "text": "hi", "extras": {"a": 1}, "latitude": 1.5, "longitude": 2.5, "scale": 3,
        "label": "here"})
}

/// How an upload's server refuses.
pub fn refusal() -> Value {
    json!({"error": {"code": 898_061, "message": "too large"}})
}

/// The arguments with which a method is tried.
pub fn tried(row: &Row) -> Vec<Value> {
    match row.rule.does {
        Does::Asks(Asks::Message(_, body)) if body.file_argument().is_some() => vec![with_files(), with_body()],
        Does::Asks(Asks::Message(..)) => vec![arguments(), with_body()],
        Does::Asks(Asks::WithAvatar(..)) => vec![arguments(), with_files()],
        Does::Asks(_) | Does::Receipt(_) => vec![arguments()],
        Does::Local(_) => vec![arguments(), without("gid")],
    }
}

fn without(field: &str) -> Value {
    let mut args = arguments();
    args.as_object_mut().unwrap().remove(field);
    args
}

/// A reply to any request.
pub fn reply() -> Value {
    let group = json!([{"gid": 9001, "flag": 1, "name": "G"}]);
    let room = json!([{"id": 7, "name": "R"}]);
    let person = json!([{"uid": 2, "username": "bob", "mtime": "2018-01-26 08:00:00"}]);
    json!({
        "code": 0, "message": "success", "uid": 1, "user_info": {"uid": 2, "username": "bob", "mtime": 1},
        "group_list": group, "group_info": {"gid": 9001, "flag": 1}, "groups": group, "no_disturb": {"groups": group},
        "result": {"groups": group, "rooms": room}, "chat_rooms": room, "info": {"id": 7, "name": "R"},
        "member_list": person, "friend_list": person, "black_list": person,
        "conversations": [
            {"type": 3, "key": 2, "username": "bob", "appkey": "k", "utime": 1},
            {"type": 4, "key": 9001, "name": "G"},
        ],
        "msg_id": 11, "uptoken": "t", "sync_key": 1, "sync_type": 1, "sync_event_key": 2, "msg_receipt_key": 3,
        "mtime": 1, "flag": 1, "id": 7, "name": "R",
    })
}

pub fn handshake() -> Value {
    json!({"sid": "s", "pingInterval": 25_000, "pingTimeout": 60_000, "upgrades": []})
}

/// What storage holds: per conversation.
pub fn stored() -> Value {
    json!({
        "kbob": {"extras": {"a": 1}, "unread_msg_count": 2, "recent_time": 1_000, "msg_time": [1_001, 1_002]},
        "9001": {"extras": {}, "unread_msg_count": 0, "recent_time": -1, "msg_time": []},
    })
}

/// Every push, with all that is read of it.
pub fn pushes() -> Vec<(&'static str, Value)> {
    let content = json!({"from_id": "bob", "from_appkey": "k", "target_id": "alice", "target_appkey": "k",
        "sui_mtime": 2_000_000_000, "msg_type": "text", "msg_body": {"text": "hi"}});
    let single =
        json!({"msg_id": 11, "msg_type": 3, "msg_level": 0, "from_uid": 2, "ctime_ms": 1_003, "content": content});
    let group = json!({"msg_id": 12, "msg_type": 4, "msg_level": 1, "from_uid": 2, "from_gid": 9001, "ctime_ms": 1_004,
        "content": content});
    let description = json!({"type": 3, "appkey": "k", "username": "bob", "gid": 9001});
    let event = |event_type: u32, extra: u32| {
        json!({"event_id": 5, "event_type": event_type, "extra": extra, "from_uid": 2, "from_gid": 0, "gid": 9001,
            "from_username": "bob", "from_nickname": "Bob", "from_appkey": "k", "from_eventid": 4, "to_usernames": [],
            "to_groups": [], "new_owner": {}, "group_name": "G", "ctime": 1, "ctime_ms": 1_003, "return_code": 0,
            "msg_ids": [11], "msgid_list": [11], "media_id": "m", "description": description.to_string()})
    };
    let receipt = json!({"appkey": "k", "username": "bob", "gid": 9001, "type": 3,
        "receipt_msgs": [{"msg_id": 11, "unread_count": 0, "mtime": 1}]});
    let mut pushes = vec![
        ("msg_sync", json!({"messages": [single, group]})),
        (
            "sync_conversation",
            json!({"sync_key": 1, "messages": [
                {"msg_type": 3, "from_username": "bob", "from_appkey": "k", "from_uid": 2, "unsync_count": 1, "msgs": [single]},
                {"msg_type": 4, "from_gid": 9001, "unsync_count": 1, "msgs": [group]},
            ]}),
        ),
        ("sync_event", json!({"sync_key": 2, "events": [event(200, 0), event(55, 0)]})),
        ("sync_receipt", json!({"sync_key": 3, "receipts": [receipt, receipt]})),
        ("receipt_change", receipt.clone()),
        ("trans_msg_rec", json!({"gid": 9001, "cmd": "x", "msg_id": 11, "type": 4})),
        ("room_msg_sync", json!({"room_id": 7, "messages": [group]})),
        ("room_msg_sync_his", json!({"messages": [{"room_id": 7, "msgs": [group]}]})),
    ];
    let kinds = [(1, 0), (2, 0), (5, 0), (55, 0), (56, 10), (56, 59), (100, 7), (200, 0)];
    pushes.extend(kinds.map(|(event_type, extra)| ("event_notification", event(event_type, extra))));
    pushes
}

/// The names of all fields of all samples.
pub fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::from(["rid".to_owned()]);
    let pushes = pushes().into_iter().map(|(_, push)| push);
    let others = [arguments(), with_files(), with_body(), media(), refusal(), reply(), handshake(), stored()];
    others.into_iter().chain(pushes).for_each(|sample| note_names(&sample, &mut names));
    names
}

fn note_names(sample: &Value, names: &mut BTreeSet<String>) {
    match sample {
        Value::Object(fields) => fields.iter().for_each(|(name, inner)| {
            names.insert(name.clone());
            note_names(inner, names);
        }),
        Value::Array(items) => items.iter().for_each(|inner| note_names(inner, names)),
        // A description is JSON in text.
        Value::String(text) if text.starts_with('{') => note_names(&serde_json::from_str(text).unwrap(), names),
        _ => {}
    }
}
