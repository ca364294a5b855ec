//! The session as a page sees it: from the first call to a lost connection, a return, and an end.

use jmessage_web::client::{Answer, Input, Outcome};
use jmessage_web::protocol::methods::{Guard, Listener};
use serde_json::json;

use crate::{fresh, logged_in};

const INIT: &str = r#"{"appkey":"k","random_str":"r","timestamp":1,"signature":"s","more":{"a":1}}"#;

fn init() -> serde_json::Value {
    serde_json::from_str(INIT).unwrap()
}

fn credentials() -> serde_json::Value {
    json!({"username": "alice", "password": "secret"})
}

#[test]
fn a_new_client_connects_at_once() {
    let mut driver = fresh();
    assert!(driver.socket);
    assert!(!driver.client.is_connected());
    driver.connect();
    assert!(driver.client.is_connected());
    assert!(driver.sent.is_empty());
}

#[test]
fn requests_wait_for_40_and_go_out_in_order() {
    let mut driver = fresh();
    for at in 1..=3 {
        driver.call("init", json!({"appkey": "k", "random_str": "r", "timestamp": at, "signature": "s"})).unwrap();
    }
    driver.frame("0{}");
    assert!(driver.sent.is_empty());
    driver.frame("40");
    let order: Vec<_> = driver.sent.iter().map(|(_, data)| data["timestamp"].clone()).collect();
    assert_eq!(order, [1, 2, 3]);
}

#[test]
fn calls_that_come_too_early_are_refused_on_the_spot() {
    let mut driver = fresh();
    driver.connect();
    let guard = |refused: Result<_, jmessage_web::client::MustFirst>| refused.unwrap_err().0;
    assert_eq!(guard(driver.call("login", credentials())), Guard::Init);
    assert_eq!(guard(driver.call("register", credentials())), Guard::Init);
    for method in
        ["sendSingleMsg", "getUnreadMsgCnt", "resetUnreadCount", "updateConversation", "addGroupReceiptReport"]
    {
        assert_eq!(guard(driver.call(method, json!({}))), Guard::Login, "{method}");
    }
    driver.call("init", init()).unwrap();
    driver.reply("c_init", json!({"code": 0}));
    assert_eq!(guard(driver.call("getGroups", json!({}))), Guard::Login);
    driver.tick(60_000.0);
    assert!(driver.sent.is_empty());
}

#[test]
fn init_sends_the_pages_object_and_login_follows_half_a_second_later() {
    let mut driver = fresh();
    driver.connect();
    driver.call("init", init()).unwrap();
    let sent = driver.sent[0].1.clone();
    assert_eq!(
        (&sent["more"], &sent["fromPlatForm"], &sent["signature"]),
        (&json!({"a": 1}), &json!("j"), &json!("s"))
    );
    driver.reply("c_init", json!({"code": 0}));
    assert_eq!(driver.client.reached(), Guard::Init);

    driver.call("login", credentials()).unwrap();
    driver.tick(499.0);
    assert!(driver.sent.is_empty());
    driver.tick(1.0);
    let md5 = json!("5ebe2294ecd0e0f08eab7690d2a6ee69");
    assert_eq!((&driver.sent[0].1["password"], &driver.sent[0].1["version"]), (&md5, &json!("2.5.0")));
    assert_eq!(driver.client.reached(), Guard::Init);
    driver.reply("login", json!({"code": 0, "online_list": []}));
    assert_eq!(driver.client.reached(), Guard::Login);
    assert_eq!(driver.take_sent(), ["sync_check"]);
}

#[test]
fn a_refused_init_or_login_reaches_nothing() {
    let mut driver = fresh();
    driver.connect();
    driver.call("init", init()).unwrap();
    driver.reply("c_init", json!({"code": 880106}));
    assert_eq!((driver.client.reached(), driver.settled[0].outcome), (Guard::Nothing, Outcome::Fail));
    driver.call("init", init()).unwrap();
    driver.reply("c_init", json!({"code": 0}));
    driver.call("login", credentials()).unwrap();
    driver.tick(500.0);
    driver.reply("login", json!({"code": 880104}));
    assert_eq!(driver.client.reached(), Guard::Init);
}

