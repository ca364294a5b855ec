//! Messages as they go out: each body and target, what is required, and texts of every kind.

use crate::payload::{json, Json};

use super::*;

fn build_at(room_name: Json, target: Target, body: Body, args: &Json, media: Option<&Json>) -> Result<Json, String> {
    let me = Account { appkey: json!("k").into(), username: json!("alice").into() };
    let sender = Sender { me: &me, date: 5.0, room_name };
    payload(target, body, args, media, &sender, &mut Vec::new()).map_err(|refusal| {
        let reply: Json = refusal.reply();
        assert_eq!(reply["code"], 880002);
        reply["message"].as_str().unwrap().to_owned()
    })
}

fn build(target: Target, body: Body, args: &Json) -> Result<Json, String> {
    build_at(Json::missing(), target, body, args, None)
}

fn single(body: Body, args: Json) -> Result<Json, String> {
    let mut all = json!({"target_username": "bob"});
    all.as_object_mut().unwrap().extend(args.as_object().unwrap().clone());
    build(Target::Single, body, &all)
}

fn msg_body(body: Body, args: Json) -> Json {
    single(body, args).unwrap()["content"]["msg_body"].clone().into()
}

#[test]
fn a_text_to_a_user() {
    assert_eq!(
        single(Body::Text, json!({"content": "hi", "extras": {"a": 1}})).unwrap(),
        json!({
            "content": {"version": 1, "target_type": "single", "from_platform": "web", "target_id": "bob",
                "from_id": "alice", "create_time": 5, "msg_type": "text", "msg_body": {"text": "hi", "extras": {"a": 1}}},
            "no_offline": false, "no_notification": false, "target_id": "bob", "appkey": "k",
        })
    );
}

#[test]
fn a_text_to_a_group_with_everything_on_it() {
    let args = json!({"target_gid": 9001, "target_gname": "g", "content": "hi", "at_list": [{"username": "bob"}],
        "no_offline": true, "no_notification": true, "custom_notification": {"enabled": true}, "need_receipt": true});
    assert_eq!(
        build(Target::Group, Body::Text, &args).unwrap(),
        json!({
            "content": {"version": 1, "target_type": "group", "from_platform": "web", "target_id": "9001",
                "target_name": "g", "from_id": "alice", "create_time": 5, "msg_type": "text", "msg_body": {"text": "hi"}},
            "no_offline": true, "no_notification": true, "custom_notification": {"enabled": true}, "need_receipt": true,
            "target_gid": "9001", "target_name": "g", "users": [{"username": "bob"}], "appkey": "k",
        })
    );
}

#[test]
fn a_room_is_called_by_its_remembered_name() {
    let name = |room_name: Json, args: Json| {
        build_at(room_name, Target::Room, Body::Text, &args, None).unwrap()["target_name"].clone()
    };
    assert_eq!(name(json!("remembered"), json!({"target_rid": 7, "content": "x"})), "remembered");
    assert_eq!(name(json!("remembered"), json!({"target_rid": 7, "target_rname": "given", "content": "x"})), "given");
    assert_eq!(name(Json::missing(), json!({"target_rid": 7, "content": "x"})), "");
}

#[test]
fn across_applications_both_are_named() {
    let payload = single(Body::Text, json!({"content": "x", "appkey": "other"})).unwrap();
    assert_eq!(
        [&payload["appkey"], &payload["content"]["target_appkey"]],
        ["other", "other"].map(Json::from).each_ref()
    );
    assert_eq!(payload["content"]["from_appkey"], "k");
    let blank = single(Body::Text, json!({"content": "x", "appkey": ""})).unwrap();
    assert_eq!((&blank["appkey"], blank["content"].get("target_appkey")), (&*json!("k"), None));
}

#[test]
fn flags_are_true_for_exactly_true() {
    for almost in [json!(1), json!("true"), json!({}), json!(null)] {
        let payload =
            single(Body::Text, json!({"content": "x", "no_offline": almost, "no_notification": almost})).unwrap();
        assert_eq!([&payload["no_offline"], &payload["no_notification"]], [&json!(false); 2], "{almost}");
    }
}

#[test]
fn a_target_goes_out_as_text_if_it_has_one_and_else_as_it_is() {
    for (target, field, id) in [
        (Target::Single, "target_username", "target_id"),
        (Target::Group, "target_gid", "target_gid"),
        (Target::Room, "target_rid", "target_gid"),
    ] {
        for (given, goes) in [
            (json!(7), json!("7")),
            (json!("7"), json!("7")),
            (json!(true), json!(true)),
            (json!({}), json!({})),
            (json!([1]), json!([1])),
        ] {
            let payload = build(target, Body::Text, &json!({"content": "x", field: given})).unwrap();
            assert_eq!((&payload[id], &payload["content"]["target_id"]), (&*goes, &*goes), "{field}");
        }
    }
}

#[test]
fn texts_of_every_kind_go_out_as_they_are() {
    let long = "x".repeat(64 * 1024);
    for text in ["😀👨‍👩‍👧", "𝕏𠮷", "中文", "\u{2028}\n\0\"\\", "</script>", long.as_str()] {
        assert_eq!(msg_body(Body::Text, json!({"content": text})), json!({"text": text}));
        assert_eq!(msg_body(Body::Text, json!({"msg_body": {"text": text}})), json!({"text": text}));
    }
    assert_eq!(msg_body(Body::Text, json!({"content": 42})), json!({"text": 42}));
    let extras = json!({"__proto__": 1, "constructor": {"prototype": 2}});
    assert_eq!(msg_body(Body::Text, json!({"content": "x", "extras": extras}))["extras"], extras);
}

