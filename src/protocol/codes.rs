//! Codes that this client itself answers with, and their texts. All others come from the server and are passed on as
//! they are; the whole list stands in the package's documents and types.

use crate::payload::{Payload, Word};

/// The page's argument is missing or of the wrong type. The text names it.
pub const INVALID_PARAMETER: u32 = 880_002;
/// The page gave something that JSON has no word for: a loop, a big integer.
pub const NOT_JSON: Failure = Failure(INVALID_PARAMETER, "invalid parameter: cannot be written as JSON");
/// The server received the request and never answered it.
pub const NO_ANSWER: Failure = Failure(882_005, "received, and not answered");
/// The upload's server found the file too large, by its own code. This text and the next are both the published
/// client's: pages compare them.
pub const FILE_TOO_LARGE: Failure = Failure(880_210, "file size exceed limit");
/// The same, found by a server that stands before it and answers in words of its own.
pub const BODY_TOO_LARGE: Failure = Failure(880_210, "file size exceed the limit");
/// Ours: the session that the request belonged to was ended by `loginOut`, a kick or another account's login.
pub const LOGGED_OUT: Failure = Failure(889_001, "logged out before the reply came");
/// Ours: the page closed the object.
pub const CLOSED: Failure = Failure(889_001, "closed before the reply came");
/// Ours: the page called `abort()`.
pub const ABORTED: Failure = Failure(889_002, "upload aborted");
/// Ours: the page called `discard()`.
pub const DISCARDED: Failure = Failure(889_002, "discarded");
/// Ours: the bounds of what waits for a session, each by the name of its option.
pub const OUTBOX_FULL: Failure = Failure(889_004, "outbox.limit: too many wait");
pub const OUTBOX_TOO_OLD: Failure = Failure(889_004, "outbox.maxAge: waited too long");
/// The server's own code for what event 2 says.
pub const PASSWORD_CHANGED: Failure = Failure(880_104, "password changed");
/// Ours: the upload's server was not reached, or said nothing.
pub const UPLOAD_UNANSWERED: Failure = Failure(889_006, "upload failed: no answer");
/// Ours: nothing of the upload moved for a minute.
pub const UPLOAD_STALLED: Failure = Failure(889_007, "upload failed: no progress for 60 s");

/// What a server says of a signature that was good for ten minutes.
pub const EXPIRED: u32 = 880_106;

/// Whether `c_init` or `login`, refused so, would be refused again: the appkey, the signature, the user or the password
/// is wrong, or the user is disabled.
pub fn is_final(code: u32) -> bool {
    matches!(code, 880_001..=880_004 | 880_101..=880_104 | 880_110..=880_111)
}

/// A failure that this client tells by itself: its code, and a text for developers.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{1} ({0})")]
pub struct Failure(u32, &'static str);

impl Failure {
    /// What onFail gets.
    pub fn reply<V: Payload>(self) -> V {
        reply(self.0, V::from_text(self.1))
    }
}

/// A reply as a page sees one.
pub fn reply<V: Payload>(code: u32, message: V) -> V {
    let mut reply = V::object();
    reply.set_number(Word::Code, f64::from(code));
    reply.set(Word::Message, message);
    reply
}
