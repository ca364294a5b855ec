//! Codes that this client itself answers with, and their texts. All others come from the server and are passed on as
//! they are; the whole list stands in the package's documents and types.

use crate::payload::{Payload, Word};

/// The page's argument is missing or of the wrong type. The text names it.
pub const INVALID_PARAMETER: f64 = 880002.0;
/// The page gave something that JSON has no word for: a loop, a big integer.
pub const NOT_JSON: Failure = Failure(INVALID_PARAMETER, "invalid parameter: cannot be written as JSON");
/// The server received the request and never answered it.
pub const NO_ANSWER: Failure = Failure(882005.0, "received, and not answered in five minutes");
/// The upload's server found the file too large, by its own code. This text and the next are both the published
/// client's: pages compare them.
pub const FILE_TOO_LARGE: Failure = Failure(880210.0, "file size exceed limit");
/// The same, found by a server that stands before it and answers in words of its own.
pub const BODY_TOO_LARGE: Failure = Failure(880210.0, "file size exceed the limit");
/// Ours: the session that the request belonged to was ended by `loginOut`, a kick or another account's login.
pub const LOGGED_OUT: Failure = Failure(889001.0, "logged out before the reply came");
/// Ours: the page closed the object.
pub const CLOSED: Failure = Failure(889001.0, "closed before the reply came");
/// Ours: the page called `abort()`.
pub const ABORTED: Failure = Failure(889002.0, "upload aborted");
/// Ours: the page called `discard()`.
pub const DISCARDED: Failure = Failure(889002.0, "discarded");
/// Ours: the bounds of what waits for a session, each by the name of its option.
pub const OUTBOX_FULL: Failure = Failure(889004.0, "outbox.limit: as many requests wait already");
pub const OUTBOX_TOO_OLD: Failure = Failure(889004.0, "outbox.maxAge: waited too long for a connection");
/// The server's own code for what event 2 says.
pub const PASSWORD_CHANGED: Failure = Failure(880104.0, "password changed");
/// Ours: the upload's server was not reached, or said nothing.
pub const UPLOAD_UNANSWERED: Failure = Failure(889006.0, "upload failed: no answer");
/// Ours: nothing of the upload moved for a minute.
pub const UPLOAD_STALLED: Failure = Failure(889007.0, "upload failed: no progress for 60 s");

/// What a server says of a signature that was good for ten minutes.
pub const EXPIRED: f64 = 880106.0;

/// Whether `c_init` or `login`, refused so, would be refused again: the appkey, the signature, the user or the password
/// is wrong, or the user is disabled.
pub fn is_final(code: f64) -> bool {
    (880001.0..=880004.0).contains(&code)
        || (880101.0..=880104.0).contains(&code)
        || (880110.0..=880111.0).contains(&code)
}

/// A failure that this client tells by itself: its code, and a text for developers.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{1} ({0})")]
pub struct Failure(f64, &'static str);

impl Failure {
    /// What onFail gets.
    pub fn reply<V: Payload>(self) -> V {
        reply(self.0, V::from_text(self.1))
    }
}

/// A reply as a page sees one.
pub fn reply<V: Payload>(code: f64, message: V) -> V {
    let mut reply = V::object();
    reply.set_number(Word::Code, code);
    reply.set(Word::Message, message);
    reply
}
