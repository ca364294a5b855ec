//! Messages that outlive the page: stored until they are answered, sent again by the next object, in order, under the
//! same numbers, for the same user only.

use jmessage_web::client::{Config, Input, Listener, Outcome, Rid, Stored, Waiting};
use jmessage_web::payload::Json;
use jmessage_web::Method;
use serde_json::{json, Value};

use crate::driver::Driver;
use crate::session::{kept_by, kept_with, online};
use crate::{logged_in, CONFIG};

const SEND: &str = "s_across_single_text";

fn stored_in(storage: &Driver) -> Driver {
    let mut driver = kept_with(json!({"reconnect": true, "outbox": "storage"}));
    driver.storage = storage.storage.clone();
    driver.now.date = storage.now.date;
    driver
}

/// A client that stores, whose alice is logged in and alone at the moment.
fn away() -> Driver {
    let mut driver = stored_in(&kept_with(json!({})));
    driver.call_login();
    driver.comes_in();
    driver.input(Input::SocketClosed);
    driver.settled.clear();
    driver.sent.clear();
    driver.told.clear();
    driver
}

/// The page is loaded again: only storage is left.
fn reloaded(driver: &Driver) -> Driver {
    let mut next = stored_in(driver);
    next.call_login();
    next.comes_in();
    next
}

fn kept_keys(driver: &Driver) -> Vec<&String> {
    driver.storage.keys().filter(|key| key.starts_with("jmessage-outbox-")).collect()
}

fn sends(driver: &Driver) -> Vec<&Value> {
    driver.sent.iter().filter(|(event, _)| event.contains("single_text")).map(|(_, data)| data).collect()
}

fn texts(driver: &Driver) -> Vec<&str> {
    sends(driver).iter().map(|data| data["content"]["msg_body"]["text"].as_str().unwrap()).collect()
}

fn waiting(driver: &Driver) -> Vec<Waiting<Json>> {
    driver.client.waiting().collect()
}

fn changes(driver: &mut Driver) -> usize {
    let count = driver.told.iter().filter(|(listener, _)| *listener == Listener::OutboxChange).count();
    driver.told.clear();
    count
}

#[test]
fn what_waits_goes_out_after_a_reload_in_order_under_its_own_numbers() {
    let mut driver = away();
    for text in ["1", "2", "3"] {
        driver.says(text);
    }
    assert_eq!(kept_keys(&driver).len(), 3);
    let waiting = waiting(&driver);
    let mut next = reloaded(&driver);
    assert_eq!(texts(&next), ["1", "2", "3"]);
    let ids = sends(&next).iter().map(|data| Rid(data["rid"].as_f64().unwrap())).collect::<Vec<_>>();
    assert_eq!(ids, waiting.iter().map(|message| message.id).collect::<Vec<_>>());
    let place = next.sent.iter().position(|(event, _)| event == SEND);
    assert!(next.sent.iter().take(place.unwrap()).all(|(event, _)| event != SEND), "behind the sync_check");
    for left in (0..3).rev() {
        next.reply(SEND, json!({"code": 0, "msg_id": 1}));
        assert_eq!(kept_keys(&next).len(), left);
    }
    assert_eq!(next.client.waiting().count(), 0);
    assert_eq!(changes(&mut next), 4, "what was read, and three answers");
}

/// Of who says which app it is, it is known who writes before the first login is through.
#[test]
fn what_is_written_before_the_first_login_is_kept_of_who_names_the_app() {
    let mut driver = stored_in(&away());
    driver.client.expect_app(Json::from("k"));
    driver.call_login();
    driver.says("1");
    driver.call("resetUnreadCount", json!({"username": "bob"})).unwrap();
    driver.says("2");
    assert_eq!((kept_keys(&driver).len(), driver.client.waiting().count(), changes(&mut driver)), (2, 2, 2));
    let mut next = kept_by(Config { entropy: 2, ..CONFIG }, json!({"reconnect": true, "outbox": "storage"}));
    next.storage = driver.storage.clone();
    next.now.date = driver.now.date;
    next.client.expect_app(Json::from("k"));
    next.call_login();
    next.says("3");
    next.comes_in();
    assert_eq!(texts(&next), ["1", "2", "3"]);
    assert_eq!(sends(&next)[2]["appkey"], "k");
}

#[test]
fn what_was_written_for_another_app_ends_when_that_is_known() {
    let mut driver = stored_in(&away());
    driver.client.expect_app(Json::from("other"));
    driver.call_login();
    let handle = driver.says("x");
    driver.comes_in();
    assert_eq!((driver.end(handle), kept_keys(&driver).len()), (Some((Outcome::Fail, json!(889_001))), 0));
    driver.says("y");
    assert_eq!(sends(&driver)[0]["appkey"], "k");
}

