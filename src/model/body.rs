//! Bodies of messages, told apart by `msg_type`. Must never lose one: what is of no known type, or not as the documents
//! say, is `Other`.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::read::Read;
use super::{shapes, More};

/// What a message carries.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Body {
    /// `text`
    Text(Text),
    /// `image`
    Image(Image),
    /// `file`
    File(FileBody),
    /// `location`
    Location(Location),
    /// `custom`: an object of the app's own.
    Custom(Value),
    /// `voice`: sent by phones only.
    Voice(Voice),
    /// `video`: sent by phones only.
    Video(Video),
    /// Any other.
    Other {
        /// Its `msg_type`.
        kind: String,
        /// Its `msg_body`.
        body: Value,
    },
}

shapes! {
    /// Text.
    Text {
        /// What was written.
        text: String,
        /// Anything of the app's.
        extras: Option<Value>,
    }
    /// A picture.
    Image {
        /// What [`resource_url`](crate::JMessage::resource_url) takes.
        media_id: String,
        /// A checksum.
        media_crc32: Option<u64>,
        /// Pixels.
        width: Option<u32>,
        /// Pixels.
        height: Option<u32>,
        /// Such as `png`.
        format: Option<String>,
        /// Bytes.
        fsize: Option<u64>,
        /// Anything of the app's.
        extras: Option<Value>,
    }
    /// A file.
    FileBody {
        /// What [`resource_url`](crate::JMessage::resource_url) takes.
        media_id: String,
        /// A checksum.
        media_crc32: Option<u64>,
        /// Bytes.
        fsize: Option<u64>,
        /// Its name.
        #[serde(default)]
        fname: String,
        /// Another checksum.
        hash: Option<String>,
        /// Anything of the app's.
        extras: Option<Value>,
    }
    /// A place.
    Location {
        /// Degrees.
        latitude: f64,
        /// Degrees.
        longitude: f64,
        /// The map's zoom (缩放级别).
        scale: f64,
        /// What stands there.
        label: String,
        /// Anything of the app's.
        extras: Option<Value>,
    }
    /// Something said.
    Voice {
        /// What [`resource_url`](crate::JMessage::resource_url) takes.
        media_id: String,
        /// Seconds.
        duration: Option<f64>,
        /// Bytes.
        fsize: Option<u64>,
        /// Anything of the app's.
        extras: Option<Value>,
    }
    /// A film.
    Video {
        /// Where it is.
        video: Value,
        /// Where its first picture is.
        thumb: Value,
        /// Seconds.
        duration: Option<f64>,
        /// Anything of the app's.
        extras: Option<Value>,
    }
}

impl Location {
    /// A place by its degrees, a map's zoom and what stands there.
    pub fn new(latitude: f64, longitude: f64, scale: f64, label: impl Into<String>) -> Self {
        Location { latitude, longitude, scale, label: label.into(), extras: None, more: More::new() }
    }
}

impl Body {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Body::Text(body) => Some(&body.text),
            _ => None,
        }
    }

    pub(super) fn read(kind: &str, body: Value) -> Body {
        fn of<T: Read>(body: Value, is: fn(T) -> Body) -> Result<Body, Value> {
            match T::check(&body) {
                Ok(()) => Ok(is(T::take(body))),
                Err(_) => Err(body),
            }
        }
        let read = match kind {
            "text" => of(body, Body::Text),
            "image" => of(body, Body::Image),
            "file" => of(body, Body::File),
            "location" => of(body, Body::Location),
            "custom" => Ok(Body::Custom(body)),
            "voice" => of(body, Body::Voice),
            "video" => of(body, Body::Video),
            _ => Err(body),
        };
        read.unwrap_or_else(|body| Body::Other { kind: kind.to_owned(), body })
    }

    /// The arguments or the `msg_body` that it was. What nobody said is not there.
    pub(super) fn value(&self) -> Value {
        let value = match self {
            Body::Text(body) => serde_json::to_value(body),
            Body::Image(body) => serde_json::to_value(body),
            Body::File(body) => serde_json::to_value(body),
            Body::Location(body) => serde_json::to_value(body),
            Body::Voice(body) => serde_json::to_value(body),
            Body::Video(body) => serde_json::to_value(body),
            Body::Custom(body) | Body::Other { body, .. } => return body.clone(),
        };
        // Strings, numbers and values have JSON.
        let mut value = value.unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.retain(|_, field| !field.is_null());
        }
        value
    }
}

/// As its `msg_body`.
impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}
