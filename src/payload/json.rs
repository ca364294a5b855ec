//! Payloads of Rust programs, of tests, the simulation and the fuzzer: serde_json's values, with files. Must never be
//! part of the browser's bundle.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use serde_json::{json, Map, Value};

use super::{File, Keys, Kind, Members, Payload, Text, Word};

/// serde_json's value, as a payload. An object can have files among its fields, as the arguments of an upload do.
///
/// ```
/// use jmessage_web::payload::{File, Json, Word};
/// use serde_json::json;
///
/// let args = Json::from(json!({"target_username": "bob"})).with_file(Word::Image, File::new("a.png", [1, 2, 3]));
/// assert_eq!(args["target_username"], "bob");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Json {
    value: Value,
    /// This is a file, and nothing else.
    file: Option<File>,
    /// This has files, under these names.
    files: Vec<(Word, File)>,
}

impl Json {
    /// The same object with a file under this name: `image`, `file` or `avatar`.
    pub fn with_file(mut self, field: Word, file: File) -> Json {
        self.set(field, file.into());
        self
    }

    /// The file that this is.
    pub fn file(&self) -> Option<&File> {
        self.file.as_ref()
    }

    /// serde_json's value, without files.
    pub fn into_value(self) -> Value {
        self.value
    }

    fn has_files(&self) -> bool {
        self.file.is_some() || !self.files.is_empty()
    }

    fn file_under(&self, word: Word) -> Option<&File> {
        self.files.iter().find(|(field, _)| *field == word).map(|(_, file)| file)
    }
}

impl<T: Into<Value>> From<T> for Json {
    fn from(value: T) -> Self {
        Json { value: value.into(), ..Json::default() }
    }
}

impl From<File> for Json {
    fn from(file: File) -> Self {
        Json { file: Some(file), ..Json::default() }
    }
}

impl Deref for Json {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.value
    }
}

impl DerefMut for Json {
    fn deref_mut(&mut self) -> &mut Value {
        &mut self.value
    }
}

/// Without files.
#[cfg(feature = "client")]
impl serde::Serialize for Json {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// With whatever serde_json's value compares. A file is equal to nothing.
impl<T: ?Sized> PartialEq<T> for Json
where
    Value: PartialEq<T>,
{
    fn eq(&self, other: &T) -> bool {
        !self.has_files() && self.value == *other
    }
}

impl PartialEq<Json> for Value {
    fn eq(&self, other: &Json) -> bool {
        !other.has_files() && *self == other.value
    }
}

/// As JSON, without files.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Json::from(items.into_iter().map(|item| item.into().into_value()).collect::<Vec<_>>())
    }
}

impl Text for Json {
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

impl Payload for Json {
    type Keys = HashMap<String, usize>;
    type Members = JsonMembers;

    fn missing() -> Self {
        Json::default()
    }
    fn object() -> Self {
        Map::new().into()
    }
    fn list() -> Self {
        Value::Array(Vec::new()).into()
    }
    fn from_text(text: &str) -> Self {
        Json::from(text)
    }
    fn from_word(word: Word) -> Self {
        Json::from(word.text())
    }
    fn from_number(value: f64) -> Self {
        number(value).into()
    }
    fn from_bool(value: bool) -> Self {
        Value::Bool(value).into()
    }

