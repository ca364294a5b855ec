//! Live messages and the list of conversations: what they count for, and what the page sees of them.

use crate::payload::{json, Json};

use super::*;

fn me() -> Account<Json> {
    Account { appkey: json!("k").into(), username: json!("alice").into() }
}

fn single(from: &str, to: &str, time: u32) -> Json {
    json!({"msg_id": time, "msg_type": 3, "msg_level": 0, "from_uid": 2001, "from_gid": 0, "ctime_ms": time,
        "content": {"from_id": from, "from_appkey": "k", "target_id": to, "target_appkey": "k"}})
}

fn group(from: &str, gid: Json, time: u32) -> Json {
    json!({"msg_id": time, "msg_type": 4, "msg_level": 1, "from_uid": 2001, "from_gid": gid, "ctime_ms": time,
        "content": {"from_id": from, "from_appkey": "k", "target_id": "9001"}})
}

/// The consequences of one push, sorted into what is sent and what is told.
#[derive(Default)]
struct Followed {
    sent: Vec<(Word, Json)>,
    told: Vec<(Listener, Json)>,
}

fn push(state: &mut ChatState<Json>, messages: Json) -> Followed {
    let mut followed = Followed::default();
    for consequence in state.on_messages(&me(), json!({"rid": 1, "messages": messages})) {
        match consequence {
            Consequence::Send { event, data } => followed.sent.push((event, data)),
            Consequence::Tell { listener, data } => followed.told.push((listener, data)),
            Consequence::TellLater { .. } => panic!("messages do not wait"),
        }
    }
    followed
}

fn unread(state: &mut ChatState<Json>, username: &str) -> u32 {
    let named = Named::Single { appkey: json!("k"), username: json!(username) };
    state.conversations.unread(&named)
}

fn unread_of_group(state: &mut ChatState<Json>) -> u32 {
    state.conversations.unread(&Named::Group { gid: json!(9001) })
}

#[test]
fn every_message_is_confirmed_and_the_page_hears_of_all_at_once() {
    let mut state = ChatState::default();
    let followed = push(&mut state, json!([single("bob", "alice", 10), group("bob", json!(9001), 20)]));
    assert_eq!(
        followed.sent,
        [
            (Word::MsgRecv, json!({"msg_id": 10, "msg_type": 3, "from_uid": 2001, "from_gid": 0})),
            (Word::MsgRecv, json!({"msg_id": 20, "msg_type": 4, "from_uid": 2001, "from_gid": 9001})),
        ]
    );
    let [(Listener::MsgReceive, data)] = &followed.told[..] else { panic!("told {:?}", followed.told) };
    let [first, second] = [&data["messages"][0], &data["messages"][1]];
    assert_eq!(
        [&first["key"], &first["from_username"], &first["from_appkey"]],
        [&json!(2001), &json!("bob"), &json!("k")]
    );
    assert_eq!(
        [&first["msg_level"], &second["msg_level"], &second["key"]],
        [&json!("normal"), &json!("across"), &json!(9001)]
    );
    assert_eq!(data["rid"], 1, "pages look for the rid");
}

#[test]
fn messages_of_others_count() {
    let mut state = ChatState::default();
    push(&mut state, json!([single("bob", "alice", 10), single("bob", "alice", 20), single("carl", "alice", 30)]));
    push(&mut state, json!([group("bob", json!(9001), 40), group("carl", json!("9001"), 50)]));
    assert_eq!((unread(&mut state, "bob"), unread(&mut state, "carl")), (2, 1));
    assert_eq!(unread_of_group(&mut state), 2, "a gid is the same as number and as text");
}

#[test]
fn my_own_messages_read_the_conversation_they_went_to() {
    let mut state = ChatState::default();
    push(&mut state, json!([single("bob", "alice", 10), group("bob", json!(9001), 20)]));
    push(&mut state, json!([single("alice", "bob", 30), group("alice", json!(9001), 40)]));
    assert_eq!((unread(&mut state, "bob"), unread_of_group(&mut state)), (0, 0));
    assert_eq!(unread(&mut state, "alice"), 0, "nobody has a conversation with themselves");
}

#[test]
fn another_applications_user_of_my_name_is_not_me() {
    let mut state = ChatState::default();
    let mut message = single("alice", "alice", 10);
    message["content"]["from_appkey"] = json!("other").into_value();
    push(&mut state, json!([message]));
    let namesake = Named::Single { appkey: json!("other"), username: json!("alice") };
    assert_eq!(state.conversations.unread(&namesake), 1);
}

#[test]
fn messages_of_the_open_conversation_are_seen() {
    let mut state = ChatState::default();
    state.conversations.open(&Named::Group { gid: json!("9001") }, 1.0);
    push(&mut state, json!([group("bob", json!(9001), 10), single("bob", "alice", 20)]));
    assert_eq!((unread_of_group(&mut state), unread(&mut state, "bob")), (0, 1));
}

