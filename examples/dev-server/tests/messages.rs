//! Single and group messages, live and to those who were away.

mod support;

use serde_json::json;
use support::*;

#[tokio::test]
async fn a_message_arrives_live_with_all_its_fields() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let mut payload = single("bob", "Hi 😀");
    payload["custom_notification"] = json!({ "enabled": true, "title": "t", "alert": "a" });
    let sent = alice.ok("s_across_single_text", payload).await;
    assert!(sent["msg_id"].as_i64().unwrap() > 10_000_000);

    let push = bob.event("msg_sync").await;
    assert_eq!(push["rid"], sent["msg_id"]);
    assert_eq!(push["event"], "msg_sync");
    let message = &push["messages"][0];
    assert_eq!(message["msg_id"], sent["msg_id"]);
    assert_eq!(message["ctime_ms"], sent["ctime_ms"]);
    assert_eq!(message["msg_type"], 3);
    assert_eq!(message["from_gid"], 0);
    assert_eq!(message["msg_level"], 0);
    assert_eq!(message["custom_notification"]["title"], "t");
    assert_eq!(text_of(message), "Hi 😀");
    // Whom a message is from is the server's to say.
    assert_eq!(message["content"]["from_id"], "alice");
    assert_eq!(message["content"]["from_appkey"], APPKEY);
    assert_eq!(alice.arrived("msg_sync").await.len(), 0);
}

#[tokio::test]
async fn those_away_get_it_once_they_are_back() {
    let server = Server::start(&[]);
    server.user("bob").await.leave().await;
    let mut alice = server.user("alice").await;
    alice.say("bob", "one").await;
    let last = alice.say("bob", "two").await;
    let mut bob = server.user("bob").await;
    let sync = bob.event("sync_conversation").await;
    assert_eq!(sync["sync_key"], last["ctime_ms"]);
    assert_eq!(sync["rid"], sync["sync_key"]);
    let conversation = &sync["messages"][0];
    assert_eq!(conversation["from_username"], "alice");
    assert_eq!(conversation["unsync_count"], 2);
    let texts: Vec<_> = conversation["msgs"].as_array().unwrap().iter().map(text_of).collect();
    assert_eq!(texts, ["one", "two"]);
    // Not twice on one connection, but again on the next as long as it is unconfirmed.
    bob.sync().await;
    assert!(bob.arrived("sync_conversation").await.is_empty());
    let mut bob = server.user("bob").await;
    let sync = bob.event("sync_conversation").await;
    let ack = json!({ "sync_key": sync["sync_key"] });
    bob.ok("sync_conversation_ack", ack).await;
    let mut bob = server.user("bob").await;
    assert!(bob.arrived("sync_conversation").await.is_empty());
}

#[tokio::test]
async fn what_was_pushed_and_not_confirmed_comes_again() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    alice.say("bob", "confirmed").await;
    let message = bob.event("msg_sync").await["messages"][0].clone();
    let receipt = json!({
        "msg_id": message["msg_id"], "msg_type": 3, "from_uid": message["from_uid"],
        "from_gid": 0,
    });
    bob.ok("msg_recv_v2", receipt).await;
    alice.say("bob", "lost").await;
    let mut bob = server.user("bob").await;
    let sync = bob.event("sync_conversation").await;
    let messages = sync["messages"][0]["msgs"].as_array().unwrap();
    assert_eq!(messages.len(), 1);
    assert_eq!(text_of(&messages[0]), "lost");
}

#[tokio::test]
async fn a_message_that_is_not_to_be_kept_is_not() {
    let server = Server::start(&[]);
    server.user("bob").await.leave().await;
    let mut alice = server.user("alice").await;
    let mut payload = single("bob", "now or never");
    payload["no_offline"] = json!(true);
    alice.ok("s_across_single_text", payload).await;
    let mut bob = server.user("bob").await;
    assert!(bob.arrived("sync_conversation").await.is_empty());
}

#[tokio::test]
async fn ones_other_devices_hear_what_one_says_and_reads() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let mut phone = server.device("alice", "a").await;
    alice.say("bob", "from the web").await;
    let push = phone.event("msg_sync").await;
    assert_eq!(push["messages"][0]["content"]["target_id"], "bob");

    bob.say("alice", "hello").await;
    phone.event("msg_sync").await;
    let read = json!({ "username": "bob", "appkey": APPKEY, "type": 3 });
    alice.ok("unread_single_count", read).await;
    let event = phone.notification(200).await;
    assert_eq!(event["description"]["username"], "bob");
    assert_eq!(event["description"]["type"], 3);
    assert!(alice.arrived("event_notification").await.is_empty());
}

