//! Arguments that cannot be right: onFail names the field, and nothing goes out.

use jmessage_web::client::{Answer, Handle, Input, Outcome, UploadAnswer};
use serde_json::{json, Value};

use crate::documented::documented;
use crate::logged_in;

/// Methods that answer on the spot: they have no handle to fail on.
const WITHOUT_HANDLE: &[&str] = &["updateConversation", "getUnreadMsgCnt", "resetUnreadCount", "loginOut"];
/// The documents call these required; pages call without them.
const NOT_SO_REQUIRED: &[(&str, &str)] = &[("getAppkeyChatrooms", "start"), ("addFriend", "why")];

/// A value that this argument may have.
fn good(field: &str) -> Value {
    match field {
        "member_usernames" => json!([{"username": "bob"}]),
        "image" | "file" | "avatar" => json!({"$form": {}}),
        "custom" | "extras" => json!({"any": 1}),
        "msg_ids" => json!([1]),
        "start" | "result" | "latitude" | "longitude" | "scale" => json!(0),
        _ => json!("x"),
    }
}

/// Values that are as good as none.
fn blank(field: &str) -> Vec<Value> {
    match field {
        "member_usernames" | "content" => vec![json!(null), json!(""), json!(false), json!(0)],
        "image" | "file" | "avatar" => {
            vec![json!(null), json!("x"), json!(7), json!({}), json!([]), json!({"$form": {"bytes": []}})]
        }
        "password" | "old_pwd" | "new_pwd" | "target_username" => vec![json!(null), json!(""), json!(" ")],
        "cmd" | "memo_name" | "custom" | "start" | "result" | "latitude" | "longitude" | "scale" => vec![json!(null)],
        _ => vec![json!(null), json!(""), json!(" ")],
    }
}

/// Everything that a method requires. The name is there for updateGroupInfo, which has to change something.
fn complete(required: &[&str]) -> Value {
    let mut args = json!({"group_name": "g"});
    for field in required {
        let field = field.split('|').next().unwrap();
        args[field] = good(field);
    }
    args
}

/// Calls a method with these arguments; the message of its refusal comes back, if it was refused.
fn refusal(name: &str, args: &Value) -> Option<String> {
    let mut driver = logged_in();
    let (handle, answer) = driver.call(name, args.clone()).unwrap();
    assert_eq!(answer, Answer::Handle, "{name} {args}");
    driver.tick(2_500.0);
    let Some(settled) = driver.settled.first() else {
        assert!(!driver.sent.is_empty(), "{name} {args} was neither refused nor sent");
        return None;
    };
    assert_eq!((settled.handle, settled.outcome, &settled.data["code"]), (handle, Outcome::Fail, &json!(880002)));
    assert!(driver.sent.is_empty(), "{name} {args} was refused and sent");
    settled.data["message"].as_str().map(str::to_owned)
}

fn with_handles() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let is_request = |name: &str| !name.starts_with("on") && !name.starts_with("is") && !WITHOUT_HANDLE.contains(&name);
    documented().filter(move |(name, _)| is_request(name))
}

#[test]
fn what_the_documents_require_is_enough() {
    for (name, required) in with_handles() {
        assert_eq!(refusal(name, &complete(&required)), None, "{name}");
    }
}

#[test]
fn every_required_argument_that_is_missing_or_blank_is_named() {
    for (name, required) in with_handles() {
        for alternatives in &required {
            let field = alternatives.split('|').next().unwrap();
            // A missing list of ids has no handle to fail on.
            if NOT_SO_REQUIRED.contains(&(name, field)) || field == "msg_ids" {
                continue;
            }
            let mut args = complete(&required);
            args.as_object_mut().unwrap().remove(field);
            let missing = refusal(name, &args);
            assert!(missing.as_ref().is_some_and(|message| message.contains(field)), "{name} {args}: {missing:?}");
            for value in blank(field) {
                args[field] = value;
                let wrong = refusal(name, &args);
                assert!(wrong.as_ref().is_some_and(|message| message.contains(field)), "{name} {args}: {wrong:?}");
            }
        }
    }
}