#[test]
fn no_text_is_a_message_only_with_a_mention() {
    for blank in [json!({}), json!({"content": ""}), json!({"msg_body": {"text": ""}})] {
        assert!(single(Body::Text, blank.clone()).unwrap_err().contains("content"), "{blank}");
        let mut args = blank;
        args["target_gid"] = json!(9001).into_value();
        args["at_list"] = json!([]).into_value();
        let payload = build(Target::Group, Body::Text, &args).unwrap();
        assert_eq!((&payload["content"]["msg_body"]["text"], &payload["users"]), (&*json!(" "), &*json!([])));
    }
    for other in [json!({"a": 1}), json!([]), json!(true), json!(5)] {
        let args = json!({"target_gid": 9001, "content": other, "at_list": []});
        assert_eq!(build(Target::Group, Body::Text, &args).unwrap()["content"]["msg_body"]["text"], other);
    }
}

#[test]
fn mentions_go_out_as_given_and_a_blank_list_is_none() {
    for given in [json!({}), json!("bob"), json!(["bob"]), json!([{"username": "bob"}, {}]), json!([null]), json!(1)] {
        let args = json!({"target_gid": 9001, "content": "x", "at_list": given});
        assert_eq!(build(Target::Group, Body::Text, &args).unwrap()["users"], given);
    }
    for blank in [json!(""), json!(null), json!(false), json!(0)] {
        let args = json!({"target_gid": 9001, "content": "x", "at_list": blank, "extras": blank});
        let payload = build(Target::Group, Body::Text, &args).unwrap();
        assert_eq!((payload.has(Word::Users), payload["content"]["msg_body"].get("extras")), (false, None), "{blank}");
    }
}

/// A body whose fields are all there.
fn complete(body: Body) -> Json {
    match body {
        Body::Image => json!({"media_id": "m", "media_crc32": 1, "width": 2, "height": 3, "format": "png", "fsize": 4}),
        Body::File => json!({"media_id": "m", "media_crc32": 1, "fsize": 2, "fname": "f", "hash": "h"}),
        _ => json!({"latitude": 0, "longitude": 0, "scale": 1, "label": "l"}),
    }
}

#[test]
fn forwarded_bodies_keep_their_fields_and_no_others() {
    for body in [Body::Image, Body::File, Body::Location] {
        let mut given = complete(body);
        given["extras"] = json!({"a": 1}).into_value();
        let mut more = given.clone();
        more["url"] = json!("http://secret").into_value();
        assert_eq!(msg_body(body, json!({"msg_body": more})), given);
    }
}

#[test]
fn each_missing_field_is_named() {
    for (body, required) in [
        (Body::Image, &["media_id", "media_crc32", "width", "height"][..]),
        (Body::File, &["media_id", "media_crc32", "fsize", "fname"]),
        (Body::Location, &["latitude", "longitude", "scale", "label"]),
    ] {
        for field in required {
            let mut given = complete(body);
            given[*field] = json!(null).into_value();
            let refusal = single(body, json!({"msg_body": given})).unwrap_err();
            assert!(refusal.contains(field), "{field}: {refusal}");
            for odd in [json!({}), json!([]), json!(true)] {
                given[*field] = odd.clone().into_value();
                assert_eq!(msg_body(body, json!({"msg_body": given}))[*field], odd, "{field}");
            }
        }
        for none in [json!({}), json!({"msg_body": null}), json!({"msg_body": "x"})] {
            assert!(single(body, none.clone()).unwrap_err().contains(required[0]), "{none}");
        }
    }
}

#[test]
fn zero_is_a_place() {
    let place = json!({"latitude": 0, "longitude": 0, "scale": 0, "label": "Gulf of Guinea"});
    assert_eq!(msg_body(Body::Location, place.clone()), place);
    let texts = json!({"latitude": "31.2", "longitude": "-121.4", "scale": "1", "label": "x"});
    assert_eq!(msg_body(Body::Location, texts.clone()), texts);
}

#[test]
fn an_upload_gives_the_fields_and_the_arguments_the_extras() {
    let media = json!({"media_id": "m", "media_crc32": 1, "fsize": 2, "fname": "中.txt", "hash": "h", "extras": "no"});
    let args = json!({"target_username": "bob", "extras": {"a": 1}, "msg_body": {"media_id": "other"}});
    let payload = build_at(Json::missing(), Target::Single, Body::File, &args, Some(&media)).unwrap();
    let body =
        json!({"media_id": "m", "media_crc32": 1, "fsize": 2, "fname": "中.txt", "hash": "h", "extras": {"a": 1}});
    assert_eq!(payload["content"]["msg_body"], body);
    for broken in [json!({}), json!({"media_id": "m"}), json!([]), json!("x")] {
        let refused = build_at(Json::missing(), Target::Single, Body::File, &args, Some(&broken));
        assert!(refused.is_err(), "{broken}");
    }
}

#[test]
fn a_custom_body_is_the_object_itself() {
    assert_eq!(msg_body(Body::Custom, json!({"custom": {"any": [1]}})), json!({"any": [1]}));
    assert_eq!(msg_body(Body::Custom, json!({"msg_body": {"any": 1}})), json!({"any": 1}));
    for odd in [json!("x"), json!(1), json!([1]), json!(true)] {
        assert_eq!(msg_body(Body::Custom, json!({"custom": odd, "extras": {"a": 1}})), odd);
    }
    let with_extras = json!({"custom": {"any": 1}, "extras": {"a": 1}});
    assert_eq!(msg_body(Body::Custom, with_extras), json!({"any": 1, "extras": {"a": 1}}));
    for bad in [json!({}), json!({"custom": ""}), json!({"msg_body": null})] {
        assert!(single(Body::Custom, bad.clone()).unwrap_err().contains("custom"), "{bad}");
    }
}
