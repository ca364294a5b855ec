//! What can be sent. Must never be what comes in: that is a `Body`.

use serde::Serialize;
use serde_json::Value;

use super::{Body, Location, More};
use crate::payload::{File, Word};

/// A message to be sent: text, a picture, a file, a place, an object of the app's own, or the body of another message,
/// forwarded.
///
/// ```
/// use jmessage_web::{File, Location, Post};
///
/// let text = Post::from("hello");
/// let picture = Post::image(File::new("a.png", vec![137, 80, 78, 71]));
/// let place = Post::from(Location::new(31.23, 121.47, 15.0, "Shanghai"));
/// let move_ = Post::custom(serde_json::json!({"move": "e2e4"}));
/// # let _ = (text, picture, place, move_);
/// ```
#[derive(Clone, Debug)]
pub struct Post(pub(crate) Parts);

#[derive(Clone, Debug)]
pub(crate) enum Parts {
    Text(String),
    Image(File),
    File(File),
    Forwarded(Body),
}

impl Post {
    /// A picture, uploaded first.
    pub fn image(file: impl Into<File>) -> Self {
        Post(Parts::Image(file.into()))
    }

    /// A file, uploaded first.
    pub fn file(file: impl Into<File>) -> Self {
        Post(Parts::File(file.into()))
    }

    /// An object of the app's own.
    pub fn custom(body: impl Serialize) -> Self {
        // What has no JSON is no object either, and refused as such.
        Post(Parts::Forwarded(Body::Custom(serde_json::to_value(body).unwrap_or(Value::Null))))
    }

    /// Which of a target's methods sends this, from 0: text, picture, file, place, object. Voices, films and what is
    /// unknown have none.
    pub(crate) fn method(&self) -> Option<usize> {
        match &self.0 {
            Parts::Text(_) | Parts::Forwarded(Body::Text(_)) => Some(0),
            Parts::Image(_) | Parts::Forwarded(Body::Image(_)) => Some(1),
            Parts::File(_) | Parts::Forwarded(Body::File(_)) => Some(2),
            Parts::Forwarded(Body::Location(_)) => Some(3),
            Parts::Forwarded(Body::Custom(_)) => Some(4),
            Parts::Forwarded(_) => None,
        }
    }

    /// Writes it into the arguments; a file that is to be uploaded comes back, and under which name.
    pub(crate) fn put(self, args: &mut More) -> Option<(Word, File)> {
        let (name, value) = match self.0 {
            Parts::Image(file) => return Some((Word::Image, file)),
            Parts::File(file) => return Some((Word::File, file)),
            Parts::Text(text) => ("content", text.into()),
            Parts::Forwarded(body) => ("msg_body", body.value()),
        };
        args.insert(name.to_owned(), value);
        None
    }
}

impl From<&str> for Post {
    fn from(text: &str) -> Self {
        Post(Parts::Text(text.to_owned()))
    }
}

impl From<String> for Post {
    fn from(text: String) -> Self {
        Post(Parts::Text(text))
    }
}

impl From<Location> for Post {
    fn from(place: Location) -> Self {
        Post(Parts::Forwarded(Body::Location(place)))
    }
}

/// Forwards it.
impl From<Body> for Post {
    fn from(body: Body) -> Self {
        Post(Parts::Forwarded(body))
    }
}

/// Forwards it.
impl From<&Body> for Post {
    fn from(body: &Body) -> Self {
        body.clone().into()
    }
}
