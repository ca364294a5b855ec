//! What is kept over a reload: when it is read, when it is written, and under which names.

use jmessage_web::client::{Answer, Input, Stored};
use jmessage_web::protocol::methods::Listener;
use serde_json::{json, Value};

use crate::{fresh, logged_in, CONFIG};

const CONVERSATIONS: &str = "conversations-k-alice";
const EVENT_KEY: &str = "eve-k-k-alice";

fn message(time: u32) -> Value {
    json!({"messages": [{"msg_id": time, "msg_type": 3, "ctime_ms": time, "content": {"from_id": "bob", "from_appkey": "k"}}]})
}

fn unread(driver: &mut crate::driver::Driver, username: &str) -> Answer {
    driver.call("getUnreadMsgCnt", json!({"username": username})).unwrap().1
}

fn stored(driver: &crate::driver::Driver, key: &str) -> Value {
    serde_json::from_str(&driver.storage[key]).unwrap()
}

#[test]
fn changes_are_written_within_a_second() {
    let mut driver = logged_in();
    driver.tick(1_000.0);
    driver.storage.clear();
    driver.push("msg_sync", message(5));
    driver.tick(500.0);
    driver.push("msg_sync", message(6));
    driver.tick(499.0);
    assert!(driver.storage.is_empty());
    driver.tick(1.0);
    assert_eq!(stored(&driver, CONVERSATIONS)["kbob"]["unread_msg_count"], 2);
    assert_eq!(driver.storage.len(), 1, "the other did not change");
}

#[test]
fn changes_are_written_when_the_page_leaves_or_the_connection_is_lost_or_the_session_ends() {
    for (what, end) in [("leaving", Some(Input::Leaving)), ("lost", Some(Input::SocketClosed)), ("loginOut", None)] {
        let mut driver = logged_in();
        driver.push("msg_sync", message(5));
        driver.push("sync_event", json!({"sync_key": 9, "events": []}));
        match end {
            Some(input) => driver.input(input),
            None => drop(driver.call("loginOut", json!(null))),
        }
        assert_eq!(stored(&driver, CONVERSATIONS)["kbob"]["unread_msg_count"], 1, "{what}");
        assert_eq!(driver.storage[EVENT_KEY], "9", "{what}");
    }
}

#[test]
fn reads_on_another_device_that_wait_are_counted_before_the_end() {
    for what in ["leaving", "lost", "loginOut", "close"] {
        let mut driver = logged_in();
        driver.push("msg_sync", message(5));
        let read =
            json!({"event_type": 200, "ctime_ms": 5, "description": {"type": 3, "appkey": "k", "username": "bob"}});
        driver.push("sync_event", json!({"sync_key": 9, "events": [read]}));
        match what {
            "leaving" => driver.input(Input::Leaving),
            "lost" => driver.input(Input::SocketClosed),
            "loginOut" => assert!(driver.call("loginOut", json!(null)).is_ok()),
            _ => {
                driver.client.close(driver.now);
                driver.drain();
            }
        }
        assert_eq!(stored(&driver, CONVERSATIONS)["kbob"]["unread_msg_count"], 0, "{what}");
        assert_eq!(driver.storage[EVENT_KEY], "9", "{what}");
        driver.tick(2_000.0);
        let told = driver.told.iter().filter(|(listener, _)| *listener == Listener::MutiUnreadMsgUpdate).count();
        assert_eq!(told, 1, "{what}");
    }
}

#[test]
fn what_storage_holds_is_where_the_next_session_begins() {
    let mut driver = fresh();
    driver.storage.insert(CONVERSATIONS.into(), r#"{"kbob":{"unread_msg_count":3,"extras":{"top":1}}}"#.into());
    driver.storage.insert(EVENT_KEY.into(), "77".into());
    driver.connect();
    driver.log_in("alice");
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(3));
    driver.tick(150_000.0);
    let sync = driver.sent.iter().find(|(event, _)| event == "sync_check").unwrap();
    assert_eq!(sync.1["sync_event_key"], 77);
}

#[test]
fn nonsense_in_storage_is_nothing() {
    for text in ["", "{", "[]", "null", "\"x\"", "{\"kbob\":7}", "NaN"] {
        let mut driver = fresh();
        driver.storage.insert(CONVERSATIONS.into(), text.into());
        driver.storage.insert(EVENT_KEY.into(), text.into());
        driver.connect();
        driver.log_in("alice");
        driver.push("msg_sync", message(5));
        assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(1), "{text}");
    }
}

