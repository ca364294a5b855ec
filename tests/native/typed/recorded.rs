//! The recorded scenarios, through the typed client: what a call sends and what comes of its reply is as it was recorded,
//! and every push that was recorded can be read. What a page sees of acks and of hours that pass is the core's own replay.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use futures::{FutureExt, StreamExt};
use jmessage_web::protocol::methods::{Does, TABLE};
use jmessage_web::testing::Stage;
use jmessage_web::{Auth, Credentials, Error, Event, JMessage, Method, State};
use serde_json::{json, Value};

fn scenarios() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/scenarios");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| serde_json::from_slice::<Vec<Value>>(&fs::read(file).unwrap()).unwrap()).collect()
}

/// Signed in as the scenario's page was; nobody, where it never was.
fn signed_in(stage: &Stage, scenario: &Value) -> Option<JMessage> {
    let steps = scenario["steps"].as_array()?;
    let args = |method| Some(steps.iter().find(|step| step["method"] == method)?["args"][0].clone());
    let auth: Auth = serde_json::from_value(args("init")?).ok()?;
    let account: Credentials = serde_json::from_value(args("login")?).ok()?;
    let im = stage.connect();
    stage.run(im.sign_in(account, move || futures::future::ready(Ok(auth.clone())))).ok()?;
    stage.run(im.reached(State::Online));
    stage.server().requests();
    Some(im)
}

/// Without what each run has of its own.
fn plain(mut value: Value) -> Value {
    match &mut value {
        Value::Array(items) => items.iter_mut().for_each(|item| *item = plain(item.take())),
        Value::Object(fields) => {
            fields.retain(|name, _| name != "rid" && name != "create_time");
            fields.values_mut().for_each(|field| *field = plain(field.take()));
        }
        _ => {}
    }
    value
}

/// A call of the scenario, with what it sent, what that was answered, and how the page heard of it.
struct Recorded<'a> {
    method: &'a str,
    args: &'a Value,
    event: &'a str,
    sent: &'a Value,
    reply: &'a Value,
    heard: (bool, &'a Value),
}

fn recorded<'a>(steps: &'a [Value], expected: &'a [Value], at: usize) -> Option<Recorded<'a>> {
    let (step, answer) = (&steps[at], steps.get(at + 1)?);
    let method = step["method"].as_str()?;
    let row = TABLE.iter().find(|row| row.name == method)?;
    let Does::Asks(asks) = row.rule.does else { return None };
    let event = asks.event().text();
    // Forms and the like have a notation of their own; the list of conversations has what was before in it.
    let is_plain = !step["args"].to_string().contains("\"$");
    if !is_plain
        || answer["do"] != "reply"
        || answer["to"] != event
        || ["init", "login", "getConversation"].contains(&method)
    {
        return None;
    }
    let sent = &expected[at]["frames"].as_array()?.iter().find(|frame| frame[0] == event)?[1];
    let label = step["label"].as_str().unwrap_or(method);
    let heard = expected[at + 1]["page"].as_array()?.iter().find_map(|entry| {
        let outcome = entry["cb"].as_str()?.strip_prefix(label)?;
        ["success", "fail"].contains(&&outcome[1..]).then(|| (outcome == ".success", &entry["args"][0]))
    })?;
    Some(Recorded { method, args: &step["args"][0], event, sent, reply: &answer["data"], heard })
}

#[test]
fn calls_send_and_come_to_what_was_recorded() {
    let mut compared = BTreeMap::new();
    for scenario in scenarios() {
        let stage = Stage::new();
        let (steps, expected) = (scenario["steps"].as_array().unwrap(), scenario["expect"].as_array().unwrap());
        let Some(im) = signed_in(&stage, &scenario) else { continue };
        for call in (0..steps.len()).filter_map(|at| recorded(steps, expected, at)) {
            let (reply, method) = (call.reply.clone(), Method::named(call.method).unwrap());
            stage.server().answer(call.event, move |_| reply.clone());
            let args = if call.args.is_null() { json!({}) } else { call.args.clone() };
            let heard = stage.run(im.call::<Value>(method, args));
            let requests = stage.server().requests();
            let sent = requests.into_iter().rev().find(|(name, _)| name == call.event).map(|(_, data)| plain(data));
            let place = format!("{}: {}", scenario["name"], call.method);
            assert_eq!(sent, Some(plain(call.sent.clone())), "{place}");
            match (heard, call.heard) {
                (Ok(data), (true, recorded)) => assert_eq!(plain(data), plain(recorded.clone()), "{place}"),
                (Err(Error::Server { code, .. }), (false, recorded)) => assert_eq!(recorded["code"], code.0, "{place}"),
                other => panic!("{place}: {other:?}"),
            }
            *compared.entry(call.method.to_owned()).or_insert(0) += 1;
        }
    }
    assert!(compared.len() >= 60 && compared.values().sum::<i32>() >= 150, "{compared:?}");
}

#[test]
fn every_recorded_push_can_be_read() {
    let (mut pushes, mut unreadable) = (0, Vec::new());
    for scenario in scenarios() {
        let stage = Stage::new();
        let Some(im) = signed_in(&stage, &scenario) else { continue };
        let mut events = im.events();
        for step in scenario["steps"].as_array().unwrap().iter().filter(|step| step["do"] == "push") {
            pushes += 1;
            stage.server().push(step["event"].as_str().unwrap(), step["data"].clone());
            stage.advance(std::time::Duration::from_secs(3));
            while let Some(event) = events.next().now_or_never().flatten() {
                if let Event::Unreadable { listener, data } = event {
                    unreadable.push(format!("{}: {listener} {data}", scenario["name"]));
                }
            }
        }
    }
    assert!(pushes >= 100, "{pushes}");
    assert_eq!(unreadable, Vec::<String>::new());
}
