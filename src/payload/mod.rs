//! What the core may do with a payload. Payloads stay with their host: in the browser a payload is a JS value, parsed
//! once by `JSON.parse`; natively it is a `serde_json::Value`. The core reads the few fields it decides on and never
//! copies a payload across. This module must never know what any field means.

#[cfg(any(test, feature = "client"))]
mod file;
#[cfg(any(test, feature = "client"))]
mod json;
mod kept;
pub mod word;

#[cfg(any(target_arch = "wasm32", feature = "native"))]
#[cfg(feature = "client")]
pub(crate) use file::Content;
#[cfg(any(test, feature = "client"))]
pub use file::File;
#[cfg(test)]
pub(crate) use json::payload as json;
#[cfg(any(test, feature = "client"))]
pub use json::{Json, JsonMembers};
pub use kept::Kept;
pub use word::Word;

use md5::{Digest, Md5};

use crate::numbers::numbered;

numbered! {
    /// What kind of value a payload is.
    Kind {
        /// Absent or `null`.
        Missing
        /// True or false.
        Bool
        /// A number.
        Number
        /// A text.
        Text
        /// A list.
        List
        /// An object.
        Object
        /// A form with at least one file of at least one byte (a browser's FormData).
        File
        /// A form without a file, or with an empty one.
        EmptyForm
    }
}

/// A frame's text, read unit by unit: only its first few characters are ever asked for.
pub trait Text {
    /// The UTF-16 unit or byte at this position; `None` past the end.
    fn unit(&self, at: usize) -> Option<u16>;

    /// The first four characters, where they are ASCII; 0 stands for any other and for none.
    fn head(&self) -> [u8; 4] {
        [0, 1, 2, 3].map(|at| self.unit(at).and_then(|unit| u8::try_from(unit).ok()).filter(u8::is_ascii).unwrap_or(0))
    }
}