#[test]
fn each_user_has_their_own() {
    let mut driver = logged_in();
    driver.push("msg_sync", message(5));
    driver.call("loginOut", json!(null)).unwrap();
    driver.connect();
    driver.log_in("carl");
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(0));
    driver.call("loginOut", json!(null)).unwrap();
    driver.connect();
    driver.log_in("alice");
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(1));
}

#[test]
fn a_return_over_a_lost_connection_reads_nothing_anew() {
    let mut driver = logged_in();
    driver.push("msg_sync", message(5));
    driver.input(Input::SocketClosed);
    driver.storage.clear();
    driver.tick(5_000.0);
    driver.connect();
    driver.log_in("alice");
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(1));
}

#[test]
fn nobody_logged_in_writes_nothing() {
    let mut driver = crate::driver::Driver::new(CONFIG);
    driver.connect();
    driver.input(Input::Leaving);
    driver.tick(10_000.0);
    assert!(driver.storage.is_empty());
}

#[test]
fn what_is_dear_to_write_is_written_rarely_and_never_lost() {
    let mut driver = logged_in();
    driver.save_takes = 200.0;
    for time in 1_001..1_003 {
        driver.push("msg_sync", message(time));
        driver.tick(1_500.0);
    }
    driver.saves.clear();
    let started = driver.now.at.0;
    for time in 0..1_000 {
        driver.push("msg_sync", message(time));
        driver.tick(100.0);
    }
    let passed = driver.now.at.0 - started;
    let share = driver.saves.len() as f64 * driver.save_takes / passed;
    assert!(share <= 0.01, "{share} of the time goes into {} saves", driver.saves.len());
    driver.push("msg_sync", message(1_000));
    driver.input(Input::Leaving);
    assert_eq!(stored(&driver, CONVERSATIONS)["kbob"]["unread_msg_count"], 1_003);
}

#[test]
fn what_storage_refuses_is_tried_again_rarer_and_rarer() {
    let mut driver = logged_in();
    driver.tick(2_000.0);
    (driver.save_ends, driver.storage) = (Stored::Refused, Default::default());
    driver.push("msg_sync", message(5));
    driver.saves.clear();
    driver.tick(3_600_000.0);
    let waits: Vec<_> = driver.saves.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(waits.is_sorted() && waits[0] == 2_000.0 && waits.last() == Some(&300_000.0), "{waits:?}");
    driver.save_ends = Stored::Taken;
    driver.tick(300_000.0);
    assert_eq!(stored(&driver, CONVERSATIONS)["kbob"]["unread_msg_count"], 1);
    driver.push("msg_sync", message(6));
    driver.tick(1_000.0);
    assert_eq!(stored(&driver, CONVERSATIONS)["kbob"]["unread_msg_count"], 2, "at once again");
}

#[test]
fn two_tabs_of_one_user_take_no_counts_from_each_other() {
    let from = |name: &str, time: u32| {
        let content = json!({"from_id": name, "from_appkey": "k"});
        json!({"messages": [{"msg_id": time, "msg_type": 3, "ctime_ms": time, "content": content}]})
    };
    let mut tabs = [logged_in(), logged_in()];
    tabs[0].push("msg_sync", from("bob", 1));
    tabs[1].push("msg_sync", from("carl", 2));
    // Neither hears of the other: each reads before it writes.
    tabs[0].tick(1_000.0);
    tabs[1].storage = tabs[0].storage.clone();
    tabs[1].tick(1_000.0);
    let written = stored(&tabs[1], CONVERSATIONS);
    assert_eq!(["kbob", "kcarl"].map(|key| &written[key]["unread_msg_count"]), [1, 1]);
    // It hears, with something of its own that is not written yet.
    tabs[0].storage = tabs[1].storage.clone();
    tabs[0].push("msg_sync", from("bob", 3));
    tabs[0].input(Input::Stored("conversations-k-somebody".into()));
    tabs[0].input(Input::Stored(CONVERSATIONS.into()));
    assert_eq!(["bob", "carl"].map(|name| unread(&mut tabs[0], name)), [2, 1].map(Answer::Count));
    tabs[0].call("resetUnreadCount", json!({"username": "carl"})).unwrap();
    tabs[0].tick(1_000.0);
    tabs[1].storage = tabs[0].storage.clone();
    tabs[1].input(Input::Stored(CONVERSATIONS.into()));
    assert_eq!(["bob", "carl"].map(|name| unread(&mut tabs[1], name)), [2, 0].map(Answer::Count));
}
