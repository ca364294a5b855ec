//! Every method of the table and every listener has its typed place; and what calls come to, when servers are odd.

use std::collections::BTreeSet;
use std::future::{Future, IntoFuture};
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use futures::{FutureExt, StreamExt};
use jmessage_web::protocol::methods::{Does, LISTENERS, TABLE};
use jmessage_web::testing::{auth, Stage};
use jmessage_web::{
    Body, Chat, Credentials, Error, Event, EventId, File, GroupChange, GroupId, JMessage, JoinAnswer, Location, Memo,
    MessageId, Method, NewGroup, Passage, Platform, Post, Profile, Result, RoomId, User, What,
};
use serde_json::{json, Value};

use crate::session::signed_in;

const GROUP: GroupId = GroupId(7);
const ROOM: RoomId = RoomId(8);

type Call = (&'static str, LocalBoxFuture<'static, Result<()>>);

fn call<T, F: Future<Output = Result<T>> + 'static>(name: &'static str, future: F) -> Call {
    (name, future.map(|result| result.map(drop)).boxed_local())
}

fn holds(is: bool) -> Result<()> {
    assert!(is);
    Ok(())
}

/// `"name" => its typed call`
macro_rules! calls {
    ($im:ident: $($name:literal => $call:expr,)*) => {
        vec![$({
            let $im = $im.clone();
            call($name, async move { $call.await })
        }),*]
    };
}

