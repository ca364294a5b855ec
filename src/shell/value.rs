//! Payloads as JS values. Each function here is one of `js/host.js`: words cross as numbers, texts stay where they are.

use wasm_bindgen::prelude::*;

use crate::payload::{Keys, Kind, Members, Payload, Text, Word};

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    fn learn(words: &str);
    fn word(word: u8) -> JsValue;
    #[wasm_bindgen(js_name = wordOf)]
    fn word_of(text: &JsValue) -> i32;
    fn kind(value: &JsValue) -> u8;
    fn hex(bytes: &[u8]) -> JsValue;
    fn unit(text: &JsValue, at: usize) -> i32;
    fn text(value: &JsValue) -> JsValue;
    fn concat(a: &JsValue, b: &JsValue) -> JsValue;
    fn same(a: &JsValue, b: &JsValue) -> bool;
    #[wasm_bindgen(js_name = isBlank)]
    fn is_blank(value: &JsValue) -> bool;
    fn get(value: &JsValue, word: u8) -> JsValue;
    fn number(value: &JsValue, word: u8) -> f64;
    fn has(value: &JsValue, word: u8) -> bool;
    #[wasm_bindgen(js_name = isTrue)]
    fn is_true(value: &JsValue, word: u8) -> bool;
    fn set(value: &JsValue, word: u8, field: &JsValue);
    #[wasm_bindgen(js_name = set)]
    fn set_number(value: &JsValue, word: u8, number: f64);
    #[wasm_bindgen(js_name = set)]
    fn set_bool(value: &JsValue, word: u8, field: bool);
    #[wasm_bindgen(js_name = setWord)]
    fn set_word(value: &JsValue, word: u8, text: u8);
    #[wasm_bindgen(js_name = takeOver)]
    fn take_over(value: &JsValue, name: u8, from: &JsValue, field: u8);
    fn remove(value: &JsValue, word: u8);
    fn object() -> JsValue;
    fn list() -> JsValue;
    fn len(list: &JsValue) -> usize;
    fn at(list: &JsValue, index: usize) -> JsValue;
    fn push(list: &JsValue, item: &JsValue);
    fn union(a: &JsValue, b: &JsValue) -> JsValue;
    fn copy(value: &JsValue) -> JsValue;
    fn parse(text: &JsValue, from: usize) -> JsValue;
    fn tail(text: &JsValue, from: usize) -> JsValue;
    #[wasm_bindgen(js_name = eventText)]
    fn event_text(prefix: u8, name: u8, data: &JsValue, rid: f64) -> JsValue;
    #[wasm_bindgen(js_name = base64)]
    fn base64_of(text: &JsValue) -> String;
    fn head(text: &JsValue) -> u32;
    fn members(json: &JsValue) -> JsValue;
    fn member(members: &JsValue, key: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = setMember)]
    fn set_member(members: &JsValue, key: &JsValue, value: &JsValue);
    #[wasm_bindgen(js_name = membersJson)]
    fn members_json(members: &JsValue) -> JsValue;
    fn keys() -> JsValue;
    fn position(keys: &JsValue, key: &JsValue) -> i32;
    #[wasm_bindgen(js_name = place)]
    fn place(keys: &JsValue, key: &JsValue, position: usize);
}

/// Hands the vocabulary to JS. To be called before anything else here; again does no harm.
pub fn learn_words() {
    learn(Word::ALL);
}

/// The base64 of a text's utf-8.
pub fn base64(text: &JsValue) -> String {
    base64_of(text)
}

impl Text for JsValue {
    fn unit(&self, at: usize) -> Option<u16> {
        u16::try_from(unit(self, at)).ok()
    }

    fn head(&self) -> [u8; 4] {
        head(self).to_le_bytes()
    }
}

fn defined(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined()).then_some(value)
}

impl Payload for JsValue {
    type Keys = JsKeys;
    type Members = JsMembers;

    fn missing() -> Self {
        JsValue::UNDEFINED
    }
    fn object() -> Self {
        object()
    }
    fn list() -> Self {
        list()
    }
    fn from_text(text: &str) -> Self {
        JsValue::from_str(text)
    }
    fn from_word(of: Word) -> Self {
        word(of as u8)
    }
    fn from_number(number: f64) -> Self {
        JsValue::from_f64(number)
    }
    fn hex(bytes: &[u8]) -> Self {
        hex(bytes)
    }
    fn from_bool(value: bool) -> Self {
        JsValue::from_bool(value)
    }