/// A JSON-like value that lives with its host. A host may hand out its values for the length of one input: what is to
/// live longer becomes a [`Kept`]. Cloning is cheap where the host's values are references; `copy` makes a value whose
/// own fields can be changed without touching the original. Reading a field of what is no object answers
/// `missing`, changing one does nothing: no input makes these panic.
#[allow(clippy::len_without_is_empty)] // Nobody asks whether a list is empty.
pub trait Payload: Text + Clone + 'static {
    /// The host's dictionary from keys to positions, for what the core counts by key.
    type Keys: Keys<Self>;
    /// The host's way of keeping a large object as JSON.
    type Members: Members<Self>;

    /// What stands for absent.
    fn missing() -> Self;
    /// An object without fields.
    fn object() -> Self;
    /// A list without items.
    fn list() -> Self;
    /// A text.
    fn from_text(text: &str) -> Self;
    /// The text of a word.
    fn from_word(word: Word) -> Self;
    /// A number, as JSON has it: a whole one has no fraction.
    fn from_number(number: f64) -> Self;
    /// True or false.
    fn from_bool(value: bool) -> Self;

    /// The same value, good until it is released. Only for [`Kept`].
    fn keep(self) -> Self {
        self
    }
    /// The same of a value that nobody else has: made here, or of arguments that only this call had. Only for [`Kept`].
    fn own(self) -> Self {
        self.keep()
    }
    /// What `keep` or `own` gave is not needed any more.
    fn release(&self) {}

    /// What kind of value this is.
    fn kind(&self) -> Kind;
    /// A text's UTF-8; of what is no text, nothing.
    fn utf8(&self) -> Vec<u8>;
    /// A text; nothing of what is none.
    fn as_text(&self) -> Option<String> {
        (self.kind() == Kind::Text).then(|| String::from_utf8_lossy(&self.utf8()).into_owned())
    }
    /// The md5 of a number's or text's UTF-8, in hex.
    fn md5(&self) -> Self {
        let digits = Md5::digest(self.to_text().utf8()).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let hex: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
        Self::from_text(&hex)
    }
    /// The base64 of a text's UTF-8.
    fn base64(&self) -> Self {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digit = |bits: u32| DIGITS.get((bits & 63) as usize).map_or('=', |digit| char::from(*digit));
        let mut text = String::new();
        for chunk in self.utf8().chunks(3) {
            let byte = |at: usize| chunk.get(at).map_or(0, |byte| u32::from(*byte));
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            text.push(digit(bits >> 18));
            text.push(digit(bits >> 12));
            text.push(if chunk.len() > 1 { digit(bits >> 6) } else { '=' });
            text.push(if chunk.len() > 2 { digit(bits) } else { '=' });
        }
        Self::from_text(&text)
    }
    /// A number; nothing of what is none.
    fn as_number(&self) -> Option<f64>;
    /// A number or text as text, as string concatenation would spell it; anything else as the empty text.
    fn to_text(&self) -> Self;
    /// The texts of several values, joined.
    fn join(parts: &[&Self]) -> Self;
    /// The same text or number, compared without conversion.
    fn same(&self, other: &Self) -> bool;
    /// Text of nothing but white space, or no text.
    fn is_blank(&self) -> bool;
    /// Which of these words this text is.
    fn which(&self, among: &[Word]) -> Option<Word>;

    /// The field of this name.
    fn get(&self, word: Word) -> Self;
    /// What is seen in the object in this field: it is not copied for that.
    fn within<T>(&mut self, word: Word, look: impl FnOnce(&Self) -> T) -> T {
        look(&self.get(word))
    }
    /// The number in this field, if it is one.
    fn number(&self, word: Word) -> Option<f64>;
    /// The field is exactly `true`, not merely truthy.
    fn is_true(&self, word: Word) -> bool;
    /// There is such a field, even if it is `null`.
    fn has(&self, word: Word) -> bool;
    /// Puts a value in the place of a field.
    fn set(&mut self, word: Word, value: Self);
    /// The same with a number.
    fn set_number(&mut self, word: Word, number: f64) {
        self.set(word, Self::from_number(number));
    }
    /// The same with true or false.
    fn set_bool(&mut self, word: Word, value: bool) {
        self.set(word, Self::from_bool(value));
    }
    /// The same with a word's text.
    fn set_word(&mut self, word: Word, text: Word) {
        self.set(word, Self::from_word(text));
    }
    /// Takes over a field of another object under this name, unless it is absent there.
    fn take_over(&mut self, name: Word, from: &Self, field: Word) {
        if from.has(field) {
            self.set(name, from.get(field));
        }
    }
    /// Takes a field out.
    fn remove(&mut self, word: Word);
    /// An object of these fields of this one, without what is absent. Who wants fewer names one again.
    fn pick(&self, fields: [Word; 4]) -> Self {
        let mut picked = Self::object();
        fields.into_iter().for_each(|field| picked.take_over(field, self, field));
        picked
    }
    /// Changes the value under a word in place; does nothing when it is missing.
    fn update(&mut self, word: Word, change: impl FnOnce(&mut Self));

    /// The length of a list; 0 for anything else.
    fn len(&self) -> usize;
    /// An item of a list.
    fn at(&self, index: usize) -> Self;
    /// The first two items of a list.
    fn into_pair(self) -> (Self, Self) {
        (self.at(0), self.at(1))
    }
    /// Adds an item to a list.
    fn push(&mut self, item: Self);
    /// Changes every item of a list in place.
    fn each(&mut self, change: impl FnMut(&mut Self));
    /// Changes every item of a list in place, in order, and takes out those of which the answer is no.
    fn retain(&mut self, stays: impl FnMut(&mut Self) -> bool);
    /// The items of several lists, each once, in order of first appearance.
    fn union(lists: &[&Self]) -> Self;

    /// A shallow copy of an object; an empty object when this is none.
    fn copy(&self) -> Self;
    /// Parses this text from a position on as JSON.
    fn parse(&self, from: usize) -> Option<Self>;
    /// The same for a log: what is under a secret word, however deep, is masked.
    fn parse_masked(&self, from: usize) -> Option<Self>;
    /// The text between two positions; the end may lie behind the text's.
    fn slice(&self, from: usize, to: usize) -> Self;
    /// `prefix` followed by the JSON of `[name, {..data, rid}]`; `None` when the data has no JSON. The data has no `rid`.
    fn event_text(prefix: Word, name: Word, data: &Self, rid: f64) -> Option<Self>;
}

/// The members of an object, kept as JSON: a change costs as much as what changed, however many there are. Keys are
/// texts. What is not understood is kept as it is.
pub trait Members<V> {
    /// From JSON, parsed when first looked at. What is no object's JSON has no members.
    fn of(json: V) -> Self;
    /// The member of this name.
    fn get(&mut self, key: &V) -> V;
    /// Puts a value in its place.
    fn set(&mut self, key: &V, value: &V);
    /// The JSON of the whole.
    fn json(&mut self) -> V;
}

/// Positions by key. A key is text.
pub trait Keys<V: Payload>: Default {
    /// What was noted of this key.
    fn position(&self, key: &V) -> Option<usize>;
    /// Notes it.
    fn insert(&mut self, key: &V, position: usize);

    /// Takes in a number or text and what belongs to it, unless this has it already or an older one does. Says whether it
    /// is new.
    fn note(&mut self, older: &Self, id: &V, more: [&V; 3]) -> bool {
        // No number is a text, and no id runs into what follows.
        let kind = if id.as_number().is_some() { Word::Code } else { Word::Text };
        let [first, second, third] = more;
        let name = V::join(&[id, &V::from_word(kind), first, second, third]);
        let is_new = self.position(&name).is_none() && older.position(&name).is_none();
        if is_new {
            self.insert(&name, 0);
        }
        is_new
    }
}
