//! A host whose values are what a browser's are: shared by reference, of UTF-16, with doubles for numbers, and good for
//! one input only. Whoever hands a value out may go on to change it, as pages do; what the core uses later, it must
//! have kept. Must never be kinder to the core than js/values.js is.

mod json;
mod members;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use jmessage_web::payload::{Kind, Payload, Text, Word};

pub use members::{SharedKeys, SharedMembers};

pub type Units = Rc<[u16]>;

/// What a JS value is.
#[derive(Clone, Debug)]
pub enum Js {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(Units),
    List(Rc<RefCell<Vec<Js>>>),
    Object(Rc<Object>),
    /// A FormData.
    Form {
        has_file: bool,
    },
}

#[derive(Debug, Default)]
pub struct Object {
    /// In the order in which they were set.
    pub fields: RefCell<Vec<(Units, Js)>>,
    /// It came from a page, a server or storage, or is a copy of what did: its fields are asked for by name.
    pub foreign: bool,
}

/// A value, and the input that it was handed out in. What is kept is good for ever.
#[derive(Debug)]
pub struct Shared {
    js: Js,
    good: Good,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Good {
    Ever,
    Within(u32),
}

thread_local! {
    /// How many values are kept.
    static KEPT: Cell<usize> = const { Cell::new(0) };
    static INPUT: Cell<u32> = const { Cell::new(0) };
    static ASKED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    static WORDS: Vec<Units> = Word::ALL.split(' ').map(units).collect();
}

pub fn units(text: &str) -> Units {
    text.encode_utf16().collect()
}

fn spelling(word: Word) -> Units {
    WORDS.with(|words| Rc::clone(&words[word as usize]))
}

impl Js {
    pub fn object(fields: Vec<(Units, Js)>, foreign: bool) -> Js {
        Js::Object(Rc::new(Object { fields: RefCell::new(fields), foreign }))
    }

    pub fn list(items: Vec<Js>) -> Js {
        Js::List(Rc::new(RefCell::new(items)))
    }

    /// A copy that shares nothing with this.
    pub fn deep(&self) -> Js {
        match self {
            Js::List(items) => Js::list(items.borrow().iter().map(Js::deep).collect()),
            Js::Object(object) => {
                let fields = object.fields.borrow();
                Js::object(fields.iter().map(|(key, value)| (key.clone(), value.deep())).collect(), object.foreign)
            }
            other => other.clone(),
        }
    }

    pub fn get(&self, key: &[u16]) -> Option<Js> {
        let Js::Object(object) = self else { return None };
        let fields = object.fields.borrow();
        let found = fields.iter().find(|(name, _)| **name == *key).map(|(_, value)| value.clone());
        found.filter(|value| !matches!(value, Js::Undefined))
    }

    fn set(&self, key: Units, value: Js) {
        let Js::Object(object) = self else { return };
        let mut fields = object.fields.borrow_mut();
        match fields.iter_mut().find(|(name, _)| *name == key) {
            Some((_, field)) => *field = value,
            None => fields.push((key, value)),
        }
    }

    /// As `'' + value` spells texts and numbers; nothing for anything else.
    fn spelled(&self) -> Units {
        match self {
            Js::Text(text) => Rc::clone(text),
            Js::Number(number) => units(&json::number(*number)),
            _ => units(""),
        }
    }

    fn mask(&self, secrets: &[Units]) {
        match self {
            Js::List(items) => items.borrow().iter().for_each(|item| item.mask(secrets)),
            Js::Object(object) => object.fields.borrow_mut().iter_mut().for_each(|(name, value)| {
                if secrets.contains(name) {
                    *value = Js::Text(spelling(Word::Masked));
                } else {
                    value.mask(secrets);
                }
            }),
            _ => {}
        }
    }

    /// What a page might do to what it was given: nothing is left as it was.
    pub fn spoil(&self) {
        match self {
            Js::List(items) => items.take().iter().for_each(Js::spoil),
            Js::Object(object) => object.fields.take().iter().for_each(|(_, value)| value.spoil()),
            _ => {}
        }
    }
}

impl Shared {
    pub fn now(js: Js) -> Shared {
        let good = if matches!(js, Js::Undefined) { Good::Ever } else { Good::Within(INPUT.get()) };
        Shared { js, good }
    }

