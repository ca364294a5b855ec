//! A session that is kept: what waits meanwhile, how a dead line is found, and outages from a blink to a quarter of an hour.

use jmessage_web::client::{Answer, Input, Outcome};
use jmessage_web::payload::Word;
use serde_json::json;

use crate::driver::Driver;
use crate::logged_in;
use crate::session::{kept, kept_with, online, payload, MINUTE, SEND};

#[test]
fn what_waits_is_bounded_in_number_and_age() {
    let mut driver = kept_with(json!({"reconnect": true, "outbox": {"limit": 2, "maxAge": 60_000}}));
    driver.call_login();
    driver.comes_in();
    driver.input(Input::SocketClosed);
    driver.settled.clear();
    let waits = [driver.says("1"), driver.says("2")];
    driver.watch(waits[0]);
    let third = driver.says("3");
    let message = |driver: &Driver, handle| {
        let end = driver.settled.iter().find(|settled| settled.handle == handle).unwrap();
        assert_eq!((end.outcome, &end.data["code"]), (Outcome::Fail, &json!(889_004)));
        end.data["message"].as_str().unwrap().to_owned()
    };
    assert!(message(&driver, third).contains("outbox.limit"));
    driver.tick(59_000.0);
    assert!(waits.iter().all(|handle| driver.end(*handle).is_none()));
    driver.tick(1_100.0);
    assert!(waits.iter().all(|handle| message(&driver, *handle).contains("outbox.maxAge")));
}

#[test]
fn only_time_online_counts_against_a_request() {
    let mut driver = online();
    let handle = driver.says("x");
    driver.watch(handle);
    driver.tick(6_000.0);
    driver.input(Input::SocketClosed);
    driver.tick(15.0 * MINUTE);
    driver.reconnects();
    driver.sent.clear();
    driver.logs_in();
    driver.reply("sync_check", json!({"code": 0}));
    driver.tick(24_900.0);
    assert_eq!(driver.sent.iter().filter(|(event, _)| event == SEND).count(), 5);
    assert_eq!(driver.end(handle), None);
    driver.tick(200.0);
    assert_eq!(driver.end(handle).unwrap().0, Outcome::Timeout, "the server lives, and does not answer this");
}

#[test]
fn a_request_that_nobody_acknowledges_finds_a_dead_line_long_before_its_last_send() {
    let mut driver = online();
    driver.alive = false;
    let handle = driver.says("in the lift");
    driver.watch(handle);
    driver.tick(10_100.0);
    assert_eq!(driver.states(), ["reconnecting"]);
    driver.alive = true;
    driver.tick(5.0 * MINUTE);
    driver.reconnects();
    driver.comes_in();
    driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
    assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
}

#[test]
fn what_was_acknowledged_and_never_answered_is_asked_again() {
    let mut driver = online();
    let handle = driver.says("x");
    let (_, sent) = driver.sent.pop().unwrap();
    driver.push("ack", json!({"rid": sent["rid"]}));
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.comes_in();
    driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
    assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
}

#[test]
fn who_wakes_asks_at_once_and_has_five_seconds() {
    let mut driver = online();
    driver.alive = false;
    driver.input(Input::Wake);
    driver.tick(4_900.0);
    assert!(driver.changes.is_empty());
    driver.tick(100.0);
    assert_eq!(driver.states(), ["reconnecting"]);
    driver.tick(10.0 * MINUTE);
    while driver.socket {
        driver.tick(1_000.0);
    }
    driver.input(Input::Wake);
    assert!(driver.socket, "nothing is waited out");
    let mut driver = online();
    driver.input(Input::Wake);
    driver.tick(MINUTE);
    assert!(driver.changes.is_empty(), "a server that lives answers");
}

#[test]
fn a_line_that_is_dead_in_one_direction_is_found_whatever_comes_over_it() {
    let mut driver = online();
    driver.alive = false;
    let handle = driver.says("x");
    for _ in 0..10 {
        driver.tick(1_000.0);
        driver.push("trans_msg_rec", json!({"cmd": "typing"}));
    }
    driver.tick(100.0);
    assert_eq!((driver.states(), driver.end(handle)), (vec!["reconnecting".to_owned()], None));
}

#[test]
fn what_was_missed_may_take_its_time() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    let handle = driver.says("meanwhile");
    driver.watch(handle);
    driver.reconnects();
    driver.alive = false;
    driver.logs_in();
    driver.reply("sync_check", json!({"code": 0}));
    // One long frame, over a slow line. The acks are behind it.
    driver.tick(29_000.0);
    driver.frame("3");
    assert_eq!((driver.states(), driver.end(handle)), (vec!["reconnecting".to_owned(), "online".to_owned()], None));
    driver.alive = true;
    driver.tick(1_000.0);
    driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
    assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
    assert!(driver.changes.is_empty());
}

