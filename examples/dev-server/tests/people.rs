//! Profiles, passwords, friends, the black list, no-disturb, shields and transparent messages.

mod support;

use serde_json::{json, Value};
use support::*;

#[tokio::test]
async fn a_profile_is_kept_and_shown() {
    let server = Server::start(&[]);
    let mut client = server.init(APPKEY, "j", 0).await;
    let profile = json!({
        "username": "__proto__", "password": password("__proto__"), "nickname": "普罗托",
        "gender": 1, "address": "深圳", "extras": { "constructor": "x" },
    });
    client.ok("register", profile).await;
    client.login("__proto__").await;
    client.sync().await;
    let update = json!({ "signature": "hello", "gender": 2 });
    client.ok("update_user_inf", update).await;
    client.notification(40).await;
    assert_eq!(client.code("update_user_inf", json!({ "gender": 7 })).await, 880003);

    let mut alice = server.user("alice").await;
    let wanted = json!({ "username": "__proto__", "appkey": "" });
    let info = alice.ok("get_across_user_info", wanted).await["user_info"].clone();
    assert_eq!(info["nickname"], "普罗托");
    assert_eq!(info["signature"], "hello");
    assert_eq!(info["gender"], 2);
    assert_eq!(info["address"], "深圳");
    assert_eq!(info["extras"]["constructor"], "x");
    assert_eq!(info["region"], "");
    assert_eq!(alice.code("get_across_user_info", json!({ "username": "nobody" })).await, 882002);
}

/// A client that knows since when a profile is as it is takes only what is newer for news: the texts are the same
/// instants as the numbers, by China's clock.
#[tokio::test]
async fn date_texts_are_of_chinas_clock() {
    let sqlite = rusqlite::Connection::open_in_memory().unwrap();
    let seconds = |text: &Value| -> i64 {
        let zoned = format!("{}+08:00", text.as_str().expect("a text"));
        sqlite.query_row("SELECT unixepoch(?)", [zoned], |row| row.get(0)).expect("an instant")
    };
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("g", &["bob"]).await;
    alice.say("bob", "hi").await;
    let message = bob.event("msg_sync").await["messages"][0].clone();
    let changed = message["content"]["sui_mtime"].as_i64().expect("seconds");

    let list = bob.ok("get_conversations", json!({})).await;
    assert_eq!(seconds(&list["conversations"][0]["utime"]), changed);
    let info = bob.ok("get_across_user_info", json!({ "username": "alice" })).await;
    assert_eq!(seconds(&info["user_info"]["mtime"]), changed);
    let members = bob.ok("get_group_members", json!({ "gid": gid })).await;
    assert_eq!(seconds(&members["member_list"][0]["mtime"]), changed);

    let now = message["ctime"].as_i64().expect("seconds");
    let group = bob.ok("get_group_info", json!({ "gid": gid })).await["group_info"].clone();
    let room = bob.ok("room_info", json!({ "id": 1001 })).await["info"].clone();
    for text in [&group["ctime"], &group["mtime"], &room["ctime"]] {
        assert!((now - seconds(text)).abs() < 600, "{text}");
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let server = Server::start(&[]);
    let mut phone = server.device("alice", "a").await;
    let mut alice = server.user("alice").await;
    let wrong = json!({ "old_pwd": "wrong", "new_pwd": "new" });
    assert_eq!(alice.code("update_user_pwd", wrong).await, 880104);
    let right = json!({ "old_pwd": password("alice"), "new_pwd": "new" });
    alice.ok("update_user_pwd", right).await;
    phone.notification(2).await;
    assert!(phone.is_ended().await);
    let mut again = server.init(APPKEY, "j", 0).await;
    let login = json!({ "username": "alice", "password": "new" });
    again.ok("login", login).await;
}

#[tokio::test]
async fn friends_ask_and_answer() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut phone = server.device("bob", "a").await;
    let mut alice = server.user("alice").await;
    let ask = json!({ "target_name": "bob", "why": "hi", "from_type": 1 });
    let yes = json!({ "target_name": "alice", "why": "yes", "from_type": 2 });
    let no = json!({ "target_name": "alice", "why": "who?", "from_type": 2 });
    assert_eq!(bob.code("add_friend", yes.clone()).await, 881305);

    alice.ok("add_friend", ask.clone()).await;
    let invitation = bob.notification(5).await;
    assert_eq!((&invitation["extra"], &invitation["description"]), (&json!(1), &json!("hi")));
    assert_eq!(invitation["from_username"], "alice");
    bob.ok("add_friend", no).await;
    let refusal = alice.notification(5).await;
    assert_eq!((&refusal["extra"], &refusal["description"]), (&json!(2), &json!("who?")));
    assert_ne!(refusal["return_code"], 0);

    alice.ok("add_friend", ask.clone()).await;
    bob.ok("add_friend", yes).await;
    assert_eq!(alice.notification(5).await["return_code"], 0);
    alice.notification(7).await;
    // Who accepts knows it already.
    let told = bob.arrived("event_notification").await;
    assert!(told.iter().all(|event| event["event_type"] != 7), "{told:?}");
    assert_eq!(phone.notification(100).await["extra"], 5);
    assert_eq!(alice.code("add_friend", ask).await, 881302);

    let memo = json!({ "target_name": "alice", "memo_name": "A", "memo_others": "o" });
    bob.ok("update_friend_memo", memo).await;
    let change = phone.notification(100).await;
    assert_eq!(change["extra"], 7);
    let description = change["description"].as_str().expect("JSON as text");
    assert_eq!(description, r#"{"memo_name":"A","memo_others":"o"}"#);
    let list = bob.ok("get_friend_list", json!({})).await;
    assert_eq!(list["friend_list"][0]["username"], "alice");
    assert_eq!(list["friend_list"][0]["memo_name"], "A");
    assert!(list["friend_list"][0]["mtime"].is_i64());

    alice.ok("del_friend", json!({ "target_name": "bob" })).await;
    assert_eq!(bob.notification(6).await["from_username"], "alice");
    assert_eq!(alice.code("del_friend", json!({ "target_name": "bob" })).await, 881303);
}

#[tokio::test]
async fn the_black_list_blocks() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut phone = server.device("bob", "i").await;
    let mut alice = server.user("alice").await;
    let list = json!({ "member_usernames": names(&["alice"]) });
    bob.ok("add_black_list", list.clone()).await;
    bob.notification(38).await;
    assert_eq!(phone.notification(101).await["extra"], 1);
    assert_eq!(bob.code("add_black_list", list.clone()).await, 880904);
    let own = json!({ "member_usernames": names(&["bob"]) });
    assert_eq!(bob.code("add_black_list", own).await, 880903);
    let blacks = bob.ok("get_black_list", json!({ "version": 0 })).await;
    assert_eq!(blacks["black_list"][0]["username"], "alice");

    assert_eq!(alice.code("s_across_single_text", single("bob", "hi")).await, 880207);
    let trans = json!({ "target_username": "bob", "cmd": "typing" });
    assert_eq!(alice.code("trans_msg_single", trans).await, 880207);
    bob.say("alice", "but I may").await;
    bob.ok("del_black_list", list).await;
    alice.say("bob", "hi").await;
}

