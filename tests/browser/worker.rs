//! The client of Rust programs in a dedicated worker, where there is neither a window nor storage, against the real local
//! server: `JMESSAGE_SERVER` says where that is.
#![cfg(all(target_arch = "wasm32", feature = "client"))]

#[allow(dead_code)] // Nobody comes back here.
mod people;

use std::cell::Cell;
use std::rc::Rc;

use futures::StreamExt;
use jmessage_web::{Body, Error, File, JMessage, Post, State};
use people::{fault, messages, without, Person};
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
async fn two_people_write_count_and_send_a_file() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let mut at_bob = bob.im.events();
    ann.im.send(bob.name.as_str(), "hello").await.unwrap();
    assert_eq!(messages(&mut at_bob, 1).await[0].text(), Some("hello"));
    let moved = Rc::new(Cell::new(0));
    let seen = Rc::clone(&moved);
    let file = Post::file(File::new("a.bin", vec![7; 100_000]));
    ann.im.send(bob.name.as_str(), file).on_progress(move |sent, _| seen.set(sent)).await.unwrap();
    assert!(moved.get() >= 100_000);
    assert!(matches!(messages(&mut at_bob, 1).await[0].content.body, Body::File(_)));
    assert_eq!(bob.im.unread_count(ann.name.as_str()), 2);
}

#[wasm_bindgen_test]
async fn a_lost_connection_comes_back() {
    let (ann, bob) = (Person::new("ann").await, Person::new("bob").await);
    let (mut at_bob, mut states) = (bob.im.events(), bob.im.states());
    fault(&format!(r#"{{"connections":"cut_reset","user":"{}"}}"#, bob.name)).await;
    while states.next().await != Some(State::Reconnecting) {}
    ann.im.send(bob.name.as_str(), "are you there?").await.unwrap();
    while states.next().await != Some(State::Online) {}
    assert_eq!(messages(&mut at_bob, 1).await[0].text(), Some("are you there?"));
    assert_eq!(bob.im.unread_count(ann.name.as_str()), 1);
}

#[wasm_bindgen_test]
fn what_a_worker_lacks_is_named() {
    for (name, named) in [("WebSocket", "WebSocket"), ("crypto", "crypto.getRandomValues")] {
        without(name, &mut || {
            let refused = JMessage::builder().connect().unwrap_err();
            assert!(matches!(refused, Error::Unsupported(what) if what == named), "{refused}");
        });
    }
}
