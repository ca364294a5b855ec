//! The fault switches, and latency.

mod support;

use serde_json::json;
use std::process::Command;
use std::time::{Duration, Instant};
use support::*;

#[tokio::test]
async fn without_the_flag_there_are_none() {
    let server = Server::start(&[]);
    let reply = reqwest::get(server.url("/faults")).await.unwrap();
    assert_eq!(reply.status(), 404);
}

#[tokio::test]
async fn requests_go_wrong_as_told() {
    let server = Server::start(&["--faults"]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let event = "s_across_single_text";

    server.faults(json!({ "event": event, "mode": "no_ack", "times": 1 })).await;
    server.faults(json!({ "event": event, "mode": "no_reply", "times": 1 })).await;
    let mut payload = single("bob", "once");
    payload["rid"] = json!(99);
    let frame = format!("42{}", json!([event, payload]));
    alice.raw(&frame).await;
    assert!(alice.arrived("s_single_text").await.is_empty());
    alice.raw(&frame).await;
    assert_eq!(alice.event_where("ack", |ack| ack["rid"] == 99).await["rid"], 99);
    assert_eq!(alice.reply(event, 99).await["code"], 0);
    assert_eq!(bob.arrived("msg_sync").await.len(), 1);

    let refusal = json!({
        "event": event, "mode": "error", "code": 880209, "message": "slow", "times": 1,
        "user": "alice",
    });
    server.faults(refusal).await;
    assert_eq!(alice.code(event, single("bob", "refused")).await, 880209);
    server.faults(json!({ "event": event, "mode": "duplicate", "times": 1 })).await;
    let rid = alice.send(event, single("bob", "twice")).await;
    for _ in 0..2 {
        alice.event_where("ack", |ack| ack["rid"] == rid).await;
        alice.reply(event, rid).await;
    }
    server.faults(json!({ "event": event, "mode": "delay", "ms": 50, "times": 1 })).await;
    let rid = alice.send(event, single("bob", "late")).await;
    alice.ok("get_friend_list", json!({})).await;
    alice.reply(event, rid).await;
    server.faults(json!({ "event": "msg_sync", "mode": "no_reply", "times": 1 })).await;
    let before = bob.arrived("msg_sync").await.len();
    alice.say("bob", "lost").await;
    assert_eq!(bob.arrived("msg_sync").await.len(), before);
}

#[tokio::test]
async fn faults_are_listed_and_cleared() {
    let server = Server::start(&["--faults"]);
    let listed = server.faults(json!({ "event": "login", "mode": "no_ack" })).await;
    assert_eq!(listed["faults"][0]["event"], "login");
    let http = reqwest::Client::new();
    http.delete(server.url("/faults")).send().await.unwrap();
    let list = reqwest::get(server.url("/faults")).await.unwrap();
    let list: serde_json::Value = list.json().await.unwrap();
    assert_eq!(list["faults"], json!([]));
    let nonsense = json!({ "event": "login", "mode": "explode" });
    let refused = http.post(server.url("/faults")).json(&nonsense).send().await.unwrap();
    assert!(refused.status().is_client_error());
}

#[tokio::test]
async fn connections_are_cut_and_held() {
    let server = Server::start(&["--faults"]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let cut = server.faults(json!({ "connections": "cut_fin", "user": "bob" })).await;
    assert_eq!(cut["connections"], 1);
    assert!(bob.is_ended().await);
    alice.ok("get_friend_list", json!({})).await;

    server.faults(json!({ "connections": "hold" })).await;
    let rid = alice.send("get_friend_list", json!({})).await;
    server.faults(json!({ "connections": "release" })).await;
    alice.reply("get_friend_list", rid).await;

    server.faults(json!({ "connections": "cut_reset", "user": "alice" })).await;
    assert!(alice.is_ended().await);
}

#[tokio::test]
async fn what_a_black_hole_swallowed_is_synced_later() {
    let server = Server::start(&["--faults"]);
    let _bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    server.faults(json!({ "connections": "black_hole", "user": "bob" })).await;
    alice.say("bob", "into the dark").await;
    alice.group_with("g", &["bob"]).await;
    let mut bob = server.user("bob").await;
    let sync = bob.event("sync_conversation").await;
    assert_eq!(text_of(&sync["messages"][0]["msgs"][0]), "into the dark");
    assert_eq!(bob.event("sync_event").await["events"][0]["event_type"], 10);
}

#[tokio::test]
async fn latency_delays_every_frame_and_keeps_their_order() {
    const LATENCY: Duration = Duration::from_millis(400);
    let server = Server::start(&["--latency", "400"]);
    let mut alice = server.user("alice").await;
    let asked = Instant::now();
    let mut rids = Vec::new();
    for _ in 0..50 {
        rids.push(alice.send("get_friend_list", json!({})).await);
    }
    for rid in rids {
        assert_eq!(alice.event("ack").await["rid"], rid);
        assert!(asked.elapsed() >= LATENCY);
        assert_eq!(alice.event("get_friend_list").await["rid"], rid);
    }
    assert!(asked.elapsed() < 25 * LATENCY, "frames are late together, not one after another");

    let help = Command::new(env!("CARGO_BIN_EXE_jmessage-dev-server")).arg("--help").output().unwrap();
    assert!(String::from_utf8(help.stdout).unwrap().contains("--latency <MS>"));
}

#[tokio::test]
async fn a_restart_forgets_sockets_and_keeps_the_data() {
    let server = Server::start(&["--faults"]);
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("g", &[]).await;
    server.faults(json!({ "restart": true })).await;
    assert!(alice.is_ended().await);
    let mut alice = server.user("alice").await;
    let list = alice.ok("get_groups_list", json!({})).await;
    assert_eq!(list["group_list"][0]["gid"], gid);
}
