//! JS values as payloads: the contract, and what a page can do to the built-in prototypes behind them.

use jmessage_web::payload::{Kept, Kind, Payload, Word};
use jmessage_web::Value;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::contract;
use crate::stage::{json, polluted, say, Stage};

#[wasm_bindgen_test]
fn js_values_keep_the_contract() {
    let stage = Stage::set();
    // The first engine hands the vocabulary to JS.
    let _engine = stage.engine();
    contract::all::<Value>();
}

#[wasm_bindgen_test]
fn what_a_page_gave_to_all_objects_is_none_of_a_payload() {
    let stage = Stage::set();
    let _engine = stage.engine();
    let mut value = Value::from(&json(r#"{"username":"bob","msg_ids":[1,[2]]}"#));
    polluted(&mut || {
        assert!(!value.has(Word::Gid) && value.get(Word::Gid).kind() == Kind::Missing);
        let text = Value::event_text(Word::EventPrefix, Word::Ack, &value, 1.0).unwrap();
        assert_eq!(text.as_text().unwrap(), r#"42["ack",{"username":"bob","msg_ids":[1,[2]],"rid":1}]"#);
        value.set_number(Word::Gid, 7.0);
        assert_eq!(value.number(Word::Gid), Some(7.0));
        assert_eq!(Kept::from(Value::of(value.id())).number(Word::Gid), Some(7.0));
    });
}

#[wasm_bindgen_test]
fn what_is_kept_is_shared_with_nobody() {
    let stage = Stage::set();
    let _engine = stage.engine();
    let object = || Value::from(&json(r#"{"extras":{"name":"a"},"rooms":[{"name":"a"}]}"#));
    let name = |value: &Value| value.get(Word::Extras).get(Word::Name).as_text();
    let mut given = object();
    let kept = Kept::from(Value::of(given.id()));
    given.update(Word::Extras, |extras| extras.set_word(Word::Name, Word::Yes));
    assert_eq!(name(&kept).as_deref(), Some("a"), "a copy went in");
    kept.value().update(Word::Extras, |extras| extras.set_word(Word::Name, Word::Yes));
    kept.get(Word::Extras).set_word(Word::Name, Word::Yes);
    kept.copy().update(Word::Extras, |extras| extras.set_word(Word::Name, Word::Yes));
    kept.get(Word::Rooms).at(0).set_word(Word::Name, Word::Yes);
    assert_eq!(name(&kept).as_deref(), Some("a"), "copies came out");
    assert_eq!(kept.get(Word::Rooms).at(0).get(Word::Name).as_text().as_deref(), Some("a"));
}

#[wasm_bindgen_test]
fn what_is_kept_outlives_its_input_and_nothing_else_does() {
    let stage = Stage::set();
    let engine = stage.logged_in();
    let given = Value::from_text("given");
    let kept = Kept::from(Value::from_text("kept"));
    assert_eq!(given.as_text().as_deref(), Some("given"));
    let id = given.id();
    say("3");
    assert_eq!(Value::of(id).kind(), Kind::Missing, "an input forgets what was given out");
    assert_eq!(kept.as_text().as_deref(), Some("kept"));
    let value = kept.value();
    let other = Kept::from(Value::from_text("other"));
    drop(kept);
    let next = Kept::from(Value::from_text("next"));
    assert_eq!(value.as_text().as_deref(), Some("kept"), "the place may be taken, the value was handed out");
    assert_eq!((next.as_text().as_deref(), other.as_text().as_deref()), (Some("next"), Some("other")));
    drop(engine);
}
