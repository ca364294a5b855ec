//! Values that outlive the input they came with. A host may give its values out for the length of one input only; what
//! the core holds on to, it holds as `Kept`: state never has a field that is a bare value. Must never be needed for a
//! value that stays inside one input.

use std::ops::Deref;

use super::Payload;

/// A value that stays good until this is dropped. It is the core's own: a copy went in, or what nobody else had, and
/// what is read out of it is a copy, so that nothing the page does to what it gave or got changes it.
#[derive(Debug)]
pub struct Kept<V: Payload>(V);

impl<V: Payload> Kept<V> {
    /// The value for the length of the present input, to be handed on.
    pub fn value(&self) -> V {
        self.0.clone()
    }

    /// Keeps what nobody else has, without a copy.
    pub fn own(value: V) -> Self {
        Kept(value.own())
    }

    /// Puts a changed copy in the place of what was kept.
    pub fn change(&mut self, change: impl FnOnce(&mut V)) {
        let mut value = self.value();
        change(&mut value);
        *self = value.into();
    }
}

impl<V: Payload> From<V> for Kept<V> {
    fn from(value: V) -> Self {
        Kept(value.keep())
    }
}

impl<V: Payload> Deref for Kept<V> {
    type Target = V;

    fn deref(&self) -> &V {
        &self.0
    }
}

impl<V: Payload> Drop for Kept<V> {
    fn drop(&mut self) {
        self.0.release();
    }
}