#[test]
fn what_was_answered_is_not_kept_however_it_ended() {
    let mut driver = stored_in(&kept_with(json!({})));
    driver.call_login();
    driver.comes_in();
    let succeeds = driver.says("x");
    assert_eq!(kept_keys(&driver).len(), 1);
    driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
    let fails = driver.says("x");
    driver.reply(SEND, json!({"code": 880_207}));
    let times_out = driver.says("x");
    driver.tick(26_000.0);
    assert_eq!(
        [succeeds, fails, times_out].map(|handle| driver.end(handle).unwrap().0),
        [Outcome::Success, Outcome::Fail, Outcome::Timeout]
    );
    let left = driver.says("x");
    driver.call("loginOut", Value::Null).unwrap();
    assert_eq!(driver.end(left), Some((Outcome::Fail, json!(889_001))), "who is told so may write it again");
    assert_eq!(kept_keys(&driver), Vec::<&String>::new());
}

#[test]
fn an_object_that_is_closed_leaves_its_messages_to_the_next() {
    let mut driver = away();
    driver.says("x");
    driver.client.close(driver.now);
    driver.drain();
    assert_eq!(texts(&reloaded(&driver)), ["x"]);
}

#[test]
fn only_the_same_user_sends_them() {
    let mut driver = away();
    driver.says("alice's");
    let key = kept_keys(&driver)[0].clone();
    let text = driver.storage[&key].clone();
    let mut next = stored_in(&driver);
    // A name that goes on where another ends, and a key that somebody else has written.
    next.storage
        .insert(key.replace("alice", "alice-5"), text.replace(r#""from_id":"alice""#, r#""from_id":"alice-5""#));
    next.storage.insert(key.replace("alice", "bob"), text);
    next.call("login", json!({"username": "bob", "password": "p"})).unwrap();
    next.comes_in();
    assert_eq!(texts(&next), Vec::<&str>::new());
    assert_eq!(texts(&reloaded(&next)), ["alice's"]);
}

#[test]
fn what_storage_has_may_be_anything() {
    let mut driver = away();
    driver.says("good");
    let key = kept_keys(&driver)[0].clone();
    for (at, odd) in [
        "",
        "42",
        "42[",
        r#"42["send_room_msg"]"#,
        r#"42["login",{"rid":1,"content":{"from_id":"alice"}}]"#,
        r#"42["s_across_single_text",{"rid":1.5,"content":{"from_id":"alice"}}]"#,
        r#"42["s_across_single_text",{"rid":-1,"content":{"from_id":"alice"}}]"#,
        r#"42["s_across_single_text",{"rid":"x","content":7}]"#,
    ]
    .iter()
    .enumerate()
    {
        driver.storage.insert(format!("{key}{at}"), (*odd).to_owned());
    }
    assert_eq!(texts(&reloaded(&driver)), ["good"]);
}

#[test]
fn a_new_request_takes_no_number_that_storage_has() {
    let mut driver = away();
    let rid = {
        driver.says("old");
        waiting(&driver)[0].id.0
    };
    // The next object counts from the same start: its third request, the first that is a message, would be the one.
    let mut next = reloaded(&driver);
    for _ in 0..10 {
        next.says("new");
    }
    let with_that: Vec<_> = sends(&next).into_iter().filter(|data| data["rid"] == rid).collect();
    assert_eq!(with_that.len(), 1);
    assert_eq!(with_that[0]["content"]["msg_body"]["text"], json!("old"));
}

/// Nobody has a handle any more: the listener hears what a handle would.
#[test]
fn the_page_hears_how_a_message_of_before_its_reload_ended() {
    let mut driver = away();
    for text in ["1", "2", "3", "4"] {
        driver.says(text);
    }
    let mut next = reloaded(&driver);
    let ids: Vec<_> = waiting(&next).iter().map(|message| message.id.0).collect();
    next.told.clear();
    next.reply(SEND, json!({"code": 880_207, "message": "refused"}));
    next.reply(SEND, json!({"code": 0, "msg_id": 7}));
    next.client.discard(Rid(ids[1]));
    next.drain();
    next.tick(26_000.0);
    let told: Vec<_> =
        next.told.drain(..).filter(|(listener, _)| *listener == Listener::OutboxChange).map(|(_, end)| end).collect();
    let ends: Vec<_> = told
        .iter()
        .map(|end| json!([end["id"].as_f64(), end["code"], end["arguments"]["content"]["msg_body"]["text"]]))
        .collect();
    assert_eq!(
        ends,
        [
            json!([ids[3], 880_207, "4"]),
            json!([ids[2], 0, "3"]),
            json!([ids[1], 889_002, "2"]),
            json!([ids[0], null, "1"])
        ]
    );
    assert_eq!(
        (&told[0]["message"], &told[1]["msg_id"], &told[3]["response_timeout"]),
        (&json!("refused"), &json!(7), &json!(false))
    );
    let with_handle = next.says("5");
    next.reply(SEND, json!({"code": 880_207}));
    assert_eq!((next.end(with_handle).unwrap().0, &next.told[0].1), (Outcome::Fail, &json!(null)), "it has heard");
}

/// Nobody is there to watch for it.
#[test]
fn the_answer_of_a_message_of_before_a_reload_is_asked_for_again() {
    let mut driver = away();
    driver.says("x");
    let mut next = reloaded(&driver);
    let rid = sends(&next)[0]["rid"].clone();
    next.push("ack", json!({"rid": rid}));
    next.sent.clear();
    next.tick(30_000.0);
    assert_eq!(texts(&next), ["x"], "the reply was lost");
    next.reply(SEND, json!({"code": 0, "msg_id": 1}));
    assert_eq!(kept_keys(&next).len(), 0);
}

#[test]
fn what_is_too_old_is_not_sent_any_more() {
    let mut driver = away();
    driver.says("x");
    driver.now.date.0 += 86_400_001.0;
    let mut next = stored_in(&driver);
    next.call_login();
    next.connect();
    next.authorise(Some(crate::session::payload()));
    next.reply("c_init", json!({"code": 0}));
    next.reply("login", json!({"code": 0}));
    assert_eq!(kept_keys(&next).len(), 0);
    assert_eq!(texts(&next), Vec::<&str>::new());
    let (_, end) = next.told.iter().find(|(listener, _)| *listener == Listener::OutboxChange).unwrap();
    assert_eq!((&end["code"], &end["arguments"]["content"]["msg_body"]["text"]), (&json!(889_004), &json!("x")));
}

#[test]
fn the_page_sees_what_waits_and_may_discard_it() {
    let mut driver = away();
    let handle = driver.says("x");
    driver
        .call("sendGroupLocation", json!({"target_gid": 7, "latitude": 1, "longitude": 2, "scale": 3, "label": "l"}))
        .unwrap();
    driver.call("getGroups", json!({})).unwrap();
    assert_eq!(changes(&mut driver), 2, "what is no message is not listed");
    let waiting = waiting(&driver);
    let methods: Vec<_> = waiting.iter().map(|message| message.method).collect();
    assert_eq!(methods, [Method::SEND_SINGLE_MSG, Method::SEND_GROUP_LOCATION]);
    let first = &waiting[0];
    assert_eq!((first.attempts, first.since), (0, driver.now.date));
    assert_eq!(first.arguments["content"]["msg_body"]["text"], "x");
    driver.client.discard(first.id);
    driver.client.discard(first.id);
    driver.client.discard(Rid(5.0));
    driver.drain();
    assert_eq!((driver.end(handle), changes(&mut driver)), (Some((Outcome::Fail, json!(889_002))), 1));
    assert_eq!(kept_keys(&driver).len(), 1);
}

#[test]
fn a_picture_is_kept_once_it_is_up() {
    let mut driver = stored_in(&kept_with(json!({})));
    driver.call_login();
    driver.comes_in();
    driver.call("sendSinglePic", json!({"target_username": "bob", "image": {"$form": {"size": 1}}})).unwrap();
    driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
    assert_eq!(kept_keys(&driver).len(), 0);
    driver.input(Input::SocketClosed);
    let handle = driver.uploads.pop().unwrap().handle;
    let media = json!({"media_id": "m", "media_crc32": 1, "width": 1, "height": 1});
    driver.input(Input::Uploaded { handle, answer: jmessage_web::client::UploadAnswer::Done(media.into()) });
    let next = reloaded(&driver);
    assert_eq!(sends(&next)[0]["content"]["msg_body"]["media_id"], json!("m"));
}

#[test]
fn storage_that_is_full_is_said_once_and_nothing_is_lost_in_memory() {
    let mut driver = away();
    driver.save_ends = Stored::Refused;
    let handles = ["1", "2"].map(|text| driver.says(text));
    assert_eq!(driver.logs.iter().filter(|line| line.contains("full")).count(), 1);
    driver.reconnects();
    driver.comes_in();
    for _ in handles {
        driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
    }
    assert!(handles.iter().all(|handle| driver.end(*handle).unwrap().0 == Outcome::Success));
}

#[test]
fn without_the_option_nothing_is_stored_and_nothing_told() {
    for mut driver in [online(), logged_in()] {
        driver.says("x");
        assert_eq!(kept_keys(&driver).len(), 0);
        assert_eq!(driver.client.waiting().count(), 1);
    }
    let mut driver = logged_in();
    driver.says("x");
    assert_eq!(changes(&mut driver), 0);
}
