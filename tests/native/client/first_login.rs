//! A session that is kept: what is called before its first login is through.

use jmessage_web::client::{Answer, Input, MustFirst, Outcome};
use jmessage_web::protocol::methods::Guard;
use serde_json::{json, Value};

use crate::driver::Driver;
use crate::session::{kept, online, payload, MINUTE, SEND};

#[test]
fn what_is_called_before_the_first_login_is_through_waits_for_it() {
    let mut driver = kept();
    let throws = driver.call("sendSingleMsg", json!({"target_username": "bob", "content": "x"}));
    assert_eq!(throws.unwrap_err(), MustFirst(Guard::Login), "before login was called");
    driver.call_login();
    driver.tick(60_000.0);
    let written = driver.now.date.0;
    let first = driver.says("first");
    let list = driver.call("getGroups", json!({})).unwrap().0;
    driver.watch(list);
    let (_, nothing) = driver.call("resetUnreadCount", json!({"username": "bob"})).unwrap();
    assert_eq!(nothing, Answer::Nothing);
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(0));
    let receipt = driver.call("addSingleReceiptReport", json!({"username": "bob", "msg_ids": [1]})).unwrap().0;
    assert_eq!(
        driver.call("addSingleReceiptReport", json!({"username": "bob", "msg_ids": []})).unwrap().1,
        Answer::Nothing
    );
    let lacks = driver.call("sendSingleMsg", json!({"content": "x"})).unwrap().0;
    assert_eq!(driver.end(lacks), Some((Outcome::Fail, json!(880_002))), "what is wrong is said at once");
    driver.tick(60_000.0);
    driver.reconnects();
    driver.logs_in();
    let events: Vec<_> = driver.sent.iter().map(|(event, _)| event.as_str()).collect();
    assert_eq!(
        events,
        ["sync_check", SEND, "get_groups_list", "unread_single_count"],
        "in order, behind the sync_check"
    );
    assert_eq!(driver.sent[1].1["content"]["create_time"].as_f64(), Some(written), "as of when it was written");
    driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
    assert_eq!(driver.end(first), Some((Outcome::Success, json!(0))));
    driver.tick(2_000.0);
    driver.reply("receipt_report", json!({"code": 0}));
    assert_eq!(driver.end(receipt), Some((Outcome::Success, json!(0))));
    driver.tick(26_000.0);
    assert_eq!(driver.end(list).unwrap().0, Outcome::Timeout, "who watched it watches it still");
}

#[test]
fn what_waits_for_the_first_login_ends_with_it() {
    type End = fn(&mut Driver);
    let ends: [(&str, u32, End); 6] = [
        ("refused", 880_104, |driver| {
            driver.connect();
            driver.authorise(Some(payload()));
            driver.reply("c_init", json!({"code": 0}));
            driver.reply("login", json!({"code": 880_104}));
        }),
        ("nonsense", 880_002, |driver| {
            driver.connect();
            driver.authorise(Some(json!({})));
        }),
        ("loginOut", 889_001, |driver| assert!(driver.call("loginOut", Value::Null).is_ok())),
        ("another's login", 889_001, |driver| {
            driver.call("login", json!({"username": "bob", "password": "p"})).unwrap();
        }),
        ("closed", 889_001, |driver| {
            driver.client.close(driver.now);
            driver.drain();
        }),
        ("a day", 889_004, |driver| driver.tick(1_440.0 * MINUTE)),
    ];
    for (what, code, end) in ends {
        let mut driver = kept();
        driver.call_login();
        let waits = [driver.says("x"), driver.call("getGroups", json!({})).unwrap().0];
        end(&mut driver);
        for handle in waits {
            assert_eq!(driver.end(handle), Some((Outcome::Fail, json!(code))), "{what}");
            assert_eq!(driver.settled.iter().filter(|settled| settled.handle == handle).count(), 1, "{what}");
        }
        assert!(driver.sent.iter().all(|(event, _)| event != SEND), "{what}");
    }
}

#[test]
fn a_login_that_is_called_again_leaves_what_waits_for_that_user() {
    let mut driver = kept();
    driver.call_login();
    let waits = driver.says("x");
    driver.call("login", json!({"username": "alice", "password": "corrected"})).unwrap();
    driver.comes_in();
    driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
    assert_eq!(driver.end(waits), Some((Outcome::Success, json!(0))));
}

#[test]
fn what_is_called_while_another_user_comes_in_is_that_users() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    let of_alice = driver.says("alice's");
    driver.call("login", json!({"username": "carl", "password": "p"})).unwrap();
    driver.says("carl's");
    driver.reconnects();
    driver.sent.clear();
    driver.comes_in();
    let texts: Vec<_> =
        driver.sent.iter().filter(|(event, _)| event == SEND).map(|(_, data)| &data["content"]).collect();
    assert_eq!((texts.len(), &texts[0]["from_id"]), (1, &json!("carl")));
    assert_eq!(driver.end(of_alice), Some((Outcome::Fail, json!(889_001))));
}

#[test]
fn an_upload_that_waits_for_the_first_login_may_be_stopped() {
    let mut driver = kept();
    driver.call_login();
    let picture = json!({"target_username": "bob", "image": {"$form": {"size": 1}}});
    let [stays, goes] = [(); 2].map(|()| driver.call("sendSinglePic", picture.clone()).unwrap().0);
    driver.client.abort(jmessage_web::client::Handle(goes));
    driver.drain();
    assert_eq!(driver.end(goes), Some((Outcome::Fail, json!(889_002))));
    driver.comes_in();
    driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
    assert_eq!(driver.uploads.pop().map(|upload| upload.handle.0), Some(stays));
}
