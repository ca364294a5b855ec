//! Payloads as JS values, by id. Each function here is one of `js/values.js`: words cross as numbers, texts stay
//! where they are. An id is good until the input that it was given out in
//! has been handled, or until it is released.

use std::num::NonZeroI32;

use wasm_bindgen::prelude::*;

use crate::payload::{Kept, Keys, Kind, Members, Payload, Text, Word};

#[wasm_bindgen(module = "/js/values.js")]
extern "C" {
    fn learn(words: i32);
    /// All ids that were given out and not kept are good no longer.
    pub fn forget();
    /// The shim does it, where there is one; the tests of a debug build have none.
    #[cfg(debug_assertions)]
    fn attach(memory: &JsValue);
    #[cfg(debug_assertions)]
    fn generation() -> u32;
    fn again(value: i32) -> i32;
    fn keep(value: i32) -> i32;
    fn own(value: i32) -> i32;
    fn release(value: i32);
    #[cfg(debug_assertions)]
    fn give(value: &JsValue) -> i32;
    #[wasm_bindgen(js_name = giveText)]
    fn give_text(at: i32, length: i32) -> i32;
    #[wasm_bindgen(js_name = give)]
    fn give_number(number: f64) -> i32;
    fn flag(value: i32) -> i32;
    fn word(word: u8) -> i32;
    #[wasm_bindgen(js_name = wordOf)]
    fn word_of(text: i32) -> i32;
    fn kind(value: i32) -> u8;
    #[wasm_bindgen(js_name = numberOf)]
    fn number_of(value: i32) -> f64;
    fn unit(text: i32, at: i32) -> i32;
    fn utf8(text: i32) -> i32;
    fn md5(value: i32) -> i32;
    fn head(text: i32) -> i32;
    fn text(value: i32) -> i32;
    fn concat(a: i32, b: i32) -> i32;
    fn same(a: i32, b: i32) -> bool;
    #[wasm_bindgen(js_name = isBlank)]
    fn is_blank(value: i32) -> bool;
    fn get(value: i32, word: u8) -> i32;
    fn number(value: i32, word: u8) -> f64;
    fn has(value: i32, word: u8) -> bool;
    #[wasm_bindgen(js_name = isTrue)]
    fn is_true(value: i32, word: u8) -> bool;
    fn set(value: i32, word: u8, field: i32);
    #[wasm_bindgen(js_name = setPlain)]
    fn set_number(value: i32, word: u8, number: f64);
    #[wasm_bindgen(js_name = setWord)]
    fn set_word(value: i32, word: u8, text: u8);
    #[wasm_bindgen(js_name = takeOver)]
    fn take_over(value: i32, name: u8, from: i32, field: u8);
    fn remove(value: i32, word: u8);
    fn pick(value: i32, words: i32) -> i32;
    fn object() -> i32;
    fn list() -> i32;
    fn len(list: i32) -> i32;
    fn at(list: i32, index: i32) -> i32;
    fn push(list: i32, item: i32);
    #[wasm_bindgen(js_name = takeOut)]
    fn take_out(list: i32, index: i32);
    fn union(a: i32, b: i32) -> i32;
    fn copy(value: i32) -> i32;
    fn parse(text: i32, from: i32, secrets: u8) -> i32;
    fn slice(text: i32, from: i32, to: i32) -> i32;
    #[wasm_bindgen(js_name = eventText)]
    fn event_text(prefix: u8, name: u8, data: i32, rid: f64) -> i32;
    #[wasm_bindgen(js_name = base64)]
    fn base64_of(text: i32) -> i32;
    fn members(json: i32) -> i32;
    fn member(members: i32, key: i32) -> i32;
    #[wasm_bindgen(js_name = setMember)]
    fn set_member(members: i32, key: i32, value: i32);
    #[wasm_bindgen(js_name = membersJson)]
    fn members_json(members: i32) -> i32;
    fn keys() -> i32;
    fn position(keys: i32, key: i32) -> i32;
    fn place(keys: i32, key: i32, position: i32);
    fn note(keys: i32, older: i32, id: i32, first: i32, second: i32, third: i32) -> bool;
}

/// The id of `undefined`.
const UNDEFINED: i32 = 1;

/// A JS value that `js/values.js` holds, by its id. Negative ones are kept until they are released.
#[derive(Debug)]
pub struct Value {
    /// Never 0, so that a value that may be there takes no more room than one: 130 bytes of the bundle.
    id: NonZeroI32,
    /// The input that it was given out in: every debug build checks that it is used in no later one.
    #[cfg(debug_assertions)]
    input: u32,
}

