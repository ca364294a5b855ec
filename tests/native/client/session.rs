//! A session that is kept: the ways in and out of it, and everything that a page is told of them.

use jmessage_web::client::{Answer, Config, Input, MustFirst, Outcome, Plan};
use jmessage_web::payload::Json;
use jmessage_web::protocol::methods::{Guard, Listener};
use jmessage_web::session::connection::State;
use serde_json::{json, Value};

use crate::driver::Driver;
use crate::{fresh, CONFIG};

pub const MINUTE: f64 = 60_000.0;
pub const SEND: &str = "s_across_single_text";

pub fn payload() -> Value {
    json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"})
}

/// A client that was asked to keep its session, with an `auth`.
pub fn kept_with(options: Value) -> Driver {
    kept_by(CONFIG, options)
}

pub fn kept_by(config: Config, options: Value) -> Driver {
    let plan = Plan::of(&Json::from(options), true);
    let mut driver = Driver::made(config, |client| plan.into_iter().for_each(|plan| client.keep_session(plan)));
    driver.changes.clear();
    driver
}

pub fn kept() -> Driver {
    kept_with(json!({"reconnect": true}))
}

impl Driver {
    pub fn call_login(&mut self) -> u32 {
        self.call("login", json!({"username": "alice", "password": "p1"})).unwrap().0
    }

    /// The page's `auth` answers the question that is open.
    pub fn authorise(&mut self, payload: Option<Value>) {
        let (attempt, _) = self.asked.pop().expect("auth was not asked");
        self.input(Input::Authorised { attempt, payload: payload.map(Json::from) });
    }

    /// From an open socket to a login that succeeded, everybody willing.
    pub fn logs_in(&mut self) {
        self.connect();
        self.authorise(Some(payload()));
        self.reply("c_init", json!({"code": 0}));
        self.reply("login", json!({"code": 0}));
    }

    /// And on to `online`.
    pub fn comes_in(&mut self) {
        self.logs_in();
        self.reply("sync_check", json!({"code": 0}));
        assert_eq!(self.client.connection(), State::Online);
    }

    /// Time until the client has opened its next socket.
    pub fn reconnects(&mut self) {
        while !self.socket {
            self.tick(100.0);
        }
    }

    /// The states that the page was told of since, in order.
    pub fn states(&mut self) -> Vec<String> {
        self.changes.drain(..).map(|change| change["state"].as_str().unwrap().to_owned()).collect()
    }

    pub fn disconnects(&self) -> usize {
        self.told.iter().filter(|(listener, _)| *listener == Listener::Disconnect).count()
    }

    pub fn says(&mut self, text: &str) -> u32 {
        self.call("sendSingleMsg", json!({"target_username": "bob", "content": text})).unwrap().0
    }

    /// How this handle was settled, and with which code.
    pub fn end(&self, handle: u32) -> Option<(Outcome, Value)> {
        let ends = self.settled.iter().filter(|settled| settled.outcome != Outcome::Ack);
        ends.filter(|settled| settled.handle == handle).map(|end| (end.outcome, end.data["code"].clone())).next_back()
    }
}

pub fn online() -> Driver {
    let mut driver = kept();
    driver.call_login();
    driver.comes_in();
    driver.changes.clear();
    driver.settled.clear();
    driver.sent.clear();
    driver
}

#[test]
fn one_call_of_login_is_enough() {
    let mut driver = kept();
    let handle = driver.call_login();
    assert!(driver.sent.is_empty() && driver.asked.is_empty(), "there is no connection yet");
    driver.connect();
    assert_eq!(driver.asked, [(1, json!("start"))]);
    driver.authorise(Some(json!({"appkey": "k", "random_str": "r", "timestamp": "1", "signature": "s", "more": [1]})));
    assert_eq!(driver.sent.last().unwrap().1["more"], json!([1]), "as it is");
    driver.reply("c_init", json!({"code": 0}));
    let (_, login) = driver.sent.last().unwrap();
    assert_eq!(login["password"], json!("ec6ef230f1828039ee794566b9c58adc"), "the md5 of p1");
    assert_eq!(driver.states(), Vec::<String>::new(), "it is connecting still");
    driver.reply("login", json!({"code": 0, "uid": 7}));
    assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
    driver.reply("sync_check", json!({"code": 0}));
    assert_eq!(driver.changes, [json!({"state": "online", "previous": "connecting", "resumed": false})]);
    assert_eq!(driver.settled.len(), 1, "nothing but the login reaches a handle");
}

