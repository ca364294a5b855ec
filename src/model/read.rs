//! From what a server said to what a program reads: what is named is taken out, the rest stays where it is. Looking
//! comes first, so that what cannot be read is still whole. By hand: derived by serde, with all that is not named kept,
//! the same took a third of a small app's size, and copied each message three times. Must never refuse a value for more
//! than it says.

use serde_json::Value;

use super::More;

/// Where something is not as the documents have it, and what should be there.
#[derive(Debug, PartialEq)]
pub(crate) struct Unread {
    pub path: String,
    pub should_be: &'static str,
}

impl Unread {
    fn new(should_be: &'static str) -> Self {
        Unread { path: String::new(), should_be }
    }

    /// The same, seen from outside of a field or an item.
    pub fn inside(mut self, place: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{place}{dot}{}", self.path);
        self
    }
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} should be {}", self.path, self.should_be)
    }
}

pub(crate) trait Read: Sized {
    /// What it should be.
    const IS: &'static str;
    /// It need not be there.
    const OPTIONAL: bool = false;

    /// Whether it can be read.
    fn check(value: &Value) -> Result<(), Unread>;
    /// What it says. Null, and what does not pass the check, says as little as can be.
    fn take(value: Value) -> Self;
}

pub(super) fn fits(fits: bool, should_be: &'static str) -> Result<(), Unread> {
    if fits {
        Ok(())
    } else {
        Err(Unread::new(should_be))
    }
}

/// Whether a field can be read. Null is as good as nothing.
pub(super) fn check_field<T: Read>(value: &Value, name: &'static str, optional: bool) -> Result<(), Unread> {
    match value.get(name) {
        None | Some(Value::Null) if optional || T::OPTIONAL => Ok(()),
        None => Err(Unread::new(T::IS).inside(name)),
        Some(field) => T::check(field).map_err(|unread| unread.inside(name)),
    }
}

pub(super) fn take_field<T: Read>(fields: &mut More, name: &'static str) -> T {
    T::take(fields.remove(name).unwrap_or_default())
}

pub(super) fn object(value: Value) -> More {
    match value {
        Value::Object(fields) => fields,
        _ => More::new(),
    }
}

/// A whole number that is not negative. Some servers write it with a fraction of nothing.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // It is whole, and of few enough digits.
pub(super) fn whole(value: &Value) -> Option<u64> {
    let fraction = |number: &f64| number.fract() == 0.0 && (0.0..1e18).contains(number);
    value.as_u64().or_else(|| value.as_f64().filter(fraction).map(|number| number as u64))
}

macro_rules! wholes {
    ($($type:ty)*) => { $(
        impl Read for $type {
            const IS: &'static str = "a whole number";

            fn check(value: &Value) -> Result<(), Unread> {
                fits(whole(value).is_some_and(|number| <$type>::try_from(number).is_ok()), Self::IS)
            }
            fn take(value: Value) -> Self {
                whole(&value).and_then(|number| number.try_into().ok()).unwrap_or_default()
            }
        }
    )* };
}
wholes! { u8 u32 u64 }

impl Read for f64 {
    const IS: &'static str = "a number";

    fn check(value: &Value) -> Result<(), Unread> {
        fits(value.is_number(), Self::IS)
    }
    fn take(value: Value) -> Self {
        value.as_f64().unwrap_or_default()
    }
}

impl Read for String {
    const IS: &'static str = "text";

    fn check(value: &Value) -> Result<(), Unread> {
        fits(value.is_string(), Self::IS)
    }
    fn take(value: Value) -> Self {
        match value {
            Value::String(text) => text,
            _ => String::new(),
        }
    }
}

/// Yes or no, which some servers write as 1 or 0.
impl Read for bool {
    const IS: &'static str = "true or false";

    fn check(value: &Value) -> Result<(), Unread> {
        fits(value.is_boolean() || value.is_number(), Self::IS)
    }
    fn take(value: Value) -> Self {
        value.as_bool().unwrap_or_else(|| value.as_f64().is_some_and(|number| number != 0.0))
    }
}

/// Anything.
impl Read for Value {
    const IS: &'static str = "there";
    const OPTIONAL: bool = true;

    fn check(_: &Value) -> Result<(), Unread> {
        Ok(())
    }
    fn take(value: Value) -> Self {
        value
    }
}

impl<T: Read> Read for Option<T> {
    const IS: &'static str = T::IS;
    const OPTIONAL: bool = true;