    /// All values that were handed out, and not kept, are good no longer.
    pub fn forget() {
        INPUT.set(INPUT.get() + 1);
    }

    /// How many values this thread's clients keep.
    pub fn kept() -> usize {
        KEPT.get()
    }

    /// The fields that were asked for in what came from outside, since this was last asked.
    pub fn take_asked() -> BTreeSet<&'static str> {
        ASKED.take()
    }

    pub fn js(&self) -> &Js {
        let is_good = self.good == Good::Ever || self.good == Good::Within(INPUT.get());
        assert!(is_good, "a value outlived its input: it should be kept: {:?}", self.js);
        &self.js
    }

    /// What is read out of what the core keeps is a copy.
    fn found_in(&self, found: Js) -> Shared {
        Shared::now(if self.good == Good::Ever { found.deep() } else { found })
    }

    fn field(&self, word: Word) -> Option<Js> {
        let js = self.js();
        if matches!(js, Js::Object(object) if object.foreign) {
            ASKED.with_borrow_mut(|asked| asked.insert(word.text()));
        }
        js.get(&spelling(word))
    }

    fn items<T>(&self, read: impl FnOnce(&mut Vec<Js>) -> T) -> Option<T> {
        match self.js() {
            Js::List(items) => Some(read(&mut items.borrow_mut())),
            _ => None,
        }
    }
}

impl Clone for Shared {
    fn clone(&self) -> Self {
        self.found_in(self.js().clone())
    }
}

impl Text for Shared {
    fn unit(&self, at: usize) -> Option<u16> {
        match self.js() {
            Js::Text(text) => text.get(at).copied(),
            _ => None,
        }
    }
}

impl Payload for Shared {
    type Keys = SharedKeys;
    type Members = SharedMembers;

    fn missing() -> Self {
        Shared::now(Js::Undefined)
    }
    fn object() -> Self {
        Shared::now(Js::object(Vec::new(), false))
    }
    fn list() -> Self {
        Shared::now(Js::list(Vec::new()))
    }
    fn from_text(text: &str) -> Self {
        Shared::now(Js::Text(units(text)))
    }
    fn from_word(word: Word) -> Self {
        Shared::now(Js::Text(spelling(word)))
    }
    fn from_number(number: f64) -> Self {
        Shared::now(Js::Number(number))
    }
    fn from_bool(value: bool) -> Self {
        Shared::now(Js::Bool(value))
    }

    fn keep(self) -> Self {
        KEPT.set(KEPT.get() + 1);
        Shared { js: self.js().deep(), good: Good::Ever }
    }
    fn own(self) -> Self {
        KEPT.set(KEPT.get() + 1);
        Shared { js: self.js().clone(), good: Good::Ever }
    }
    fn release(&self) {
        KEPT.set(KEPT.get() - 1);
    }

    fn kind(&self) -> Kind {
        match self.js() {
            Js::Undefined | Js::Null => Kind::Missing,
            Js::Bool(_) => Kind::Bool,
            Js::Number(_) => Kind::Number,
            Js::Text(_) => Kind::Text,
            Js::List(_) => Kind::List,
            Js::Object(_) => Kind::Object,
            Js::Form { has_file: true } => Kind::File,
            Js::Form { has_file: false } => Kind::EmptyForm,
        }
    }
    fn utf8(&self) -> Vec<u8> {
        match self.js() {
            Js::Text(text) => String::from_utf16_lossy(text).into(),
            _ => Vec::new(),
        }
    }
    fn as_number(&self) -> Option<f64> {
        match self.js() {
            Js::Number(number) => Some(*number).filter(|number| !number.is_nan()),
            _ => None,
        }
    }
    fn to_text(&self) -> Self {
        Shared::now(Js::Text(self.js().spelled()))
    }
    fn join(parts: &[&Self]) -> Self {
        let texts: Vec<_> = parts.iter().map(|part| part.js().spelled()).collect();
        Shared::now(Js::Text(texts.concat().into()))
    }
    fn same(&self, other: &Self) -> bool {
        json::same(self.js(), other.js())
    }
    fn is_blank(&self) -> bool {
        self.as_text().is_none_or(|text| text.trim().is_empty())
    }
    fn which(&self, among: &[Word]) -> Option<Word> {
        let Js::Text(text) = self.js() else { return None };
        among.iter().copied().find(|word| spelling(*word) == *text)
    }