#[test]
fn it_synchronises_again_every_150_seconds_from_where_it_was() {
    let mut driver = logged_in();
    driver.call("exitConversation", json!({})).unwrap();
    driver.push("sync_event", json!({"sync_key": 77, "events": []}));
    driver.reply("sync_event_ack", json!({"code": 0}));
    driver.tick(149_000.0);
    assert!(driver.sent.is_empty());
    driver.tick(1_000.0);
    driver.sent.retain(|(event, _)| event == "sync_check");
    assert_eq!((driver.sent.len(), &driver.sent[0].1["sync_event_key"]), (1, &json!(77)));
    let keys = json!({"code": 0, "sync_key": 5, "sync_type": 1, "sync_event_key": 78, "msg_receipt_key": 9});
    driver.reply("sync_check", keys);
    driver.tick(150_000.0);
    driver.sent.retain(|(event, _)| event == "sync_check");
    let next = &driver.sent[0].1;
    let keys = ["sync_key", "sync_type", "sync_event_key", "msg_receipt_key"].map(|key| next[key].clone());
    assert_eq!(keys, [5, 1, 78, 9]);
}

#[test]
fn a_lost_connection_is_told_once_and_tried_again() {
    let mut driver = logged_in();
    driver.input(Input::SocketClosed);
    assert_eq!(driver.told, [(Listener::Disconnect, json!(null))]);
    assert_eq!((driver.client.is_connected(), driver.client.reached(), driver.socket), (false, Guard::Nothing, false));
    driver.tick(999.0);
    assert!(!driver.socket);
    driver.tick(4_001.0);
    assert!(driver.socket);
    driver.input(Input::SocketClosed);
    assert_eq!(driver.told.len(), 1, "nobody was logged in any more");
    driver.tick(5_000.0);
    driver.connect();
    assert_eq!(driver.client.reached(), Guard::Nothing, "the page has to init again");
}

#[test]
fn what_was_told_before_a_cut_is_not_told_again_after_it() {
    let message = |id| {
        let content = json!({"from_id": "bob", "from_appkey": "k"});
        json!({"msg_id": id, "msg_type": 3, "ctime_ms": id, "content": content})
    };
    let mut driver = logged_in();
    driver.push("msg_sync", json!({"messages": [message(1)]}));
    driver.input(Input::SocketClosed);
    driver.tick(5_000.0);
    driver.connect();
    driver.log_in("alice");
    driver.told.clear();
    let item = json!({"msg_type": 3, "from_username": "bob", "unsync_count": 2, "msgs": [message(1), message(2)]});
    driver.push("sync_conversation", json!({"sync_key": 1, "messages": [item]}));
    assert_eq!(driver.told[0].1[0]["msgs"], json!([message(2)]));
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(2));
}

/// A server that neither answers nor hangs up.
#[test]
fn a_half_open_socket_is_lost_once_five_sends_brought_nothing() {
    let mut driver = logged_in();
    driver.tick(20_000.0);
    driver.alive = false;
    let (handle, _) = driver.call("getGroups", json!({})).unwrap();
    driver.watch(handle);
    driver.tick(24_999.0);
    assert!(driver.client.is_connected());
    driver.tick(1.0);
    assert_eq!(driver.told, [(Listener::Disconnect, json!(null))]);
    assert_eq!(driver.settled[0].outcome, Outcome::Timeout);
}

#[test]
fn a_server_that_still_talks_is_not_lost() {
    let mut driver = logged_in();
    driver.alive = false;
    driver.call("getGroups", json!({})).unwrap();
    driver.tick(20_000.0);
    driver.frame("6");
    driver.tick(5_000.0);
    assert!(driver.client.is_connected());
}

#[test]
fn what_waits_for_a_login_does_not_end_a_quiet_connection() {
    let mut driver = logged_in();
    driver.input(Input::SocketClosed);
    driver.tick(5_000.0);
    driver.connect();
    driver.log_in("alice");
    driver.call("getGroups", json!({})).unwrap();
    driver.input(Input::SocketClosed);
    driver.tick(4_000.0);
    driver.alive = false;
    driver.connect();
    driver.tick(26_000.0);
    assert!(driver.client.is_connected(), "nobody logged in: the server has not seen the request");
}

#[test]
fn a_silent_server_is_a_lost_connection() {
    let mut driver = logged_in();
    driver.alive = false;
    driver.tick(25_000.0);
    assert!(driver.client.is_connected());
    driver.tick(60_000.0);
    assert_eq!((driver.client.is_connected(), driver.told.len()), (false, 1));
}

#[test]
fn servers_end_a_connection_in_several_ways() {
    for frame in ["1", "41", "44\"denied\""] {
        let mut driver = logged_in();
        driver.frame(frame);
        assert_eq!((driver.socket, driver.told.len()), (false, 1), "{frame}");
    }
}

#[test]
fn an_init_inside_on_disconnect_is_the_first_request_on_the_new_connection() {
    let mut driver = logged_in();
    driver.call("getGroups", json!({})).unwrap();
    driver.input(Input::SocketClosed);
    driver.call("init", init()).unwrap();
    driver.take_sent();
    driver.tick(5_000.0);
    driver.connect();
    assert_eq!(driver.take_sent(), ["c_init"], "what needs a login waits for it");
}

