//! JSON as pages and servers might send it: the protocol's own field names, over values right and wrong.

use proptest::prelude::*;
use serde_json::{json, Map, Value};

const FIELDS: &[&str] = &[
    "appkey",
    "username",
    "password",
    "gid",
    "id",
    "type",
    "key",
    "rid",
    "code",
    "content",
    "msg_body",
    "extras",
    "text",
    "target_username",
    "target_gid",
    "target_rid",
    "at_list",
    "msg_ids",
    "msg_id",
    "member_usernames",
    "image",
    "avatar",
    "messages",
    "msgs",
    "events",
    "receipts",
    "receipt_msgs",
    "conversations",
    "msg_type",
    "ctime_ms",
    "from_id",
    "from_uid",
    "from_gid",
    "from_appkey",
    "from_username",
    "event_type",
    "extra",
    "description",
    "sync_key",
    "unsync_count",
    "sui_mtime",
    "chat_rooms",
    "result",
    "rooms",
    "group_list",
    "uptoken",
    "media_id",
    "start",
    "__proto__",
    "constructor",
    "",
];

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-5..300i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        // Where integers of some size end.
        proptest::sample::select(vec![2_147_483_646u64, 2_147_483_648, 4_294_967_295, 4_294_967_296, u64::MAX])
            .prop_map(Value::from),
        proptest::sample::select(vec!["", " ", "k", "alice", "bob", "9001", "__proto__", "😀", "{\"type\":3}"])
            .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!({"$form": {}})),
        Just(json!({"$form": {"bytes": []}})),
    ]
}

fn nested(leaf: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    let all = leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            object_of(inner).prop_map(Value::from),
        ]
    });
    all.boxed()
}

pub fn any_json() -> BoxedStrategy<Value> {
    nested(leaf())
}

/// JSON that means the same to every host: no number that a double rounds, no form that only a page has.
pub fn plain() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-5..300i64).prop_map(Value::from),
        Just(json!(4_294_967_296u64)),
        proptest::sample::select(vec!["", " ", "k", "alice", "bob", "9001", "__proto__", "😀", "{\"type\":3}"])
            .prop_map(Value::from),
    ];
    nested(leaf)
}

fn object_of(value: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Map<String, Value>> {
    let field = (proptest::sample::select(FIELDS), value);
    proptest::collection::vec(field, 0..8)
        .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// An object that has what most methods require, unless something else takes its place.
pub fn any_args(value: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    let usual = json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s", "username": "alice",
        "password": "p", "gid": 9001, "id": 7, "target_username": "bob", "target_gid": 9001, "target_rid": 7,
        "target_name": "bob", "why": "", "msg_id": 1, "msg_ids": [1], "cmd": "", "content": "x", "extras": {},
        "member_usernames": [{"username": "bob"}], "image": {"$form": {}}, "file": {"$form": {}}, "group_name": "g"});
    object_of(value).prop_map(move |other| {
        let mut args = usual.clone();
        args.as_object_mut().unwrap().extend(other);
        args
    })
}