/// What a page may call in the same breath as `login`.
#[test]
fn a_page_without_the_option_is_told_of_its_session_too() {
    let mut driver = fresh();
    driver.connect();
    driver.log_in("alice");
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.connect();
    driver.log_in("alice");
    let told: Vec<_> = driver.changes.iter().map(|change| (&change["state"], change.get("resumed"))).collect();
    let expected = json!(["connected", "online", "reconnecting", "connected", "online"]);
    assert_eq!(json!(told.iter().map(|told| told.0).collect::<Vec<_>>()), expected);
    assert_eq!([told[1].1, told[4].1], [Some(&json!(false)), Some(&json!(true))]);
    assert!(driver.asked.is_empty());
}

#[test]
fn a_blink_is_healed_and_nobody_hears_of_it() {
    let mut driver = online();
    let before = driver.says("before");
    let (_, sent) = driver.sent.last().cloned().unwrap();
    driver.input(Input::SocketClosed);
    let lost = driver.changes.remove(0);
    assert_eq!((&lost["state"], &lost["previous"]), (&json!("reconnecting"), &json!("online")));
    assert!((1_000.0..=2_000.0).contains(&lost["retryIn"].as_f64().unwrap()));
    let during = driver.says("during");
    assert_eq!(driver.client.reached(), Guard::Nothing);
    driver.sent.clear();
    driver.reconnects();
    driver.connect();
    assert_eq!(driver.asked, [(1, json!("lost"))]);
    driver.authorise(Some(payload()));
    driver.reply("c_init", json!({"code": 0}));
    driver.reply("login", json!({"code": 0}));
    let events: Vec<_> = driver.sent.iter().map(|(event, _)| event.as_str()).collect();
    assert_eq!(events, ["sync_check", SEND, SEND], "what waited goes out behind the sync_check");
    assert_eq!(driver.sent[1].1, sent, "with the same rid");
    driver.reply(SEND, json!({"code": 0, "msg_id": 2}));
    driver.reply(SEND, json!({"code": 0, "msg_id": 1}));
    driver.reply("sync_check", json!({"code": 0}));
    assert_eq!(driver.changes, [json!({"state": "online", "previous": "reconnecting", "resumed": true})]);
    assert_eq!([driver.end(before), driver.end(during)], [(); 2].map(|()| Some((Outcome::Success, json!(0)))));
    driver.tick(MINUTE);
    assert_eq!(driver.disconnects(), 0);
}

#[test]
fn on_disconnect_is_for_gaps_that_outlast_the_grace_and_comes_once() {
    for (options, grace) in
        [(json!({"reconnect": true}), 30_000.0), (json!({"reconnect": true, "grace": 200_000}), 200_000.0)]
    {
        let mut driver = kept_with(options);
        driver.call_login();
        driver.comes_in();
        driver.input(Input::SocketClosed);
        driver.tick(grace - 1.0);
        assert_eq!(driver.disconnects(), 0);
        driver.tick(1.0);
        assert_eq!(driver.disconnects(), 1);
        driver.tick(10.0 * MINUTE);
        driver.reconnects();
        driver.comes_in();
        assert_eq!(driver.disconnects(), 1);
        driver.input(Input::SocketClosed);
        driver.tick(grace);
        assert_eq!(driver.disconnects(), 2, "the next gap is another");
    }
}

#[test]
fn two_minutes_without_anything_are_a_suspension_and_trying_goes_on() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    driver.tick(119_999.0);
    assert!(driver.states().iter().all(|state| state == "reconnecting"));
    driver.tick(1.0);
    assert_eq!(driver.states(), ["suspended"]);
    driver.tick(15.0 * MINUTE);
    driver.reconnects();
    driver.comes_in();
    assert_eq!(driver.changes.last().unwrap()["previous"], json!("suspended"));
}

#[test]
fn caught_up_is_who_was_told_all_that_the_server_had_to_tell() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.logs_in();
    driver.alive = false;
    driver.reply("sync_check", json!({"code": 0}));
    driver.push("sync_event", json!({"sync_key": 5, "events": [{"event_id": 1, "event_type": 10}]}));
    assert_eq!(driver.states(), ["reconnecting"]);
    driver.frame("3");
    assert!(driver.changes.is_empty(), "the events are told a little later");
    driver.tick(1_699.0);
    assert!(driver.changes.is_empty());
    driver.tick(1.0);
    assert_eq!(driver.told.last().unwrap().0, Listener::SyncEvent);
    assert_eq!(driver.states(), ["online"]);
}