    fn check(value: &Value) -> Result<(), Unread> {
        if value.is_null() {
            return Ok(());
        }
        T::check(value)
    }
    fn take(value: Value) -> Self {
        (!value.is_null()).then(|| T::take(value))
    }
}

impl<T: Read> Read for Vec<T> {
    const IS: &'static str = "a list";

    fn check(value: &Value) -> Result<(), Unread> {
        let items = value.as_array().ok_or(Unread::new(Self::IS))?;
        let check = |(at, item)| T::check(item).map_err(|unread| unread.inside(&format!("[{at}]")));
        items.iter().enumerate().try_for_each(check)
    }
    fn take(value: Value) -> Self {
        match value {
            Value::Array(items) => items.into_iter().map(T::take).collect(),
            _ => Vec::new(),
        }
    }
}

/// Reads a struct by its fields' attributes, as serde would: `rename`, `default`. The last field takes the rest, where
/// one is named `more`.
macro_rules! reads {
    ($shape:ident { $($field:ident ($($how:tt)*): $type:ty,)* } $($more:ident)?) => {
        impl crate::model::read::Read for $shape {
            const IS: &'static str = "an object";

            fn check(value: &serde_json::Value) -> Result<(), crate::model::read::Unread> {
                crate::model::read::fits(value.is_object(), Self::IS)?;
                $(crate::model::read::check_field::<$type>(
                    value,
                    crate::model::read::reads!(@name $field $($how)*),
                    crate::model::read::reads!(@optional $($how)*),
                )?;)*
                Ok(())
            }
            fn take(value: serde_json::Value) -> Self {
                #[allow(unused_mut)]
                let mut fields = crate::model::read::object(value);
                $(let $field = crate::model::read::take_field::<$type>(
                    &mut fields,
                    crate::model::read::reads!(@name $field $($how)*),
                );)*
                $(let $more = fields;)?
                $shape { $($field,)* $($more)? }
            }
        }
    };
    (@name $field:ident rename = $name:literal $($rest:tt)*) => { $name };
    (@name $field:ident $($rest:tt)*) => { stringify!($field) };
    (@optional default $($rest:tt)*) => { true };
    (@optional rename = $name:literal, default $($rest:tt)*) => { true };
    (@optional $($rest:tt)*) => { false };
}
pub(super) use reads;

/// What is read so is deserialized so, for apps that store it.
macro_rules! deserialize {
    ($($shape:ident)*) => { $(
        impl<'de> serde::Deserialize<'de> for $shape {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                <$shape as crate::model::read::Read>::check(&value).map_err(serde::de::Error::custom)?;
                Ok(<$shape as crate::model::read::Read>::take(value))
            }
        }
    )* };
}
pub(super) use deserialize;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Read, Unread};
    use crate::model::{Group, GroupPage, Message};

    #[test]
    fn what_cannot_be_read_is_named_by_its_place() {
        let page = |group| json!({"total": 1, "start": 0, "groups": [{"gid": 1}, group]});
        let check = |group| GroupPage::check(&page(group)).unwrap_err();
        let unread = |path: &str, should_be| Unread { path: path.to_owned(), should_be };
        assert_eq!(check(json!(7)), unread("groups[1]", "an object"));
        assert_eq!(check(json!({})), unread("groups[1].gid", "an id"));
        assert_eq!(check(json!({"gid": 1, "name": []})), unread("groups[1].name", "text"));
        assert_eq!(GroupPage::check(&json!({"total": 1, "start": -1, "groups": []})).unwrap_err().path, "start");
    }

    #[test]
    fn what_is_not_named_is_kept_and_null_is_nothing() {
        let group = json!({"gid": "9", "name": null, "desc": null, "group_type": 2.0, "new": {"a": null}});
        assert_eq!(Group::check(&group), Ok(()));
        let group = Group::take(group);
        assert_eq!((group.gid.0, group.name.as_str(), &group.desc, group.group_type), (9, "", &None, Some(2)));
        assert_eq!(serde_json::Value::from(group.more), json!({"new": {"a": null}}));
    }

    #[test]
    fn what_is_no_message_says_as_little_as_can_be() {
        for odd in [json!(null), json!([]), json!({"msg_id": []})] {
            assert!(Message::check(&odd).is_err());
            assert_eq!(Message::take(odd).text(), None);
        }
    }
}
