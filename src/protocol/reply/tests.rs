//! Replies as a page sees them, and what they teach.

use crate::payload::{json, Json};

use super::*;

/// The reply after the change, and what was learned: uids with their mtimes, and rooms.
fn changed(path: &'static [Word], item: Item, mut reply: Json) -> (Json, Json) {
    let mut learned = json!([]);
    apply(Change { path, item }, &mut reply, &mut |lesson| match lesson {
        Learned::User { uid, mtime } => learned.push(json!([uid, mtime])),
        Learned::Room(room) => learned.push(room),
    });
    (reply, learned)
}

#[test]
fn users_lose_their_uid() {
    let (reply, learned) = changed(&[Word::UserInfo], Item::User, json!({"user_info": {"uid": 7, "username": "bob"}}));
    assert_eq!((reply, learned), (json!({"user_info": {"username": "bob"}}), json!([])));
}

#[test]
fn friends_and_members_teach_when_they_changed() {
    let list = |mtime| json!({"list": [{"uid": 7, "mtime": mtime, "username": "bob"}, {"uid": 8}]});
    let path: &[Word] = &[Word::FriendList];
    let reply = json!({"friend_list": list(5)["list"]});
    let (friends, learned) = changed(path, Item::Friend, reply.clone());
    assert_eq!(friends["friend_list"], json!([{"mtime": 5, "username": "bob"}, {}]));
    assert_eq!(learned, json!([[7, 5], [8, null]]));
    let (members, _) = changed(path, Item::Member, reply);
    assert_eq!(members["friend_list"], json!([{"username": "bob"}, {}]));
}

#[test]
fn a_groups_flag_is_called_its_type() {
    let (list, _) =
        changed(&[Word::Result, Word::Groups], Item::Group, json!({"result": {"groups": [{"flag": 1}, {}]}}));
    assert_eq!(list, json!({"result": {"groups": [{"group_type": 1}, {}]}}));
    let (one, _) = changed(&[Word::GroupInfo], Item::Group, json!({"group_info": {"gid": 9, "flag": 0}}));
    assert_eq!(one, json!({"group_info": {"gid": 9, "group_type": 0}}));
}

#[test]
fn rooms_are_learned_as_they_are() {
    let rooms = json!([{"id": 7, "name": "r"}, {"id": 8}]);
    let (reply, learned) = changed(&[Word::ChatRooms], Item::Room, json!({"chat_rooms": rooms}));
    assert_eq!((reply["chat_rooms"].clone(), learned), (rooms.clone().into_value(), rooms));
}

#[test]
fn replies_that_lack_it_stay_as_they_are() {
    for reply in
        [json!({}), json!({"result": null}), json!({"result": 7}), json!({"result": {"groups": "x"}}), json!([])]
    {
        assert_eq!(changed(&[Word::Result, Word::Groups], Item::Group, reply.clone()).0, reply);
    }
    let odd = json!({"friend_list": [null, 7, "x", []]});
    assert_eq!(changed(&[Word::FriendList], Item::Member, odd.clone()).0, odd);
}

#[test]
fn a_code_of_0_or_none_is_success() {
    assert!([json!({}), json!({"code": 0}), json!({"code": null}), json!(null)].iter().all(is_success));
    let none = [json!(880103), json!(-1), json!(0.5), json!("x"), json!(""), json!(false), json!([0]), json!({})];
    assert!(none.iter().all(|code| !is_success(&json!({"code": code}))));
}

#[test]
fn a_number_in_a_text_is_that_number() {
    for (given, read) in [
        (json!({"code": "0", "rid": "17"}), json!({"code": 0, "rid": 17})),
        (json!({"code": "880103"}), json!({"code": 880103})),
        (json!({"code": "-1.5", "rid": 7, "message": "0"}), json!({"code": -1.5, "rid": 7, "message": "0"})),
        (json!({"code": "OK", "rid": "", "uid": "5"}), json!({"code": "OK", "rid": "", "uid": "5"})),
        (json!({"code": "[0]", "rid": [1]}), json!({"code": "[0]", "rid": [1]})),
    ] {
        let mut reply = given.clone();
        crate::protocol::read_numbers(&mut reply);
        assert_eq!(reply, read, "{given}");
    }
}

#[test]
fn uploads_fail_each_for_its_reason() {
    let too_large = json!({"error": {"code": 898061, "message": "x"}});
    assert_eq!(upload_failure(too_large), json!({"code": 880210, "message": "file size exceed limit"}));
    for body in [json!(null), json!("<html>"), json!(413), json!([])] {
        assert_eq!(upload_failure(body), json!({"code": 880210, "message": "file size exceed the limit"}));
    }
    let refused = json!({"error": {"code": 898007, "message": "no auth"}});
    assert_eq!(upload_failure(refused.clone()), refused, "any other body is passed on");
}

#[test]
fn a_remembered_room_answers_like_the_server() {
    assert_eq!(room_info(json!({"id": 7})), json!({"code": 0, "message": "success", "info": {"id": 7}}));
}
