//! Read receipts and retracted messages.

mod support;

use serde_json::{json, Value};
use support::*;

fn report(session: Value) -> Value {
    json!({ "sessions": [session] })
}

#[tokio::test]
async fn a_report_lowers_the_count_and_reaches_the_sender() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut phone = server.device("bob", "a").await;
    let _carl = server.user("carl").await;
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("g", &["bob", "carl"]).await;
    let mut payload = group(gid, "read this");
    payload["need_receipt"] = json!(true);
    let sent = alice.ok("send_group_msg", payload).await;
    assert_eq!(sent["unread_count"], 2);
    let msg_id = sent["msg_id"].clone();

    let session = json!({ "type": 4, "gid": gid, "msg_ids": [msg_id] });
    bob.ok("receipt_report", report(session.clone())).await;
    let change = alice.event("receipt_change").await;
    assert_eq!((&change["type"], &change["gid"]), (&json!(4), &json!(gid)));
    assert_eq!(change["receipt_msgs"][0]["msg_id"], msg_id);
    assert_eq!(change["receipt_msgs"][0]["unread_count"], 1);
    let elsewhere = phone.notification(201).await;
    assert_eq!(elsewhere["description"]["gid"], gid);
    assert_eq!(elsewhere["msg_ids"], json!([msg_id]));
    // A second report changes nothing.
    bob.ok("receipt_report", report(session)).await;
    assert!(alice.arrived("receipt_change").await.is_empty());

    let list = alice.ok("msg_unread_list", json!({ "msg_id": msg_id })).await;
    let list = &list["msg_unread_list"];
    assert_eq!(list["read_list"][0]["username"], "bob");
    assert_eq!(list["unread_list"][0]["username"], "carl");
}

#[tokio::test]
async fn a_sender_who_was_away_hears_it_later() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let mut payload = single("bob", "read this");
    payload["need_receipt"] = json!(true);
    let msg_id = alice.ok("s_across_single_text", payload).await["msg_id"].clone();
    alice.leave().await;
    let session = json!({ "type": 3, "username": "alice", "msg_ids": [msg_id] });
    let reply = bob.ok("receipt_report", report(session)).await;
    assert_eq!(reply["username"], "alice");
    let mut alice = server.user("alice").await;
    let sync = alice.event("sync_receipt").await;
    let receipt = &sync["receipts"][0];
    assert_eq!((&receipt["type"], &receipt["username"]), (&json!(3), &json!("bob")));
    assert_eq!(receipt["receipt_msgs"][0]["msg_id"], msg_id);
    assert_eq!(receipt["receipt_msgs"][0]["unread_count"], 0);
    alice.ok("sync_receipt_ack", json!({ "sync_key": sync["sync_key"] })).await;
    let mut alice = server.user("alice").await;
    assert!(alice.arrived("sync_receipt").await.is_empty());
}

#[tokio::test]
async fn a_message_is_taken_back_once_by_its_sender_in_time() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let sent = alice.say("bob", "oops").await;
    let which = json!({ "msg_id": sent["msg_id"] });
    assert_eq!(alice.code("msg_retract", json!({ "msg_id": 1 })).await, 881403);
    assert_eq!(bob.code("msg_retract", which.clone()).await, 881402);
    let reply = alice.ok("msg_retract", which.clone()).await;
    assert_eq!(reply["msg_id"], sent["msg_id"]);
    let event = bob.notification(55).await;
    assert_eq!(event["msg_ids"], json!([sent["msg_id"]]));
    assert_eq!(event["msgid_list"], event["msg_ids"]);
    assert_eq!((&event["from_gid"], &event["from_username"]), (&json!(0), &json!("alice")));
    assert_eq!(alice.code("msg_retract", which).await, 881404);

    let server = Server::start(&["--retract-seconds", "0"]);
    let _bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let sent = alice.say("bob", "for ever").await;
    assert_eq!(alice.code("msg_retract", json!({ "msg_id": sent["msg_id"] })).await, 881401);
}

#[tokio::test]
async fn one_who_was_away_never_sees_what_was_taken_back() {
    let server = Server::start(&[]);
    server.user("bob").await.leave().await;
    let mut alice = server.user("alice").await;
    let sent = alice.say("bob", "oops").await;
    alice.say("bob", "fine").await;
    alice.ok("msg_retract", json!({ "msg_id": sent["msg_id"] })).await;
    let mut bob = server.user("bob").await;
    let sync = bob.event("sync_conversation").await;
    assert_eq!(sync["messages"][0]["msgs"].as_array().unwrap().len(), 1);
    assert_eq!(sync["messages"][0]["unsync_count"], 1);
}