#[test]
fn an_auth_that_throws_or_hangs_is_asked_again_with_back_off() {
    let mut driver = kept();
    let handle = driver.call_login();
    let mut asked = Vec::new();
    for attempt in 1..=8 {
        driver.reconnects();
        driver.connect();
        assert_eq!(driver.asked.last().unwrap().0, attempt);
        asked.push(driver.now.at.0);
        if attempt % 2 == 0 {
            driver.input(Input::Authorised { attempt: attempt - 1, payload: Some(payload().into()) });
            assert!(driver.sent.is_empty(), "nor is it one to the next question");
            driver.authorise(None);
        } else {
            let (attempt, _) = driver.asked.pop().unwrap();
            driver.tick(15_000.0);
            driver.input(Input::Authorised { attempt, payload: Some(payload().into()) });
            assert!(driver.sent.is_empty(), "an answer that is late is none");
        }
        assert!(!driver.socket);
    }
    let gaps: Vec<_> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps[1] < 6_000.0 && gaps.iter().all(|gap| *gap < 76_000.0), "{gaps:?}");
    driver.reconnects();
    driver.comes_in();
    assert_eq!(driver.end(handle), Some((Outcome::Success, json!(0))));
}

/// An old page's recipe, which calls both in `onDisconnect`.
#[test]
fn who_logs_in_again_is_in_already() {
    let mut driver = kept();
    driver.call_login();
    driver.comes_in();
    let (init, _) = driver.call("init", payload()).unwrap();
    driver.reply("c_init", json!({"code": 0}));
    let again = driver.call_login();
    let ends = [init, again].map(|handle| driver.end(handle));
    assert_eq!(ends, [0, 0].map(|code| Some((Outcome::Success, json!(code)))));
    assert!(driver.sent.is_empty() && driver.socket, "the server hears nothing of it");

    for (username, password) in [("alice", "changed"), ("carl", "p2")] {
        let other = driver.call("login", json!({"username": username, "password": password})).unwrap().0;
        assert!(!driver.socket, "it takes another connection");
        driver.reconnects();
        driver.comes_in();
        assert_eq!(driver.end(other), Some((Outcome::Success, json!(0))));
    }
}

#[test]
fn an_auth_that_answers_nonsense_is_the_end_and_says_which_field() {
    let lacking = json!({"appkey": "k", "random_str": "r", "timestamp": 1});
    let odd = json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": ["s"]});
    for (answer, field) in
        [(lacking, "signature"), (odd, "signature"), (json!(null), "appkey"), (json!("text"), "appkey")]
    {
        let mut driver = kept();
        let handle = driver.call_login();
        driver.connect();
        driver.authorise(Some(answer));
        let change = driver.changes.last().unwrap();
        assert_eq!((&change["state"], &change["reason"]["code"]), (&json!("failed"), &json!(880002)));
        assert!(change["reason"]["message"].as_str().unwrap().contains(field), "{change}");
        assert_eq!(driver.logs.iter().filter(|line| line.starts_with("complained")).count(), 1);
        assert_eq!(driver.end(handle), Some((Outcome::Fail, json!(880002))));
        driver.input(Input::SocketClosed);
        driver.reconnects();
        driver.connect();
        assert!(driver.asked.is_empty(), "nothing is tried any more");
        driver.changes.clear();
        driver.call_login();
        assert_eq!(driver.states(), ["connecting"]);
        assert_eq!(driver.asked.len(), 1, "until the page logs in again");
    }
}

#[test]
fn what_the_server_refuses_for_good_is_the_end() {
    for (event, code) in
        [("c_init", 880_101), ("c_init", 880_102), ("login", 880_103), ("login", 880_104), ("login", 880_111)]
    {
        let mut driver = online();
        driver.input(Input::SocketClosed);
        driver.reconnects();
        driver.changes.clear();
        let waits = driver.says("x");
        driver.connect();
        driver.authorise(Some(payload()));
        if event == "login" {
            driver.reply("c_init", json!({"code": 0}));
        }
        driver.reply(event, json!({"code": code, "message": "no"}));
        let change = json!({"state": "failed", "previous": "reconnecting", "reason": {"code": code, "message": "no"}});
        assert_eq!(driver.changes, [change]);
        assert!(driver.call("sendSingleMsg", json!({"target_username": "bob", "content": "x"})).is_err());
        assert_eq!(driver.end(waits), None, "it waits for the same user's return");
        driver.changes.clear();
        driver.tick(10.0 * MINUTE);
        assert_eq!(driver.states(), Vec::<String>::new());
    }
}

