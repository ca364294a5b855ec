//! localStorage that is full, blocked, absent or holds nonsense: the client works on, in memory.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{advance, call, json, log_in, say, storage_is, Engine, Stage};

const MESSAGE: &str = r#"42["msg_sync",{"messages":[{"msg_id":1,"msg_type":3,"ctime_ms":5,"content":{"from_id":"bob","from_appkey":"k"}}]}]"#;

fn unread(engine: &Engine) -> i32 {
    call(engine, "getUnreadMsgCnt", json(r#"{"username":"bob"}"#))
}

fn local_storage() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

#[wasm_bindgen_test]
fn counts_are_stored_and_found_again() {
    let stage = Stage::set();
    let engine = stage.logged_in();
    say(MESSAGE);
    advance(1_000.0);
    let stored = local_storage().get_item("conversations-k-alice").unwrap().unwrap();
    assert_eq!(stored, r#"{"kbob":{"extras":{},"unread_msg_count":1,"msg_time":[5]}}"#);
    drop(engine);
    assert_eq!(unread(&stage.logged_in()), 1);
}

#[wasm_bindgen_test]
fn without_storage_counts_live_in_memory() {
    for kind in ["full", "blocked", "absent"] {
        let stage = Stage::set();
        storage_is(kind);
        let engine = stage.logged_in();
        say(MESSAGE);
        advance(2_000.0);
        assert_eq!(unread(&engine), 1, "{kind}");
        call(&engine, "loginOut", JsValue::UNDEFINED);
        log_in(&engine);
        assert_eq!(unread(&engine), 1, "{kind}: after logging in again");
    }
}

#[wasm_bindgen_test]
fn nonsense_in_storage_is_nothing() {
    for text in ["", "{", "[]", "null", "7", r#"{"kbob":7}"#, r#"{"__proto__":{"unread_msg_count":9}}"#] {
        let stage = Stage::set();
        local_storage().set_item("conversations-k-alice", text).unwrap();
        local_storage().set_item("eve-k-k-alice", text).unwrap();
        let engine = stage.logged_in();
        assert_eq!(unread(&engine), 0, "{text}");
        say(MESSAGE);
        assert_eq!(unread(&engine), 1, "{text}");
    }
}

#[wasm_bindgen_test]
fn leaving_the_page_writes_what_is_left() {
    let stage = Stage::set();
    let _engine = stage.logged_in();
    say(MESSAGE);
    web_sys::window().unwrap().dispatch_event(&web_sys::Event::new("pagehide").unwrap()).unwrap();
    assert!(local_storage().get_item("conversations-k-alice").unwrap().is_some());
}