#[tokio::test]
async fn no_disturb_and_shields_are_kept() {
    let server = Server::start(&[]);
    let mut bob = server.user("bob").await;
    let mut alice = server.user("alice").await;
    let gid = alice.group_with("g", &["bob"]).await;
    let user = json!({ "target_name": "alice", "version": 0 });
    bob.ok("add_msg_no_disturb_single", user.clone()).await;
    assert_eq!(bob.code("add_msg_no_disturb_single", user.clone()).await, 881101);
    let group_arg = json!({ "gid": gid, "version": 0 });
    bob.ok("add_msg_no_disturb_group", group_arg.clone()).await;
    assert_eq!(bob.code("add_msg_no_disturb_group", group_arg.clone()).await, 881105);
    bob.ok("add_msg_no_disturb_global", json!({ "version": 0 })).await;
    assert_eq!(bob.code("add_msg_no_disturb_global", json!({ "version": 0 })).await, 881107);
    let all = bob.ok("no_disturb", json!({ "version": 0 })).await["no_disturb"].clone();
    assert_eq!(all["global"], 1);
    assert_eq!(all["users"][0]["username"], "alice");
    assert_eq!(all["groups"][0]["gid"], gid);
    bob.ok("delete_msg_no_disturb_single", user.clone()).await;
    assert_eq!(bob.code("delete_msg_no_disturb_single", user).await, 881102);
    bob.ok("delete_msg_no_disturb_group", group_arg.clone()).await;
    assert_eq!(bob.code("delete_msg_no_disturb_group", group_arg.clone()).await, 881106);
    bob.ok("delete_msg_no_disturb_global", json!({})).await;
    assert_eq!(bob.code("delete_msg_no_disturb_global", json!({})).await, 881108);

    bob.ok("add_msg_shield_group", group_arg.clone()).await;
    assert_eq!(bob.code("add_msg_shield_group", group_arg.clone()).await, 881203);
    let shields = bob.ok("list_shield_group", json!({})).await;
    assert_eq!(shields["groups"][0]["gid"], gid);
    alice.say_to_group(gid, "unheard").await;
    assert!(bob.arrived("msg_sync").await.is_empty());
    bob.ok("del_msg_shield_group", group_arg.clone()).await;
    assert_eq!(bob.code("del_msg_shield_group", group_arg).await, 881204);
    alice.say_to_group(gid, "heard").await;
    assert_eq!(text_of(&bob.event("msg_sync").await["messages"][0]), "heard");
}

#[tokio::test]
async fn transparent_messages_pass_by() {
    let server = Server::start(&[]);
    let mut phone = server.device("alice", "a").await;
    let mut alice = server.user("alice").await;
    let to_bob = json!({ "target_username": "bob", "cmd": "typing" });
    assert_eq!(alice.code("trans_msg_single", to_bob.clone()).await, 880203);
    let mut bob = server.user("bob").await;
    let gid = alice.group_with("g", &["bob"]).await;
    alice.ok("trans_msg_single", to_bob).await;
    let push = bob.event("trans_msg_rec").await;
    assert_eq!((&push["type"], &push["cmd"]), (&json!(3), &json!("typing")));
    assert_eq!(push["from_username"], "alice");
    alice.ok("trans_msg_group", json!({ "gid": gid, "cmd": "x" })).await;
    let push = bob.event("trans_msg_rec").await;
    assert_eq!((&push["type"], &push["gid"]), (&json!(4), &json!(gid)));
    alice.ok("trans_msg_platform", json!({ "platform": "android", "cmd": "x" })).await;
    let push = phone.event("trans_msg_rec").await;
    assert_eq!((&push["type"], &push["platform"]), (&json!(5), &json!("android")));
    let pc = json!({ "platform": "pc", "cmd": "x" });
    assert_eq!(alice.code("trans_msg_platform", pc).await, 881602);
}
