//! Methods that upload a file first: a token, the file, then the request; and every way in which that may end.

use jmessage_web::client::{Handle, Input, Outcome, UploadAnswer};
use jmessage_web::payload::Json;
use serde_json::{json, Value};

use crate::driver::Driver;
use crate::logged_in;

fn media() -> Value {
    json!({"media_id": "m", "media_crc32": 1, "width": 2, "height": 3, "format": "png", "fsize": 4, "hash": "h", "fname": "f"})
}

/// Calls a method that uploads; its token was asked for.
fn begin(method: &str, args: Value) -> (Driver, u32) {
    let mut driver = logged_in();
    let (handle, _) = driver.call(method, args).unwrap();
    assert_eq!(driver.sent[0].0, "get_upload_token", "{method}");
    (driver, handle)
}

/// One whose upload has begun.
fn uploading(method: &str, args: Value) -> (Driver, u32) {
    let (mut driver, handle) = begin(method, args);
    driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
    (driver, handle)
}

fn picture() -> Value {
    json!({"target_username": "bob", "image": {"$form": {}}})
}

fn uploaded(driver: &mut Driver, handle: u32, answer: UploadAnswer<Json>) {
    driver.input(Input::Uploaded { handle: Handle(handle), answer });
}

/// How the handle was settled, with which code.
fn end(driver: &Driver) -> (Outcome, Value) {
    (driver.settled[0].outcome, driver.settled[0].data["code"].clone())
}

#[test]
fn each_method_uploads_and_then_sends_what_it_is_for() {
    let group = json!({"group_name": "g", "gid": 9, "avatar": {"$form": {}}});
    for (method, args, kind, event, at, id) in [
        ("sendSinglePic", picture(), "image", "s_across_single_text", "/content/msg_body/media_id", "m"),
        (
            "sendGroupFile",
            json!({"target_gid": 9, "file": {"$form": {}}}),
            "file",
            "send_group_msg",
            "/content/msg_body/fname",
            "f",
        ),
        (
            "sendChatroomPic",
            json!({"target_rid": 9, "image": {"$form": {}}}),
            "image",
            "send_room_msg",
            "/content/msg_body/format",
            "png",
        ),
        ("updateSelfAvatar", json!({"avatar": {"$form": {}}}), "image", "update_user_inf", "/avatar", "m"),
        ("createGroup", group.clone(), "image", "create_group", "/media_id", "m"),
        ("updateGroupInfo", group, "image", "update_group_info", "/media_id", "m"),
    ] {
        let (mut driver, handle) = uploading(method, args);
        let upload = &driver.uploads[0];
        assert_eq!((upload.handle.0, upload.kind.text()), (handle, kind), "{method}");
        let headers = json!({"X-App-Key": "k", "jm-channel": "w", "Authorization": "Basic YWxpY2U6dA=="});
        assert_eq!(upload.headers, headers, "{method}");
        uploaded(&mut driver, handle, UploadAnswer::Done(media().into()));
        assert_eq!(driver.sent[0].0, event, "{method}");
        assert_eq!(driver.sent[0].1.pointer(at), Some(&json!(id)), "{method}");
        assert!(driver.settled.is_empty(), "{method}");
    }
}

#[test]
fn forwarding_uploads_nothing() {
    let mut driver = logged_in();
    driver.call("sendSinglePic", json!({"target_username": "bob", "msg_body": media()})).unwrap();
    assert_eq!(driver.take_sent(), ["s_across_single_text"]);
}

#[test]
fn every_failure_reaches_the_page_once() {
    let server = json!({"error": {"code": 898007, "message": "no auth"}});
    for (answer, code) in [
        (UploadAnswer::Network, json!(889006)),
        (UploadAnswer::Refused(json!(null).into()), json!(880210)),
        (UploadAnswer::Refused(json!({"error": {"code": 898061}}).into()), json!(880210)),
        (UploadAnswer::Refused(server.into()), json!(null)),
        (UploadAnswer::Done(json!({}).into()), json!(880002)),
        (UploadAnswer::Done(json!("text").into()), json!(880002)),
    ] {
        let (mut driver, handle) = uploading("sendSinglePic", picture());
        uploaded(&mut driver, handle, answer.clone());
        assert_eq!(end(&driver), (Outcome::Fail, code), "{answer:?}");
        uploaded(&mut driver, handle, UploadAnswer::Done(media().into()));
        assert!(driver.sent.is_empty(), "{answer:?}");
    }
}

