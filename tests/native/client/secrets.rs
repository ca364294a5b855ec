//! Debug mode shows frames, and never what opens an account.

use jmessage_web::client::{Config, Input, UploadAnswer};
use serde_json::json;

use crate::driver::Driver;

/// What must not be shown. The md5 sums are those of the passwords: whoever has them can log in.
const SECRETS: &[&str] = &[
    "password-1",
    "password-2",
    "7c6a180b36896a0a8c02787eeafb0e4c",
    "6cb75f652a9b52798eb6cf2201057c73",
    "signature-1",
    "random-1",
    "uptoken-1",
    "resource-token-1",
];

#[test]
fn no_secret_is_shown() {
    let mut driver = Driver::new(Config { debug: true, entropy: 1 });
    driver.connect();
    let init = json!({"appkey": "k", "random_str": "random-1", "timestamp": 1, "signature": "signature-1"});
    driver.call("init", init).unwrap();
    driver.reply("c_init", json!({"code": 0, "signature": "signature-1"}));
    driver.call("register", json!({"username": "alice", "password": "password1"})).unwrap();
    driver.reply("register", json!({"code": 0, "password": "password-1"}));
    driver.call("login", json!({"username": "alice", "password": "password-1", "is_md5": true})).unwrap();
    driver.tick(500.0);
    driver.reply("login", json!({"code": 0, "password": "password-1"}));
    driver.call("updateSelfPwd", json!({"old_pwd": "password1", "new_pwd": "password2"})).unwrap();
    driver.call("updateSelfPwd", json!({"old_pwd": "password-1", "new_pwd": "password-2", "is_md5": true})).unwrap();
    driver.reply("update_user_pwd", json!({"code": 0, "new_pwd": "password-2"}));
    driver.call("sendSinglePic", json!({"target_username": "bob", "image": {"$form": {}}})).unwrap();
    driver.reply("get_upload_token", json!({"code": 0, "uptoken": "uptoken-1"}));
    let handle = driver.uploads[0].handle;
    driver.input(Input::Uploaded {
        handle,
        answer: UploadAnswer::Done(json!({"media_id": "m", "media_crc32": 1, "width": 1, "height": 1}).into()),
    });
    driver.call("getResource", json!({"media_id": "m"})).unwrap();
    driver.reply("get_resource", json!({"code": 0, "url": "http://h/m?token=resource-token-1"}));
    // What was not acknowledged is sent, and shown, again.
    driver.tick(60_000.0);

    let shown = driver.logs.join("\n");
    for event in ["c_init", "register", "login", "update_user_pwd", "get_upload_token", "s_across_single_text"] {
        assert!(shown.contains(event), "{event} is not shown at all");
    }
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} is shown:\n{shown}");
    }
}

#[test]
fn no_secret_is_shown_from_the_depths_or_from_what_cannot_be_read() {
    let mut driver = Driver::logged_in(Config { debug: true, entropy: 1 });
    let custom =
        json!({"list": [{"deep": {"password": {"is": "password-1"}}}], "url": ["resource-token-1"], "seen": 1});
    driver.call("sendSingleCustom", json!({"target_username": "bob", "custom": custom})).unwrap();
    driver.push("trans_msg_rec", json!({"cmd": {"uptoken": "uptoken-1", "seen": 2}}));
    for frame in [
        r#"42["login",{"password":"password-1""#,
        r#"42["get_upload_token",{"uptoken":"uptoken-1"},{"uptoken":"uptoken-1"}]"#,
        r#"42/other,["login",{"password":"password-1"}]"#,
        r#"43["login",{"password":"password-1"}]"#,
        r#"44{"signature":"signature-1"}"#,
        r#"{"password":"password-1"}"#,
    ] {
        driver.frame(frame);
    }
    let shown = driver.logs.join("\n");
    for seen in [r#""seen":1"#, r#""seen":2"#, r#"received "42""#, r#"received ["get_upload_token""#] {
        assert!(shown.contains(seen), "{seen} is not shown:\n{shown}");
    }
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} is shown:\n{shown}");
    }
}

#[test]
fn a_timeout_hands_out_no_password() {
    let mut driver = Driver::new(Config { debug: false, entropy: 1 });
    driver.connect();
    let init = json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"});
    driver.call("init", init).unwrap();
    driver.reply("c_init", json!({"code": 0}));
    for (method, args) in [
        ("register", json!({"username": "alice", "password": "password1", "nickname": "A"})),
        ("login", json!({"username": "alice", "password": "password1"})),
    ] {
        let (handle, _) = driver.call(method, args).unwrap();
        driver.watch(handle);
    }
    driver.log_in("alice");
    driver.settled.clear();
    let (handle, _) =
        driver.call("updateSelfPwd", json!({"old_pwd": "password1", "new_pwd": "password2", "more": 1})).unwrap();
    driver.watch(handle);
    driver.tick(30_000.0);
    let told: Vec<_> = driver.settled.iter().map(|settled| &settled.data["data"]).collect();
    assert_eq!(
        told,
        [
            &json!({"username": "alice", "nickname": "A"}),
            &json!({"username": "alice", "version": "2.5.0"}),
            &json!({"more": 1})
        ]
    );
}

#[test]
fn nothing_is_shown_without_debug_mode() {
    let mut driver = crate::logged_in();
    driver.call("getGroups", json!({})).unwrap();
    assert!(driver.logs.is_empty(), "{:?}", driver.logs);
}
