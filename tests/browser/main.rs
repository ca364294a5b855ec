//! The client of Rust programs in a real browser, against the real local server: `JMESSAGE_SERVER` says where that is.
#![cfg(all(target_arch = "wasm32", feature = "client"))]

mod people;

use std::cell::RefCell;
use std::rc::Rc;

use futures::future::{join_all, FutureExt};
use futures::StreamExt;
use jmessage_web::{
    Body, Builder, Chat, Error, Event, File, JMessage, KickedBecause, Location, Post, State, User, What,
};
use people::{fault, heard, messages, without, Person};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn two_people_write_and_count() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let (mut at_ann, mut at_bob) = (ann.im.events(), bob.im.events());
    ann.im.send(bob.name.as_str(), "hello").need_receipt().await.unwrap();
    let message = messages(&mut at_bob, 1).await.remove(0);
    assert_eq!((message.text(), message.sender()), (Some("hello"), ann.name.as_str()));
    let chat = bob.im.chat_of(&message).unwrap();
    assert_eq!(chat, Chat::User(User::named(&ann.name)));
    assert_eq!(bob.im.unread_count(&chat), 1);
    let listed = bob.im.conversations().await.unwrap();
    assert_eq!(bob.im.chat_of(&listed[0]), Some(chat.clone()));

    let open = bob.im.open(&chat).unwrap();
    bob.im.send(&chat, Location::new(31.2, 121.5, 15.0, "here")).await.unwrap();
    assert!(matches!(messages(&mut at_ann, 1).await[0].content.body, Body::Location(_)));
    ann.im.send(bob.name.as_str(), "and you?").await.unwrap();
    messages(&mut at_bob, 1).await;
    assert_eq!(bob.im.unread_count(&chat), 0);
    drop(open);
    ann.im.send(bob.name.as_str(), "still there?").await.unwrap();
    messages(&mut at_bob, 1).await;
    assert_eq!(bob.im.unread_count(&chat), 1);

    bob.im.report_read(&chat, &[message.msg_id]).await.unwrap();
    let read = heard(&mut at_ann, |event| match event {
        Event::Read(change) => Some(change),
        _ => None,
    });
    assert_eq!(read.await.receipt_msgs[0].unread_count, 0);
    assert_eq!(ann.im.readers(message.msg_id).await.unwrap().read[0].username, bob.name);
}

#[wasm_bindgen_test]
async fn counts_are_stored_and_come_back() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let mut at_bob = bob.im.events();
    ann.im.send(bob.name.as_str(), "one").await.unwrap();
    messages(&mut at_bob, 1).await;
    let name = bob.name.clone();
    drop(bob);
    let bob = Person::returns(&name).await;
    assert_eq!(bob.im.unread_count(ann.name.as_str()), 1);
}

#[wasm_bindgen_test]
async fn a_file_goes_to_a_group_and_tells_how_far_it_is() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let mut at_bob = bob.im.events();
    let gid = ann.im.groups().create("a group").await.unwrap();
    ann.im.group(gid).add([User::named(&bob.name)]).await.unwrap();
    let added = heard(&mut at_bob, |event| match event {
        Event::Notice(notice) => Some(notice.what),
        _ => None,
    });
    assert!(matches!(added.await, What::MembersAdded { group, .. } if group.gid == gid));
    let moves = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&moves);
    let file = File::new("big.bin", vec![7; 400_000]);
    let sending =
        ann.im.send(gid, Post::file(file)).on_progress(move |sent, total| seen.borrow_mut().push((sent, total)));
    sending.await.unwrap();
    let last = moves.borrow().last().copied().expect("it moved");
    assert!(last.0 == last.1 && last.1 >= 400_000, "{last:?}");
    let message = messages(&mut at_bob, 1).await.remove(0);
    let Body::File(body) = &message.content.body else { panic!("{message:?}") };
    assert_eq!((body.fname.as_str(), body.fsize), ("big.bin", Some(400_000)));
    assert!(bob.im.resource_url(&body.media_id).await.unwrap().starts_with("http"));
    assert_eq!(bob.im.group(gid).members().await.unwrap().len(), 2);
    assert_eq!(bob.im.groups().list().await.unwrap()[0].name, "a group");
}

