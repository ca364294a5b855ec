//! Every value that has no business there, in the place of every field that the core asks for: of every method's
//! arguments, of every reply and push, of the handshake, of uploads' answers and of what storage holds. After each the
//! client still works: it stores, loses its connection, comes back and is answered.
//!
//! All of it takes minutes without optimisation: `cargo test` tries one case in so many, `tests/run native` each.

use jmessage_web::client::{Config, Input, Outcome, UploadAnswer};
use jmessage_web::protocol::methods::{Does, TABLE};
use serde_json::{json, Map, Value};

use crate::driver::DriverOf;
use crate::host::{Host, HALF};
use crate::samples;
use crate::shared::Shared;

/// Frames are logged: what masks their secrets runs, too.
const CONFIG: Config = Config { debug: true, entropy: 1 };

fn values() -> Vec<Value> {
    let deep =
        (0..100).fold(json!(1), |inner, at| if at % 2 == 0 { json!([inner]) } else { json!({"username": inner}) });
    let odd_keys = json!({"__proto__": {"a": 1}, "constructor": null, "toString": 1, "": {}, "valueOf": []});
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(4_294_967_295u32),
        json!(9_007_199_254_740_993u64),
        json!(-2_147_483_649i64),
        json!([]),
        json!([null, [], {}, "", 1]),
        json!([[[{"a": [{}]}]]]),
        json!({}),
        odd_keys,
        json!({"username": {"username": {}}, "gid": [], "error": {"code": {}}}),
        json!({"$form": {}}),
        json!({"$form": {"bytes": []}}),
        deep,
    ];
    let texts =
        ["", " ", "\u{3000}", "__proto__", "constructor", "toString", "😀", "4294967296", "-1.5", "{", "[1]", "null"];
    values.extend(texts.map(Value::from));
    values.push(Value::from(HALF.to_string()));
    values.push(json!(r"\ud800")); // only looks like that
    values.push(Value::from("long ".repeat(400)));
    values
}

/// One case in so many is tried.
#[derive(Default)]
struct Turns(usize);

impl Turns {
    fn is_next(&mut self) -> bool {
        self.0 += 1;
        self.0 % 101 == 0 || std::env::var_os("THOROUGH").is_some()
    }
}

/// The way to a field, in a sample.
type Path = Vec<Key>;

#[derive(Clone, Debug)]
enum Key {
    Name(String),
    Place(usize),
}

/// Every place of a sample to which fields of these names lead, itself first.
fn places(sample: &Value, is_asked: &dyn Fn(&str) -> bool) -> Vec<Path> {
    let mut places = vec![Vec::new()];
    let mut below = |key: Key, inner: &Value| {
        for mut path in crate::hostile::places(inner, is_asked) {
            path.insert(0, key.clone());
            places.push(path);
        }
    };
    match sample {
        Value::Object(fields) => {
            let asked = fields.iter().filter(|(name, _)| is_asked(name));
            asked.for_each(|(name, inner)| below(Key::Name(name.clone()), inner));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(at, inner)| below(Key::Place(at), inner)),
        _ => {}
    }
    places
}

fn replaced(sample: &Value, path: &[Key], value: &Value) -> Value {
    let mut sample = sample.clone();
    let place = path.iter().fold(&mut sample, |inner, key| match key {
        Key::Name(name) => &mut inner[name.as_str()],
        Key::Place(at) => &mut inner[*at],
    });
    *place = value.clone();
    sample
}

/// Says what was tried, if that made the test fail.
struct Tried<'a>(&'a str, &'a Path, &'a Value);

impl Drop for Tried<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let shown: String = self.2.to_string().chars().take(200).collect();
            eprintln!("{}: {:?} = {shown}", self.0, self.1);
        }
    }
}

/// Tries every hostile value in every place of a sample that is asked for, and one field that nobody asks for.
/// `with_shared` hands the sample to a client whose host notes what is asked.
fn walk<V: Host>(
    what: &str,
    sample: &Value,
    mut hand_in: impl FnMut(&mut DriverOf<V>, &Value),
    with_shared: impl FnOnce(&mut DriverOf<Shared>),
) {
    let mut spied = DriverOf::logged_in(Config { debug: false, ..CONFIG });
    Shared::take_asked();
    with_shared(&mut spied);
    let asked = Shared::take_asked();
    let known = samples::names();
    let missing: Vec<_> = asked.iter().filter(|name| !known.contains(**name)).collect();
    assert!(missing.is_empty(), "no sample has {missing:?}, and {what} asks for it");

    let mut driver = DriverOf::logged_in(CONFIG);
    let values = values();
    let mut turns = Turns::default();
    let mut try_it = |sample: &Value, path: &Path, value: &Value| {
        if !turns.is_next() {
            return;
        }
        let _tried = Tried(what, path, value);
        hand_in(&mut driver, &replaced(sample, path, value));
        survive(&mut driver);
    };
    for path in places(sample, &|name| asked.contains(name)) {
        values.iter().for_each(|value| try_it(sample, &path, value));
    }
    // What nobody asks for goes through unseen.
    for name in ["any", "__proto__", "constructor", "toString"] {
        let mut sample = sample.clone();
        if let Some(fields) = sample.as_object_mut() {
            fields.insert(name.into(), Value::Null);
            let path = vec![Key::Name(name.into())];
            [json!(1), json!({"__proto__": {"a": 1}})].iter().for_each(|value| try_it(&sample, &path, value));
        }
    }
}

