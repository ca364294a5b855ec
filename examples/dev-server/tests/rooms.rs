//! Chat rooms.

mod support;

use serde_json::{json, Value};
use support::*;

fn to_room(id: &Value, text: &str) -> Value {
    json!({
        "content": content("chatroom", &id.to_string(), text), "no_offline": false,
        "no_notification": false, "target_name": "", "target_gid": id.to_string(),
        "appkey": APPKEY,
    })
}

#[tokio::test]
async fn rooms_are_listed_entered_and_left() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let list = alice.ok("room_list", json!({ "start": 0 })).await["result"].clone();
    assert_eq!((&list["total"], &list["count"]), (&json!(5), &json!(5)));
    let rest = alice.ok("room_list", json!({ "start": 3 })).await["result"].clone();
    assert_eq!((&rest["total"], &rest["count"]), (&json!(5), &json!(2)));
    let id = list["rooms"][0]["id"].clone();

    assert_eq!(alice.code("send_room_msg", to_room(&id, "hi")).await, 881501);
    alice.ok("join_room", json!({ "id": id })).await;
    assert_eq!(alice.code("join_room", json!({ "id": id })).await, 881507);
    assert_eq!(alice.code("join_room", json!({ "id": 1 })).await, 881503);
    for n in 0..60 {
        alice.ok("send_room_msg", to_room(&id, &n.to_string())).await;
    }
    assert!(alice.arrived("room_msg_sync").await.is_empty());

    bob.ok("join_room", json!({ "id": id.to_string() })).await;
    let history = bob.event("room_msg_sync_his").await;
    let messages = history["messages"][0]["msgs"].as_array().unwrap();
    assert_eq!(messages.len(), 50);
    assert_eq!(text_of(&messages[49]), "59");
    let sent = alice.ok("send_room_msg", to_room(&id, "welcome")).await;
    assert_eq!(sent["room_id"], id);
    let push = bob.event("room_msg_sync").await;
    assert_eq!((&push["room_id"], &push["msg_id"]), (&id, &sent["msg_id"]));
    assert_eq!(text_of(&push), "welcome");

    let info = bob.ok("room_info", json!({ "id": id })).await["info"].clone();
    assert_eq!(info["total_member_count"], 2);
    assert_eq!(bob.ok("room_list_self", json!({})).await["chat_rooms"][0]["id"], id);
    bob.ok("exit_room", json!({ "id": id })).await;
    assert_eq!(bob.code("exit_room", json!({ "id": id })).await, 881501);
}