#[test]
fn a_signature_that_expired_is_replaced_at_once_and_then_with_back_off() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.connect();
    driver.authorise(Some(payload()));
    driver.reply("c_init", json!({"code": 880_106}));
    assert_eq!(driver.asked, [(2, json!("expired"))]);
    driver.authorise(Some(payload()));
    driver.reply("c_init", json!({"code": 880_106}));
    assert!(!driver.socket && driver.asked.is_empty());
    driver.reconnects();
    driver.connect();
    assert_eq!(driver.asked, [(3, json!("expired"))]);
}

#[test]
fn other_refusals_are_waited_out() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.connect();
    driver.authorise(Some(payload()));
    driver.reply("c_init", json!({"code": 0}));
    driver.changes.clear();
    driver.reply("login", json!({"code": 882_001, "message": "busy"}));
    let change = &driver.changes[0];
    assert_eq!((&change["state"], &change["reason"]["code"]), (&json!("reconnecting"), &json!(882_001)));
    driver.reconnects();
    driver.comes_in();
}

#[test]
fn a_way_in_that_leads_nowhere_is_begun_anew() {
    for step in ["c_init", "login", "sync_check"] {
        let mut driver = kept();
        driver.call_login();
        driver.connect();
        driver.authorise(Some(payload()));
        for done in ["c_init", "login", "sync_check"].into_iter().take_while(|done| *done != step) {
            driver.reply(done, json!({"code": 0}));
        }
        let (_, request) = driver.sent.last().cloned().unwrap();
        driver.push("ack", json!({"rid": request["rid"]}));
        driver.tick(31_000.0);
        driver.sent.clear();
        driver.reconnects();
        driver.comes_in();
    }
}