    fn get(&self, word: Word) -> Self {
        self.field(word).map_or_else(Shared::missing, |found| self.found_in(found))
    }
    fn number(&self, word: Word) -> Option<f64> {
        match self.field(word) {
            Some(Js::Number(number)) => Some(number).filter(|number| !number.is_nan()),
            _ => None,
        }
    }
    fn is_true(&self, word: Word) -> bool {
        matches!(self.field(word), Some(Js::Bool(true)))
    }
    fn has(&self, word: Word) -> bool {
        self.field(word).is_some()
    }
    fn set(&mut self, word: Word, value: Self) {
        self.js().set(spelling(word), value.js().clone());
    }
    fn remove(&mut self, word: Word) {
        if let Js::Object(object) = self.js() {
            object.fields.borrow_mut().retain(|(key, _)| *key != spelling(word));
        }
    }
    fn update(&mut self, word: Word, change: impl FnOnce(&mut Self)) {
        if self.has(word) {
            change(&mut Payload::get(self, word));
        }
    }

    fn len(&self) -> usize {
        self.items(|items| items.len()).unwrap_or(0)
    }
    fn at(&self, index: usize) -> Self {
        let found = self.items(|items| items.get(index).cloned()).flatten();
        found.map_or_else(Shared::missing, |found| self.found_in(found))
    }
    fn push(&mut self, item: Self) {
        self.items(|items| items.push(item.js().clone()));
    }
    fn each(&mut self, mut change: impl FnMut(&mut Self)) {
        (0..Payload::len(self)).for_each(|index| change(&mut self.at(index)));
    }
    fn retain(&mut self, mut stays: impl FnMut(&mut Self) -> bool) {
        let kept: Vec<Js> = (0..Payload::len(self))
            .map(|index| self.at(index))
            .filter_map(|mut item| stays(&mut item).then(|| item.js().clone()))
            .collect();
        self.items(|items| *items = kept);
    }
    fn union(lists: &[&Self]) -> Self {
        let mut all: Vec<Js> = Vec::new();
        for item in lists.iter().filter_map(|list| list.items(|items| items.clone())).flatten() {
            if !all.iter().any(|known| json::same(known, &item)) {
                all.push(item);
            }
        }
        Shared::now(Js::list(all))
    }

    fn copy(&self) -> Self {
        match self.js() {
            Js::Object(object) => self.found_in(Js::object(object.fields.borrow().clone(), object.foreign)),
            _ => Shared::object(),
        }
    }
    fn parse(&self, from: usize) -> Option<Self> {
        match self.js() {
            Js::Text(text) => json::parse(text.get(from..)?).map(Shared::now),
            // JSON.parse makes a text of these first.
            Js::Null | Js::Bool(_) | Js::Number(_) if from == 0 => Some(self.clone()),
            _ => None,
        }
    }
    fn parse_masked(&self, from: usize) -> Option<Self> {
        let parsed = self.parse(from)?;
        let secrets: Vec<_> = Word::ALL.split_whitespace().skip(Word::SECRETS as usize).map(units).collect();
        parsed.js().mask(&secrets);
        Some(parsed)
    }
    fn slice(&self, from: usize, to: usize) -> Self {
        let text = match self.js() {
            Js::Text(text) => text.get(from..to.min(text.len())).map(Rc::from),
            _ => None,
        };
        Shared::now(Js::Text(text.unwrap_or_else(|| units(""))))
    }
    fn event_text(prefix: Word, name: Word, data: &Self, rid: f64) -> Option<Self> {
        let data = data.copy();
        data.js().set(spelling(Word::Rid), Js::Number(rid));
        let event = Js::list(vec![Js::Text(spelling(name)), data.js().clone()]);
        let text = format!("{}{}", prefix.text(), json::write(&event));
        Some(Shared::from_text(&text))
    }
}
