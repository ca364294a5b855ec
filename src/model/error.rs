//! What can go wrong, by whose doing it is. Must never carry a secret.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::client::Guard;

/// Why a call did not succeed. It prints as a sentence, the server's own where a server refused.
///
/// ```no_run
/// # async fn example(im: jmessage_web::JMessage) {
/// use jmessage_web::{Code, Error};
///
/// match im.send("bob", "hello").await {
///     Ok(sent) => println!("{} is there", sent.msg_id),
///     Err(error) if error.code() == Some(Code::USER_IN_BLACKLIST) => println!("bob does not want to hear from you"),
///     Err(Error::Timeout) => println!("it may have arrived"),
///     Err(error) if error.is_retryable() => println!("{error}: try again"),
///     Err(error) => println!("{error}"),
/// }
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Something has to be done before. Nothing was sent.
    #[error("{0} must come first")]
    MustFirst(Step),
    /// The caller's mistake. Nothing was sent.
    #[error("{field} {message}")]
    Argument {
        /// The argument's name, as the documents have it.
        field: String,
        /// What it should be.
        message: String,
    },
    /// The server refused.
    #[error("{message} (code {code})")]
    Server {
        /// Why.
        code: Code,
        /// The same in its words.
        message: String,
    },
    /// The server did not take the request, or did not answer it in time: nobody knows what became of it.
    #[error("the server did not answer in time")]
    Timeout,
    /// The session ended before the answer came: by signing out, a kick, or another's sign-in.
    #[error("signed out before the reply came")]
    LoggedOut,
    /// The client was closed before. Nothing was sent.
    #[error("the client is closed")]
    Closed,
    /// It was withdrawn: by [`discard`](crate::JMessage::discard).
    #[error("withdrawn")]
    Withdrawn,
    /// As much waits for a connection as may, or this waited for as long as it may.
    #[error("{0}")]
    Outbox(String),
    /// The upload failed. Nothing else of the call was done.
    #[error("the upload failed: {message}")]
    Upload {
        /// The HTTP status, if there was an answer.
        status: Option<u16>,
        /// Why, if there was a code.
        code: Option<Code>,
        /// The same in words.
        message: String,
    },
    /// The server did as asked, and answered something else than the documents say.
    #[error("unexpected reply of {method}{}", place(.field))]
    Reply {
        /// The method that was called.
        method: &'static str,
        /// Where in its reply.
        field: String,
        /// What is there.
        source: serde_json::Error,
    },
    /// What this program runs on lacks this.
    #[error("there is no {0}")]
    Unsupported(&'static str),
}

fn place(field: &str) -> String {
    if field.is_empty() {
        String::new()
    } else {
        format!(", at {field}")
    }
}

impl Error {
    /// The server's code, where there is one.
    pub fn code(&self) -> Option<Code> {
        match self {
            Error::Server { code, .. } => Some(*code),
            Error::Upload { code, .. } => *code,
            _ => None,
        }
    }

    /// The same call may succeed later: too frequent, a server's or a network's trouble, no answer.
    pub fn is_retryable(&self) -> bool {
        match self {
            Error::Timeout => true,
            _ => self.code().is_some_and(Code::is_retryable),
        }
    }
}

/// What must come before most calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// [`JMessage::init`](crate::JMessage::init)
    Init,
    /// [`JMessage::sign_in`](crate::JMessage::sign_in) or [`JMessage::login`](crate::JMessage::login)
    SignIn,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Init => "init",
            Step::SignIn => "signing in",
        })
    }
}

impl From<Guard> for Step {
    fn from(guard: Guard) -> Self {
        match guard {
            Guard::Nothing | Guard::Init => Step::Init,
            Guard::Login => Step::SignIn,
        }
    }
}

/// A server's reason, by its number. The whole list stands in the package's `docs/errors.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Code(pub u32);

impl Code {
    /// There is no such user.
    pub const USER_NOT_EXIST: Code = Code(880103);
    /// The password is wrong.
    pub const INVALID_PASSWORD: Code = Code(880104);
    /// The signature of [`Auth`](crate::Auth) is older than ten minutes.
    pub const SIGNATURE_EXPIRED: Code = Code(880106);
    /// The receiver does not exist.
    pub const TARGET_USER_NOT_EXIST: Code = Code(880203);
    /// The group does not exist.
    pub const TARGET_GROUP_NOT_EXIST: Code = Code(880204);
    /// One is not in the group.
    pub const USER_NOT_IN_GROUP: Code = Code(880205);
    /// The receiver does not want to hear from one.
    pub const USER_IN_BLACKLIST: Code = Code(880207);
    /// Too many calls in too little time.
    pub const TOO_FREQUENT: Code = Code(880209);
    /// The file is too large.
    pub const FILE_TOO_LARGE: Code = Code(880210);
    /// One may not speak in the group.
    pub const SILENCED: Code = Code(880212);
    /// A message can be taken back for three minutes only.
    pub const RETRACT_TOO_LATE: Code = Code(881401);
    /// One is in the room already.
    pub const ALREADY_IN_CHATROOM: Code = Code(881507);
    /// The user, password, uid or gid is not valid; also, that the account exists already.
    pub const USER_INVALID: Code = Code(882002);
    /// The server's trouble.
    pub const SERVER_ERROR: Code = Code(882001);
    /// The server received the request and never answered it.
    pub const NO_ANSWER: Code = Code(882005);

    /// What a reply has under `code`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Codes are small; what is none is 0.
    pub(crate) fn of(reply: &Value) -> Option<Code> {
        reply.get("code")?.as_f64().map(|code| Code(code as u32))
    }

    /// The same call may succeed later.
    pub fn is_retryable(self) -> bool {
        matches!(self, Code::TOO_FREQUENT | Code::SERVER_ERROR | Code::NO_ANSWER | Code(889_006..=889_007))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
