//! The documents' examples, one call each: which frame goes out when the page writes what they say, and when it writes
//! as pages do: ids as numbers or as texts, without what is optional, with fields of its own.
//!
//! A row of examples.json is a method, its arguments, the event and its payload. In a payload `...` stands for all
//! arguments, `$name` for one of them and `$name?x` for x where it is left out; a text for the message that is built of
//! them; no event for a call that sends nothing.

use jmessage_web::client::{Answer, Input, Outcome, UploadAnswer};
use serde_json::{json, Map, Value};

use crate::documented::documented;
use crate::driver::Driver;
use crate::{fresh, logged_in};

/// What pages write as a number or as a text, whichever they have.
const IDS: &[&str] = &[
    "gid",
    "id",
    "msg_id",
    "msg_ids",
    "event_id",
    "target_gid",
    "target_rid",
    "timestamp",
    "start",
    "result",
    "gender",
    "latitude",
    "longitude",
    "scale",
    "media_crc32",
    "width",
    "height",
    "fsize",
];

fn media() -> Value {
    json!({"media_id": "m1", "media_crc32": 1, "width": 2, "height": 3, "format": "png", "fsize": 4, "hash": "h1",
        "fname": "a.png"})
}

struct Example {
    method: String,
    args: Value,
    event: Option<String>,
    payload: Value,
}

fn examples() -> Vec<Example> {
    let rows: Vec<Value> = serde_json::from_str(include_str!("examples.json")).expect("a list of rows");
    let example = |row: &Value| Example {
        method: row[0].as_str().unwrap().into(),
        args: row[1].clone(),
        event: row[2].as_str().map(str::to_owned),
        payload: row[3].clone(),
    };
    rows.iter().map(example).collect()
}

/// The arguments as pages write them, too.
fn variants(example: &Example) -> Vec<Value> {
    let mut variants = vec![example.args.clone(), flipped(&example.args)];
    let required = documented().find(|(name, _)| *name == example.method).expect("it is documented").1;
    let required: Vec<_> = required.iter().flat_map(|field| field.split('|')).collect();
    let fields = example.args.as_object().unwrap();
    // updateGroupInfo has to change something; one of two conversations is named.
    let needed = ["group_name", "username", "gid", "custome"];
    for name in fields.keys().filter(|name| !required.contains(&name.as_str()) && !needed.contains(&name.as_str())) {
        let mut fields = fields.clone();
        fields.remove(name);
        variants.push(Value::Object(fields));
    }
    let mut with_more = fields.clone();
    with_more.insert("page_note".into(), json!({"mine": [1, null]}));
    variants.push(Value::Object(with_more));
    variants
}

fn flipped(value: &Value) -> Value {
    let flip = |value: &Value| match value {
        Value::Number(number) => Value::from(number.to_string()),
        Value::String(text) => serde_json::from_str(text).unwrap(),
        Value::Array(items) => items.iter().map(|item| Value::from(item.to_string())).collect(),
        other => panic!("{other} is no id"),
    };
    let Value::Object(fields) = value else { return value.clone() };
    let flipped = |(name, value): (&String, &Value)| {
        (name.clone(), if IDS.contains(&name.as_str()) { flip(value) } else { flipped(value) })
    };
    fields.iter().map(flipped).collect()
}

fn expected(rule: &Value, args: &Value) -> Value {
    match rule {
        Value::String(text) if text.starts_with('$') => {
            let (name, default) = text[1..].split_once('?').unwrap_or((&text[1..], ""));
            args.get(name).cloned().unwrap_or_else(|| Value::from(default))
        }
        Value::String(message) if message.contains(' ') => {
            let (target, body) = message.split_once(' ').unwrap();
            expected_message(target, body, args)
        }
        Value::Array(items) => items.iter().map(|item| expected(item, args)).collect(),
        Value::Object(rules) => {
            let all = args.as_object().filter(|_| rules.contains_key("..."));
            let own = rules.iter().filter(|(name, _)| *name != "...");
            all.cloned()
                .into_iter()
                .flatten()
                .chain(own.map(|(name, rule)| (name.clone(), expected(rule, args))))
                .collect()
        }
        other => other.clone(),
    }
}

