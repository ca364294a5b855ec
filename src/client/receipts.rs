//! Read receipts of the page, gathered: one request per conversation every two seconds. Must never lose a handle: each
//! is in exactly one batch.

use super::Handle;
use crate::payload::{Kept, Kind, Payload, Word};
use crate::time::Millis;

const EVERY: Millis = Millis::seconds(2);
/// This many ids are enough for a request.
const MANY: usize = 50;
const SOON: Millis = Millis(50.0);

/// The receipts of one conversation, and who asked for which.
pub(super) struct Batch<V: Payload> {
    /// The session as the wire has it, without its ids.
    session: Kept<V>,
    /// Handle and ids of each call.
    pub asked: Vec<(Handle, Kept<V>)>,
    /// One of them wants to hear of timeouts.
    pub watched: Option<Handle>,
}

pub(super) struct Receipts<V: Payload> {
    batches: Vec<Batch<V>>,
    ids: usize,
    due: Millis,
}

impl<V: Payload> Default for Receipts<V> {
    fn default() -> Self {
        Receipts { batches: Vec::new(), ids: 0, due: Millis::NEVER }
    }
}

impl<V: Payload> Receipts<V> {
    pub fn add(&mut self, session: V, handle: Handle, ids: V, now: Millis) {
        self.ids = self.ids.saturating_add(ids.len());
        let due = if self.ids >= MANY { now + SOON } else { now + EVERY };
        self.due = self.due.earlier(due);
        match self.batches.iter_mut().find(|batch| is_same(&*batch.session, &session)) {
            Some(batch) => batch.asked.push((handle, ids.into())),
            None => {
                let asked = vec![(handle, ids.into())];
                self.batches.push(Batch { session: session.into(), asked, watched: None });
            }
        }
    }

    /// Whoever asked under this handle wants to hear of timeouts.
    pub fn watch(&mut self, handle: Handle) {
        for batch in &mut self.batches {
            if batch.asked.iter().any(|(asked, _)| *asked == handle) {
                batch.watched = Some(handle);
            }
        }
    }

    pub fn deadline(&self) -> Millis {
        self.due
    }

    pub fn on_deadline(&mut self, now: Millis) -> Vec<Batch<V>> {
        if now < self.due {
            return Vec::new();
        }
        self.take()
    }

    /// All that waits, to be sent or to be refused.
    pub fn take(&mut self) -> Vec<Batch<V>> {
        self.due = Millis::NEVER;
        self.ids = 0;
        std::mem::take(&mut self.batches)
    }
}

impl<V: Payload> Batch<V> {
    /// The request's payload: each id once, without what is no id. Whoever asked first is answered with all of them, as
    /// pages are used to; the others with what they gave.
    pub fn payload(&mut self) -> V {
        let lists: Vec<&V> = self.asked.iter().map(|(_, ids)| &**ids).collect();
        let mut session = self.session.copy();
        let all = V::union(&lists);
        let mut ids = V::list();
        (0..all.len()).map(|at| all.at(at)).filter(|id| id.kind() != Kind::Missing).for_each(|id| ids.push(id));
        if let Some((_, first)) = self.asked.first_mut() {
            *first = V::union(&[&ids]).into();
        }
        session.set(Word::MsgIds, ids);
        let mut sessions = V::list();
        sessions.push(session);
        let mut payload = V::object();
        payload.set(Word::Sessions, sessions);
        payload
    }
}

fn is_same<V: Payload>(a: &V, b: &V) -> bool {
    let key =
        |session: &V| V::join(&[&session.get(Word::Appkey), &session.get(Word::Username), &session.get(Word::Gid)]);
    a.number(Word::Type) == b.number(Word::Type) && key(a).same(&key(b))
}

#[cfg(test)]
mod tests;