#[test]
fn without_auth_the_last_init_is_used_again() {
    let mut driver = Driver::made(CONFIG, |client| client.keep_session(Plan::default()));
    driver.connect();
    assert_eq!(driver.call("login", json!({"username": "alice", "password": "p"})).unwrap_err().0, Guard::Init);
    driver
        .call("init", json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s", "flag": 1}))
        .unwrap();
    driver.reply("c_init", json!({"code": 0}));
    driver.call_login();
    driver.reply("login", json!({"code": 0}));
    driver.reply("sync_check", json!({"code": 0}));
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.connect();
    assert_eq!(driver.sent.last().unwrap().1["flag"], json!(1));
    driver.reply("c_init", json!({"code": 880_106}));
    assert_eq!(driver.client.connection(), State::Failed, "nobody can make another signature");
}

#[test]
fn who_is_kicked_stays_out_until_the_page_logs_in() {
    let mut driver = online();
    let waits = driver.says("x");
    driver.push("event_notification", json!({"event_id": 1, "event_type": 1}));
    assert_eq!(driver.states(), ["kicked"]);
    assert_eq!(driver.end(waits), Some((Outcome::Fail, json!(889_001))));
    driver.connect();
    driver.tick(10.0 * MINUTE);
    assert!(driver.asked.is_empty() && driver.changes.is_empty());
    let register = driver.call("register", json!({"username": "carl", "password": "p"}));
    assert_eq!(register.unwrap_err(), MustFirst(Guard::Init), "it would wait for ever");
    driver.call_login();
    driver.authorise(Some(payload()));
    driver.reply("c_init", json!({"code": 0}));
    driver.reply("login", json!({"code": 0}));
    driver.reply("sync_check", json!({"code": 0}));
    assert_eq!(driver.states(), ["connecting", "online"]);
}

#[test]
fn a_changed_password_is_a_failure() {
    let mut driver = online();
    driver.push("event_notification", json!({"event_id": 1, "event_type": 2}));
    assert_eq!(driver.changes[0]["reason"]["code"], json!(880_104));
    assert_eq!(driver.states(), ["failed"]);
}

#[test]
fn login_out_ends_what_was_kept_in_whatever_state() {
    for lost in [false, true] {
        let mut driver = online();
        if lost {
            driver.input(Input::SocketClosed);
        }
        let waits = driver.says("x");
        driver.changes.clear();
        driver.call("loginOut", Value::Null).unwrap();
        assert_eq!(driver.end(waits), Some((Outcome::Fail, json!(889_001))));
        driver.connect();
        assert_eq!(driver.states(), ["connecting", "connected"]);
        driver.authorise(Some(payload()));
        driver.reply("c_init", json!({"code": 0}));
        driver.tick(10.0 * MINUTE);
        assert!(!driver.sent.iter().any(|(event, _)| event == "login"));
        assert_eq!(driver.disconnects(), 0);
    }
}

#[test]
fn a_registration_that_waits_ends_with_a_session_that_fails() {
    for (answer, code) in [(json!({}), 880_002), (payload(), 880_101)] {
        let mut driver = kept();
        let (handle, _) = driver.call("register", json!({"username": "alice", "password": "p"})).unwrap();
        driver.connect();
        driver.authorise(Some(answer));
        if code == 880_101 {
            driver.reply("c_init", json!({"code": code}));
        }
        assert_eq!(driver.end(handle), Some((Outcome::Fail, json!(code))));
    }
}

#[test]
fn login_out_ends_what_waits_for_a_session_that_failed() {
    let mut driver = online();
    driver.input(Input::SocketClosed);
    let waits = driver.says("x");
    driver.reconnects();
    driver.connect();
    driver.authorise(Some(payload()));
    driver.reply("c_init", json!({"code": 880_101}));
    assert_eq!((driver.client.connection(), driver.end(waits)), (State::Failed, None));
    driver.call("loginOut", Value::Null).unwrap();
    assert_eq!(driver.end(waits), Some((Outcome::Fail, json!(889_001))));
    assert_eq!((driver.client.connection(), driver.client.account().is_none()), (State::Failed, true));
}

#[test]
fn a_login_that_waits_is_answered_whatever_ends_it() {
    type End = fn(&mut Driver);
    let ends: [(&str, End); 3] = [
        ("closed", |driver| {
            driver.client.close(driver.now);
            driver.drain();
        }),
        ("loginOut", |driver| assert_eq!(driver.call("loginOut", Value::Null).unwrap().1, Answer::Nothing)),
        ("another login", |driver| {
            driver.call_login();
        }),
    ];
    for (what, end) in ends {
        let mut driver = kept();
        let handle = driver.call_login();
        end(&mut driver);
        assert_eq!(driver.end(handle), Some((Outcome::Fail, json!(889_001))), "{what}");
    }
}

#[test]
fn what_was_missed_and_is_told_twice_is_heard_once() {
    let missed = |times: &[u32]| {
        let message = |time: &u32| json!({"msg_id": time, "msg_type": 3, "ctime_ms": time, "content": {"from_id": "bob", "from_appkey": "k"}});
        let msgs: Vec<_> = times.iter().map(message).collect();
        let item = json!({"msg_type": 3, "from_username": "bob", "from_appkey": "k", "unsync_count": times.len(), "msgs": msgs});
        json!({"sync_key": 1, "messages": [item]})
    };
    let mut driver = kept();
    driver.call_login();
    driver.logs_in();
    driver.push("sync_conversation", missed(&[1]));
    driver.push("sync_conversation", missed(&[1, 2]));
    let ids = |told: &Value| {
        told[0]["msgs"].as_array().unwrap().iter().map(|each| each["msg_id"].clone()).collect::<Vec<_>>()
    };
    let told = driver.told.iter().filter(|(listener, _)| *listener == Listener::SyncConversation);
    assert_eq!(told.map(|(_, data)| ids(data)).collect::<Vec<_>>(), [[1], [2]]);
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(2));
}

#[test]
fn what_comes_live_before_what_was_missed_is_told_behind_it() {
    let message = |time: u32| json!({"messages": [{"msg_id": time, "msg_type": 3, "ctime_ms": time, "content": {"from_id": "bob", "from_appkey": "k"}}]});
    let mut driver = kept();
    driver.call_login();
    driver.comes_in();
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.alive = false;
    driver.logs_in();
    driver.push("msg_sync", message(2));
    driver.reply("sync_check", json!({"code": 0}));
    let item = json!({"msg_type": 3, "from_username": "bob", "from_appkey": "k", "unsync_count": 1, "msgs": message(1)["messages"]});
    driver.push("sync_conversation", json!({"sync_key": 1, "messages": [item]}));
    let told = |driver: &Driver| driver.told.iter().map(|(listener, _)| *listener).collect::<Vec<_>>();
    assert_eq!(told(&driver), [Listener::SyncConversation]);
    driver.frame("3");
    assert_eq!(told(&driver), [Listener::SyncConversation, Listener::MsgReceive]);
    assert_eq!(driver.call("getUnreadMsgCnt", json!({"username": "bob"})).unwrap().1, Answer::Count(2));
    // What the next connection has to say again is not told for the last one.
    driver.input(Input::SocketClosed);
    driver.reconnects();
    driver.logs_in();
    driver.push("msg_sync", message(3));
    driver.told.clear();
    driver.input(Input::SocketClosed);
    assert!(!told(&driver).contains(&Listener::MsgReceive));
}