#[test]
fn what_waits_for_an_answer_goes_out_again_once_the_same_user_is_back() {
    let mut driver = logged_in();
    driver.call("getBlacks", json!({})).unwrap();
    let (_, acked) = driver.sent.pop().unwrap();
    let (first, _) = driver.call("getGroups", json!({})).unwrap();
    let (second, _) = driver.call("getFriendList", json!({})).unwrap();
    let before = driver.sent.clone();
    driver.push("ack", json!({"rid": acked["rid"]}));
    driver.sent.clear();
    driver.settled.clear();
    driver.input(Input::SocketClosed);
    driver.tick(5_000.0);
    driver.connect();
    driver.log_in("alice");
    assert_eq!(driver.sent, before, "the same rids and payloads, in order; none that is acknowledged");
    driver.settled.clear();
    driver.reply("get_groups_list", json!({"code": 0}));
    driver.reply("get_friend_list", json!({"code": 0}));
    assert_eq!(driver.settled.iter().map(|settled| settled.handle).collect::<Vec<_>>(), [first, second]);
}

#[test]
fn nothing_of_one_user_goes_out_as_anothers() {
    let mut driver = logged_in();
    let (handle, _) = driver.call("getGroups", json!({})).unwrap();
    driver.input(Input::SocketClosed);
    driver.sent.clear();
    driver.tick(5_000.0);
    driver.connect();
    driver.log_in("bob");
    let refused = driver.settled.iter().find(|settled| settled.handle == handle).unwrap();
    assert_eq!((refused.outcome, &refused.data["code"]), (Outcome::Fail, &json!(889001)));
    assert!(driver.sent.is_empty());
}

#[test]
fn login_out_ends_the_session_and_begins_a_new_one() {
    let mut driver = logged_in();
    let (handle, _) = driver.call("getGroups", json!({})).unwrap();
    driver.sent.clear();
    driver.call("loginOut", json!(null)).unwrap();
    assert_eq!((driver.settled[0].handle, &driver.settled[0].data["code"]), (handle, &json!(889001)));
    assert_eq!((driver.client.is_connected(), driver.client.reached(), driver.socket), (false, Guard::Nothing, true));
    assert!(driver.told.is_empty() && driver.sent.is_empty());
    driver.connect();
    assert!(driver.client.is_connected());
    driver.log_in("alice");
    assert_eq!(driver.client.reached(), Guard::Login);
}

#[test]
fn login_out_of_nobody_does_nothing() {
    let mut driver = fresh();
    driver.connect();
    assert_eq!(driver.call("loginOut", json!(null)).unwrap().1, Answer::Nothing);
    assert!(driver.client.is_connected());
}

#[test]
fn who_is_kicked_confirms_it_and_is_told_before_the_session_ends() {
    let mut driver = logged_in();
    let kick = json!({"event_id": 5, "event_type": 1, "from_uid": 7, "gid": 0, "ctime": 1});
    driver.push("event_notification", kick);
    let (event, confirmation) = &driver.sent[0];
    assert_eq!(event, "event_notification");
    let fields = ["event_id", "event_type", "from_uid", "gid"].map(|field| confirmation[field].clone());
    assert_eq!(fields, [5, 1, 7, 0]);
    assert_eq!(
        driver.told,
        [(Listener::EventNotification, json!({"event_id": 5, "event_type": 1, "gid": 0, "ctime": 1}))]
    );
    assert_eq!((driver.client.reached(), driver.client.is_connected()), (Guard::Nothing, false));
}

#[test]
fn a_changed_password_ends_the_session_without_a_confirmation() {
    let mut driver = logged_in();
    driver.push("event_notification", json!({"event_id": 5, "event_type": 2}));
    assert_eq!((driver.sent.len(), driver.told.len(), driver.client.reached()), (0, 1, Guard::Nothing));
}

#[test]
fn who_logs_in_twice_gets_each_push_once() {
    let mut driver = logged_in();
    driver.log_in("alice");
    driver.told.clear();
    driver.push("trans_msg_rec", json!({"cmd": "x"}));
    assert_eq!(driver.told, [(Listener::TransMsgRec, json!({"cmd": "x"}))]);
}

#[test]
fn pushes_that_come_when_nobody_is_logged_in_concern_nobody() {
    let mut driver = fresh();
    driver.connect();
    for event in ["msg_sync", "sync_conversation", "sync_event", "sync_receipt", "trans_msg_rec", "event_notification"]
    {
        driver.push(event, json!({"messages": [], "events": [], "event_type": 1}));
    }
    driver.tick(10_000.0);
    assert!(driver.told.is_empty() && driver.sent.is_empty());
}