#[test]
fn arguments_that_are_no_object_are_refused_where_anything_is_required() {
    for (name, required) in with_handles() {
        for args in [json!(null), json!("x"), json!(7), json!([]), json!([{"gid": 1}])] {
            if !required.is_empty()
                && !NOT_SO_REQUIRED.iter().any(|(method, _)| *method == name)
                && !name.ends_with("Report")
            {
                assert!(refusal(name, &args).is_some(), "{name} {args}");
            }
        }
    }
}

#[test]
fn receipts_without_ids_have_no_handle_and_are_not_sent() {
    for (name, who) in [("addSingleReceiptReport", "username"), ("addGroupReceiptReport", "gid")] {
        for ids in [json!(null), json!([]), json!("1"), json!(1), json!({})] {
            let mut driver = logged_in();
            let (_, answer) = driver.call(name, json!({who: "x", "msg_ids": ids})).unwrap();
            driver.tick(3_000.0);
            assert_eq!((answer, driver.settled.len(), driver.sent.len()), (Answer::Nothing, 0, 0), "{ids}");
            assert!(driver.logs[0].contains("msg_ids"), "{:?}", driver.logs);
        }
    }
}

#[test]
fn methods_without_a_handle_complain_on_the_console() {
    for (name, args, field) in [
        ("updateConversation", json!({"username": "bob"}), "extras"),
        ("updateConversation", json!({"extras": {}}), "username"),
        ("getUnreadMsgCnt", json!({}), "username"),
        ("resetUnreadCount", json!({"gid": null}), "username"),
    ] {
        let mut driver = logged_in();
        driver.call(name, args).unwrap();
        assert!(driver.logs[0].contains(field), "{:?}", driver.logs);
        assert!(driver.sent.is_empty());
    }
}

/// What the driver logs of a warning.
fn warning(method: &str, field: &str, wants: &str) -> String {
    format!("warned {method}: {field} should be {wants}")
}

const NAME: &str = "text (not blank) or a number";
const USERS: &str = "a list of {username, appkey?}";

#[test]
fn what_is_of_another_type_goes_out_as_given_with_one_warning_per_method_and_field() {
    for (name, args, field, wants) in [
        ("sendGroupMsg", json!({"target_gid": 1, "content": "x", "at_list": ["bob", null]}), "at_list", USERS),
        ("sendSingleMsg", json!({"target_username": "bob", "content": {"a": 1}}), "content", "text"),
        ("sendSingleMsg", json!({"target_username": true, "content": "x"}), "target_username", NAME),
        ("sendSingleCustom", json!({"target_username": "bob", "custom": "text"}), "custom", "an object"),
        ("sendGroupMsg", json!({"target_gid": {}, "content": "x"}), "target_gid", NAME),
        ("sendChatroomMsg", json!({"target_rid": [1], "content": "x"}), "target_rid", NAME),
        ("addGroupMembers", json!({"gid": 1, "member_usernames": ["bob"]}), "member_usernames", USERS),
        ("addSingleBlacks", json!({"member_usernames": []}), "member_usernames", USERS),
        ("transGroupMsg", json!({"gid": 1, "cmd": 5}), "cmd", "text"),
        ("addFriend", json!({"target_name": "bob", "why": 5}), "why", "text"),
        ("getGroupInfo", json!({"gid": {"a": 1}}), "gid", NAME),
        ("getAppkeyPublicGroups", json!({"start": "first"}), "start", "a number"),
        ("resetUnreadCount", json!({"gid": true}), "gid", NAME),
        ("resetUnreadCount", json!({"username": {"a": 1}, "gid": ""}), "username", NAME),
    ] {
        let mut driver = logged_in();
        driver.call(name, args.clone()).unwrap();
        driver.call(name, args.clone()).unwrap();
        assert_eq!((driver.sent.len(), driver.settled.len()), (2, 0), "{name}");
        assert_eq!(driver.logs, [warning(name, field, wants)], "{name}");
        if let Some(given) = driver.sent[0].1.get(field).filter(|_| !name.starts_with("send")) {
            assert_eq!(*given, args[field], "{name}");
        }
    }
}

