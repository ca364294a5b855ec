//! What a page is not handed back, since pages log what they are handed. Must never be skipped where a request failed.
//! (What debug mode must not show stands last in the vocabulary.)

use crate::payload::{Payload, Word};

/// A request's data without its passwords: their md5 opens an account as well. With `onAck` the published client hands
/// them out, and pages rely on what they get there.
pub fn without_passwords<V: Payload>(mut data: V) -> V {
    [Word::Password, Word::OldPwd, Word::NewPwd].iter().for_each(|secret| data.remove(*secret));
    data
}
