//! The two dictionaries of the shared host. Must never answer what a browser's would not.

use std::collections::HashMap;

use jmessage_web::payload::{Keys, Members, Payload};

use super::{json, Js, Shared, Units};

/// A JS Map from texts to positions.
#[derive(Default)]
pub struct SharedKeys(HashMap<Units, usize>);

fn text_of(key: &Shared) -> Units {
    match key.js() {
        Js::Text(text) => text.clone(),
        other => panic!("a key is text: {other:?}"),
    }
}

impl Keys<Shared> for SharedKeys {
    fn position(&self, key: &Shared) -> Option<usize> {
        self.0.get(&text_of(key)).copied()
    }
    fn insert(&mut self, key: &Shared, position: usize) {
        self.0.insert(text_of(key), position);
    }
}

/// Each member's JSON, in order.
pub struct SharedMembers(Vec<(Units, String)>);

impl Members<Shared> for SharedMembers {
    fn of(text: Shared) -> Self {
        let all = match text.js() {
            Js::Text(text) => json::parse(text),
            _ => None,
        };
        match all {
            Some(Js::Object(all)) => {
                let fields = all.fields.borrow();
                SharedMembers(fields.iter().map(|(key, value)| (key.clone(), json::write(value))).collect())
            }
            _ => SharedMembers(Vec::new()),
        }
    }
    fn get(&mut self, key: &Shared) -> Shared {
        let key = text_of(key);
        let found = self.0.iter().find(|(known, _)| *known == key);
        Shared::now(found.and_then(|(_, text)| json::parse(&super::units(text))).unwrap_or(Js::Undefined))
    }
    fn set(&mut self, key: &Shared, value: &Shared) {
        let (key, text) = (text_of(key), json::write(value.js()));
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = text,
            None => self.0.push((key, text)),
        }
    }
    fn json(&mut self) -> Shared {
        let mut text = String::from("{");
        for (key, value) in &self.0 {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&json::write(&Js::Text(key.clone())));
            text.push(':');
            text.push_str(value);
        }
        text.push('}');
        Shared::from_text(&text)
    }
}