/// Section 5 of the protocol, once more.
fn expected_message(target: &str, body: &str, args: &Value) -> Value {
    let (id, name) = match target {
        "single" => ("target_username", "target_nickname"),
        "group" => ("target_gid", "target_gname"),
        _ => ("target_rid", "target_rname"),
    };
    let id = match &args[id] {
        Value::String(text) => text.clone(),
        number => number.to_string(),
    };
    let name = args.get(name).cloned().or((target == "chatroom").then(|| json!("")));
    let pick = |from: &Value, names: &[&str]| -> Map<String, Value> {
        names.iter().filter_map(|name| Some(((*name).to_owned(), from.get(*name)?.clone()))).collect()
    };
    let forwarded = args.get("msg_body");
    let source = forwarded.unwrap_or(args);
    let mut msg_body = match body {
        "text" if forwarded.is_none() => Map::from_iter([("text".into(), args["content"].clone())]),
        "text" => pick(source, &["text"]),
        "image" => {
            let from = if forwarded.is_some() { source.clone() } else { media() };
            pick(&from, &["media_id", "media_crc32", "width", "height", "format", "fsize"])
        }
        "file" => {
            let from = if forwarded.is_some() { source.clone() } else { media() };
            pick(&from, &["media_id", "media_crc32", "hash", "fsize", "fname"])
        }
        "location" => pick(source, &["latitude", "longitude", "scale", "label"]),
        _ => forwarded.unwrap_or(&args["custom"]).as_object().unwrap().clone(),
    };
    msg_body.extend(pick(source, &["extras"]));

    let mut content = json!({"version": 1, "target_type": target, "from_platform": "web", "target_id": id,
        "from_id": "alice", "msg_type": body, "msg_body": msg_body});
    let mut payload = json!({"no_offline": false, "no_notification": false, "appkey": "k"});
    if let Some(name) = name {
        content["target_name"] = name.clone();
        payload["target_name"] = name;
    }
    if let Some(appkey) = args.get("appkey") {
        content["target_appkey"] = appkey.clone();
        content["from_appkey"] = json!("k");
        payload["appkey"] = appkey.clone();
    }
    if let Some(users) = args.get("at_list") {
        payload["users"] = users.clone();
    }
    payload[if target == "single" { "target_id" } else { "target_gid" }] = json!(id);
    payload["content"] = content;
    payload
}

/// The frame that a call becomes, an upload on the way to it included, without what differs each time.
fn frame(driver: &mut Driver, method: &str, args: &Value) -> Option<(String, Value)> {
    let (_, answer) = driver.call(method, args.clone()).unwrap();
    driver.tick(2_100.0);
    if driver.sent.iter().any(|(event, _)| event == "get_upload_token") {
        driver.reply("get_upload_token", json!({"code": 0, "uptoken": "t"}));
        let handle = driver.uploads.pop().expect("an upload began").handle;
        driver.input(Input::Uploaded { handle, answer: UploadAnswer::Done(media().into()) });
    }
    assert!(driver.sent.len() <= 1 && (answer == Answer::Handle || driver.settled.is_empty()), "{:?}", driver.sent);
    let (event, mut data) = driver.sent.pop()?;
    data.as_object_mut().unwrap().remove("rid");
    data["content"].as_object_mut().into_iter().for_each(|content| drop(content.remove("create_time")));
    if data["content"].is_null() {
        data.as_object_mut().unwrap().remove("content");
    }
    Some((event, data))
}

fn at_work(method: &str) -> Driver {
    if !["init", "register", "login"].contains(&method) {
        return logged_in();
    }
    let mut driver = fresh();
    driver.connect();
    if method != "init" {
        driver.call("init", json!({"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"})).unwrap();
        driver.reply("c_init", json!({"code": 0}));
        driver.settled.clear();
    }
    driver
}

#[test]
fn every_documented_example_becomes_its_frame_however_pages_write_it() {
    for example in examples() {
        for args in variants(&example) {
            let mut driver = at_work(&example.method);
            let said = format!("{} {args}", example.method);
            let sent = frame(&mut driver, &example.method, &args);
            match example.event.as_deref() {
                Some("refused") => {
                    let [refused] = &driver.settled[..] else { panic!("{said} was not refused: {sent:?}") };
                    assert_eq!((refused.outcome, &refused.data["code"]), (Outcome::Fail, &json!(880002)), "{said}");
                    let message = refused.data["message"].as_str().unwrap();
                    assert!(message.contains(example.payload.as_str().unwrap()), "{said}: {message}");
                    assert_eq!(sent, None, "{said}");
                }
                Some("complained") => {
                    assert!(driver.logs[0].contains(example.payload.as_str().unwrap()), "{said}: {:?}", driver.logs);
                    assert_eq!(sent, None, "{said}");
                }
                event => {
                    let expected = event.map(|event| (event.to_owned(), expected(&example.payload, &args)));
                    assert_eq!(sent, expected, "{said}");
                    assert_eq!((driver.settled.len(), driver.logs.len()), (0, 0), "{said}: {:?}", driver.logs);
                }
            }
        }
    }
}

#[test]
fn every_documented_method_has_an_example() {
    let examples = examples();
    for (name, _) in documented().filter(|(name, _)| !name.starts_with("on")) {
        assert!(examples.iter().any(|example| example.method == name), "{name}");
    }
}
