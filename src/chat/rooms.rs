//! The chat rooms that lists named. Must never go stale by more than the page's own listing: a new list replaces.

use crate::payload::{Kept, Keys, Payload, Word};

pub struct Rooms<V: Payload> {
    positions: V::Keys,
    rooms: Vec<Kept<V>>,
}

impl<V: Payload> Default for Rooms<V> {
    fn default() -> Self {
        Rooms { positions: V::Keys::default(), rooms: Vec::new() }
    }
}

impl<V: Payload> Rooms<V> {
    pub fn remember(&mut self, room: V) {
        let id = room.get(Word::Id).to_text();
        match self.positions.position(&id).and_then(|position| self.rooms.get_mut(position)) {
            Some(known) => *known = room.into(),
            None => {
                self.positions.insert(&id, self.rooms.len());
                self.rooms.push(room.into());
            }
        }
    }

    pub fn find(&self, id: &V) -> Option<V> {
        let position = self.positions.position(&id.to_text())?;
        Some(self.rooms.get(position)?.copy())
    }

    /// The room's name, or the missing value.
    pub fn name(&self, id: &V) -> V {
        self.find(id).map_or_else(V::missing, |room| room.get(Word::Name))
    }
}

#[cfg(test)]
mod tests {
    use crate::payload::{json, Json};

    use super::Rooms;

    #[test]
    fn rooms_are_found_by_id_as_number_or_text_and_the_last_list_counts() {
        let mut rooms = Rooms::<Json>::default();
        rooms.remember(json!({"id": 7, "name": "old"}));
        rooms.remember(json!({"id": 8, "name": "other"}));
        rooms.remember(json!({"id": "7", "name": "new"}));
        assert_eq!(rooms.name(&json!(7)), "new");
        assert_eq!(rooms.find(&json!("8")), Some(json!({"id": 8, "name": "other"})));
        for unknown in [json!(9), json!(null), json!({}), json!("constructor")] {
            assert_eq!(rooms.find(&unknown), None);
            assert_eq!(rooms.name(&unknown), Json::default());
        }
    }
}
