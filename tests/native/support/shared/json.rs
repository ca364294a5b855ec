//! JSON as JSON.parse and JSON.stringify know it: halves of surrogate pairs, numbers past all bounds, the last of two
//! fields of one name. Must never be used by anything but the shared host.

use super::{Js, Units};

/// Deeper than anything that a test sends.
const DEEPEST: usize = 400;

/// As JS writes a number into text.
pub fn number(number: f64) -> String {
    if number.is_finite() && number.abs() >= 1e21 {
        format!("{number:e}").replace('e', "e+")
    } else {
        // There is no negative zero in text.
        (number + 0.0).to_string()
    }
}

/// `===`
pub fn same(a: &Js, b: &Js) -> bool {
    match (a, b) {
        (Js::Undefined, Js::Undefined) | (Js::Null, Js::Null) => true,
        (Js::Bool(a), Js::Bool(b)) => a == b,
        (Js::Number(a), Js::Number(b)) => a == b,
        (Js::Text(a), Js::Text(b)) => a == b,
        (Js::List(a), Js::List(b)) => std::rc::Rc::ptr_eq(a, b),
        (Js::Object(a), Js::Object(b)) => std::rc::Rc::ptr_eq(a, b),
        _ => false,
    }
}

pub fn write(js: &Js) -> String {
    let mut text = String::new();
    write_to(&mut text, js);
    text
}

fn write_to(text: &mut String, js: &Js) {
    match js {
        Js::Undefined | Js::Null => text.push_str("null"),
        Js::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Js::Number(value) if value.is_finite() => text.push_str(&number(*value)),
        Js::Number(_) => text.push_str("null"),
        Js::Text(units) => write_text(text, units),
        // So that it can be told apart in what was sent.
        Js::Form { has_file: true } => text.push_str(r#"{"$form":{}}"#),
        Js::Form { has_file: false } => text.push_str(r#"{"$form":{"bytes":[]}}"#),
        Js::List(items) => {
            text.push('[');
            for (at, item) in items.borrow().iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write_to(text, item);
            }
            text.push(']');
        }
        Js::Object(object) => {
            text.push('{');
            let fields = object.fields.borrow();
            for (at, (key, value)) in fields.iter().filter(|(_, value)| !matches!(value, Js::Undefined)).enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write_member(text, key, value);
            }
            text.push('}');
        }
    }
}

pub fn write_member(text: &mut String, key: &Units, value: &Js) {
    write_text(text, key);
    text.push(':');
    write_to(text, value);
}

fn write_text(text: &mut String, units: &[u16]) {
    text.push('"');
    for unit in char::decode_utf16(units.iter().copied()) {
        match unit {
            Ok('"') => text.push_str("\\\""),
            Ok('\\') => text.push_str("\\\\"),
            Ok(control @ '\0'..='\x1f') => text.push_str(&format!("\\u{:04x}", u32::from(control))),
            Ok(other) => text.push(other),
            Err(half) => text.push_str(&format!("\\u{:04x}", half.unpaired_surrogate())),
        }
    }
    text.push('"');
}

pub fn parse(text: &[u16]) -> Option<Js> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = reader.value()?;
    reader.space();
    (reader.at == text.len()).then_some(value)
}

struct Reader<'a> {
    text: &'a [u16],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        u8::try_from(*self.text.get(self.at)?).ok()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Takes this unit, with the space before it, if it is next.
    fn take(&mut self, unit: u8) -> bool {
        self.space();
        let is_next = self.peek() == Some(unit);
        self.at += usize::from(is_next);
        is_next
    }

    fn word(&mut self, word: &str, value: Js) -> Option<Js> {
        let is_next =
            self.text.get(self.at..)?.iter().copied().zip(word.encode_utf16()).filter(|(a, b)| a == b).count();
        self.at += word.len();
        (is_next == word.len()).then_some(value)
    }

    fn value(&mut self) -> Option<Js> {
        self.space();
        self.depth += 1;
        let value = match self.peek()? {
            _ if self.depth > DEEPEST => None,
            b'n' => self.word("null", Js::Null),
            b't' => self.word("true", Js::Bool(true)),
            b'f' => self.word("false", Js::Bool(false)),
            b'"' => self.text().map(Js::Text),
            b'[' => self.list(),
            b'{' => self.object(),
            _ => self.number(),
        };
        self.depth -= 1;
        value
    }

    fn list(&mut self) -> Option<Js> {
        let mut items = Vec::new();
        self.at += 1;
        if !self.take(b']') {
            items.push(self.value()?);
            while self.take(b',') {
                items.push(self.value()?);
            }
            self.take(b']').then_some(())?;
        }
        Some(Js::list(items))
    }

    fn object(&mut self) -> Option<Js> {
        let mut fields: Vec<(Units, Js)> = Vec::new();
        self.at += 1;
        if !self.take(b'}') {
            loop {
                self.space();
                let key = self.text()?;
                self.take(b':').then_some(())?;
                let value = self.value()?;
                match fields.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, known)) => *known = value,
                    None => fields.push((key, value)),
                }
                if !self.take(b',') {
                    break;
                }
            }
            self.take(b'}').then_some(())?;
        }
        Some(Js::object(fields, true))
    }

    fn number(&mut self) -> Option<Js> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let digits = String::from_utf16(&self.text[start..self.at]).ok()?;
        let mut whole = digits.strip_prefix('-').unwrap_or(&digits).chars();
        let begins_well = match (whole.next(), whole.next()) {
            (Some('0'), second) => second.is_none_or(|second| !second.is_ascii_digit()),
            (Some(first), _) => first.is_ascii_digit(),
            (None, _) => false,
        };
        let is_json = begins_well && !digits.ends_with('.') && !digits.contains(".e") && !digits.contains(".E");
        is_json.then(|| digits.parse().ok().map(Js::Number)).flatten()
    }

    fn text(&mut self) -> Option<Units> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        let mut units = Vec::new();
        loop {
            let unit = *self.text.get(self.at)?;
            self.at += 1;
            match u8::try_from(unit) {
                Ok(b'"') => return Some(units.into()),
                Ok(b'\\') => units.push(self.escape()?),
                Ok(0..=0x1f) => return None,
                _ => units.push(unit),
            }
        }
    }

    fn escape(&mut self) -> Option<u16> {
        let unit = self.peek()?;
        self.at += 1;
        Some(u16::from(match unit {
            b'"' | b'\\' | b'/' => unit,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let digits = String::from_utf16(self.text.get(self.at..self.at + 4)?).ok()?;
                self.at += 4;
                return digits
                    .bytes()
                    .all(|digit| digit.is_ascii_hexdigit())
                    .then(|| u16::from_str_radix(&digits, 16).ok())?;
            }
            _ => return None,
        }))
    }
}
