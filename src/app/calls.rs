//! From typed arguments to a request, and from its answer to a typed reply or an error. Must never know what a method is
//! for.

use serde::de::{DeserializeOwned, Error as _};
use serde::Serialize;
use serde_json::{json, Value};

use super::{JMessage, Method, Result};
use crate::client::{MustFirst, Outcome};
use crate::driver::{Asked, Question, Settled};
use crate::model::{Chat, Code, Error, GroupId, More, Read, State, User};
use crate::payload::{File, Json, Word};

/// The core's own codes; all others are servers'.
const INVALID_PARAMETER: Code = Code(880_002);
const LOGGED_OUT: Code = Code(889_001);
const WITHDRAWN: Code = Code(889_002);
const OUTBOX: Code = Code(889_004);
const UPLOADS: std::ops::RangeInclusive<u32> = 889_006..=889_007;

/// A file among the arguments, and who is told how it moves.
#[derive(Default)]
pub(super) struct Attached {
    pub file: Option<(Word, File)>,
    pub progress: Option<Box<dyn Fn(u64, u64)>>,
}

impl From<(Word, File)> for Attached {
    fn from(file: (Word, File)) -> Self {
        Attached { file: Some(file), progress: None }
    }
}

impl JMessage {
    /// Any method by its documented name, with its documented arguments and reply, for what has no function here. Methods
    /// that answer on the spot give a number, a flag or null.
    ///
    /// # Errors
    /// As with all calls: see [`Error`].
    pub async fn call<R: DeserializeOwned>(&self, method: Method, args: impl Serialize) -> Result<R> {
        let args = serde_json::to_value(args).map_err(|source| Error::Argument {
            field: "arguments".to_owned(),
            message: format!("should have JSON: {source}"),
        })?;
        let (reply, _) = self.ask(method, args, Attached::default()).await?;
        serde_path_to_error::deserialize(reply).map_err(|error| {
            // Of the reply itself it is a point.
            let field = error.path().to_string().trim_matches('.').to_owned();
            Error::Reply { method: method.name(), field, source: error.into_inner() }
        })
    }

    /// What one field of the reply holds; nothing of the reply, where `field` is empty.
    pub(super) async fn get<R: Read>(&self, method: Method, args: Value, field: &str) -> Result<R> {
        let (mut reply, _) = self.ask(method, args, Attached::default()).await?;
        read(method, field, reply.get_mut(field).map_or(Value::Null, Value::take))
    }

    /// A list of the reply. Servers leave an empty one out.
    pub(super) async fn list<R: Read>(&self, method: Method, args: Value, field: &str) -> Result<Vec<R>> {
        let list: Option<Vec<R>> = self.get(method, args, field).await?;
        Ok(list.unwrap_or_default())
    }

    /// The reply says no more than that it is done.
    pub(super) async fn act(&self, method: Method, args: Value) -> Result<()> {
        self.ask(method, args, Attached::default()).await.map(drop)
    }

    /// The reply, and what a message adds to it.
    pub(super) async fn ask(&self, method: Method, args: Value, attached: Attached) -> Result<(Value, Option<Value>)> {
        let Attached { file, progress } = attached;
        let args = Json::from(args);
        let args = match file {
            Some((field, file)) => args.with_file(field, file),
            None => args,
        };
        let question = Question { method, args, progress };
        match self.driver.ask(question) {
            Err(MustFirst(guard)) => Err(Error::MustFirst(guard.into())),
            Ok(Asked::Now(_)) if self.state() == State::Closed => Err(Error::Closed),
            Ok(Asked::Now(answer)) => Ok((answer, None)),
            Ok(Asked::Later(pending)) => match pending.await {
                None => Err(Error::Timeout),
                Some(Settled { outcome: Outcome::Success, data, more, .. }) => Ok((data, more)),
                Some(Settled { outcome: Outcome::Fail, data, upload, .. }) => Err(failure(&data, upload)),
                Some(_) => Err(Error::Timeout),
            },
        }
    }

    /// A method that answers on the spot, and at any time.
    pub(super) fn ask_now(&self, method: Method, args: Value) -> Result<Value> {
        let question = Question { method, args: args.into(), progress: None };
        match self.driver.ask(question) {
            Err(MustFirst(guard)) => Err(Error::MustFirst(guard.into())),
            Ok(Asked::Now(answer)) => Ok(answer),
            Ok(Asked::Later(_)) => Ok(Value::Null),
        }
    }
}

pub(super) fn read<R: Read>(method: Method, place: &str, value: Value) -> Result<R> {
    match R::check(&value) {
        Ok(()) => Ok(R::take(value)),
        Err(unread) => {
            let source = serde_json::Error::custom(format_args!("should be {}", unread.should_be));
            let field = if place.is_empty() { unread.path } else { unread.inside(place).path };
            Err(Error::Reply { method: method.name(), field, source })
        }
    }
}

fn failure(data: &Value, upload: Option<u16>) -> Error {
    let code = Code::of(data).or_else(|| data.get("error").and_then(Code::of));
    let message = data.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    match code {
        Some(LOGGED_OUT) => Error::LoggedOut,
        Some(WITHDRAWN) => Error::Withdrawn,
        Some(OUTBOX) => Error::Outbox(message),
        Some(code) if UPLOADS.contains(&code.0) => {
            let message = message.trim_start_matches("upload failed: ").to_owned();
            Error::Upload { status: upload, code: Some(code), message }
        }
        code if upload.is_some_and(|status| status != 200) => Error::Upload { status: upload, code, message },
        Some(INVALID_PARAMETER) => argument(message),
        code => Error::Server { code: code.unwrap_or_default(), message },
    }
}

/// The core's refusals name the field; a server's don't.
fn argument(message: String) -> Error {
    let named = message.strip_prefix("invalid parameter: ").and_then(|rest| rest.split_once(' '));
    match named {
        Some((field, rest)) => Error::Argument { field: field.to_owned(), message: rest.to_owned() },
        None => Error::Server { code: INVALID_PARAMETER, message },
    }
}

/// What serializes to an object, as the arguments that it is.
pub(super) fn object(args: impl Serialize) -> More {
    match serde_json::to_value(args) {
        Ok(Value::Object(fields)) => fields,
        _ => More::new(),
    }
}

/// `{username, appkey?}` or `{gid}`
pub(super) fn chat(chat: &Chat) -> More {
    match chat {
        Chat::User(user) => object(user),
        Chat::Group(gid) => object(of_group(*gid)),
    }
}

pub(super) fn of_group(gid: GroupId) -> Value {
    json!({"gid": gid})
}

/// `{target_name, appkey?}`
pub(super) fn target(user: User) -> Value {
    let mut args = json!({"target_name": user.username});
    put(&mut args, "appkey", user.appkey);
    args
}

/// Adds an argument, if there is one.
pub(super) fn put(args: &mut Value, name: &str, value: Option<impl Serialize>) {
    let value = value.and_then(|value| serde_json::to_value(value).ok());
    if let (Some(fields), Some(value)) = (args.as_object_mut(), value) {
        fields.insert(name.to_owned(), value);
    }
}
