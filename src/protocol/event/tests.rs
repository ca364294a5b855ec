//! Business events as a page sees them.

use crate::payload::{json, Json};

use super::*;

#[test]
fn only_documented_fields_are_shown() {
    let event = json!({"event_id": 1, "event_type": 8, "from_username": "bob", "gid": 9, "rid": 5, "from_uid": 7,
        "to_usernames": [{"username": "alice"}], "secret": true, "ctime_ms": 3});
    let expected = json!({"event_id": 1, "event_type": 8, "from_username": "bob", "gid": 9,
        "to_usernames": [{"username": "alice"}], "ctime_ms": 3});
    assert_eq!(shown(&event), expected);
}

#[test]
fn a_retracted_message_says_what_chat_it_was_of() {
    let type_of = |from_gid: Json| shown(&json!({"event_type": 55, "from_gid": from_gid}))["type"].clone();
    assert_eq!([json!(0), json!("0"), json!(null), json!("")].map(type_of), [0, 0, 0, 0].map(Json::from));
    assert_eq!([json!(9), json!("9")].map(type_of), [1, 1].map(Json::from));
}

#[test]
fn who_wants_into_a_group_was_invited_or_came_alone() {
    let join = |extra: Json| shown(&json!({"event_type": 56, "extra": extra}));
    assert_eq!(join(json!(10)), json!({"event_type": 56, "by_self": false}));
    assert_eq!(join(json!(59)), json!({"event_type": 56, "by_self": true}));
    assert_eq!(join(json!(7)), json!({"event_type": 56, "extra": 7}));
}

#[test]
fn a_memo_changed_elsewhere_is_parsed() {
    let memo = |extra: i32, description: Json| {
        shown(&json!({"event_type": 100, "extra": extra, "description": description}))["description"].clone()
    };
    assert_eq!(memo(7, json!(r#"{"memo":"m"}"#)), json!({"memo": "m"}));
    assert_eq!(memo(7, json!("{no json")), "{no json");
    assert_eq!(memo(7, json!({"memo": "m"})), json!({"memo": "m"}));
    assert_eq!(memo(5, json!(r#"{"memo":"m"}"#)), r#"{"memo":"m"}"#);
}

#[test]
fn what_the_client_itself_has_to_do() {
    let means = |event_type: Json| meaning(&json!({"event_type": event_type}));
    assert_eq!(
        [json!(1), json!(2), json!(200)].map(means),
        [Meaning::Kicked, Meaning::PasswordChanged, Meaning::ReadElsewhere]
    );
    assert!([json!(0), json!(201), json!("1"), json!(null), json!(-1), json!(1e300)]
        .map(means)
        .iter()
        .all(|it| { *it == Meaning::Notice }));
}

#[test]
fn what_is_no_event_shows_nothing() {
    for nonsense in [json!(null), json!([]), json!("x"), json!(7), json!({})] {
        assert_eq!(shown(&nonsense), json!({}));
    }
}