fn every_call(im: &JMessage) -> Vec<Call> {
    let file = || File::new("a.png", vec![1, 2, 3, 4]);
    let place = || Location::new(1.0, 2.0, 3.0, "here");
    let bob = || [User::named("bob")];
    let new_group = || NewGroup { description: Some("about".into()), is_public: true, ..NewGroup::from("group") };
    let renamed = || GroupChange { name: Some("other".into()), ..GroupChange::default() };
    let answer = || JoinAnswer {
        event_id: EventId(5),
        from: "bob".into(),
        from_appkey: None,
        who: "eve".into(),
        appkey: None,
        refused: Some("no".into()),
    };
    let account = || Credentials::new("ann", "secret");
    let memo = || Memo { memo_name: "B".into(), memo_others: None };
    let all = im;
    let mut list = calls! { all:
        "init" => all.init(&auth()),
        "register" => all.register(account()),
        "isConnect" => async { holds(all.is_connected()) },
        "isInit" => async { holds(all.is_initialised()) },
        "isLogin" => async { holds(all.is_logged_in()) },
        "getUserInfo" => all.users().info("bob"),
        "updateSelfInfo" => all.users().update(&Profile { nickname: Some("A".into()), ..Profile::default() }),
        "updateSelfAvatar" => all.users().set_avatar(file()),
        "updateSelfPwd" => all.users().set_password("secret", "other"),
        "getConversation" => all.conversations(),
        "updateConversation" => async { all.set_extras("bob", json!({"top": true})) },
        "getUnreadMsgCnt" => async { holds(all.unread_count("bob") == 0) },
        "resetUnreadCount" => async { all.open("bob").map(drop) },
        "exitConversation" => async { all.open(GROUP).map(drop) },
        "msgUnreadList" => all.readers(MessageId(1)),
        "addSingleReceiptReport" => all.report_read("bob", &[MessageId(1)]),
        "addGroupReceiptReport" => all.report_read(GROUP, &[MessageId(1)]),
        "getResource" => all.resource_url("qiniu/image/1"),
        "msgRetract" => all.retract(MessageId(1)),
        "sendSingleMsg" => all.send("bob", "hello"),
        "sendSinglePic" => all.send("bob", Post::image(file())),
        "sendSingleFile" => all.send("bob", Post::file(file())),
        "sendSingleLocation" => all.send("bob", place()),
        "sendSingleCustom" => all.send("bob", Post::custom(json!({"a": 1}))),
        "sendGroupMsg" => all.send(GROUP, "hello").mention_all().need_receipt(),
        "sendGroupPic" => all.send(GROUP, Post::image(file())),
        "sendGroupFile" => all.send(GROUP, Post::file(file())),
        "sendGroupLocation" => all.send(GROUP, place()),
        "sendGroupCustom" => all.send(GROUP, Post::custom(json!({"a": 1}))),
        "transSingleMsg" => all.pass_through(Passage::User("bob".into()), "cmd"),
        "transGroupMsg" => all.pass_through(Passage::Group(GROUP), "cmd"),
        "transPlatMsg" => all.pass_through(Passage::Devices(Platform::All), "cmd"),
        "createGroup" => all.groups().create(new_group()),
        "exitGroup" => all.group(GROUP).leave(),
        "addGroupMembers" => all.group(GROUP).add(bob()),
        "delGroupMembers" => all.group(GROUP).remove(bob()),
        "getGroups" => all.groups().list(),
        "getGroupInfo" => all.group(GROUP).info(),
        "updateGroupInfo" => all.group(GROUP).update(renamed()),
        "getGroupMembers" => all.group(GROUP).members(),
        "joinGroup" => all.group(GROUP).join(Some("please")),
        "addGroupMemberResp" => all.group(GROUP).answer(&answer()),
        "addGroupMemSilence" => all.group(GROUP).silence("bob"),
        "delGroupMemSilence" => all.group(GROUP).let_speak("bob"),
        "addGroupKeeper" => all.group(GROUP).add_keepers(bob()),
        "delGroupKeeper" => all.group(GROUP).remove_keepers(bob()),
        "changeGroupAdmin" => all.group(GROUP).hand_over("bob"),
        "dissolveGroup" => all.group(GROUP).dissolve(),
        "getAppkeyPublicGroups" => all.groups().public(0, None),
        "getAppkeyChatrooms" => all.rooms().list(0, None),
        "getSelfChatrooms" => all.rooms().mine(),
        "getChatroomInfo" => all.room(ROOM).info(),
        "enterChatroom" => all.room(ROOM).enter(),
        "exitChatroom" => all.room(ROOM).leave(),
        "sendChatroomMsg" => all.send(ROOM, "hello"),
        "sendChatroomPic" => all.send(ROOM, Post::image(file())),
        "sendChatroomFile" => all.send(ROOM, Post::file(file())),
        "sendChatroomLocation" => all.send(ROOM, place()),
        "sendChatroomCustom" => all.send(ROOM, Post::custom(json!({"a": 1}))),
        "getNoDisturb" => all.quiet().no_disturb(),
        "addSingleNoDisturb" => all.quiet().mute("bob"),
        "delSingleNoDisturb" => all.quiet().unmute("bob"),
        "addGroupNoDisturb" => all.quiet().mute(GROUP),
        "delGroupNoDisturb" => all.quiet().unmute(GROUP),
        "groupShieldList" => all.quiet().shields(),
        "addGroupShield" => all.quiet().shield(GROUP),
        "delGroupShield" => all.quiet().unshield(GROUP),
        "addGlobalNoDisturb" => all.quiet().mute_all(),
        "delGlobalNoDisturb" => all.quiet().unmute_all(),
        "getBlacks" => all.quiet().blacks(),
        "addSingleBlacks" => all.quiet().block(bob()),
        "delSingleBlacks" => all.quiet().unblock(bob()),
        "getFriendList" => all.friends().list(),
        "addFriend" => all.friends().add("bob", "we met"),
        "acceptFriend" => all.friends().accept("bob"),
        "declineFriend" => all.friends().decline("bob", Some("no")),
        "delFriend" => all.friends().remove("bob"),
        "updateFriendMemo" => all.friends().set_memo("bob", &memo()),
    };
    let im = im.clone();
    list.push(call("loginOut", async move {
        im.sign_out();
        holds(!im.is_logged_in())
    }));
    list
}

/// Replies that have what each typed call reads.
fn answer_as_documented(stage: &Stage) {
    let server = stage.server();
    let (group, room) = (json!({"gid": 7, "name": "g", "flag": 2}), json!({"id": 8, "name": "r"}));
    let replies = [
        ("get_across_user_info", json!({"user_info": {"username": "bob", "appkey": "app", "uid": 3}})),
        ("msg_unread_list", json!({"msg_unread_list": {"read_list": [], "unread_list": [{"username": "bob"}]}})),
        ("get_resource", json!({"url": "https://h/1"})),
        ("create_group", json!({"gid": "7"})),
        ("get_group_info", json!({"group_info": group})),
        ("public_group_list", json!({"result": {"total": 1, "start": 0, "groups": [group]}})),
        ("room_list", json!({"result": {"total": 1, "start": 0, "rooms": [{"id": 9, "name": "n"}]}})),
        ("room_info", json!({"info": room})),
        ("no_disturb", json!({"no_disturb": {"global": 0, "users": [], "groups": [group]}})),
    ];
    for (request, mut reply) in replies {
        reply["code"] = json!(0);
        server.answer(request, move |_| reply.clone());
    }
}

