//! Requests as a page sees them: acks, answers, timeouts, and the methods that are answered otherwise.

use jmessage_web::client::{Answer, Handle, Input, Outcome};
use jmessage_web::protocol::methods::Listener;
use serde_json::json;

use crate::driver::Settled;
use crate::logged_in;

#[test]
fn an_ack_shows_the_request_and_a_reply_settles_it() {
    let mut driver = logged_in();
    let (handle, answer) = driver.call("getUserInfo", json!({"username": "bob"})).unwrap();
    assert_eq!(answer, Answer::Handle);
    let rid = driver.sent[0].1["rid"].clone();
    driver.push("ack", json!({"rid": rid}));
    let data = json!({"data": {"username": "bob", "appkey": "k"}});
    driver.reply("get_across_user_info", json!({"code": 0, "user_info": {"uid": 7, "username": "bob"}}));
    assert_eq!(
        driver.settled,
        [
            Settled { handle, outcome: Outcome::Ack, data, more: None },
            Settled {
                handle,
                outcome: Outcome::Success,
                data: json!({"code": 0, "user_info": {"username": "bob"}}),
                more: None
            },
        ]
    );
    driver.push("get_across_user_info", json!({"rid": rid, "code": 0}));
    assert_eq!(driver.settled.len(), 2, "a late reply is dropped");
}

#[test]
fn rids_and_codes_may_be_texts() {
    let mut driver = logged_in();
    for (code, outcome) in [("0", Outcome::Success), ("880103", Outcome::Fail)] {
        driver.call("getGroups", json!({})).unwrap();
        let rid = driver.sent.pop().unwrap().1["rid"].to_string();
        driver.push("ack", json!({"rid": rid}));
        driver.push("get_groups_list", json!({"rid": rid, "code": code}));
        let [ack, settled] = &driver.settled[..] else { panic!("{code}: {:?}", driver.settled) };
        assert_eq!((ack.outcome, settled.outcome), (Outcome::Ack, outcome));
        assert_eq!(settled.data, json!({"code": code.parse::<u32>().unwrap()}), "a page compares numbers");
        driver.settled.clear();
    }
}

#[test]
fn counts_that_are_not_whole_are_the_whole_number_below() {
    let mut driver = logged_in();
    let item = |name: &str, count: f64| json!({"msg_type": 3, "from_username": name, "from_appkey": "k", "unsync_count": count, "msgs": []});
    driver.push("sync_conversation", json!({"sync_key": 1, "messages": [item("bob", 2.7), item("carl", -3.5)]}));
    for (name, count) in [("bob", 2), ("carl", 0)] {
        assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": name})).unwrap().1, Answer::Count(count));
    }
}

#[test]
fn a_sent_message_comes_back_with_its_id() {
    let mut driver = logged_in();
    driver.call("sendSingleMsg", json!({"target_username": "bob", "content": "hi"})).unwrap();
    let (_, request) = driver.sent[0].clone();
    driver.push("s_single_text", json!({"rid": request["rid"], "code": 0, "msg_id": 5, "ctime_ms": 9}));
    let Settled { data, more, .. } = &driver.settled[0];
    assert_eq!(data, &json!({"code": 0, "msg_id": 5, "ctime_ms": 9, "target_username": "bob", "appkey": "k"}));
    let more = more.as_ref().unwrap();
    assert_eq!((&more["msg_id"], &more["content"], more.get("rid")), (&json!(5), &request["content"], None));
}

#[test]
fn who_watches_is_told_of_a_dead_server_once() {
    let mut driver = logged_in();
    let (handle, _) = driver.call("getGroups", json!({})).unwrap();
    let rid = driver.sent[0].1["rid"].clone();
    driver.watch(handle);
    driver.tick(24_999.0);
    assert!(driver.settled.is_empty());
    driver.tick(100_000.0);
    let data = json!({"rid": rid, "data": {}, "response_timeout": false});
    assert_eq!(driver.settled, [Settled { handle, outcome: Outcome::Timeout, data, more: None }]);
}

#[test]
fn who_watches_is_told_of_a_missing_reply() {
    let mut driver = logged_in();
    let (handle, _) = driver.call("getGroups", json!({})).unwrap();
    let rid = driver.sent[0].1["rid"].clone();
    driver.push("ack", json!({"rid": rid}));
    driver.watch(handle);
    driver.tick(149_000.0);
    assert_eq!(driver.settled.len(), 1);
    driver.tick(1_000.0);
    let sends = driver.sent.iter().filter(|(event, _)| event == "get_groups_list").count();
    assert_eq!((sends, &driver.settled[1].data["response_timeout"]), (5, &json!(true)));
}