#[test]
fn a_device_without_a_network_is_reconnecting_at_once() {
    let mut driver = online();
    driver.input(Input::Offline);
    assert_eq!(driver.states(), ["reconnecting"]);
    driver.input(Input::Offline);
    assert!(driver.changes.is_empty());
}

#[test]
fn a_timer_that_slept_asks_at_once_by_either_clock() {
    for jump in [(3_600_000.0, 3_600_000.0), (0.0, 3_600_000.0)] {
        let mut driver = online();
        driver.tick(1_000.0);
        driver.alive = false;
        driver.now.at.0 += jump.0;
        driver.now.date.0 += jump.1;
        driver.input(Input::Time);
        driver.tick(5_000.0);
        assert_eq!(driver.states(), ["reconnecting"], "{jump:?}");
    }
}

#[test]
fn who_sleeps_while_catching_up_is_in_with_the_answer_to_the_probe() {
    let mut driver = kept();
    driver.call_login();
    driver.alive = false;
    driver.logs_in();
    driver.reply("sync_check", json!({"code": 0}));
    driver.call("getGroups", json!({})).unwrap();
    driver.changes.clear();
    driver.alive = true;
    driver.now.date.0 += 3_600_000.0;
    driver.tick(10_000.0);
    assert_eq!(driver.states(), ["online"]);
    assert!(driver.sent.iter().any(|(event, _)| event == "get_groups_list"));
}

#[test]
fn without_the_option_nothing_of_this_happens() {
    let mut driver = logged_in();
    driver.changes.clear();
    driver.alive = false;
    driver.input(Input::Wake);
    driver.input(Input::Offline);
    driver.tick(20_000.0);
    assert!(driver.changes.is_empty() && driver.socket);
    driver.input(Input::SocketClosed);
    assert_eq!(driver.disconnects(), 1);
    assert!(driver.call("getGroups", json!({})).is_err());
}

#[test]
fn the_password_is_kept_as_its_md5_and_nowhere_stored() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.comes_in();
    driver.input(Input::Leaving);
    for (key, text) in &driver.storage {
        assert!(!text.contains("p1") && !text.contains("ec6ef230"), "{key}: {text}");
    }
    assert!(!format!("{:?}{:?}{:?}", driver.changes, driver.asked, driver.logs).contains("ec6ef230"));
}

#[test]
fn everything_waits_while_the_session_is_away() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    let asked = ["getGroups", "getFriendList"].map(|name| driver.call(name, json!({})).unwrap().0);
    let receipt = driver.call("addSingleReceiptReport", json!({"username": "bob", "msg_ids": [1]})).unwrap().0;
    driver.call("resetUnreadCount", json!({"username": "bob"})).unwrap();
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(0));
    driver.tick(3_000.0);
    driver.reconnects();
    driver.comes_in();
    for event in ["get_groups_list", "get_friend_list", "receipt_report"] {
        driver.reply(event, json!({"code": 0}));
    }
    for handle in asked.into_iter().chain([receipt]) {
        assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
    }
    assert!(driver.sent.iter().any(|(event, _)| event == "unread_single_count"));
}

#[test]
fn a_login_that_comes_while_auth_is_asked_takes_the_answer() {
    let mut driver = kept();
    driver.connect();
    let handle = driver.call_login();
    driver.authorise(Some(payload()));
    driver.reply("c_init", json!({"code": 0}));
    driver.reply("login", json!({"code": 0}));
    assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
}

#[test]
fn register_may_come_first() {
    let mut driver = kept();
    let (handle, _) = driver.call("register", json!({"username": "alice", "password": "p"})).unwrap();
    driver.connect();
    assert_eq!(driver.states(), ["connected"]);
    driver.authorise(Some(payload()));
    driver.reply("c_init", json!({"code": 0}));
    driver.reply("register", json!({"code": 0}));
    assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
}

#[test]
fn outages_short_and_long_end_online_with_nothing_lost() {
    // A refused fetch, 40 s, 15 minutes: what the documents' recipe has to live through.
    for (outage, refused) in [(0.0, true), (40_000.0, false), (900_000.0, true)] {
        let mut driver = online();
        driver.input(Input::SocketClosed);
        let end = driver.now.at.0 + outage;
        let handle = driver.says("meanwhile");
        driver.watch(handle);
        while driver.now.at.0 < end {
            if driver.socket {
                driver.input(Input::SocketClosed);
            }
            driver.tick(1_000.0);
        }
        driver.reconnects();
        if refused {
            driver.connect();
            driver.authorise(None);
            driver.reconnects();
        }
        let late = driver.now.at.0 - end;
        assert!(late <= 126_000.0, "{late} ms");
        driver.comes_in();
        driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
        assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
        assert_eq!(driver.disconnects(), usize::from(outage > 30_000.0));
    }
}

#[test]
fn a_state_has_one_name() {
    assert_eq!(kept().client.connection().name(), Word::Connecting);
    let mut driver = online();
    driver.client.close(driver.now);
    driver.drain();
    assert_eq!(driver.states(), ["closed"]);
}
