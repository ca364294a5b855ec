//! A request's payload, read liberally: ids come as numbers or text, names as text or numbers,
//! a blank appkey means one's own. Never panics and never trusts a type.

use crate::codes::{Refusal, INVALID_PARAMETER};
use serde_json::Value;

pub struct Args<'a>(pub &'a Value);

/// A user as requests name one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    pub appkey: String,
    pub username: String,
}

impl Args<'_> {
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    pub fn text(&self, key: &str) -> Result<String, Refusal> {
        self.optional_text(key).filter(|text| !text.trim().is_empty()).ok_or(INVALID_PARAMETER)
    }

    pub fn optional_text(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    pub fn int(&self, key: &str) -> Result<i64, Refusal> {
        self.get(key).and_then(int).ok_or(INVALID_PARAMETER)
    }

    pub fn optional_int(&self, key: &str) -> Option<i64> {
        self.get(key).and_then(int)
    }

    pub fn flag(&self, key: &str) -> bool {
        match self.get(key) {
            Some(Value::Bool(flag)) => *flag,
            Some(value) => int(value) == Some(1),
            None => false,
        }
    }

    pub fn ints(&self, key: &str) -> Result<Vec<i64>, Refusal> {
        let list = self.get(key).and_then(Value::as_array);
        list.and_then(|list| list.iter().map(int).collect()).ok_or(INVALID_PARAMETER)
    }

    /// The user named by two fields, the appkey being `mine` unless given.
    pub fn name(&self, user: &str, appkey: &str, mine: &str) -> Result<Name, Refusal> {
        Ok(Name { username: self.text(user)?, appkey: self.text(appkey).unwrap_or_else(|_| mine.to_owned()) })
    }

    /// A list of users; each must at least have a username.
    pub fn names(&self, key: &str, mine: &str) -> Result<Vec<Name>, Refusal> {
        let list = self.get(key).and_then(Value::as_array);
        list.ok_or(INVALID_PARAMETER)?.iter().map(|one| Args(one).name("username", "appkey", mine)).collect()
    }
}

fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            (float.fract() == 0.0 && float.abs() < 9e15).then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
