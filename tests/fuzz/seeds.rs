//! Writes what fuzzing starts from: the recorded scenarios as each target reads them, and the words of the protocol for
//! the one that reads text. Must never write what does not read back as the same.

#[path = "targets/bytes.rs"]
mod bytes;

use std::fs;
use std::path::Path;

use bytes::{Bytes, DIGITS, EVENTS, KINDS, STEPS, WORDS};
use jmessage_web::Method;
use serde_json::{json, Value};

/// The application of the recordings, and that of `pushes`: one, so that its pushes are for who is logged in.
const RECORDED: &str = "4f7aef34fb361292c566a1cd";

/// One frame of each kind, and what JSON may be besides what was recorded.
const FRAMES: &[&str] = &[
    r#"0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":60000}"#,
    "1",
    "2probe",
    "3",
    "40",
    "40/chat",
    "41",
    r#"42/,17["ack",{"rid":1}]"#,
    r#"42["\u00e9\ud83d\ude00\ud800\n\"",[null,true,false,-0.5E+3,1e400,{"":{}}],"password",{"password":"中😀"}]"#,
    "430[]",
    r#"44"denied""#,
    r#"451-["a",{"_placeholder":true,"num":0}]"#,
    "6",
];

#[derive(Default)]
struct Seed(Vec<u8>);

impl Seed {
    fn byte(&mut self, byte: usize) {
        self.0.push(u8::try_from(byte).expect("a byte"));
    }

    fn below(&mut self, number: usize) {
        self.byte(number / 256);
        self.byte(number % 256);
    }

    fn one_of(&mut self, names: &[&str], name: &str) {
        self.byte(names.iter().position(|known| *known == name).expect(name));
    }

    fn text(&mut self, text: &str) {
        self.byte(text.len());
        self.0.extend(text.bytes());
    }

    fn word(&mut self, text: &str) {
        let number = WORDS.iter().position(|word| *word == text);
        self.below(number.unwrap_or(WORDS.len()));
        if number.is_none() {
            self.text(text);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.one_of(KINDS, "null"),
            Value::Bool(is_true) => {
                self.one_of(KINDS, "bool");
                self.byte(usize::from(!is_true));
            }
            Value::Number(number) => {
                self.one_of(KINDS, "number");
                self.byte(DIGITS);
                self.text(&number.to_string());
            }
            Value::String(text) => {
                self.one_of(KINDS, "text");
                self.text(text);
            }
            Value::Array(items) => {
                self.one_of(KINDS, "list");
                self.byte(items.len());
                items.iter().for_each(|item| self.value(item));
            }
            Value::Object(fields) if fields.contains_key("$form") => self.one_of(KINDS, "form"),
            Value::Object(_) => {
                self.one_of(KINDS, "object");
                self.object(value);
            }
        }
    }

    fn object(&mut self, object: &Value) {
        let fields = object.as_object().expect("an object");
        self.byte(fields.len());
        for (name, field) in fields {
            self.word(name);
            self.value(field);
        }
    }

    fn step(&mut self, step: &str) {
        self.one_of(STEPS, step);
    }

    /// One step of a scenario as `operations` reads it; what a scenario only looks at is none.
    fn operation(&mut self, step: &Value) {
        let text = |field: &str| step[field].as_str().expect(field);
        match text("do") {
            "new" => self.step("connect"),
            "call" => {
                self.step("call");
                self.byte(Method::named(text("method")).map_or(0, Method::number));
                self.byte(0);
                self.value(&step["args"][0]);
            }
            "reply" => {
                self.step("reply");
                self.word(text("to"));
                self.object(&step["data"]);
            }
            "ack" => {
                self.step("ack");
                self.word(text("to"));
            }
            "push" => {
                self.step("push");
                self.one_of(EVENTS, text("event"));
                self.value(&step["data"]);
            }
            "tick" => {
                self.step("tick");
                self.below(step["ms"].as_u64().expect("ms") as usize / 10);
            }
            "upload" => {
                self.step("uploaded");
                self.byte(0);
                self.value(&step["json"]);
                self.byte(0);
                self.byte(usize::from(step["status"] != 200));
            }
            "drop" => self.step("closed"),
            "reopen" => {
                self.step("reopen");
                self.byte(0);
                self.byte(1);
            }
            "authorise" => {
                self.step("authorised");
                self.byte(0);
                self.value(&Value::Null);
                self.byte(0);
            }
            _ => {}
        }
    }
}