#[tokio::test]
async fn a_group_hears_its_members() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    server.user("carl").await.leave().await;
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("friends", &["bob", "carl"]).await;
    assert_eq!(bob.notification(10).await["gid"], gid);

    let mut payload = group(gid, "@bob hello");
    payload["users"] = names(&["bob"]);
    let sent = alice.ok("send_group_msg", payload).await;
    assert_eq!(sent["target_gid"], gid);
    let push = bob.event("msg_sync").await;
    assert_eq!(push["messages"][0]["from_gid"], gid);
    assert_eq!(push["messages"][0]["users"], names(&["bob"]));

    let mut carl = server.user("carl").await;
    let sync = carl.event("sync_conversation").await;
    assert_eq!(sync["messages"][0]["from_gid"], gid);
    assert_eq!(sync["messages"][0]["unsync_count"], 1);

    let mut dora = server.user("dora").await;
    assert_eq!(dora.code("send_group_msg", group(gid, "hi")).await, 880205);
    assert_eq!(dora.code("send_group_msg", group(1, "hi")).await, 880204);
    let list = bob.ok("get_groups_list", json!({})).await;
    assert_eq!(list["group_list"][0]["gid"], gid);
}

#[tokio::test]
async fn conversations_are_listed_oldest_first() {
    let server = Server::start(&[]);
    let _carl = server.user("carl").await;
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("g", &["bob"]).await;
    bob.say("carl", "1").await;
    alice.say_to_group(gid, "2").await;
    alice.say("bob", "3").await;
    bob.say("carl", "4").await;
    let list = bob.ok("get_conversations", json!({})).await;
    let list = list["conversations"].as_array().unwrap();
    let key_of = |index: usize| list[index]["key"].as_str().expect("text").to_owned();
    assert_eq!(key_of(0), gid.to_string());
    assert_eq!(list[0]["name"], "g");
    assert_eq!(list[1]["username"], "alice");
    assert_eq!(list[2]["username"], "carl");
    assert!(list[2]["mtime"].is_i64());
}

#[tokio::test]
async fn roaming_brings_the_history_and_the_unread_count() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    bob.say("alice", "mine").await;
    alice.say("bob", "read").await;
    let read = json!({ "username": "alice", "appkey": APPKEY, "type": 3 });
    bob.ok("unread_single_count", read).await;
    alice.say("bob", "unread").await;

    let mut bob = server.init(APPKEY, "j", 1).await;
    bob.login("bob").await;
    let payload = json!({ "sync_key": 0, "sync_type": 1, "sync_event_key": 0 });
    let reply = bob.ok("sync_check", payload).await;
    assert_eq!(reply["sync_type"], 1);
    let sync = bob.event("sync_conversation").await;
    let conversation = &sync["messages"][0];
    assert_eq!(conversation["msgs"].as_array().unwrap().len(), 3);
    assert_eq!(conversation["unsync_count"], 1);
}

#[tokio::test]
async fn a_single_conversation_is_named_in_every_spelling_that_pages_read() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    alice.ok("update_user_inf", json!({ "nickname": "爱丽丝" })).await;
    alice.say("bob", "hi").await;
    let list = bob.ok("get_conversations", json!({})).await;
    let conversation = &list["conversations"][0];
    assert_eq!((&conversation["name"], &conversation["username"]), (&json!("alice"), &json!("alice")));
    assert_eq!((&conversation["nickname"], &conversation["nickName"]), (&json!("爱丽丝"), &json!("爱丽丝")));
}

#[tokio::test]
async fn roaming_without_a_history_brings_an_empty_sync_once() {
    let server = Server::start(&[]);
    let mut bob = server.init(APPKEY, "j", 1).await;
    bob.register("bob").await;
    bob.login("bob").await;
    let payload = json!({ "sync_key": 0, "sync_type": 1, "sync_event_key": 0 });
    bob.ok("sync_check", payload.clone()).await;
    let sync = bob.event("sync_conversation").await;
    assert_eq!((&sync["messages"], &sync["sync_key"], &sync["rid"]), (&json!([]), &json!(0), &json!(0)));
    bob.ok("sync_conversation_ack", json!({ "sync_key": 0 })).await;
    bob.ok("sync_check", payload).await;
    assert!(bob.arrived("sync_conversation").await.is_empty());
}

#[tokio::test]
async fn messages_cross_apps() {
    let server = Server::start(&[]);
    let mut zoe = server.init(OTHER_APPKEY, "j", 0).await;
    zoe.register("zoe").await;
    zoe.login("zoe").await;
    let mut alice = server.user("alice").await;
    assert_eq!(alice.code("s_across_single_text", single("zoe", "hi")).await, 880203);
    let mut payload = single("zoe", "hi");
    payload["appkey"] = json!(OTHER_APPKEY);
    alice.ok("s_across_single_text", payload).await;
    let push = zoe.event("msg_sync").await;
    assert_eq!(push["messages"][0]["msg_level"], 1);
    assert_eq!(push["messages"][0]["content"]["from_appkey"], APPKEY);
}

#[tokio::test]
async fn a_text_of_64_kb_is_refused() {
    let server = Server::start(&[]);
    let _bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let long = single("bob", &"x".repeat(64 * 1024));
    assert_eq!(alice.code("s_across_single_text", long).await, 880206);
}