#[test]
fn a_profile_that_changed_is_told_before_the_message() {
    let mut state = ChatState::default();
    state.users.remember(&json!(2001), &json!(100));
    let mut message = single("bob", "alice", 10);
    message["content"]["sui_mtime"] = json!(200).into_value();
    let mut another = message.clone();
    another["msg_id"] = json!(11).into_value();
    let followed = push(&mut state, json!([message, another]));
    let told: Vec<_> = followed.told.iter().map(|(listener, _)| *listener).collect();
    assert_eq!(told, [Listener::UserInfUpdate, Listener::MsgReceive], "once");
    let change = json!({"from_username": "bob", "username": "bob", "from_appkey": "k", "appkey": "k", "mtime": 200});
    assert_eq!(followed.told[0].1, change);
    let contents = [0, 1].map(|at| followed.told[1].1["messages"][at]["content"]["sui_mtime"].clone());
    assert_eq!(contents, [Json::missing(), json!(200)], "the news is taken out");
}

#[test]
fn broken_messages_are_passed_on_and_break_nothing() {
    let mut state = ChatState::default();
    let broken = json!([null, 7, "x", [], {}, {"msg_type": 3}, {"msg_type": 4, "content": {}}, {"msg_type": 99},
        {"msg_type": 3, "content": "x"}, {"msg_type": 3, "msg_level": "0", "content": {"from_id": {}, "from_appkey": []}}]);
    let followed = push(&mut state, broken);
    assert_eq!(followed.told.len(), 1);
    assert_eq!(followed.sent.len(), 10, "each is confirmed, or the server sends it for ever");
    for messages in [json!(null), json!("x"), json!({}), json!(7)] {
        assert_eq!(push(&mut state, messages).told.len(), 1);
    }
    push(&mut state, json!([single("bob", "alice", 10)]));
    assert_eq!(unread(&mut state, "bob"), 1);
}

#[test]
fn the_list_of_conversations_gains_what_is_counted() {
    let mut state = ChatState::default();
    push(&mut state, json!([single("bob", "alice", 10), group("bob", json!(9001), 20)]));
    let mut reply = json!({"conversations": [
        {"type": 3, "key": "2001", "utime": 100, "username": "bob", "appkey": "k"},
        {"type": 4, "key": "9001", "name": "g"},
        {"type": 3, "key": "2002", "username": "carl", "appkey": ""},
    ]});
    state.fill_conversations(&me(), &mut reply);
    assert_eq!(
        reply["conversations"],
        json!([
            {"type": 3, "key": "2001", "username": "bob", "appkey": "k", "extras": {}, "unread_msg_count": 1},
            {"type": 4, "key": "9001", "gid": "9001", "name": "g", "extras": {}, "unread_msg_count": 1},
            {"type": 3, "key": "2002", "username": "carl", "appkey": "", "extras": {}, "unread_msg_count": 0},
        ])
    );
    let mut message = single("bob", "alice", 30);
    message["content"]["sui_mtime"] = json!(101).into_value();
    assert_eq!(push(&mut state, json!([message])).told[0].0, Listener::UserInfUpdate, "utime was remembered");
}

#[test]
fn a_message_that_came_before_is_confirmed_and_neither_told_nor_counted() {
    let mut state = ChatState::default();
    push(&mut state, json!([single("bob", "alice", 10)]));
    let followed = push(&mut state, json!([single("bob", "alice", 10), single("bob", "alice", 20)]));
    assert_eq!(followed.sent.len(), 2);
    assert_eq!(followed.told[0].1["messages"], json!([told(single("bob", "alice", 20))]));
    assert_eq!(unread(&mut state, "bob"), 2);

    let followed = push(&mut state, json!([single("bob", "alice", 10), single("bob", "alice", 20)]));
    assert_eq!((followed.sent.len(), followed.told.len()), (2, 0), "nothing is new");
    let followed = push(&mut state, json!([single("carl", "alice", 10), group("bob", json!(9001), 10)]));
    assert_eq!(followed.told[0].1.get(Word::Messages).len(), 2, "other conversations count their ids by themselves");
}

/// A live message as the page sees it.
fn told(mut message: Json) -> Json {
    let content = message["content"].clone();
    message["msg_level"] = json!("normal").into_value();
    message["key"] = message["from_uid"].clone();
    message["from_username"] = content["from_id"].clone();
    message["from_appkey"] = content["from_appkey"].clone();
    message
}

#[test]
fn what_has_no_id_is_never_a_repeat() {
    let mut state = ChatState::default();
    let mut message = single("bob", "alice", 10);
    message.as_object_mut().unwrap().remove("msg_id");
    for count in 1..=3 {
        assert_eq!(push(&mut state, json!([message])).told.len(), 1);
        assert_eq!(unread(&mut state, "bob"), count);
    }
}

#[test]
fn the_last_512_of_a_conversation_are_known_again() {
    let mut state = ChatState::default();
    let all: Json = (1..=512).map(|id| single("bob", "alice", id)).collect();
    push(&mut state, all.clone());
    assert!(push(&mut state, all).told.is_empty());
    assert_eq!(unread(&mut state, "bob"), 512);
}