fn scenarios() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance/scenarios");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the scenarios").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let texts = files.into_iter().map(|file| fs::read_to_string(file).expect("a scenario").replace(RECORDED, "k"));
    texts.flat_map(|text| serde_json::from_str::<Vec<Value>>(&text).expect("scenarios")).collect()
}

/// A page that leaves the session to the client: it begins so, is cut off, comes back, and is opened anew.
fn kept_session(begin: &Value) -> Value {
    json!([
        {"do": "new"},
        begin,
        {"do": "reply", "to": "c_init", "data": {"code": 0}},
        {"do": "call", "method": "login", "args": [{"username": "alice", "password": "p"}]},
        {"do": "tick", "ms": 500},
        {"do": "reply", "to": "login", "data": {"code": 0}},
        {"do": "reply", "to": "sync_check", "data": {"code": 0}},
        {"do": "call", "method": "sendSingleMsg", "args": [{"target_username": "bob", "content": "hello"}]},
        {"do": "drop"},
        {"do": "call", "method": "sendGroupMsg", "args": [{"target_gid": 9001, "content": "hello"}]},
        {"do": "tick", "ms": 3000},
        {"do": "new"},
        begin,
        {"do": "reply", "to": "c_init", "data": {"code": 0}},
        {"do": "reply", "to": "login", "data": {"code": 0}},
        {"do": "reply", "to": "s_across_single_text", "data": {"code": 0, "msg_id": 1}},
        {"do": "reopen"},
        {"do": "new"},
        begin,
        {"do": "reply", "to": "c_init", "data": {"code": 0}},
        {"do": "call", "method": "login", "args": [{"username": "alice", "password": "p"}]},
        {"do": "tick", "ms": 500},
        {"do": "reply", "to": "login", "data": {"code": 0}},
        {"do": "reply", "to": "send_group_msg", "data": {"code": 0, "msg_id": 2}},
    ])
}

/// Seeds of this target: one for each host, by its second byte.
fn write(target: &str, name: &str, of: impl Fn(&mut Seed)) {
    for (byte, host) in ["shared", "json"].into_iter().enumerate() {
        let mut seed = Seed::default();
        seed.byte(1); // It logs nothing.
        seed.byte(byte);
        of(&mut seed);
        put(target, &format!("{name}-{host}"), &seed.0);
    }
}

fn put(folder: &str, name: &str, content: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), content).expect("a file");
}

/// Scenarios say how an upload will be answered before there is one.
fn write_operations(name: &str, steps: &Value, options: usize, without_auth: usize) {
    write("operations", name, |seed| {
        seed.byte(0);
        seed.byte(options);
        seed.byte(without_auth);
        let mut answer = None;
        for step in steps.as_array().expect("steps") {
            if step["do"] == "upload" {
                answer = Some(step);
                continue;
            }
            seed.operation(step);
            if step["to"] == "get_upload_token" {
                answer.take().into_iter().for_each(|answer| seed.operation(answer));
            }
        }
    });
}

fn main() {
    for (number, scenario) in scenarios().iter().enumerate() {
        let name = format!("recorded-{number:03}");
        write_operations(&name, &scenario["steps"], 0, 0);
        let steps = scenario["steps"].as_array().into_iter().flatten();
        let pushes: Vec<_> = steps.filter(|step| step["do"] == "push").collect();
        if pushes.is_empty() {
            continue;
        }
        write("pushes", &name, |seed| {
            for push in &pushes {
                seed.one_of(EVENTS, push["event"].as_str().expect("event"));
                let start = seed.0.len();
                seed.value(&push["data"]);
                assert_eq!(Bytes(&seed.0[start..]).value(0), push["data"], "it does not read back");
                seed.byte(10);
            }
        });
        put("wire", &name, format!("42[{},{}]", pushes[0]["event"], pushes[0]["data"]).as_bytes());
    }
    let init = json!({"do": "call", "method": "init", "args": [{"appkey": "k", "random_str": "r", "timestamp": 1, "signature": "s"}]});
    for options in 1..4 {
        write_operations(&format!("authorised-{options}"), &kept_session(&json!({"do": "authorise"})), options, 0);
        write_operations(&format!("repeated-{options}"), &kept_session(&init), options, 1);
    }

    FRAMES.iter().enumerate().for_each(|(number, frame)| put("wire", &format!("frame-{number:02}"), frame.as_bytes()));
    let words = WORDS.iter().map(|word| format!("\"\\\"{word}\\\"\"\n"));
    put("", "wire.dict", words.collect::<String>().as_bytes());
}