    fn kind(&self) -> Kind {
        match kind(self) {
            0 => Kind::Missing,
            1 => Kind::Bool,
            2 => Kind::Number,
            3 => Kind::Text,
            4 => Kind::List,
            5 => Kind::Object,
            6 => Kind::File,
            7 => Kind::EmptyForm,
            _ => Kind::Other,
        }
    }
    fn as_text(&self) -> Option<String> {
        self.as_string()
    }
    fn as_number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn to_text(&self) -> Self {
        text(self)
    }
    fn join(parts: &[&Self]) -> Self {
        let mut joined = text(parts.first().copied().unwrap_or(&JsValue::UNDEFINED));
        for part in parts.iter().skip(1) {
            joined = concat(&joined, part);
        }
        joined
    }
    fn same(&self, other: &Self) -> bool {
        same(self, other)
    }
    fn is_blank(&self) -> bool {
        is_blank(self)
    }
    fn which(&self, among: &[Word]) -> Option<Word> {
        let number = word_of(self);
        among.iter().copied().find(|word| *word as i32 == number)
    }

    fn get(&self, word: Word) -> Self {
        get(self, word as u8)
    }
    fn number(&self, word: Word) -> Option<f64> {
        Some(number(self, word as u8)).filter(|number| !number.is_nan())
    }
    fn is_true(&self, word: Word) -> bool {
        is_true(self, word as u8)
    }
    fn has(&self, word: Word) -> bool {
        has(self, word as u8)
    }
    fn set(&mut self, word: Word, value: Self) {
        set(self, word as u8, &value);
    }
    fn set_number(&mut self, word: Word, number: f64) {
        set_number(self, word as u8, number);
    }
    fn set_bool(&mut self, word: Word, value: bool) {
        set_bool(self, word as u8, value);
    }
    fn set_word(&mut self, word: Word, text: Word) {
        set_word(self, word as u8, text as u8);
    }
    fn take_over(&mut self, name: Word, from: &Self, field: Word) {
        take_over(self, name as u8, from, field as u8);
    }
    fn remove(&mut self, word: Word) {
        remove(self, word as u8);
    }
    fn update(&mut self, word: Word, change: impl FnOnce(&mut Self)) {
        // What is an object changes in place; a reference to it is enough.
        if self.has(word) {
            change(&mut get(self, word as u8));
        }
    }

    fn len(&self) -> usize {
        len(self)
    }
    fn at(&self, index: usize) -> Self {
        at(self, index)
    }
    fn push(&mut self, item: Self) {
        push(self, &item);
    }
    fn each(&mut self, mut change: impl FnMut(&mut Self)) {
        (0..len(self)).for_each(|index| change(&mut at(self, index)));
    }
    fn union(lists: &[&Self]) -> Self {
        let mut all = list();
        for more in lists {
            all = union(&all, more);
        }
        all
    }

    fn copy(&self) -> Self {
        copy(self)
    }
    fn parse(&self, from: usize) -> Option<Self> {
        defined(parse(self, from))
    }
    fn tail(&self, from: usize) -> Self {
        tail(self, from)
    }
    fn event_text(prefix: Word, name: Word, data: &Self, rid: f64) -> Option<Self> {
        defined(event_text(prefix as u8, name as u8, data, rid))
    }
}

/// A JS Map from texts to positions.
pub struct JsKeys(JsValue);

impl Default for JsKeys {
    fn default() -> Self {
        JsKeys(keys())
    }
}

impl Keys<JsValue> for JsKeys {
    fn position(&self, key: &JsValue) -> Option<usize> {
        usize::try_from(position(&self.0, key)).ok()
    }
    fn insert(&mut self, key: &JsValue, position: usize) {
        place(&self.0, key, position);
    }
}

/// Each member's JSON in a JS Map, joined when asked for.
pub struct JsMembers(JsValue);

impl Members<JsValue> for JsMembers {
    fn of(json: JsValue) -> Self {
        JsMembers(members(&json))
    }
    fn get(&mut self, key: &JsValue) -> JsValue {
        member(&self.0, key)
    }
    fn set(&mut self, key: &JsValue, value: &JsValue) {
        set_member(&self.0, key, value);
    }
    fn json(&mut self) -> JsValue {
        members_json(&self.0)
    }
}
