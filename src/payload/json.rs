//! The native host: payloads are `serde_json::Value`. Used by tests, the simulation, the fuzzer and Rust programs;
//! never part of the browser's bundle.

use std::collections::HashMap;

use serde_json::{json, Map, Value};

use super::{Keys, Kind, Members, Payload, Text, Word};

impl Text for Value {
    fn unit(&self, at: usize) -> Option<u16> {
        self.as_str()?.unit(at)
    }
}

impl Text for str {
    fn unit(&self, at: usize) -> Option<u16> {
        self.as_bytes().get(at).map(|byte| u16::from(*byte))
    }
}

/// Numbers as a browser writes them: whole ones without a fraction.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[allow(clippy::cast_possible_truncation)] // It is whole, and small enough.
        let whole = value as i64;
        json!(whole)
    } else {
        json!(value)
    }
}

fn mask(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(fields) => {
            for (name, field) in fields {
                if Word::ALL.split_whitespace().skip(Word::SECRETS as usize).any(|secret| secret == name) {
                    *field = Value::from(Word::Masked.text());
                } else {
                    mask(field);
                }
            }
        }
        _ => {}
    }
}

impl Payload for Value {
    type Keys = HashMap<String, usize>;
    type Members = JsonMembers;

    fn missing() -> Self {
        Value::Null
    }
    fn object() -> Self {
        Value::Object(Map::new())
    }
    fn list() -> Self {
        Value::Array(Vec::new())
    }
    fn from_text(text: &str) -> Self {
        Value::from(text)
    }
    fn from_word(word: Word) -> Self {
        Value::from(word.text())
    }
    fn from_number(value: f64) -> Self {
        number(value)
    }
    fn from_bool(value: bool) -> Self {
        Value::Bool(value)
    }

    fn kind(&self) -> Kind {
        match self {
            Value::Null => Kind::Missing,
            Value::Bool(_) => Kind::Bool,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::Text,
            Value::Array(_) => Kind::List,
            // The scenarios' stand-in for a FormData with one file.
            Value::Object(fields) => match fields.get("$form") {
                Some(form) => match form.get("bytes").and_then(Value::as_array) {
                    Some(bytes) if bytes.is_empty() => Kind::EmptyForm,
                    _ => Kind::File,
                },
                None => Kind::Object,
            },
        }
    }
    fn utf8(&self) -> Vec<u8> {
        self.as_str().unwrap_or_default().into()
    }
    fn as_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }
    fn as_number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn to_text(&self) -> Self {
        match self {
            Value::String(_) => self.clone(),
            Value::Number(value) => Value::from(value.to_string()),
            _ => Value::from(""),
        }
    }
    fn join(parts: &[&Self]) -> Self {
        let texts: Vec<_> = parts.iter().filter_map(|part| part.to_text().as_text()).collect();
        Value::from(texts.concat())
    }
    fn same(&self, other: &Self) -> bool {
        self == other
    }
    fn is_blank(&self) -> bool {
        self.as_str().is_none_or(|text| text.trim().is_empty())
    }
    fn which(&self, among: &[Word]) -> Option<Word> {
        let text = self.as_str()?;
        among.iter().copied().find(|word| word.text() == text)
    }

    fn get(&self, word: Word) -> Self {
        self.as_object().and_then(|fields| fields.get(word.text())).cloned().unwrap_or(Value::Null)
    }
    fn number(&self, word: Word) -> Option<f64> {
        self.as_object()?.get(word.text())?.as_f64()
    }
    fn is_true(&self, word: Word) -> bool {
        Payload::get(self, word) == Value::Bool(true)
    }
    fn has(&self, word: Word) -> bool {
        self.as_object().is_some_and(|fields| fields.contains_key(word.text()))
    }
    fn set(&mut self, word: Word, value: Self) {
        if let Some(fields) = self.as_object_mut() {
            fields.insert(word.text().to_owned(), value);
        }
    }
    fn remove(&mut self, word: Word) {
        if let Some(fields) = self.as_object_mut() {
            fields.remove(word.text());
        }
    }
    fn update(&mut self, word: Word, change: impl FnOnce(&mut Self)) {
        if let Some(value) = self.as_object_mut().and_then(|fields| fields.get_mut(word.text())) {
            change(value);
        }
    }

    fn len(&self) -> usize {
        self.as_array().map_or(0, Vec::len)
    }
    fn at(&self, index: usize) -> Self {
        self.as_array().and_then(|items| items.get(index)).cloned().unwrap_or(Value::Null)
    }
    fn push(&mut self, item: Self) {
        if let Some(items) = self.as_array_mut() {
            items.push(item);
        }
    }
    fn each(&mut self, change: impl FnMut(&mut Self)) {
        self.as_array_mut().into_iter().flatten().for_each(change);
    }
    fn union(lists: &[&Self]) -> Self {
        let mut all: Vec<Value> = Vec::new();
        for item in lists.iter().filter_map(|list| list.as_array()).flatten() {
            if !all.contains(item) {
                all.push(item.clone());
            }
        }
        Value::Array(all)
    }

    fn copy(&self) -> Self {
        if self.is_object() {
            self.clone()
        } else {
            Self::object()
        }
    }
    fn parse(&self, from: usize) -> Option<Self> {
        serde_json::from_str(self.as_str()?.get(from..)?).ok()
    }
    fn parse_masked(&self, from: usize) -> Option<Self> {
        let mut parsed = self.parse(from)?;
        mask(&mut parsed);
        Some(parsed)
    }
    fn slice(&self, from: usize, to: usize) -> Self {
        let text = self.as_str().unwrap_or("");
        Value::from(text.get(from..to.min(text.len())).unwrap_or(""))
    }
    fn event_text(prefix: Word, name: Word, data: &Self, rid: f64) -> Option<Self> {
        let mut data = data.copy();
        data.set(Word::Rid, number(rid));
        Some(Value::from(format!("{}{}", prefix.text(), json!([name.text(), data]))))
    }
}

/// Natively there is nothing to save: the object is kept parsed.
pub struct JsonMembers(Map<String, Value>);

impl Members<Value> for JsonMembers {
    fn of(json: Value) -> Self {
        match json.parse(0) {
            Some(Value::Object(members)) => JsonMembers(members),
            _ => JsonMembers(Map::new()),
        }
    }
    fn get(&mut self, key: &Value) -> Value {
        key.as_str().and_then(|key| self.0.get(key)).cloned().unwrap_or(Value::Null)
    }
    fn set(&mut self, key: &Value, value: &Value) {
        if let Some(key) = key.as_str() {
            self.0.insert(key.to_owned(), value.clone());
        }
    }
    fn json(&mut self) -> Value {
        Value::from(json!(self.0).to_string())
    }
}

impl Keys<Value> for HashMap<String, usize> {
    fn position(&self, key: &Value) -> Option<usize> {
        self.get(key.as_str()?).copied()
    }
    fn insert(&mut self, key: &Value, position: usize) {
        if let Some(key) = key.as_str() {
            HashMap::insert(self, key.to_owned(), position);
        }
    }
}