    fn kind(&self) -> Kind {
        match (self.file(), &self.value) {
            (Some(file), _) if file.is_empty() => Kind::EmptyForm,
            (Some(_), _) => Kind::File,
            (_, Value::Null) => Kind::Missing,
            (_, Value::Bool(_)) => Kind::Bool,
            (_, Value::Number(_)) => Kind::Number,
            (_, Value::String(_)) => Kind::Text,
            (_, Value::Array(_)) => Kind::List,
            (_, Value::Object(_)) => Kind::Object,
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
        match &self.value {
            Value::String(text) => Json::from(text.clone()),
            Value::Number(value) => Json::from(value.to_string()),
            _ => Json::from(""),
        }
    }
    fn join(parts: &[&Self]) -> Self {
        let texts = parts.iter().map(|part| match &part.value {
            Value::String(text) => Cow::from(text),
            Value::Number(number) => Cow::from(number.to_string()),
            _ => Cow::default(),
        });
        Json::from(texts.collect::<Vec<_>>().concat())
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
        match self.file_under(word) {
            Some(file) => file.clone().into(),
            None => self.value.get(word.text()).cloned().unwrap_or_default().into(),
        }
    }
    fn within<T>(&mut self, word: Word, look: impl FnOnce(&Self) -> T) -> T {
        let Some(field) = self.value.get_mut(word.text()) else { return look(&Self::missing()) };
        let whole = Json::from(field.take());
        let seen = look(&whole);
        *field = whole.value;
        seen
    }
    fn number(&self, word: Word) -> Option<f64> {
        self.value.get(word.text())?.as_f64()
    }
    fn is_true(&self, word: Word) -> bool {
        self.value.get(word.text()) == Some(&Value::Bool(true))
    }
    fn has(&self, word: Word) -> bool {
        self.file_under(word).is_some() || self.value.get(word.text()).is_some()
    }
    fn set(&mut self, word: Word, value: Self) {
        self.files.retain(|(field, _)| *field != word);
        let Some(fields) = self.value.as_object_mut() else { return };
        if let Some(file) = value.file {
            fields.remove(word.text());
            self.files.push((word, file));
        } else if let Some(field) = fields.get_mut(word.text()) {
            *field = value.value;
        } else {
            fields.insert(word.text().to_owned(), value.value);
        }
    }
    fn remove(&mut self, word: Word) {
        self.files.retain(|(field, _)| *field != word);
        if let Some(fields) = self.value.as_object_mut() {
            fields.remove(word.text());
        }
    }
    fn update(&mut self, word: Word, change: impl FnOnce(&mut Self)) {
        if let Some(field) = self.value.get_mut(word.text()) {
            in_place(field, change);
        }
    }

    fn len(&self) -> usize {
        self.as_array().map_or(0, Vec::len)
    }
    fn at(&self, index: usize) -> Self {
        self.value.get(index).cloned().unwrap_or_default().into()
    }
    fn into_pair(self) -> (Self, Self) {
        let mut items = match self.value {
            Value::Array(items) => items.into_iter(),
            _ => Vec::new().into_iter(),
        };
        let mut next = || items.next().unwrap_or_default().into();
        (next(), next())
    }
    fn push(&mut self, item: Self) {
        if let Some(items) = self.value.as_array_mut() {
            items.push(item.value);
        }
    }
    fn each(&mut self, mut change: impl FnMut(&mut Self)) {
        self.value.as_array_mut().into_iter().flatten().for_each(|item| in_place(item, &mut change));
    }
    fn retain(&mut self, mut stays: impl FnMut(&mut Self) -> bool) {
        if let Some(items) = self.value.as_array_mut() {
            items.retain_mut(|item| {
                let mut is_kept = false;
                in_place(item, |item| is_kept = stays(item));
                is_kept
            });
        }
    }
    fn union(lists: &[&Self]) -> Self {
        let mut all: Vec<Value> = Vec::new();
        for item in lists.iter().filter_map(|list| list.as_array()).flatten() {
            if !all.contains(item) {
                all.push(item.clone());
            }
        }
        Value::Array(all).into()
    }

    fn copy(&self) -> Self {
        if self.is_object() {
            self.clone()
        } else {
            Self::object()
        }
    }
    fn parse(&self, from: usize) -> Option<Self> {
        serde_json::from_str(self.as_str()?.get(from..)?).map(|value: Value| value.into()).ok()
    }
    fn parse_masked(&self, from: usize) -> Option<Self> {
        let mut parsed = self.parse(from)?;
        mask(&mut parsed.value);
        Some(parsed)
    }
    fn slice(&self, from: usize, to: usize) -> Self {
        let text = self.as_str().unwrap_or("");
        Json::from(text.get(from..to.min(text.len())).unwrap_or(""))
    }
    fn event_text(prefix: Word, name: Word, data: &Self, rid: f64) -> Option<Self> {
        let mut text = [prefix.text(), "[\"", name.text(), "\",{"].concat().into_bytes();
        for (field, value) in data.as_object().into_iter().flatten() {
            serde_json::to_writer(&mut text, field).ok()?;
            text.push(b':');
            serde_json::to_writer(&mut text, value).ok()?;
            text.push(b',');
        }
        text.extend_from_slice(b"\"rid\":");
        serde_json::to_writer(&mut text, &number(rid)).ok()?;
        text.extend_from_slice(b"}]");
        String::from_utf8(text).map(Json::from).ok()
    }
}

/// serde_json's macro for tests of the core: what it makes is a payload.
#[cfg(test)]
macro_rules! payload {
    ($($json:tt)*) => { $crate::payload::Json::from(serde_json::json!($($json)*)) };
}
#[cfg(test)]
pub(crate) use payload;

/// A value inside another, changed as a payload.
fn in_place(value: &mut Value, change: impl FnOnce(&mut Json)) {
    let mut payload = Json::from(value.take());
    change(&mut payload);
    *value = payload.value;
}

/// Natively there is nothing to save: the object is kept parsed.
pub struct JsonMembers(Map<String, Value>);

impl Members<Json> for JsonMembers {
    fn of(json: Json) -> Self {
        match json.parse(0).map(Json::into_value) {
            Some(Value::Object(members)) => JsonMembers(members),
            _ => JsonMembers(Map::new()),
        }
    }
    fn get(&mut self, key: &Json) -> Json {
        key.as_str().and_then(|key| self.0.get(key)).cloned().unwrap_or_default().into()
    }
    fn set(&mut self, key: &Json, value: &Json) {
        if let Some(key) = key.as_str() {
            self.0.insert(key.to_owned(), value.value.clone());
        }
    }
    fn json(&mut self) -> Json {
        Json::from(json!(self.0).to_string())
    }
}

impl Keys<Json> for HashMap<String, usize> {
    fn position(&self, key: &Json) -> Option<usize> {
        self.get(key.as_str()?).copied()
    }
    fn insert(&mut self, key: &Json, position: usize) {
        if let Some(key) = key.as_str() {
            HashMap::insert(self, key.to_owned(), position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_each_length() {
        let texts = [("", ""), ("a", "YQ=="), ("a:", "YTo="), ("a:b", "YTpi"), ("密码:t", "5a+G56CBOnQ=")];
        for (text, encoded) in texts {
            assert_eq!(Json::from(text).base64(), Value::from(encoded));
        }
    }

    #[test]
    fn a_file_stands_in_the_place_of_a_field() {
        let mut args = Json::from(json!({"a": 1})).with_file(Word::Image, File::new("a.png", [1]));
        assert_eq!((args.get(Word::Image).kind(), args.get(Word::File).kind()), (Kind::File, Kind::Missing));
        let mut other = Json::object();
        other.take_over(Word::Avatar, &args, Word::Image);
        assert_eq!(other.get(Word::Avatar).file().map(File::name), Some("a.png"));
        args.set(Word::Image, File::new("b.png", []).into());
        assert_eq!(args.get(Word::Image).kind(), Kind::EmptyForm);
        args.remove(Word::Image);
        assert_eq!(args, json!({"a": 1}));
    }
}