/// The connection is lost, and another one begins.
fn lose<V: Host>(driver: &mut DriverOf<V>) {
    if driver.socket {
        driver.input(Input::SocketClosed);
    }
    let given_up = driver.now.at.0 + 70_000.0;
    while !driver.socket {
        assert!(driver.now.at.0 < given_up, "no socket was opened again");
        driver.tick(500.0);
    }
}

/// All that was sent is answered, what changed is stored, the connection is lost, alice comes back and asks.
fn survive<V: Host>(driver: &mut DriverOf<V>) {
    while let Some((event, request)) = driver.sent.pop().filter(|_| driver.socket) {
        driver.push(&event, json!({"rid": request["rid"], "code": 0}));
    }
    driver.tick(2_500.0);
    lose(driver);
    driver.connect();
    driver.uploads.clear();
    driver.log_in("alice");
    driver.settled.clear();
    let (handle, _) = driver.call("getGroupInfo", json!({"gid": 1})).unwrap();
    driver.reply("get_group_info", json!({"code": 0}));
    let answers: Vec<_> = driver.settled.iter().filter(|settled| settled.handle == handle).collect();
    assert!(matches!(answers[..], [answer] if answer.outcome == Outcome::Success), "{answers:?}");
    driver.sent.clear();
    driver.settled.clear();
    driver.told.clear();
    driver.logs.clear();
    driver.saves.clear();
    driver.done.clear();
}

fn call<V: Host>(driver: &mut DriverOf<V>, name: &str, args: &Value) {
    if let Ok((handle, _)) = driver.call(name, args.clone()) {
        driver.watch(handle);
        driver.tick(2_100.0);
    }
}

fn arguments<V: Host>() {
    for row in TABLE {
        for sample in samples::tried(row) {
            let once = |driver: &mut DriverOf<Shared>| call(driver, row.name, &sample);
            walk::<V>(row.name, &sample, |driver, args| call(driver, row.name, args), once);
        }
    }
}

/// The newest request of the page's is answered so.
fn answer<V: Host>(driver: &mut DriverOf<V>, data: &Value) {
    let own = |event: &str| ["sync_check", "msg_recv_v2"].contains(&event);
    let Some(at) = driver.sent.iter().rposition(|(event, _)| !own(event)) else { return };
    let (event, request) = driver.sent.remove(at);
    driver.push("ack", json!({"rid": request["rid"]}));
    let mut fields = data.as_object().cloned().unwrap_or_else(|| Map::from_iter([("rid".into(), data.clone())]));
    fields.entry("rid").or_insert(request["rid"].clone());
    driver.push(&event, Value::Object(fields));
}

fn replies<V: Host>() {
    for row in TABLE.iter().filter(|row| matches!(row.rule.does, Does::Asks(_) | Does::Receipt(_))) {
        for args in samples::tried(row) {
            let (what, args) = (format!("a reply to {}", row.name), &args);
            walk::<V>(
                &what,
                &samples::reply(),
                |driver, data| {
                    call(driver, row.name, args);
                    answer(driver, data);
                },
                |driver| {
                    call(driver, row.name, args);
                    Shared::take_asked();
                    answer(driver, &samples::reply());
                },
            );
        }
    }
    walk::<V>(
        "a reply to sync_check",
        &samples::reply(),
        |driver, data| {
            driver.tick(150_000.0);
            driver.reply("sync_check", if data.is_object() { data.clone() } else { json!({"code": data}) });
        },
        |driver| {
            driver.tick(150_000.0);
            Shared::take_asked();
            driver.reply("sync_check", samples::reply());
        },
    );
}

fn uploaded<V: Host>(driver: &mut DriverOf<V>, to_answer: impl FnOnce() -> UploadAnswer<V>) {
    answer(driver, &samples::reply());
    if let Some(upload) = driver.uploads.pop() {
        driver.input(Input::Uploaded { handle: upload.handle, answer: to_answer() });
    }
}

