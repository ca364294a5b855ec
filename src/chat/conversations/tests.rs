//! All conversations: by which key they are found, what storage may hold, and what is written back.

use crate::payload::{json, Json};

use super::*;

fn bob() -> Named<Json> {
    single("bob")
}

fn single(username: &str) -> Named<Json> {
    Named::Single { appkey: json!("k"), username: json!(username) }
}

fn group(gid: Json) -> Named<Json> {
    Named::Group { gid }
}

fn empty() -> Conversations<Json> {
    Conversations::default()
}

fn stored(value: &Json) -> Conversations<Json> {
    Conversations::load(Json::from(value.to_string()))
}

fn parsed(conversations: &mut Conversations<Json>) -> Json {
    conversations.snapshot().parse(0).expect("a snapshot is JSON")
}

fn arrive(conversations: &mut Conversations<Json>, named: &Named<Json>, time: f64) {
    let place = conversations.place(&key(named), Conversation::begun);
    conversations.change(place).conversation.arrived(time);
}

#[test]
fn keys_are_appkey_and_name_or_the_gid_as_text() {
    assert_eq!(key(&bob()), "kbob");
    assert_eq!(key(&group(json!(9001))), "9001");
    assert_eq!(key(&group(json!("9001"))), "9001");
    assert_eq!(key(&Named::Single { appkey: json!("k"), username: json!(7) }), "k7");
}

#[test]
fn asking_makes_nothing_known() {
    let mut it = empty();
    assert_eq!(it.unread(&bob()), 0);
    assert_eq!(parsed(&mut it), json!({}));
}

#[test]
fn messages_of_one_do_not_count_for_another() {
    let mut it = empty();
    arrive(&mut it, &bob(), 1.0);
    arrive(&mut it, &group(json!(9001)), 2.0);
    arrive(&mut it, &bob(), 3.0);
    assert_eq!([bob(), group(json!(9001)), group(json!(9002))].map(|named| it.unread(&named)), [2, 1, 0]);
}

#[test]
fn storage_is_read_one_conversation_at_a_time() {
    let mut it = stored(&json!({"kbob": {"unread_msg_count": 3, "msg_time": [1, 2, 3]}}));
    assert_eq!(it.unread(&bob()), 3);
    assert_eq!(it.entries.len(), 1);
    assert_eq!(it.unread(&single("carl")), 0);
    assert_eq!(it.entries.len(), 1, "who is not asked for is not read");
}

#[test]
fn nonsense_in_storage_is_nothing() {
    for text in ["", "null", "[]", "7", "{", "undefined", "\"{}\"", "[{\"kbob\":1}]"] {
        let mut it = Conversations::load(Json::from(text));
        assert_eq!(it.unread(&bob()), 0, "{text}");
        arrive(&mut it, &bob(), 1.0);
        assert_eq!(parsed(&mut it)["kbob"]["unread_msg_count"], 1, "{text}");
    }
    let mut it = stored(&json!({"kbob": 7, "kcarl": null, "kdora": [1], "kfay": {"unread_msg_count": 2}}));
    assert_eq!(["bob", "carl", "dora", "fay"].map(|name| it.unread(&single(name))), [0, 0, 0, 2]);
}

#[test]
fn what_is_not_understood_is_kept() {
    let before = json!({"kcarl": {"unread_msg_count": 2, "msg_time": [1, 2]}, "theirs": "something else"});
    let mut it = stored(&before);
    arrive(&mut it, &bob(), 9.0);
    let mut expected = before;
    expected["kbob"] = json!({"extras": {}, "unread_msg_count": 1, "msg_time": [9]}).into_value();
    assert_eq!(parsed(&mut it), expected);
    assert_eq!(parsed(&mut it), expected, "and again");
}

#[test]
fn only_what_changed_is_written_anew() {
    let before = json!({"kbob": {"unread_msg_count": 2, "msg_time": [1, 2], "of_another_version": 1}});
    let mut it = stored(&before);
    assert_eq!(it.unread(&bob()), 2);
    assert_eq!(parsed(&mut it), before, "reading changes nothing");
}

#[test]
fn the_open_conversation_stays_open_until_it_is_left() {
    let mut it = empty();
    arrive(&mut it, &bob(), 1.0);
    it.open(&bob(), 99.0);
    assert_eq!(it.unread(&bob()), 0);
    let current = |it: &mut Conversations<Json>, named| {
        let place = it.place(&key(&named), Conversation::begun);
        it.change(place).is_current
    };
    assert!(current(&mut it, bob()));
    assert!(!current(&mut it, single("carl")));
    it.open(&single("carl"), 99.0);
    assert!(!current(&mut it, bob()));
    it.exit();
    assert!(!current(&mut it, single("carl")));
}

#[test]
fn names_that_objects_own_are_names_like_others() {
    for name in ["__proto__", "constructor", "toString", "hasOwnProperty", "中", "😀", " "] {
        let named = Named::Single { appkey: json!(""), username: json!(name) };
        let mut it = stored(&json!({}));
        assert_eq!(it.unread(&named), 0, "{name}");
        arrive(&mut it, &named, 1.0);
        it.set_extras(&named, json!({"__proto__": {"polluted": true}, "constructor": 1}));
        assert_eq!(it.unread(&named), 1, "{name}");
        let mut again = stored(&parsed(&mut it));
        assert_eq!(again.unread(&named), 1, "{name} after a reload");
        assert_eq!(parsed(&mut again)[name]["extras"]["constructor"], 1, "{name}");
    }
}

#[test]
fn the_list_gains_extras_and_counts() {
    let mut it = stored(&json!({"kbob": {"extras": {"top": 1}, "unread_msg_count": 2, "msg_time": [1, 2]}}));
    let mut item = json!({"username": "bob"});
    it.fill(&bob(), &mut item);
    assert_eq!(item, json!({"username": "bob", "extras": {"top": 1}, "unread_msg_count": 2}));
    let mut unknown = json!({});
    it.fill(&single("carl"), &mut unknown);
    assert_eq!(unknown, json!({"extras": {}, "unread_msg_count": 0}));
}

#[test]
fn ten_thousand_open_without_being_read() {
    let many: serde_json::Map<_, _> =
        (0..10_000).map(|n| (format!("k{n}"), json!({"unread_msg_count": 1, "msg_time": [n]}).into_value())).collect();
    let mut it = stored(&Json::from(many));
    arrive(&mut it, &single("42"), 1.0);
    assert_eq!(it.entries.len(), 1);
    assert_eq!(parsed(&mut it).as_object().map(serde_json::Map::len), Some(10_000));
}