#[test]
fn every_method_has_a_typed_call_that_asks_what_its_row_says() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    answer_as_documented(&stage);
    let mut called = BTreeSet::from(["login"]); // As part of signing in.
    for (name, future) in every_call(&im) {
        assert!(called.insert(name), "{name} stands twice");
        stage.run(future).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        stage.settle();
        let row = TABLE.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no method is called {name}"));
        let asked: Vec<_> = stage.server().requests().into_iter().map(|(event, _)| event).collect();
        match row.rule.does {
            Does::Asks(asks) => assert!(asked.iter().any(|event| event == asks.event().text()), "{name}: {asked:?}"),
            Does::Receipt(_) => assert_eq!(asked, ["receipt_report"], "{name}"),
            // A conversation's opening is told to other devices; who has left is asked in again.
            Does::Local(_) => {
                let own = |event: &String| event.starts_with("unread_") || (name == "loginOut" && event == "c_init");
                assert!(asked.iter().all(own), "{name}: {asked:?}");
            }
        }
    }
    let rows: BTreeSet<_> = TABLE.iter().map(|row| row.name).collect();
    assert_eq!(called, rows);
    assert!(Method::all().all(|method| Method::named(method.name()) == Some(method)));
}

#[test]
fn the_seeds_methods_and_listeners_are_all_here() {
    let documented = include_str!("../client/documented.txt").lines().filter_map(|line| line.split(' ').next());
    for name in documented {
        assert!(Method::named(name).is_some() || LISTENERS.contains(&name), "{name} has no typed place");
    }
    // Each listener has a case of `Event`: the compiler holds `model::event::read` to that.
}

fn heard(stage: &Stage, im: &JMessage, event: &str, data: Value) -> Vec<Event> {
    let mut events = im.events();
    stage.server().push(event, data);
    stage.advance(std::time::Duration::from_secs(3));
    std::iter::from_fn(|| events.next().now_or_never().flatten()).collect()
}

fn text(id: u64, body: Value) -> Value {
    let content = json!({"version": 1, "target_type": "single", "target_id": "ann", "from_id": "bob", "from_platform": "a",
        "create_time": 5, "msg_type": "text", "msg_body": body, "newer": [1]});
    json!({"msg_id": id, "msg_type": 3, "ctime_ms": id, "from_uid": 5, "from_username": "bob", "from_appkey": "app",
        "content": content})
}

#[test]
fn what_is_odd_in_a_push_costs_nothing_else_of_it() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    let mut nameless = text(2, json!({"text": "b"}));
    nameless["content"] = json!("what?");
    let messages = json!([text(1, json!({"text": "a"})), nameless, text(3, json!({"text": ["b"]}))]);
    let events = heard(&stage, &im, "msg_sync", json!({"rid": 1, "messages": messages}));
    let [Event::Messages(messages), Event::Unreadable { listener: "onMsgReceive", data }] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!((messages.len(), data["msg_id"].as_u64()), (2, Some(2)));
    assert_eq!(messages[0].text(), Some("a"));
    assert_eq!(messages[0].content.more["newer"], json!([1]));
    assert_eq!(messages[0].more["from_uid"], 5);
    assert_eq!(messages[1].content.body, Body::Other { kind: "text".into(), body: json!({"text": ["b"]}) });
    let chat = Chat::from("bob");
    assert_eq!(im.chat_of(&messages[0]), Some(chat.clone()));
    assert_eq!(im.unread_count(&chat), 2);
}

#[test]
fn notices_are_told_apart_and_new_ones_are_kept() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    let common = |mut event: Value| {
        event["event_id"] = json!(1);
        event["ctime_ms"] = json!("5");
        event["from_username"] = json!("bob");
        event["from_appkey"] = json!("app");
        event
    };
    let heard = |event: Value| match heard(&stage, &im, "event_notification", common(event)).pop() {
        Some(Event::Notice(notice)) => notice,
        other => panic!("{other:?}"),
    };
    let members = json!([{"username": "eve", "appkey": "app", "nickname": "E"}]);
    let added = heard(json!({"event_type": 10, "gid": 7, "group_name": "g", "to_usernames": members}));
    let What::MembersAdded { group, by, members } = &added.what else { panic!("{added:?}") };
    assert_eq!((group.gid, group.name.as_str(), by.username.as_str()), (GROUP, "g", "bob"));
    assert_eq!(members[0].user(), User::named("eve").of_app("app"));
    assert_eq!(added.fields["to_usernames"][0]["nickname"], "E");
    let retracted = heard(json!({"event_type": 55, "msgid_list": [3], "from_gid": 0}));
    assert!(matches!(&retracted.what, What::Retracted { group: None, ids, .. } if ids == &[MessageId(3)]));
    let newer = heard(json!({"event_type": 4711, "description": {"a": 1}}));
    assert_eq!(newer.what, What::Other { event_type: 4711 });
    assert_eq!(newer.fields["description"], json!({"a": 1}));
    assert_eq!(newer.ctime_ms.0, 5);
}

