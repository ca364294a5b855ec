//! What an engine takes from the browser, it gives back: sockets, timers and listeners.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{
    advance, call, hang_up, hearing_sockets, held_listeners, logged, open_sockets, pending_timers, say, url, Stage,
};

/// Open sockets, sockets that are listened to, pending timers, listeners on the window.
fn held() -> [u32; 4] {
    [open_sockets(), hearing_sockets(), pending_timers(), held_listeners()]
}

#[wasm_bindgen_test]
fn a_new_engine_holds_one_of_each_and_hears_of_two_events() {
    let stage = Stage::set();
    let _engine = stage.engine();
    assert_eq!(held(), [1, 1, 1, 2]);
    assert_eq!(url().unwrap(), "ws://server/socket.io/?EIO=3&transport=websocket");
}

#[wasm_bindgen_test]
fn a_dropped_engine_holds_nothing() {
    let stage = Stage::set();
    drop(stage.engine());
    assert_eq!(held(), [0; 4], "before it was connected");
    drop(stage.logged_in());
    assert_eq!(held(), [0; 4], "when it was logged in");
    let engine = stage.logged_in();
    hang_up();
    drop(engine);
    assert_eq!(held(), [0; 4], "while it waited to connect again");
    advance(60_000.0);
    assert_eq!(held(), [0; 4]);
}

#[wasm_bindgen_test]
fn there_is_one_socket_and_one_timer_at_a_time() {
    let stage = Stage::set();
    let engine = stage.logged_in();
    for _ in 0..3 {
        hang_up();
        assert_eq!(held(), [0, 0, 1, 2]);
        advance(5_000.0);
        assert_eq!(held(), [1, 1, 1, 2]);
    }
    say("40");
    call(&engine, "loginOut", JsValue::UNDEFINED);
    assert_eq!(held(), [1, 1, 1, 2]);
}

#[wasm_bindgen_test]
fn an_address_that_is_none_ends_the_page() {
    let stage = Stage::set();
    let _engine = stage.engine_at("nonsense");
    assert!(logged().contains(r#"["missing",{"message":"nonsense/socket.io"#), "{}", logged());
    let before = logged();
    advance(600_000.0);
    assert_eq!((logged(), open_sockets()), (before, 0), "it was tried again");
}