#[test]
fn a_remembered_room_is_answered_without_a_request() {
    let mut driver = logged_in();
    driver.call("getSelfChatrooms", json!({})).unwrap();
    driver.reply("room_list_self", json!({"code": 0, "chat_rooms": [{"id": 7, "name": "r"}]}));
    driver.settled.clear();
    driver.call("getChatroomInfo", json!({"id": "7"})).unwrap();
    driver.tick(99.0);
    assert!(driver.settled.is_empty() && driver.sent.is_empty());
    driver.tick(1.0);
    let data = json!({"code": 0, "message": "success", "info": {"id": 7, "name": "r"}});
    assert_eq!(driver.settled[0].data, data);
    driver.call("getChatroomInfo", json!({"id": 8})).unwrap();
    assert_eq!(driver.take_sent(), ["room_info"]);
}

#[test]
fn receipts_go_out_together_and_the_first_handle_gets_all_ids() {
    let mut driver = logged_in();
    let (one, _) = driver.call("addSingleReceiptReport", json!({"username": "bob", "msg_ids": [1, 2]})).unwrap();
    driver.tick(1_000.0);
    let (two, _) = driver.call("addSingleReceiptReport", json!({"username": "bob", "msg_ids": [2, 3]})).unwrap();
    driver.tick(1_000.0);
    let sessions = json!([{"username": "bob", "appkey": "k", "type": 3, "msg_ids": [1, 2, 3]}]);
    assert_eq!((driver.sent.len(), &driver.sent[0].1["sessions"]), (1, &sessions));
    driver.reply("receipt_report", json!({"code": 0}));
    let answers: Vec<_> = driver.settled.iter().map(|settled| (settled.handle, settled.more.clone())).collect();
    assert_eq!(answers, [(one, Some(json!([1, 2, 3]))), (two, Some(json!([2, 3])))]);
}

#[test]
fn who_watches_a_receipt_before_it_goes_out_hears_of_a_missing_reply() {
    let mut driver = logged_in();
    let (handle, _) = driver.call("addGroupReceiptReport", json!({"gid": 9, "msg_ids": [1]})).unwrap();
    driver.watch(handle);
    driver.tick(2_000.0);
    let rid = driver.sent[0].1["rid"].clone();
    driver.push("ack", json!({"rid": rid}));
    driver.tick(149_000.0);
    assert_eq!(driver.settled.len(), 1);
    driver.tick(1_000.0);
    assert_eq!(driver.settled[1].outcome, Outcome::Timeout);
}

#[test]
fn receipts_go_out_for_the_others_when_one_of_them_is_forgotten() {
    let mut driver = logged_in();
    let mut handles = Vec::new();
    for id in [1, 2] {
        handles.push(driver.call("addGroupReceiptReport", json!({"gid": 9, "msg_ids": [id]})).unwrap().0);
    }
    driver.input(Input::SocketClosed);
    driver.tick(2_000.0);
    driver.client.forget(Handle(handles[1]));
    driver.drain();
    driver.connect();
    driver.log_in("alice");
    driver.settled.clear();
    driver.reply("receipt_report", json!({"code": 0}));
    assert_eq!(driver.settled.iter().map(|settled| settled.handle).collect::<Vec<_>>(), handles);
}

#[test]
fn counts_are_answered_on_the_spot() {
    let mut driver = logged_in();
    let bob = json!({"username": "bob"});
    let count = |driver: &mut crate::driver::Driver| driver.call("getUnreadMsgCnt", bob.clone()).unwrap().1;
    assert_eq!(count(&mut driver), Answer::Count(0));
    let message = |id| {
        let content = json!({"from_id": "bob", "from_appkey": "k"});
        json!({"messages": [{"msg_id": id, "msg_type": 3, "ctime_ms": 5, "content": content}]})
    };
    driver.push("msg_sync", message(1));
    assert_eq!(count(&mut driver), Answer::Count(1));
    driver.sent.clear();
    assert_eq!(driver.call("resetUnreadCount", bob.clone()).unwrap().1, Answer::Nothing);
    let mut reset = driver.sent[0].1.clone();
    reset["rid"] = json!(null);
    assert_eq!(
        (driver.sent[0].0.as_str(), reset),
        ("unread_single_count", json!({"appkey": "k", "username": "bob", "type": 3, "rid": null}))
    );
    driver.push("msg_sync", message(2));
    assert_eq!(count(&mut driver), Answer::Count(0), "the conversation is open");
    driver.call("exitConversation", json!(null)).unwrap();
    driver.push("msg_sync", message(3));
    assert_eq!(count(&mut driver), Answer::Count(1));
}