#[test]
fn each_method_and_field_is_warned_of_by_itself_and_an_upload_by_its_method() {
    let mut driver = logged_in();
    for name in ["sendSingleMsg", "sendSingleLocation", "sendSingleMsg"] {
        let place = json!({"target_username": true, "content": ["x"], "latitude": 0, "longitude": 0, "scale": {}, "label": "x"});
        driver.call(name, place).unwrap();
    }
    let to = json!({"target_gid": 1, "file": {"$form": {}}, "at_list": "all"});
    let (handle, _) = driver.call("sendGroupFile", to).unwrap();
    driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
    let media = json!({"media_id": "m", "media_crc32": 1, "fsize": 4, "fname": "f"});
    driver.input(Input::Uploaded { handle: Handle(handle), answer: UploadAnswer::Done(media.into()) });
    let mut logs = driver.logs;
    logs.sort();
    let mut warned = [
        warning("sendSingleMsg", "target_username", NAME),
        warning("sendSingleMsg", "content", "text"),
        warning("sendSingleLocation", "target_username", NAME),
        warning("sendSingleLocation", "scale", "a number"),
        warning("sendGroupFile", "at_list", USERS),
    ];
    warned.sort();
    assert_eq!(logs, warned);
}

#[test]
fn what_is_refused_is_not_warned_of() {
    let mut driver = logged_in();
    driver.call("addGroupMembers", json!({"gid": true})).unwrap();
    assert_eq!((driver.settled[0].data["code"].clone(), driver.logs.len()), (json!(880002), 0));
}

#[test]
fn a_receipt_of_an_odd_name_goes_out_as_given() {
    for (name, field) in [("addSingleReceiptReport", "username"), ("addGroupReceiptReport", "gid")] {
        let mut driver = logged_in();
        driver.call(name, json!({field: {"a": 1}, "msg_ids": [1]})).unwrap();
        driver.tick(2_500.0);
        assert_eq!(driver.sent[0].1["sessions"][0][field], json!({"a": 1}));
        assert_eq!(driver.logs, [warning(name, field, NAME)]);
    }
}

#[test]
fn extras_that_are_no_object_are_kept_as_given() {
    for extras in [json!("draft"), json!(5), json!(true), json!("")] {
        let mut driver = logged_in();
        driver.call("updateConversation", json!({"username": "bob", "extras": extras})).unwrap();
        assert_eq!(driver.logs, [warning("updateConversation", "extras", "an object")]);
        driver.tick(1_000.0);
        let stored: Value = serde_json::from_str(&driver.storage["conversations-k-alice"]).unwrap();
        assert_eq!(stored["kbob"]["extras"], extras);
    }
}

#[test]
fn a_receipt_leaves_out_what_is_no_id() {
    for (ids, reported) in [(json!([null, 11, "11", null, 11]), json!([11, "11"])), (json!([null]), json!([]))] {
        let mut driver = logged_in();
        driver.call("addGroupReceiptReport", json!({"gid": 1, "msg_ids": ids})).unwrap();
        driver.tick(2_500.0);
        assert_eq!(driver.sent[0].1["sessions"][0]["msg_ids"], reported);
    }
}

#[test]
fn a_gid_may_be_a_number_or_text_and_goes_out_as_it_came() {
    for gid in [json!(9001), json!("9001")] {
        let mut driver = logged_in();
        driver.call("exitGroup", json!({"gid": gid})).unwrap();
        assert_eq!(driver.sent[0].1["gid"], gid);
    }
}

#[test]
fn names_and_extras_that_objects_own_go_out_as_they_are() {
    for name in ["__proto__", "constructor", "😀"] {
        let mut driver = logged_in();
        let extras = json!({"__proto__": {"a": 1}, "constructor": 2});
        driver.call("sendSingleMsg", json!({"target_username": name, "content": "x", "extras": extras})).unwrap();
        let payload = &driver.sent[0].1;
        assert_eq!((&payload["target_id"], &payload["content"]["msg_body"]["extras"]), (&json!(name), &extras));
    }
}