fn uploads<V: Host>() {
    for name in ["sendSinglePic", "sendGroupFile", "updateSelfAvatar", "createGroup", "updateGroupInfo"] {
        walk::<V>(
            &format!("what {name} uploaded"),
            &samples::media(),
            |driver, media| {
                call(driver, name, &samples::with_files());
                uploaded(driver, || UploadAnswer::Done(V::give(media)));
            },
            |driver| {
                call(driver, name, &samples::with_files());
                uploaded(driver, || {
                    Shared::take_asked();
                    UploadAnswer::Done(Shared::give(&samples::media()))
                });
            },
        );
        walk::<V>(
            &format!("the refusal of what {name} uploaded"),
            &samples::refusal(),
            |driver, body| {
                call(driver, name, &samples::with_files());
                uploaded(driver, || UploadAnswer::Refused(V::give(body)));
            },
            |driver| {
                call(driver, name, &samples::with_files());
                uploaded(driver, || {
                    Shared::take_asked();
                    UploadAnswer::Refused(Shared::give(&samples::refusal()))
                });
            },
        );
    }
}

fn pushes<V: Host>() {
    for (event, sample) in samples::pushes() {
        walk::<V>(
            event,
            &sample,
            |driver, data| driver.push(event, data.clone()),
            |driver| driver.push(event, sample.clone()),
        );
    }
    // The envelope itself, under known names and unknown ones.
    let (mut driver, mut turns) = (DriverOf::<V>::logged_in(CONFIG), Turns::default());
    for value in values() {
        let envelopes = [
            json!(value),
            json!([value]),
            json!([value, {}]),
            json!(["ack", {"rid": value}]),
            json!(["login", {"rid": value}]),
        ];
        for frame in envelopes.into_iter().filter(|_| turns.is_next()) {
            let _tried = Tried("an envelope", &Vec::new(), &frame);
            driver.input(Input::Frame(V::give(&Value::from(format!("42{frame}")))));
            survive(&mut driver);
        }
    }
}

fn greet<V: Host>(driver: &mut DriverOf<V>, handshake: &Value) {
    lose(driver);
    driver.frame("40");
    lose(driver);
    driver.input(Input::Frame(V::give(&Value::from(format!("0{handshake}")))));
    driver.frame("40");
}

fn handshakes<V: Host>() {
    let once = |driver: &mut DriverOf<Shared>| greet(driver, &samples::handshake());
    walk::<V>("a handshake", &samples::handshake(), |driver, handshake| greet(driver, handshake), once);
}

/// Alice leaves and comes back to what storage holds; it is asked for, counted on, and stored again.
fn open<V: Host>(driver: &mut DriverOf<V>, conversations: &Value, event_key: &Value) {
    driver.call("loginOut", json!({})).unwrap();
    driver.storage.insert("conversations-k-alice".into(), conversations.to_string());
    driver.storage.insert("eve-k-k-alice".into(), event_key.to_string());
    driver.connect();
    driver.log_in("alice");
    for (event, push) in samples::pushes().into_iter().filter(|(event, _)| *event != "event_notification") {
        driver.push(event, push);
    }
    for args in [json!({"username": "bob"}), json!({"gid": 9001})] {
        driver.call("getUnreadMsgCnt", args.clone()).unwrap();
        driver.call("resetUnreadCount", args).unwrap();
    }
}

fn storage<V: Host>() {
    let sample = samples::stored();
    let asked = ["kbob", "9001", "extras", "unread_msg_count", "recent_time", "msg_time"];
    let mut driver = DriverOf::<V>::logged_in(CONFIG);
    let mut turns = Turns::default();
    for value in values() {
        for path in places(&sample, &|name| asked.contains(&name)).into_iter().filter(|_| turns.is_next()) {
            let _tried = Tried("what is stored", &path, &value);
            open(&mut driver, &replaced(&sample, &path, &value), &json!(1));
            survive(&mut driver);
        }
        if !turns.is_next() {
            continue;
        }
        let _tried = Tried("the stored event key", &Vec::new(), &value);
        open(&mut driver, &sample, &value);
        survive(&mut driver);
    }
}

mod json_host {
    use jmessage_web::payload::Json;

    #[test]
    fn survives_any_argument() {
        super::arguments::<Json>();
    }
    #[test]
    fn survives_any_reply() {
        super::replies::<Json>();
    }
    #[test]
    fn survives_any_push_handshake_upload_and_store() {
        super::pushes::<Json>();
        super::handshakes::<Json>();
        super::uploads::<Json>();
        super::storage::<Json>();
    }
}

mod shared_host {
    use crate::shared::Shared;

    #[test]
    fn survives_any_argument() {
        super::arguments::<Shared>();
    }
    #[test]
    fn survives_any_reply() {
        super::replies::<Shared>();
    }
    #[test]
    fn survives_any_push_handshake_upload_and_store() {
        super::pushes::<Shared>();
        super::handshakes::<Shared>();
        super::uploads::<Shared>();
        super::storage::<Shared>();
    }
}
