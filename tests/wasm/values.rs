//! JS values as payloads: the contract, and what no JSON could bring. Nothing that a page hands in may throw inside of
//! the core.

use jmessage_web::payload::{Kept, Kind, Payload, Text, Word};
use jmessage_web::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::contract;
use crate::stage::{all_odd, call, frames, holding, json, logged, odd, say, Stage};

#[wasm_bindgen_test]
fn js_values_keep_the_contract() {
    let stage = Stage::set();
    // The first engine hands the vocabulary to JS.
    let _engine = stage.engine();
    contract::all::<Value>();
}

#[wasm_bindgen_test]
fn what_is_no_json_has_a_kind_too() {
    let stage = Stage::set();
    let _engine = stage.engine();
    for (name, kind) in [
        ("undefined", Kind::Missing),
        ("function", Kind::Other),
        ("symbol", Kind::Other),
        ("bigint", Kind::Other),
        ("nan", Kind::Other),
        ("infinity", Kind::Number),
        ("date", Kind::Object),
        ("boxed", Kind::Object),
        ("bare", Kind::Object),
        ("getter", Kind::Object),
        ("proxy", Kind::Object),
        ("listTrap", Kind::List),
        ("emptyForm", Kind::EmptyForm),
        ("textForm", Kind::EmptyForm),
        ("emptyFile", Kind::EmptyForm),
        ("file", Kind::File),
    ] {
        assert_eq!(Value::from(&odd(name)).kind(), kind, "{name}");
    }
}

#[wasm_bindgen_test]
fn reading_any_value_throws_nothing() {
    let stage = Stage::set();
    let _engine = stage.engine();
    for name in all_odd() {
        for value in [odd(&name), holding("username", &name)] {
            let value = Value::from(&value);
            value.kind();
            value.unit(0);
            value.is_blank();
            value.which(&[Word::Ack]);
            value.to_text();
            value.has(Word::MsgId);
            value.number(Word::MsgId);
            value.is_true(Word::MsgId);
            (0..value.len().min(3)).for_each(|at| assert!(value.at(at).kind() != Kind::File));
            value.get(Word::Username).kind();
            Value::event_text(Word::EventPrefix, Word::Ack, &value, 1.0);
            Value::union(&[&value, &value]);
        }
    }
}

#[wasm_bindgen_test]
fn a_getter_that_throws_is_a_field_that_is_missing() {
    let stage = Stage::set();
    let _engine = stage.engine();
    let value = Value::from(&odd("getter"));
    assert_eq!((value.get(Word::Username).kind(), value.has(Word::MsgId)), (Kind::Missing, false));
}

/// Arguments of methods of each sort, with an odd value in the place of one field after the other.
#[wasm_bindgen_test]
fn odd_arguments_are_sent_or_refused_and_the_client_lives_on() {
    let stage = Stage::set();
    let engine = stage.logged_in();
    for name in all_odd() {
        for (method, fields) in [
            ("getUserInfo", &["username", "appkey"][..]),
            ("sendSingleMsg", &["target_username", "content", "extras", "msg_body", "custom_notification"]),
            ("sendGroupMsg", &["target_gid", "at_list"]),
            ("sendSinglePic", &["image", "msg_body"]),
            ("sendSingleCustom", &["custom"]),
            ("addGroupMembers", &["gid", "member_usernames"]),
            ("addGroupReceiptReport", &["gid", "msg_ids"]),
            ("updateSelfPwd", &["old_pwd", "is_md5"]),
            ("updateConversation", &["username", "extras"]),
            ("getUnreadMsgCnt", &["gid", "username"]),
            ("getChatroomInfo", &["id"]),
            ("getAppkeyPublicGroups", &["start"]),
        ] {
            for field in fields {
                let args = json(
                    r#"{"username":"bob","gid":1,"target_username":"bob","target_gid":1,"content":"x","old_pwd":"p",
                        "new_pwd":"p","msg_ids":[1],"extras":{},"id":7,"start":0,"custom":{}}"#,
                );
                js_sys::Reflect::set(&args, &JsValue::from(*field), &odd(&name)).unwrap();
                let answer = call(&engine, method, args);
                assert!(answer >= 0, "{method} with {field} = {name} came too early");
            }
        }
    }
    say(r#"42["trans_msg_rec",{"cmd":"still here"}]"#);
    assert!(logged().contains("still here"));
}

#[wasm_bindgen_test]
fn what_has_no_json_is_refused() {
    for name in ["loop", "bigint", "toJson", "trap", "revoked"] {
        let stage = Stage::set();
        let engine = stage.logged_in();
        let args = json(r#"{"username":"bob"}"#);
        js_sys::Reflect::set(&args, &"more".into(), &odd(name)).unwrap();
        call(&engine, "getUserInfo", args);
        assert!(logged().contains("880002"), "{name}: {}", logged());
        assert!(!frames().contains("get_across_user_info"), "{name}");
    }
}

#[wasm_bindgen_test]
fn what_is_kept_outlives_its_input_and_nothing_else_does() {
    let stage = Stage::set();
    let engine = stage.logged_in();
    let given = Value::from_text("given");
    let kept = Kept::from(Value::from_text("kept"));
    let other = Kept::from(Value::from_text("other"));
    assert_eq!(given.as_text().as_deref(), Some("given"));
    say("3");
    assert_eq!(given.kind(), Kind::Missing, "an input forgets what was given out");
    assert_eq!((kept.as_text().as_deref(), other.as_text().as_deref()), (Some("kept"), Some("other")));
    let value = kept.value();
    drop(kept);
    let next = Kept::from(Value::from_text("next"));
    assert_eq!(value.as_text().as_deref(), Some("kept"), "the place may be taken, the value was handed out");
    assert_eq!((next.as_text().as_deref(), other.as_text().as_deref()), (Some("next"), Some("other")));
    drop(engine);
}
