//! What every host's payloads must do, written once: natively it is asked of `serde_json::Value`, in the browser of JS
//! values. Each rule here is one that the core relies on.

use jmessage_web::payload::{Keys, Kind, Members, Payload, Word};

/// A value parsed from JSON.
fn json<V: Payload>(text: &str) -> V {
    V::from_text(text).parse(0).unwrap_or_else(|| panic!("{text} is JSON"))
}

fn text<V: Payload>(value: &V) -> String {
    value.as_text().unwrap_or_else(|| panic!("a {:?} is no text", value.kind()))
}

/// The JSON of `[name, {..data, rid}]`, by which whole values are compared.
fn written<V: Payload>(data: &V) -> String {
    text(&V::event_text(Word::EventPrefix, Word::Ack, data, 1.0).expect("it has a JSON"))
}

pub fn kinds<V: Payload>() {
    assert_eq!(V::missing().kind(), Kind::Missing);
    for (source, kind) in [
        ("null", Kind::Missing),
        ("true", Kind::Bool),
        ("false", Kind::Bool),
        ("0", Kind::Number),
        ("-1.5", Kind::Number),
        ("\"\"", Kind::Text),
        ("[]", Kind::List),
        ("{}", Kind::Object),
    ] {
        assert_eq!(json::<V>(source).kind(), kind, "{source}");
    }
}

pub fn texts<V: Payload>() {
    assert_eq!(text(&V::from_text("中😀")), "中😀");
    assert_eq!(text(&V::from_word(Word::MsgSync)), "msg_sync");
    assert_eq!(V::from_number(7.0).as_text(), None);
    for (source, shown) in
        [("\"a\"", "a"), ("7", "7"), ("9007199254740991", "9007199254740991"), ("1.5", "1.5"), ("-3", "-3")]
    {
        assert_eq!(text(&json::<V>(source).to_text()), shown, "{source}");
    }
    for source in ["null", "true", "[]", "[1]", "{}"] {
        assert_eq!(text(&json::<V>(source).to_text()), "", "{source}");
    }
    assert_eq!(text(&V::join(&[&V::from_text("a"), &V::from_number(7.0), &V::missing(), &V::list()])), "a7");
    assert_eq!(text(&V::join(&[])), "");
    assert_eq!(text(&V::from_text("42[]").slice(2, usize::MAX)), "[]");
    assert_eq!(text(&V::from_text("42[]").slice(2, 3)), "[");
    assert_eq!(text(&V::from_text("42").slice(2, 9)), "");
    assert_eq!(V::from_text("2x").unit(1), Some(u16::from(b'x')));
    for no_text in [V::from_number(42.0), V::missing(), V::object()] {
        assert_eq!((no_text.head(), text(&no_text.slice(0, 9)).as_str()), ([0; 4], ""));
    }
    assert_eq!((V::from_text("2").unit(1), V::missing().unit(0), V::object().unit(0)), (None, None, None));
}

pub fn comparisons<V: Payload>() {
    assert!(V::from_text("a").same(&V::from_text("a")));
    assert!(json::<V>("7").same(&V::from_number(7.0)));
    assert!(!V::from_text("7").same(&V::from_number(7.0)), "without conversion");
    assert!(!V::from_text("a").same(&V::missing()));
    for blank in ["\"\"", "\" \\n\\t\"", "\"\u{3000}\"", "null", "7", "{}"] {
        assert!(json::<V>(blank).is_blank(), "{blank}");
    }
    assert!(!V::from_text(" a ").is_blank());
    let among = [Word::Ack, Word::MsgSync];
    assert_eq!(V::from_text("msg_sync").which(&among), Some(Word::MsgSync));
    assert_eq!(V::from_text("login").which(&among), None, "a word, and not one of these");
    for other in ["\"constructor\"", "\"__proto__\"", "7", "null", "[]"] {
        assert_eq!(json::<V>(other).which(&among), None, "{other}");
    }
}