#[test]
fn a_rooms_history_comes_message_by_message() {
    let mut driver = logged_in();
    driver.push("room_msg_sync_his", json!({"messages": [{"room_id": 7, "msgs": [{"msg_id": 1}, {"msg_id": 2}]}]}));
    let expected = [1, 2].map(|id| (Listener::RoomMsg, json!({"msg_id": id})));
    assert_eq!(driver.told, expected);
}

#[test]
fn synchronised_events_and_receipts_reach_the_page_later() {
    let mut driver = logged_in();
    driver.push("sync_event", json!({"sync_key": 1, "events": [{"event_type": 5}]}));
    driver.push(
        "sync_receipt",
        json!({"sync_key": 1, "receipts": [{"type": 4, "gid": 1, "receipt_msgs": [{"msg_id": 1}]}]}),
    );
    assert_eq!(driver.take_sent(), ["sync_event_ack", "sync_receipt_ack"]);
    driver.tick(1_499.0);
    assert!(driver.told.is_empty());
    driver.tick(1.0);
    assert_eq!(driver.told.len(), 1);
    driver.tick(200.0);
    let listeners: Vec<_> = driver.told.iter().map(|(listener, _)| *listener).collect();
    assert_eq!(listeners, [Listener::SyncMsgReceipt, Listener::SyncEvent]);
}

#[test]
fn garbage_on_the_wire_changes_nothing() {
    let mut driver = logged_in();
    let (handle, _) = driver.call("getGroups", json!({})).unwrap();
    for frame in [
        "",
        "x",
        "4",
        "42",
        "42[",
        "42[]",
        "42{}",
        "42[1,2]",
        "42[\"ack\"]",
        "42[\"ack\",null]",
        "42[\"ack\",{\"rid\":\"1\"}]",
        "42[null,{\"rid\":1e400}]",
        "42[\"unknown\",{}]",
        "42/other,[\"msg_sync\",{}]",
        "0",
        "0{",
        "451-[]",
        "430[]",
        "2probe",
    ] {
        driver.frame(frame);
    }
    assert!(driver.client.is_connected() && driver.told.is_empty() && driver.settled.is_empty());
    driver.reply("get_groups_list", json!({"code": 0, "group_list": "nonsense"}));
    assert_eq!((driver.settled[0].handle, driver.settled[0].outcome), (handle, Outcome::Success));
}

#[test]
fn confirmations_are_forgotten_at_their_ack() {
    let mut driver = logged_in();
    let message = json!({"msg_id": 1, "msg_type": 3, "ctime_ms": 5, "content": {"from_id": "bob", "from_appkey": "k"}});
    driver.push("msg_sync", json!({"messages": [message]}));
    let (event, confirmation) = driver.sent.pop().unwrap();
    assert_eq!(event, "msg_recv_v2");
    driver.push("ack", json!({"rid": confirmation["rid"]}));
    driver.input(jmessage_web::client::Input::SocketClosed);
    driver.tick(5_000.0);
    driver.connect();
    driver.log_in("alice");
    driver.tick(60_000.0);
    assert!(driver.sent.iter().all(|(event, _)| event != "msg_recv_v2"), "{:?}", driver.sent);
}

#[test]
fn what_is_acknowledged_and_never_answered_fails_after_five_minutes_and_is_not_sent_again() {
    let mut driver = logged_in();
    let (handle, _) = driver.call("getGroups", json!({})).unwrap();
    let rid = driver.sent.pop().unwrap().1["rid"].clone();
    driver.push("ack", json!({"rid": rid}));
    driver.input(jmessage_web::client::Input::SocketClosed);
    driver.tick(5_000.0);
    driver.connect();
    driver.log_in("alice");
    driver.settled.retain(|settled| settled.handle == handle && settled.outcome != Outcome::Ack);
    driver.tick(294_000.0);
    assert!(driver.settled.is_empty() && driver.sent.iter().all(|(event, _)| event != "get_groups_list"));
    driver.tick(1_000.0);
    let [failed] = &driver.settled[..] else { panic!("{:?}", driver.settled) };
    assert_eq!((failed.outcome, &failed.data["code"]), (Outcome::Fail, &json!(882005)));
}

#[test]
fn watching_costs_the_same_however_many_wait() {
    let cost = |waiting: u32| {
        let mut driver = logged_in();
        let handles: Vec<_> = (0..waiting).map(|_| driver.call("getGroups", json!({})).unwrap().0).collect();
        let started = std::time::Instant::now();
        for turn in 0..10_000 {
            driver.watch(handles[turn % handles.len()]);
        }
        started.elapsed().as_secs_f64()
    };
    // The machine may have other things to do.
    let best = |waiting| (0..3).map(|_| cost(waiting)).fold(f64::INFINITY, f64::min);
    let (few, many) = (best(10), best(10_000));
    assert!(many < 20.0 * few, "{few} s with 10 in flight, {many} s with 10,000");
}
