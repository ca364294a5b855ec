//! Signing, init, login, being kicked, and requests that are sent twice.

mod support;

use md5::{Digest, Md5};
use serde_json::json;
use support::*;

#[tokio::test]
async fn init_wants_a_known_app_and_a_fresh_signature() {
    let server = Server::start(&[]);
    let mut client = server.connect().await;
    let good = server.auth(APPKEY).await;

    let mut unknown = good.clone();
    unknown["appkey"] = json!("nobody");
    assert_eq!(client.code("c_init", unknown).await, 880101);
    let mut forged = good.clone();
    forged["random_str"] = json!("another random text of length");
    assert_eq!(client.code("c_init", forged.clone()).await, 880102);
    assert_eq!(client.code("c_init", json!({})).await, 880002);
    for (length, code) in [(19, 880003), (20, 880102), (36, 880102), (37, 880003)] {
        forged["random_str"] = json!("随".repeat(length));
        assert_eq!(client.code("c_init", forged.clone()).await, code, "{length} characters");
    }
    // Signed rightly, but long ago.
    let text = format!("appkey={APPKEY}&timestamp=1467967210887&random_str=just-twenty-letters!&key=dev-secret");
    let signature: String = Md5::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let old = json!({
        "appkey": APPKEY, "random_str": "just-twenty-letters!", "timestamp": "1467967210887", "signature": signature,
    });
    assert_eq!(client.code("c_init", old).await, 880106);

    let mut shouted = good.clone();
    shouted["signature"] = json!(good["signature"].as_str().unwrap().to_uppercase());
    shouted["timestamp"] = json!(good["timestamp"].to_string());
    assert_eq!(client.code("c_init", shouted).await, 0);
}

#[tokio::test]
async fn login_follows_init_and_register() {
    let server = Server::start(&[]);
    let mut client = server.connect().await;
    let login = json!({ "username": "alice", "password": password("alice") });
    assert_eq!(client.code("login", login.clone()).await, 882004);
    assert_eq!(client.code("get_friend_list", json!({})).await, 882004);

    client.ok("c_init", server.auth(APPKEY).await).await;
    assert_eq!(client.code("login", login.clone()).await, 880103);
    assert_eq!(client.register("alice").await, 0);
    let mut wrong = login.clone();
    wrong["password"] = json!("wrong");
    assert_eq!(client.code("login", wrong).await, 880104);

    let reply = client.ok("login", login).await;
    assert_eq!(reply["username"], "alice");
    assert!(reply["uid"].as_i64().unwrap() >= 10_000_000);
    assert_eq!(reply["online_list"], json!([]));

    let again = json!({ "username": "alice", "password": password("alice") });
    assert_eq!(client.code("login", again).await, 880107);
    assert_eq!(client.register("bob").await, 880006);

    let mut other = server.init(APPKEY, "j", 0).await;
    let again = json!({ "username": "alice", "password": "x" });
    let refusal = other.request("register", again).await;
    assert_eq!(refusal["code"], 882002);
    assert_eq!(refusal["message"], "user exist");
}

#[tokio::test]
async fn a_second_login_kicks_the_first_of_the_same_platform() {
    let server = Server::start(&[]);
    let mut first = server.user("alice").await;
    let mut phone = server.device("alice", "a").await;
    let mut second = server.init(APPKEY, "j", 0).await;
    let reply = second.login("alice").await;
    let list = reply["online_list"].as_array().unwrap();
    let of = |platform: &str| list.iter().find(|device| device["platform"] == platform);
    assert_eq!(of("android").unwrap()["flag"], false);
    assert_eq!(of("android").unwrap()["isOnline"], true);
    assert_eq!(of("web").unwrap()["flag"], true);

    let kicked = first.notification(1).await;
    assert_eq!(kicked["extra"], 0);
    let answer = json!({
        "event_id": kicked["event_id"], "event_type": 1, "from_uid": kicked["from_uid"],
        "gid": kicked["gid"],
    });
    first.send("event_notification", answer).await;
    assert!(first.is_ended().await);
    assert!(phone.arrived("event_notification").await.is_empty());
}

#[tokio::test]
async fn one_who_does_not_answer_the_kick_is_closed_all_the_same() {
    let server = Server::start(&[]);
    let mut first = server.user("alice").await;
    let _second = server.user("alice").await;
    assert!(first.is_ended().await);
}

#[tokio::test]
async fn a_repeated_request_is_answered_again_and_done_once() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let mut payload = single("bob", "once");
    payload["rid"] = json!(4711);
    let frame = format!("42{}", json!(["s_across_single_text", payload]));
    alice.raw(&frame).await;
    let first = alice.event("s_single_text").await;
    alice.raw(&frame).await;
    assert_eq!(alice.event("s_single_text").await, first);

    // Also on the user's next connection.
    let mut again = server.user("alice").await;
    again.raw(&frame).await;
    assert_eq!(again.event("s_single_text").await, first);
    assert_eq!(bob.arrived("msg_sync").await.len(), 1);
}

#[tokio::test]
async fn a_repeated_request_is_done_once_over_a_restart() {
    let db = Database::new();
    let mut payload = single("alice", "once");
    payload["rid"] = json!(4711);
    let frame = format!("42{}", json!(["s_across_single_text", payload]));
    let mut first = None;
    for _ in 0..2 {
        let server = Server::start(&["--db", db.path()]);
        let mut alice = server.user("alice").await;
        alice.raw(&frame).await;
        let reply = alice.event("s_single_text").await;
        assert_eq!(reply["code"], 0, "{reply}");
        assert_eq!(*first.get_or_insert_with(|| reply.clone()), reply);
    }
    // Another request of the same rid is another request.
    let server = Server::start(&["--db", db.path()]);
    let mut alice = server.user("alice").await;
    alice.raw(&frame.replace("once", "twice")).await;
    assert_ne!(alice.event("s_single_text").await["msg_id"], first.unwrap()["msg_id"]);
}

#[tokio::test]
async fn an_old_answer_is_not_given_again() {
    let db = Database::new();
    let server = Server::start(&["--db", db.path()]);
    let mut alice = server.user("alice").await;
    let mut payload = single("alice", "every day");
    payload["rid"] = json!(4711);
    let frame = format!("42{}", json!(["s_across_single_text", payload]));
    alice.raw(&frame).await;
    let today = alice.event("s_single_text").await;
    let sqlite = rusqlite::Connection::open(db.path()).unwrap();
    sqlite.execute("UPDATE answers SET time = time - 24 * 60 * 60 * 1000", []).unwrap();
    alice.raw(&frame).await;
    assert_ne!(alice.event("s_single_text").await["msg_id"], today["msg_id"]);
}

#[tokio::test]
async fn nonsense_does_not_end_the_connection() {
    let server = Server::start(&[]);
    let mut alice = server.user("alice").await;
    alice.raw("42[\"no_such_event\",{\"rid\":7}]").await;
    assert_eq!(alice.event("no_such_event").await["code"], 882003);
    alice.raw("42[\"send_group_msg\",\"text\"]").await;
    alice.raw("42[\"send_group_msg\",{\"rid\":[]}]").await;
    alice.raw("42[\"send_group_msg\"]").await;
    assert_eq!(alice.code("send_group_msg", json!({})).await, 880002);
}
