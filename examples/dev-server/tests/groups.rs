//! Groups: ranks, silence, joining, leaving.

mod support;

use serde_json::{json, Value};
use support::*;

fn roles(list: &Value) -> Vec<(&str, i64)> {
    let members = list["member_list"].as_array().unwrap().iter();
    members.map(|one| (one["username"].as_str().unwrap(), one["flag"].as_i64().unwrap())).collect()
}

#[tokio::test]
async fn a_group_is_made_described_and_left() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let created = json!({ "group_name": "g", "group_description": "d" });
    let reply = alice.ok("create_group", created).await;
    let gid = &reply["gid"];
    assert_eq!(alice.notification(8).await["gid"], *gid);
    let members = json!({ "gid": gid.to_string(), "member_usernames": names(&["bob"]) });
    alice.ok("add_across_group_member", members.clone()).await;
    assert_eq!(alice.code("add_across_group_member", members).await, 880610);

    let list = bob.ok("get_group_members", json!({ "gid": gid })).await;
    assert_eq!(roles(&list), [("alice", 1), ("bob", 0)]);
    assert_eq!(list["member_list"][0]["keep_silence"], false);
    let change = json!({ "gid": gid, "group_name": "new" });
    assert_eq!(bob.code("update_group_info", change.clone()).await, 880614);
    alice.ok("update_group_info", change).await;
    assert_eq!(bob.notification(12).await["group_name"], "new");
    let info = bob.ok("get_group_info", json!({ "gid": gid })).await;
    assert_eq!(info["group_info"]["name"], "new");
    assert_eq!(info["group_info"]["desc"], "d");

    alice.ok("exit_group", json!({ "gid": gid })).await;
    let left = bob.notification(9).await;
    assert_eq!(left["from_username"], "alice");
    assert_eq!(left["new_owner"]["username"], "bob");
    assert_eq!(alice.notification(9).await["gid"], *gid);
    bob.ok("exit_group", json!({ "gid": gid })).await;
    assert_eq!(bob.code("get_group_info", json!({ "gid": gid })).await, 880204);
}

#[tokio::test]
async fn the_owner_ranks_removes_and_dissolves() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut carl = server.user("carl").await;
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("g", &["bob", "carl"]).await;
    let of = |names: &[&str]| json!({ "gid": gid, "member_usernames": support::names(names) });

    assert_eq!(bob.code("add_group_keeper", of(&["bob"])).await, 881701);
    alice.ok("add_group_keeper", of(&["bob"])).await;
    assert_eq!(carl.notification(80).await["extra"], 1);
    assert_eq!(bob.code("del_across_group_member", of(&["alice"])).await, 880705);
    assert_eq!(carl.code("del_across_group_member", of(&["bob"])).await, 880704);
    bob.ok("del_across_group_member", of(&["carl"])).await;
    let removed = carl.notification(11).await;
    assert_eq!(removed["to_usernames"][0]["username"], "carl");

    let target = json!({ "gid": gid, "target_username": "bob" });
    alice.ok("change_group_admin", target.clone()).await;
    assert_eq!(bob.notification(82).await["to_usernames"][0]["username"], "bob");
    assert_eq!(alice.code("dissolve_group", json!({ "gid": gid })).await, 881701);
    bob.ok("dissolve_group", json!({ "gid": gid })).await;
    let dissolved = alice.notification(9).await;
    assert_eq!(dissolved["extra"], 69);
    assert_eq!(dissolved["from_username"], "");
    assert_eq!(alice.code("send_group_msg", group(gid, "?")).await, 880204);
}

#[tokio::test]
async fn the_silenced_do_not_speak() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("g", &["bob"]).await;
    let mut silence = json!({ "gid": gid, "target_username": "bob", "keep_silence": true });
    assert_eq!(bob.code("group_mem_silence", silence.clone()).await, 880614);
    alice.ok("group_mem_silence", silence.clone()).await;
    assert_eq!(bob.notification(65).await["extra"], 1);
    assert_eq!(bob.code("send_group_msg", group(gid, "mm")).await, 880212);
    silence["keep_silence"] = json!(false);
    alice.ok("group_mem_silence", silence).await;
    assert_eq!(bob.notification(65).await["extra"], 2);
    bob.say_to_group(gid, "ah").await;
}

#[tokio::test]
async fn public_groups_are_joined_by_request() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut carl = server.user("carl").await;
    let mut alice = server.user("alice").await;
    let private = alice.group_with("private", &[]).await;
    let public = json!({ "group_name": "public", "is_limit": true });
    let gid = alice.ok("create_group", public).await["gid"].clone();
    let list = bob.ok("public_group_list", json!({ "start": 0 })).await;
    assert_eq!(list["result"]["total"], 1);
    assert_eq!(list["result"]["groups"][0]["gid"], gid);
    assert_eq!(list["result"]["groups"][0]["flag"], 2);

    assert_eq!(bob.code("apply_join_group", json!({ "gid": private })).await, 880611);
    let apply = json!({ "gid": gid, "reason": "please" });
    bob.ok("apply_join_group", apply.clone()).await;
    let request = alice.notification(56).await;
    assert_eq!((&request["extra"], &request["description"]), (&json!(59), &json!("please")));
    let mut answer = json!({
        "gid": gid, "event_id": request["event_id"], "from_username": "bob",
        "target_username": "bob", "result": 1, "reason": "no",
    });
    alice.ok("admin_add_group_member", answer.clone()).await;
    let refused = bob.notification(57).await;
    assert_eq!(refused["description"], "no");
    assert_eq!(alice.notification(58).await["from_eventid"], request["event_id"]);
    assert_eq!(alice.code("admin_add_group_member", answer.clone()).await, 880612);

    bob.ok("apply_join_group", apply.clone()).await;
    answer["event_id"] = alice.notification(56).await["event_id"].clone();
    answer["result"] = json!(0);
    alice.ok("admin_add_group_member", answer).await;
    assert_eq!(bob.notification(10).await["gid"], gid);
    assert_eq!(bob.code("apply_join_group", apply).await, 880610);

    // A member who doesn't lead can only propose.
    let proposal = json!({ "gid": gid, "member_usernames": names(&["carl"]) });
    bob.ok("add_across_group_member", proposal).await;
    let request = alice.notification(56).await;
    assert_eq!(request["extra"], 10);
    assert_eq!(request["to_usernames"][0]["username"], "carl");
    let answer = json!({
        "gid": gid, "event_id": request["event_id"], "from_username": "bob",
        "target_username": "carl", "result": 0,
    });
    alice.ok("admin_add_group_member", answer).await;
    assert_eq!(carl.notification(10).await["gid"], gid);
}

#[tokio::test]
async fn events_missed_while_away_are_synced_once() {
    let server = Server::start(&[]);
    server.user("bob").await.leave().await;
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("g", &["bob"]).await;
    let mut bob = server.user("bob").await;
    let sync = bob.event("sync_event").await;
    assert_eq!(sync["rid"], sync["sync_key"]);
    assert_eq!(sync["events"][0]["event_type"], 10);
    assert_eq!(sync["events"][0]["gid"], gid);
    bob.ok("sync_event_ack", json!({ "sync_key": sync["sync_key"] })).await;
    let mut bob = server.user("bob").await;
    assert!(bob.arrived("sync_event").await.is_empty());
}
