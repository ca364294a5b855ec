//! Codes that this client itself answers with. All others come from the server and are passed on as they are; the
//! whole list stands in the package's documents and types.

use crate::payload::{Payload, Word};

/// The page's argument is missing or of the wrong type.
pub const INVALID_PARAMETER: f64 = 880002.0;
/// The server received the request and never answered it.
pub const NO_ANSWER: f64 = 882005.0;
/// The upload was refused for its size, or its answer could not be read.
pub const FILE_TOO_LARGE: f64 = 880210.0;
/// Ours: the session that the request belonged to was ended by `loginOut`, a kick or another account's login.
pub const LOGGED_OUT: f64 = 889001.0;
/// Ours: the page called `abort()`.
pub const ABORTED: f64 = 889002.0;

/// A reply as a page sees one.
pub fn reply<V: Payload>(code: f64, message: V) -> V {
    let mut reply = V::object();
    reply.set_number(Word::Code, code);
    reply.set(Word::Message, message);
    reply
}
