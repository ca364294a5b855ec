//! JS values as payloads: the contract, and what no JSON could bring. Nothing that a page hands in may throw inside of
//! the core.

use jmessage_web::payload::{Kind, Payload, Text, Word};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::contract;
use crate::stage::{all_odd, call, frames, holding, json, logged, odd, say, Stage};

#[wasm_bindgen_test]
fn js_values_keep_the_contract() {
    let stage = Stage::set();
    // The first engine hands the vocabulary to JS.
    let _engine = stage.engine();
    contract::all::<JsValue>();
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
        assert_eq!(odd(name).kind(), kind, "{name}");
    }
}

#[wasm_bindgen_test]
fn reading_any_value_throws_nothing() {
    let stage = Stage::set();
    let _engine = stage.engine();
    for name in all_odd() {
        for value in [odd(&name), holding("username", &name)] {
            value.kind();
            value.unit(0);
            value.is_blank();
            value.which(&[Word::Ack]);
            value.to_text();
            value.has(Word::MsgId);
            value.number(Word::MsgId);
            value.is_true(Word::MsgId);
            (0..value.len().min(3)).for_each(|at| drop(value.at(at)));
            value.get(Word::Username).kind();
            JsValue::event_text(Word::EventPrefix, Word::Ack, &value, 1.0);
            JsValue::union(&[&value, &value]);
        }
    }
}

#[wasm_bindgen_test]
fn a_getter_that_throws_is_a_field_that_is_missing() {
    let stage = Stage::set();
    let _engine = stage.engine();
    let value = odd("getter");
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
