//! Arguments that cannot be right: onFail names the field, and nothing goes out.

use jmessage_web::client::{Answer, Outcome};
use serde_json::{json, Value};

use crate::documented::documented;
use crate::logged_in;

/// Methods that answer on the spot: they have no handle to fail on.
const WITHOUT_HANDLE: &[&str] = &["updateConversation", "getUnreadMsgCnt", "resetUnreadCount", "loginOut"];
/// The documents call `start` required; pages call without it.
const NOT_SO_REQUIRED: &[(&str, &str)] = &[("getAppkeyChatrooms", "start")];

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

/// Values that this argument must not have.
fn bad(field: &str) -> Vec<Value> {
    let mut all = vec![json!(null), json!(true)];
    all.extend(match field {
        "member_usernames" => vec![
            json!("bob"),
            json!(7),
            json!({"username": "bob"}),
            json!([]),
            json!([{}]),
            json!(["bob"]),
            json!([{"username": ""}]),
            json!([{"username": "bob"}, null]),
            json!([{"username": "bob"}, {"username": {}}]),
        ],
        "image" | "file" | "avatar" => {
            vec![json!("x"), json!(7), json!({}), json!([]), json!({"$form": {"bytes": []}})]
        }
        "custom" => vec![json!("x"), json!(7)],
        "cmd" | "why" | "memo_name" => vec![json!(7), json!({}), json!([])],
        "start" | "result" => vec![json!("x"), json!(""), json!({}), json!([])],
        "content" => vec![json!(""), json!(" \n"), json!({}), json!([])],
        _ => vec![json!(""), json!(" "), json!({}), json!([])],
    });
    all
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
fn every_required_argument_that_is_missing_or_wrong_is_named() {
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
            for value in bad(field) {
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

#[test]
fn lists_with_one_bad_element_are_refused_whole() {
    let args = json!({"target_gid": 1, "content": "x", "at_list": [{"username": "bob"}, {"username": null}]});
    assert!(refusal("sendGroupMsg", &args).unwrap().contains("at_list"));
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