impl Value {
    /// The value of an id that a function of JS gave.
    #[allow(unsafe_code)]
    pub fn of(id: i32) -> Value {
        debug_assert_ne!(id, 0, "js/values.js gives no such id");
        // SAFETY: js/values.js counts its ids from 1 up and from -1 down. Every debug build checks it.
        Value::numbered(unsafe { NonZeroI32::new_unchecked(id) })
    }

    /// The value of an id that came with an input. Of what was left out, JS makes a 0.
    pub fn given(id: i32) -> Option<Value> {
        NonZeroI32::new(id).map(Value::numbered)
    }

    fn numbered(id: NonZeroI32) -> Value {
        Value {
            id,
            #[cfg(debug_assertions)]
            input: generation(),
        }
    }

    /// Its number over there.
    pub fn id(&self) -> i32 {
        #[cfg(debug_assertions)]
        assert!(
            self.id.get() <= UNDEFINED || self.input == generation(),
            "a value outlived its input: it should be kept"
        );
        self.id.get()
    }

    fn defined(self) -> Option<Value> {
        (self.id() != UNDEFINED).then_some(self)
    }
}

/// For tests: in the SDK itself no JS value crosses.
#[cfg(debug_assertions)]
impl From<&JsValue> for Value {
    fn from(value: &JsValue) -> Self {
        Value::of(give(value))
    }
}

impl Clone for Value {
    /// A number that was given out stands for itself; who clones a kept one may use it longer than it is kept.
    #[inline(never)]
    fn clone(&self) -> Value {
        Value::of(if self.id() < 0 { again(self.id()) } else { self.id() })
    }
}

/// Hands the vocabulary to JS. To be called before anything else here; again does no harm.
pub fn learn_words() {
    #[cfg(debug_assertions)]
    attach(&wasm_bindgen::memory());
    learn(Value::from_text(Word::ALL).id());
}

/// A position in a text or list. JS has none past this.
fn index(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}

impl Text for Value {
    fn unit(&self, at: usize) -> Option<u16> {
        u16::try_from(unit(self.id(), index(at))).ok()
    }

    fn head(&self) -> [u8; 4] {
        head(self.id()).to_le_bytes()
    }
}

impl Payload for Value {
    type Keys = JsKeys;
    type Members = JsMembers;

    fn missing() -> Self {
        Value::of(UNDEFINED)
    }
    fn object() -> Self {
        Value::of(object())
    }
    fn list() -> Self {
        Value::of(list())
    }
    #[inline(never)]
    fn from_text(text: &str) -> Self {
        Value::of(give_text(index(text.as_ptr() as usize), index(text.len())))
    }
    fn from_word(of: Word) -> Self {
        Value::of(word(of as u8))
    }
    fn from_number(number: f64) -> Self {
        Value::of(give_number(number))
    }
    fn from_bool(value: bool) -> Self {
        Value::of(flag(i32::from(value)))
    }

    fn keep(self) -> Self {
        Value::of(keep(self.id()))
    }
    fn own(self) -> Self {
        Value::of(own(self.id()))
    }
    fn release(&self) {
        release(self.id());
    }

    fn kind(&self) -> Kind {
        Kind::of(kind(self.id())).unwrap_or(Kind::Missing)
    }
    fn utf8(&self) -> Vec<u8> {
        let bytes = Value::of(utf8(self.id()));
        (0..).map_while(|at| bytes.unit(at)).map(|byte| byte as u8).collect()
    }
    fn md5(&self) -> Self {
        Value::of(md5(self.id()))
    }
    fn base64(&self) -> Self {
        Value::of(base64_of(self.id()))
    }
    fn as_number(&self) -> Option<f64> {
        Some(number_of(self.id())).filter(|number| !number.is_nan())
    }
    fn to_text(&self) -> Self {
        Value::of(text(self.id()))
    }
    fn join(parts: &[&Self]) -> Self {
        let mut joined = Value::of(text(parts.first().map_or(UNDEFINED, |part| part.id())));
        for part in parts.iter().skip(1) {
            joined = Value::of(concat(joined.id(), part.id()));
        }
        joined
    }
    fn same(&self, other: &Self) -> bool {
        same(self.id(), other.id())
    }
    fn is_blank(&self) -> bool {
        is_blank(self.id())
    }
    fn which(&self, among: &[Word]) -> Option<Word> {
        let number = word_of(self.id());
        among.iter().copied().find(|word| *word as i32 == number)
    }