pub fn numbers<V: Payload>() {
    let object: V = json(r#"{"code":7,"extra":"7","gid":1.5,"flag":null,"ctime_ms":1516924800123}"#);
    assert_eq!(object.number(Word::Code), Some(7.0));
    assert_eq!(object.number(Word::Gid), Some(1.5));
    assert_eq!(object.number(Word::CtimeMs), Some(1_516_924_800_123.0));
    assert_eq!((object.number(Word::Extra), object.number(Word::Flag), object.number(Word::Uid)), (None, None, None));
    assert_eq!(V::from_number(2.5).as_number(), Some(2.5));
    assert_eq!((V::from_text("2").as_number(), V::missing().as_number()), (None, None));
}

pub fn fields<V: Payload>() {
    let mut object: V = json(r#"{"code":0,"message":"m","debug":true,"flag":1,"extras":null}"#);
    assert_eq!(text(&object.get(Word::Message)), "m");
    assert_eq!(object.get(Word::Uid).kind(), Kind::Missing);
    assert!(object.has(Word::Code) && !object.has(Word::Uid));
    assert!(object.is_true(Word::Debug) && !object.is_true(Word::Flag) && !object.is_true(Word::Uid));
    object.set(Word::Uid, V::from_text("u"));
    object.set(Word::Code, V::from_number(1.0));
    object.set_number(Word::Gid, 9.0);
    object.set_bool(Word::Debug, false);
    object.set_word(Word::Type, Word::Single);
    object.remove(Word::Message);
    object.remove(Word::Avatar);
    assert_eq!((object.number(Word::Code), object.number(Word::Gid)), (Some(1.0), Some(9.0)));
    assert_eq!((text(&object.get(Word::Uid)), text(&object.get(Word::Type))), ("u".into(), "single".into()));
    assert!(!object.has(Word::Message) && !object.is_true(Word::Debug));
    let mut taken = V::object();
    taken.take_over(Word::Name, &object, Word::Uid);
    taken.take_over(Word::Avatar, &object, Word::Avatar);
    assert_eq!(written(&taken), r#"42["ack",{"name":"u","rid":1}]"#);
    object.update(Word::Uid, |_| {});
    object.update(Word::Avatar, |_| panic!("what is missing is not changed"));
}

pub fn changes_in_place<V: Payload>() {
    let mut reply: V = json(r#"{"messages":[{"msg_id":1},{"msg_id":2}],"content":{"text":"t"}}"#);
    reply.update(Word::Messages, |list| list.each(|message| message.set(Word::Key, message.get(Word::MsgId))));
    reply.update(Word::Content, |content| content.remove(Word::Text));
    let messages = reply.get(Word::Messages);
    assert_eq!([0, 1, 2].map(|at| messages.at(at).number(Word::Key)), [Some(1.0), Some(2.0), None]);
    assert!(!reply.get(Word::Content).has(Word::Text));
}

pub fn nothing_happens_to_what_is_no_object<V: Payload>() {
    for source in ["null", "true", "7", "\"text\""] {
        let mut value: V = json(source);
        value.set(Word::Code, V::from_number(1.0));
        value.remove(Word::Code);
        value.update(Word::Code, |_| panic!("{source} has no fields"));
        assert_eq!(value.get(Word::Code).kind(), Kind::Missing, "{source}");
        assert_eq!((value.number(Word::Code), value.is_true(Word::Code)), (None, false), "{source}");
        assert!(!value.has(Word::Code), "{source}");
        assert_eq!((value.len(), value.at(0).kind()), (0, Kind::Missing), "{source}");
        value.each(|_| panic!("{source} has no items"));
        assert_eq!(value.copy().kind(), Kind::Object, "{source}");
    }
    let mut object = V::object();
    object.push(V::from_number(1.0));
    assert_eq!((object.len(), object.kind()), (0, Kind::Object));
}

pub fn lists<V: Payload>() {
    let mut list = V::list();
    (1..=3).for_each(|number| list.push(V::from_number(f64::from(number))));
    assert_eq!((list.len(), list.at(2).as_number(), list.at(3).kind()), (3, Some(3.0), Kind::Missing));
    let union = V::union(&[&list, &json("[3,4,4]"), &V::list(), &json("[\"4\",1]")]);
    let items: Vec<_> = (0..union.len()).map(|at| text(&union.at(at).to_text())).collect();
    assert_eq!(items, ["1", "2", "3", "4", "4"], "a text is not a number");
    assert_eq!(V::union(&[]).len(), 0);
}

pub fn copies<V: Payload>() {
    let original: V = json(r#"{"code":1,"extras":{"a":1}}"#);
    let mut copy = original.copy();
    copy.set(Word::Code, V::from_number(2.0));
    copy.remove(Word::Extras);
    assert_eq!((original.number(Word::Code), original.has(Word::Extras)), (Some(1.0), true));
}

pub fn parsing<V: Payload>() {
    assert_eq!(V::from_text(r#"42["a",{"code":5}]"#).parse(2).map(|it| it.at(1).number(Word::Code)), Some(Some(5.0)));
    for nonsense in ["", "{", "undefined", "[1,]", "{'a':1}", "NaN", "1 2"] {
        assert!(V::from_text(nonsense).parse(0).is_none(), "{nonsense}");
    }
    let double: V = json(r#"{"code":1,"code":2}"#);
    assert_eq!(double.number(Word::Code), Some(2.0), "the last one counts");
}

pub fn masking<V: Payload>() {
    let given = r#"42["a",{"password":"p","n":1,"deep":[{"url":{"b":2},"list":[{"new_pwd":3}]}]},{"signature":4}]"#;
    let masked = V::from_text(given).parse_masked(2).expect("it is JSON");
    let expected = r#"{"password":"***","n":1,"deep":[{"url":"***","list":[{"new_pwd":"***"}]}]}"#;
    assert_eq!(written(&masked.at(1)), written(&json::<V>(expected)));
    assert_eq!(written(&masked.at(2)), written(&json::<V>(r#"{"signature":"***"}"#)));
    assert!(V::from_text("{").parse_masked(0).is_none());
}

pub fn frames<V: Payload>() {
    let mut data: V = json(r#"{"message":"\u2028 \" 😀 </script>","extras":{"__proto__":1}}"#);
    let frame = text(&V::event_text(Word::EventPrefix, Word::CInit, &data, 2_147_483_646.0).expect("it has a JSON"));
    let parsed = V::from_text(&frame).parse(2).expect("a frame holds JSON");
    assert!(frame.starts_with(r#"42["c_init",{"#), "{frame}");
    assert_eq!(parsed.at(1).number(Word::Rid), Some(2_147_483_646.0));
    assert!(parsed.at(1).get(Word::Message).same(&data.get(Word::Message)));
    assert!(!data.has(Word::Rid), "the payload itself is not changed");
    assert!(frame.contains("\"__proto__\":1"), "{frame}");
    data.set(Word::Rid, V::from_number(9.0));
    assert!(written(&data).contains("\"rid\":1"), "the rid is ours");
}

pub fn foreign_keys<V: Payload>() {
    let json = r#"{"kbob":{"code":1},"__proto__":{"code":2},"nonsense":7}"#;
    let mut members = V::Members::of(V::from_text(json));
    assert_eq!(members.get(&V::from_text("kbob")).number(Word::Code), Some(1.0));
    assert_eq!(members.get(&V::from_text("__proto__")).number(Word::Code), Some(2.0));
    for absent in ["constructor", "toString", "hasOwnProperty", "valueOf", "", "中"] {
        assert_eq!(members.get(&V::from_text(absent)).kind(), Kind::Missing, "{absent}");
    }
    for key in ["__proto__", "constructor", "中", ""] {
        let mut value = V::object();
        value.set(Word::Code, V::from_number(3.0));
        members.set(&V::from_text(key), &value);
        let mut again = V::Members::of(members.json());
        assert_eq!(again.get(&V::from_text(key)).number(Word::Code), Some(3.0), "{key}");
        assert_eq!(again.get(&V::from_text("kbob")).number(Word::Code), Some(1.0), "the others stay");
    }
    members.json();
    for (key, code) in [("kbob", 1.0), ("__proto__", 3.0)] {
        assert_eq!(
            members.get(&V::from_text(key)).number(Word::Code),
            Some(code),
            "{key} can be read once it was written"
        );
    }
    for nonsense in ["", "{", "[]", "7", "null", "{}"] {
        assert_eq!(V::Members::of(V::from_text(nonsense)).json().as_text().as_deref(), Some("{}"), "{nonsense}");
    }
    assert_eq!(V::object().number(Word::Code), None, "no other object was changed");
}

pub fn positions<V: Payload>() {
    let mut keys = V::Keys::default();
    for (position, key) in ["a", "__proto__", "constructor", "9001", "中"].into_iter().enumerate() {
        assert_eq!(keys.position(&V::from_text(key)), None, "{key}");
        keys.insert(&V::from_text(key), position);
        assert_eq!(keys.position(&V::from_text(key)), Some(position), "{key}");
    }
    keys.insert(&V::from_text("a"), 9);
    assert_eq!(keys.position(&V::from_text("a")), Some(9));
}

pub fn notes<V: Payload>() {
    let (mut young, mut old) = (V::Keys::default(), V::Keys::default());
    let (text, number) = (V::from_text, V::from_number);
    let mut is_new =
        |id: &V, conversation: &str, made: V, writer: V| young.note(&old, id, [&text(conversation), &made, &writer]);
    for conversation in ["kbob", "7"] {
        for writer in [V::missing(), text("me"), text("you"), text("9")] {
            for made in [V::missing(), number(5.0)] {
                for id in [number(1.0), text("1"), number(4_611_686_018_427_387_904.0), text("__proto__"), text("17")] {
                    let mut noted = || is_new(&id, conversation, made.clone(), writer.clone());
                    assert!(noted() && !noted() && !noted(), "{conversation} {:?}", id.as_text());
                }
            }
        }
    }
    old.note(&V::Keys::default(), &number(2.0), [&text("kbob"), &V::missing(), &V::missing()]);
    let mut is_new = |writer: V| young.note(&old, &number(2.0), [&text("kbob"), &V::missing(), &writer]);
    assert!(!is_new(V::missing()), "an older one has it");
    assert!(is_new(text("me")), "that was another's");
    let odd: V = json(r#"{"toString":1}"#);
    assert!(is_new(odd.clone()) || !is_new(odd), "no value is too odd");
}

pub fn what_stays<V: Payload>() {
    let mut list: V = json(r#"[{"code":1},{"code":2},{"code":3},{"code":4}]"#);
    let mut seen = Vec::new();
    list.retain(|item| {
        let code = item.number(Word::Code).expect("each has one");
        seen.push(code);
        item.set_number(Word::Uid, code);
        code != 1.0 && code != 3.0
    });
    assert_eq!(seen, [1.0, 2.0, 3.0, 4.0]);
    assert_eq!((list.len(), list.at(0).number(Word::Uid), list.at(1).number(Word::Code)), (2, Some(2.0), Some(4.0)));
    list.retain(|_| false);
    assert_eq!(list.len(), 0);
    V::object().retain(|_| panic!("what is no list has no items"));
}

pub fn picks<V: Payload>() {
    let whole: V = json(r#"{"uid":1,"gid":null,"name":"n","key":{"uid":2},"code":9}"#);
    let picked = whole.pick([Word::Name, Word::Gid, Word::Key, Word::Mtime]);
    assert_eq!(written(&picked), written(&json::<V>(r#"{"name":"n","gid":null,"key":{"uid":2}}"#)));
    assert_eq!(written(&whole.pick([Word::Code; 4])), written(&json::<V>(r#"{"code":9}"#)));
    assert_eq!(written(&V::from_text("x").pick([Word::Code; 4])), written(&V::object()));
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn json_values_keep_it() {
    all::<jmessage_web::payload::Json>();
}

/// Every rule of the contract.
pub fn all<V: Payload>() {
    kinds::<V>();
    texts::<V>();
    comparisons::<V>();
    numbers::<V>();
    fields::<V>();
    changes_in_place::<V>();
    nothing_happens_to_what_is_no_object::<V>();
    lists::<V>();
    copies::<V>();
    parsing::<V>();
    masking::<V>();
    frames::<V>();
    foreign_keys::<V>();
    positions::<V>();
    notes::<V>();
    what_stays::<V>();
    picks::<V>();
}