#[test]
fn a_reply_that_is_not_as_documented_names_method_and_field() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    stage.server().answer("get_groups_list", |_| json!({"code": 0, "group_list": [{"gid": 1}, {"gid": {}}]}));
    let odd = stage.run(im.groups().list()).unwrap_err();
    let Error::Reply { method, field, .. } = &odd else { panic!("{odd:?}") };
    assert_eq!((*method, field.as_str()), ("getGroups", "group_list[1].gid"));
    // An empty list may be left out.
    assert_eq!(stage.run(im.friends().list()).unwrap(), []);
    stage.server().requests();
    let wrong = stage.run(im.friends().add("", "why")).unwrap_err();
    assert!(matches!(&wrong, Error::Argument { field, .. } if field == "target_name"), "{wrong:?}");
    assert_eq!(wrong.to_string(), "target_name should be text (not blank) or a number");
    assert!(stage.server().requests().is_empty());
    let odd: Result<u32> = stage.run(im.call(Method::GET_FRIEND_LIST, json!({})));
    assert!(matches!(odd, Err(Error::Reply { .. })));
    let all: Value = stage.run(im.call(Method::GET_FRIEND_LIST, json!({}))).unwrap();
    assert_eq!(all["message"], "success");
}

#[test]
fn uploads_tell_their_progress_and_what_refused_them() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    let moved = Rc::new(std::cell::RefCell::new(Vec::new()));
    let file = || Post::file(File::new("a.txt", vec![1, 2, 3, 4]));
    let seen = Rc::clone(&moved);
    let sending = im.send(GROUP, file()).on_progress(move |sent, total| seen.borrow_mut().push((sent, total)));
    let sent = stage.run(sending.into_future()).unwrap();
    assert_eq!(*moved.borrow(), [(2, 4), (4, 4)]);
    assert!(matches!(sent.content.unwrap().body, Body::File(_)));
    stage.server().answer_uploads(413, json!("too large"));
    let refused = stage.run(im.send(GROUP, file()).into_future()).unwrap_err();
    assert!(matches!(refused, Error::Upload { status: Some(413), code: Some(_), .. }), "{refused:?}");
    let empty = stage.run(im.send(GROUP, Post::file(File::new("a", vec![]))).into_future()).unwrap_err();
    assert!(matches!(&empty, Error::Argument { field, .. } if field == "file"), "{empty:?}");
    let voice = Body::Other { kind: "voice".into(), body: json!({}) };
    assert!(matches!(stage.run(im.send("bob", voice).into_future()), Err(Error::Argument { .. })));
}

#[test]
fn a_request_timeout_is_all_in_all() {
    let stage = Stage::new();
    let im = stage.connect_with(JMessage::builder().request_timeout(std::time::Duration::from_secs(3)));
    stage.run(im.sign_in(Credentials::new("ann", "secret"), || async { Ok(auth()) })).unwrap();
    stage.server().answer("get_groups_list", |_| Value::Null);
    assert!(matches!(stage.run(im.groups().list()), Err(Error::Timeout)));
    let everlasting = Stage::new();
    let im = signed_in(&everlasting);
    everlasting.server().answer("get_groups_list", |_| Value::Null);
    assert!(matches!(everlasting.run(im.groups().list()), Err(Error::Timeout)));
}

#[test]
fn a_stage_knows_requests_by_the_names_of_their_methods_and_no_others() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    let refused = json!({"code": 880_203, "message": "target user not exist"});
    stage.server().answer("sendSingleMsg", move |_| refused.clone());
    let error = stage.run(im.send("nobody", "hello").into_future()).unwrap_err();
    assert_eq!(error.to_string(), "target user not exist (code 880203)");
    let sent = stage.server().requests_of("sendSingleMsg");
    assert_eq!((sent.len(), &sent[0]["content"]["msg_body"]["text"]), (1, &json!("hello")));
    assert!(stage.server().requests_of("s_across_single_text").is_empty());
    let misspelt = std::panic::catch_unwind(|| Stage::new().server().answer("send_single_msg", |_| json!(null)));
    assert!(misspelt.is_err());
}