    fn get(&self, word: Word) -> Self {
        Value::of(get(self.id(), word as u8))
    }
    fn number(&self, word: Word) -> Option<f64> {
        Some(number(self.id(), word as u8)).filter(|number| !number.is_nan())
    }
    fn is_true(&self, word: Word) -> bool {
        is_true(self.id(), word as u8)
    }
    fn has(&self, word: Word) -> bool {
        has(self.id(), word as u8)
    }
    fn set(&mut self, word: Word, value: Self) {
        set(self.id(), word as u8, value.id());
    }
    fn set_number(&mut self, word: Word, number: f64) {
        set_number(self.id(), word as u8, number);
    }
    fn set_word(&mut self, word: Word, text: Word) {
        set_word(self.id(), word as u8, text as u8);
    }
    fn take_over(&mut self, name: Word, from: &Self, field: Word) {
        take_over(self.id(), name as u8, from.id(), field as u8);
    }
    fn remove(&mut self, word: Word) {
        remove(self.id(), word as u8);
    }
    fn pick(&self, fields: [Word; 4]) -> Self {
        Value::of(pick(self.id(), i32::from_be_bytes(fields.map(|word| word as u8))))
    }
    fn update(&mut self, word: Word, change: impl FnOnce(&mut Self)) {
        // What is an object changes in place; a reference to it is enough.
        if self.has(word) {
            change(&mut Payload::get(self, word));
        }
    }

    fn len(&self) -> usize {
        usize::try_from(len(self.id())).unwrap_or(0)
    }
    fn at(&self, at_index: usize) -> Self {
        Value::of(at(self.id(), index(at_index)))
    }
    fn push(&mut self, item: Self) {
        push(self.id(), item.id());
    }
    fn each(&mut self, mut change: impl FnMut(&mut Self)) {
        (0..self.len()).for_each(|index| change(&mut self.at(index)));
    }
    fn retain(&mut self, mut stays: impl FnMut(&mut Self) -> bool) {
        let mut place: usize = 0;
        (0..self.len()).for_each(|_| {
            if stays(&mut self.at(place)) {
                place = place.saturating_add(1);
            } else {
                take_out(self.id(), index(place));
            }
        });
    }
    fn union(lists: &[&Self]) -> Self {
        let mut all = list();
        for more in lists {
            all = union(all, more.id());
        }
        Value::of(all)
    }

    fn copy(&self) -> Self {
        Value::of(copy(self.id()))
    }
    fn parse(&self, from: usize) -> Option<Self> {
        Value::of(parse(self.id(), index(from), 0)).defined()
    }
    fn parse_masked(&self, from: usize) -> Option<Self> {
        Value::of(parse(self.id(), index(from), Word::SECRETS as u8)).defined()
    }
    fn slice(&self, from: usize, to: usize) -> Self {
        Value::of(slice(self.id(), index(from), index(to)))
    }
    fn event_text(prefix: Word, name: Word, data: &Self, rid: f64) -> Option<Self> {
        Value::of(event_text(prefix as u8, name as u8, data.id(), rid)).defined()
    }
}

/// A JS Map from texts to positions.
pub struct JsKeys(Kept<Value>);

impl Default for JsKeys {
    fn default() -> Self {
        JsKeys(Value::of(keys()).into())
    }
}

impl Keys<Value> for JsKeys {
    fn position(&self, key: &Value) -> Option<usize> {
        usize::try_from(position(self.0.id(), key.id())).ok()
    }
    fn insert(&mut self, key: &Value, position: usize) {
        place(self.0.id(), key.id(), index(position));
    }
    fn note(&mut self, older: &Self, id: &Value, [first, second, third]: [&Value; 3]) -> bool {
        note(self.0.id(), older.0.id(), id.id(), first.id(), second.id(), third.id())
    }
}

/// Each member's JSON in a JS Map, joined when asked for.
pub struct JsMembers(Kept<Value>);

impl Members<Value> for JsMembers {
    fn of(json: Value) -> Self {
        JsMembers(Value::of(members(json.id())).into())
    }
    fn get(&mut self, key: &Value) -> Value {
        Value::of(member(self.0.id(), key.id()))
    }
    fn set(&mut self, key: &Value, value: &Value) {
        set_member(self.0.id(), key.id(), value.id());
    }
    fn json(&mut self) -> Value {
        Value::of(members_json(self.0.id()))
    }
}