#[test]
fn a_refused_token_fails_and_an_unanswered_one_times_out() {
    let (mut driver, _) = begin("sendSinglePic", picture());
    driver.reply("get_upload_token", json!({"code": 882004}));
    assert_eq!(end(&driver), (Outcome::Fail, json!(882004)));
    let (mut driver, handle) = begin("sendSinglePic", picture());
    driver.watch(handle);
    driver.tick(25_000.0);
    assert_eq!(end(&driver).0, Outcome::Timeout);
}

#[test]
fn who_watches_hears_of_a_token_that_never_comes() {
    let (mut driver, handle) = begin("sendSinglePic", picture());
    let rid = driver.sent[0].1["rid"].clone();
    driver.push("ack", json!({"rid": rid}));
    driver.watch(handle);
    driver.tick(150_000.0);
    assert_eq!((driver.settled.len(), end(&driver).0), (1, Outcome::Timeout));
}

#[test]
fn the_ack_of_the_token_is_not_the_pages() {
    let (mut driver, handle) = begin("sendSinglePic", picture());
    let rid = driver.sent[0].1["rid"].clone();
    driver.push("ack", json!({"rid": rid}));
    assert!(driver.settled.is_empty());
    driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
    uploaded(&mut driver, handle, UploadAnswer::Done(media().into()));
    let rid = driver.sent[0].1["rid"].clone();
    driver.push("ack", json!({"rid": rid}));
    assert_eq!(end(&driver).0, Outcome::Ack);
}

#[test]
fn who_watches_at_any_stage_hears_of_a_missing_reply() {
    for stage in 0..3 {
        let (mut driver, handle) = begin("sendSinglePic", picture());
        let watch_at = |driver: &mut Driver, at| (stage == at).then(|| driver.watch(handle));
        watch_at(&mut driver, 0);
        driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
        watch_at(&mut driver, 1);
        uploaded(&mut driver, handle, UploadAnswer::Done(media().into()));
        watch_at(&mut driver, 2);
        let rid = driver.sent[0].1["rid"].clone();
        driver.push("ack", json!({"rid": rid}));
        driver.settled.clear();
        driver.tick(150_000.0);
        assert_eq!(end(&driver).0, Outcome::Timeout, "watched at stage {stage}");
    }
}

#[test]
fn an_upload_can_be_stopped_until_it_has_become_a_request() {
    let (mut driver, handle) = begin("sendSinglePic", picture());
    driver.abort(handle);
    assert_eq!(end(&driver), (Outcome::Fail, json!(889002)));
    driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
    assert!(driver.uploads.is_empty());

    let (mut driver, handle) = uploading("sendSinglePic", picture());
    driver.abort(handle);
    assert_eq!((end(&driver), driver.uploads.len()), ((Outcome::Fail, json!(889002)), 0));

    let (mut driver, handle) = uploading("sendSinglePic", picture());
    uploaded(&mut driver, handle, UploadAnswer::Done(media().into()));
    driver.abort(handle);
    assert!(driver.settled.is_empty(), "the message is on its way");
}

#[test]
fn an_upload_of_who_logged_out_is_stopped() {
    let (mut driver, _) = uploading("sendSinglePic", picture());
    driver.call("loginOut", json!(null)).unwrap();
    assert_eq!((end(&driver), driver.uploads.len()), ((Outcome::Fail, json!(889001)), 0));
}

#[test]
fn an_upload_that_makes_no_progress_for_a_minute_has_failed() {
    let (mut driver, handle) = uploading("sendSinglePic", picture());
    for _ in 0..5 {
        driver.tick(59_000.0);
        driver.input(Input::Progress { handle: Handle(handle) });
    }
    driver.input(Input::Progress { handle: Handle(handle + 1) });
    driver.tick(59_999.0);
    assert!(driver.settled.is_empty());
    driver.tick(1.0);
    assert_eq!((end(&driver), driver.uploads.len()), ((Outcome::Fail, json!(889007)), 0));
    driver.take_sent();
    uploaded(&mut driver, handle, UploadAnswer::Done(media().into()));
    assert!(driver.sent.is_empty(), "it comes too late");
}
