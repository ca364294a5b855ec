//! By which request each handle waits, found however many wait. Must never say whether one still does: the outbox knows.

use super::Handle;
use crate::session::request::Rid;

#[derive(Default)]
pub(super) struct Rids {
    /// By handle, ascending. Hosts count them up: a new one comes last.
    pub known: Vec<(Handle, Rid)>,
}

impl Rids {
    fn place(&self, wanted: Handle) -> usize {
        self.known.partition_point(|(handle, _)| handle.0 < wanted.0)
    }

    /// This handle's latest request.
    pub fn of(&self, wanted: Handle) -> Option<Rid> {
        let known = self.known.get(self.place(wanted));
        known.filter(|(handle, _)| *handle == wanted).map(|(_, rid)| *rid)
    }

    pub fn note(&mut self, handle: Handle, rid: Rid) {
        let place = self.place(handle);
        self.known.insert(place, (handle, rid));
    }

    /// Forgets what is settled, now and then: when more is known than twice what may be in flight.
    pub fn tidy(&mut self, in_flight: usize, is_open: &mut dyn FnMut(Rid) -> bool) {
        if self.known.len() / 2 > in_flight {
            self.known.retain(|(_, rid)| is_open(*rid));
        }
    }
}
