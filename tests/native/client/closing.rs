//! The end of a client: everybody is answered, what changed is stored, and nothing happens any more.

use jmessage_web::client::{Answer, Config, Input, Outcome};
use jmessage_web::payload::Json;
use jmessage_web::protocol::methods::{Guard, Listener};
use jmessage_web::time::Millis;
use serde_json::{json, Value};

use crate::driver::Driver;
use crate::support::method;
use crate::{fresh, logged_in, CONFIG};

fn close(driver: &mut Driver) {
    driver.client.close(driver.now);
    driver.drain();
}

#[test]
fn whoever_waits_is_told() {
    let mut driver = logged_in();
    let picture = json!({"target_username": "bob", "image": {"$form": {}}});
    let mut handles = Vec::new();
    let mut call = |driver: &mut Driver, name, args| handles.push(driver.call(name, args).unwrap().0);
    call(&mut driver, "sendSinglePic", picture.clone());
    driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
    call(&mut driver, "sendSinglePic", picture);
    call(&mut driver, "getGroups", json!({}));
    call(&mut driver, "init", json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"}));
    call(&mut driver, "login", json!({"username": "alice", "password": "p"}));
    call(&mut driver, "addGroupReceiptReport", json!({"gid": 1, "msg_ids": [1]}));
    driver.settled.clear();
    close(&mut driver);
    let mut told: Vec<u32> = driver.settled.iter().map(|settled| settled.handle).collect();
    told.sort_unstable();
    assert_eq!(told, handles);
    let reply = json!({"code": 889001, "message": "closed before the reply came"});
    assert!(driver.settled.iter().all(|settled| (settled.outcome, &settled.data) == (Outcome::Fail, &reply)));
    assert!(driver.uploads.is_empty() && !driver.socket);
}

#[test]
fn what_is_known_is_told_at_once_at_the_end() {
    let mut driver = logged_in();
    driver.call("getSelfChatrooms", json!({})).unwrap();
    driver.reply("room_list_self", json!({"code": 0, "chat_rooms": [{"id": 7}]}));
    driver.settled.clear();
    driver.call("getChatroomInfo", json!({"id": 7})).unwrap();
    driver.push("sync_event", json!({"sync_key": 9, "events": [{"event_type": 5}]}));
    driver.input(Input::Leaving);
    assert_eq!(driver.settled[0].data["info"], json!({"id": 7}));
    assert_eq!(
        driver.told,
        [(Listener::SyncEvent, json!([{"event_type": 5}]))],
        "its key is stored: it will not come again"
    );
    driver.tick(2_000.0);
    assert_eq!((driver.settled.len(), driver.told.len()), (1, 1));
}

#[test]
fn what_changed_is_stored_and_nothing_else_is_told() {
    let mut driver = logged_in();
    driver.tick(2_000.0);
    driver.call("updateConversation", json!({"username": "bob", "extras": {"a": 1}})).unwrap();
    close(&mut driver);
    assert_eq!(driver.storage["conversations-k-alice"].matches(r#"{"a":1}"#).count(), 1);
    assert_eq!((driver.told.len(), driver.client.reached()), (0, Guard::Nothing));
}

#[test]
fn nothing_happens_any_more() {
    for mut driver in [fresh(), Driver::new(Config { debug: true, ..CONFIG }), logged_in()] {
        close(&mut driver);
        driver.storage.clear();
        driver.logs.clear();
        close(&mut driver);
        for input in [
            Input::Frame("40".into()),
            Input::SocketClosed,
            Input::Time,
            Input::Loaded { conversations: Json::default(), event_key: Json::default() },
            Input::Leaving,
        ] {
            driver.input(input);
        }
        let loaded = json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"});
        assert_eq!(driver.call("init", loaded).unwrap().1, Answer::Nothing);
        assert_eq!(driver.call("isConnect", Value::Null).unwrap().1, Answer::Nothing);
        driver.watch(1);
        driver.abort(1);
        driver.tick(600_000.0);
        assert_eq!(driver.client.deadline(), Millis::NEVER);
        assert!(!driver.socket && driver.sent.is_empty() && driver.settled.is_empty() && driver.told.is_empty());
        assert!(driver.logs.is_empty() && driver.storage.is_empty());
    }
}

#[test]
fn what_may_be_called_is_said_without_a_call() {
    let driver = logged_in();
    assert!(driver.client.permits(method("getGroups")).is_ok());
    let driver = fresh();
    let refused = |name| driver.client.permits(method(name)).unwrap_err().0;
    assert_eq!((refused("login"), refused("getGroups")), (Guard::Init, Guard::Login));
    assert!(driver.client.permits(method("init")).is_ok());
}