#[wasm_bindgen_test]
async fn a_lost_connection_comes_back_with_what_was_missed() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let (mut at_bob, mut states) = (bob.im.events(), bob.im.states());
    fault(&format!(r#"{{"connections":"cut_reset","user":"{}"}}"#, bob.name)).await;
    while states.next().await != Some(State::Reconnecting) {}
    let (sent, answered) = futures::join!(async { ann.im.send(bob.name.as_str(), "are you there?").await }, async {
        bob.im.send(ann.name.as_str(), "in a moment").await
    });
    assert!(sent.is_ok() && answered.is_ok());
    while states.next().await != Some(State::Online) {}
    assert_eq!(messages(&mut at_bob, 1).await[0].text(), Some("are you there?"));
}

#[wasm_bindgen_test]
async fn who_signs_in_elsewhere_ends_the_first_session() {
    let ann = Person::new("ann").await;
    let mut events = ann.im.events();
    let again = Person::returns(&ann.name).await;
    let kicked = heard(&mut events, |event| match event {
        Event::Notice(notice) => Some(notice.what),
        _ => None,
    });
    assert_eq!(kicked.await, What::Kicked(KickedBecause::SignedInElsewhere));
    ann.im.reached(State::Kicked).await;
    assert_eq!(again.im.state(), State::Online);
}

#[wasm_bindgen_test]
async fn dropped_futures_take_back_what_has_not_gone_out() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let (mut at_bob, mut states) = (bob.im.events(), ann.im.states());
    fault(&format!(r#"{{"connections":"cut_reset","user":"{}"}}"#, ann.name)).await;
    while states.next().await != Some(State::Reconnecting) {}
    assert!(Box::pin(async { ann.im.send(bob.name.as_str(), "never mind").await }).now_or_never().is_none());
    ann.im.send(bob.name.as_str(), "this one").await.unwrap();
    assert_eq!(messages(&mut at_bob, 1).await[0].text(), Some("this one"));
}

#[wasm_bindgen_test]
async fn a_thousand_messages_are_in_flight_at_once() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let mut at_bob = bob.im.events();
    let texts: Vec<_> = (0..1000).map(|number| number.to_string()).collect();
    let sends = texts.iter().map(|text| async { ann.im.send(bob.name.as_str(), text.clone()).await });
    let (sent, received) = futures::join!(join_all(sends), messages(&mut at_bob, 1000));
    assert!(sent.iter().all(Result::is_ok));
    let received: Vec<_> = received.iter().filter_map(|message| message.text()).collect();
    assert_eq!(received, texts);
}

/// A panic is a trap here: nothing of its task is cleaned up.
#[wasm_bindgen_test]
async fn a_task_that_panics_at_what_it_hears_stops_nobody_else() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let (mut heard, mut at_bob) = (bob.im.events(), bob.im.events());
    js_sys::futures::spawn_local(async move { panic!("on purpose, at {:?}", heard.next().await) });
    for text in ["one", "two"] {
        ann.im.send(bob.name.as_str(), text).await.unwrap();
        assert_eq!(messages(&mut at_bob, 1).await[0].text(), Some(text));
    }
    assert_eq!(bob.im.unread_count(ann.name.as_str()), 2);
    bob.im.send(ann.name.as_str(), "still here").await.unwrap();
}

#[wasm_bindgen_test]
fn what_a_browser_lacks_is_named() {
    for (name, named) in
        [("WebSocket", "WebSocket"), ("localStorage", "localStorage"), ("crypto", "crypto.getRandomValues")]
    {
        without(name, &mut || {
            let refused = JMessage::builder().connect().unwrap_err();
            assert!(matches!(refused, Error::Unsupported(what) if what == named), "{refused}");
            assert_eq!(refused.to_string(), format!("there is no {named}"));
        });
    }
}

#[wasm_bindgen_test]
fn a_pages_options_come_in_and_events_go_out() {
    let options = js_sys::JSON::parse(r#"{"address":"ws://127.0.0.1:9","grace":5,"outbox":{"limit":3}}"#).unwrap();
    assert!(Builder::from_js(options).is_ok());
    assert!(Builder::from_js(JsValue::UNDEFINED).is_ok());
    let odd = js_sys::JSON::parse(r#"{"address":5}"#).unwrap();
    assert!(matches!(Builder::from_js(odd), Err(Error::Argument { .. })));
    let out = Event::Unreadable { listener: "onRoomMsg", data: serde_json::json!({"a": [1]}) }.to_js();
    let json = String::from(js_sys::JSON::stringify(&out).unwrap());
    assert_eq!(json, r#"{"event":"unreadable","data":{"listener":"onRoomMsg","data":{"a":[1]}}}"#);
}
