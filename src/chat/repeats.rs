//! Messages that came before: a server that missed a confirmation sends them again, live or with what was missed. Must
//! never take two messages for one: better told twice than never.

use crate::payload::{Payload, Word};

/// From here on a double stands for several integers.
const UNSAFE: f64 = 9_007_199_254_740_992.0;

/// What tells a message from the others of its conversation: its id, and whether it is mine. What has no `msg_id` is
/// like no other.
pub fn identity<V: Payload>(message: &V, is_mine: bool) -> Option<u64> {
    id(message).map(|id| id ^ u64::from(is_mine).rotate_right(1))
}

fn id<V: Payload>(message: &V) -> Option<u64> {
    match message.number(Word::MsgId) {
        Some(id) if id < UNSAFE => (id > 0.0).then_some(id.to_bits()),
        Some(id) => {
            let made = message.number(Word::CtimeMs).unwrap_or(0.0);
            Some(id.to_bits() ^ made.to_bits().rotate_left(32))
        }
        None => {
            let id = message.get(Word::MsgId);
            let units = (0..).map_while(|at| id.unit(at));
            // Fowler, Noll and Vo's hash 1a. 64 bits do not meet by chance among a few hundred ids.
            let hash = |hash: u64, unit| (hash ^ u64::from(unit)).wrapping_mul(0x0100_0000_01b3);
            units.fold(None, |known, unit| Some(hash(known.unwrap_or(0xcbf2_9ce4_8422_2325), unit)))
        }
    }
}

/// The identities of a conversation's last messages.
#[derive(Debug, Default)]
pub struct Recent {
    ids: Vec<u64>,
    /// None was ever greater than this.
    greatest: u64,
}

impl Recent {
    /// Says whether this message came before, as far back as `room` goes. From now on it has.
    pub fn knows(&mut self, id: Option<u64>, room: usize) -> bool {
        let Some(id) = id else { return false };
        // Ids grow, as a rule: then there is nothing to look through.
        if id <= self.greatest && self.ids.contains(&id) {
            return true;
        }
        self.greatest = self.greatest.max(id);
        let excess = self.ids.len().saturating_sub(room.saturating_sub(1));
        self.ids.drain(..excess);
        self.ids.push(id);
        false
    }
}

/// A list without what stands in these places, which ascend.
pub fn without<V: Payload>(list: &V, places: &[usize]) -> V {
    let mut rest = V::list();
    let others = (0..list.len()).filter(|at| places.binary_search(at).is_err());
    others.for_each(|at| rest.push(list.at(at)));
    rest
}

#[cfg(test)]
mod tests {
    use serde_json::{json, Value};

    use super::{identity, Recent};

    fn id(id: Value) -> Option<u64> {
        identity(&json!({"msg_id": id, "ctime_ms": 5}), false)
    }

    #[test]
    fn ids_are_numbers_or_texts() {
        for same in [json!(1), json!(9_007_199_254_740_993u64), json!("a"), json!("4611686018427387905"), json!(0.5)] {
            assert!(id(same.clone()).is_some() && id(same.clone()) == id(same.clone()), "{same}");
        }
        let distinct = [json!(1), json!(2), json!("1"), json!("2"), json!("12"), json!("21")].map(id);
        assert_ne!(identity(&json!({"msg_id": 1}), true), identity(&json!({"msg_id": 1}), false));
        let count = distinct.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(count, distinct.len());
        for none in [json!(null), json!(""), json!({}), json!([1]), json!(true), json!(0), json!(-1)] {
            assert_eq!(id(none.clone()), None, "{none}");
        }
    }

    #[test]
    fn one_double_for_two_ids_is_no_repeat_unless_they_are_of_one_instant() {
        let message = |time: u32| json!({"msg_id": 9_007_199_254_740_993u64, "ctime_ms": time});
        assert_ne!(identity(&message(1), false), identity(&message(2), false));
        assert_eq!(identity(&message(1), false), identity(&message(1), false));
    }

    #[test]
    fn the_last_ones_are_known_in_whatever_order_they_came() {
        let mut recent = Recent::default();
        let ids = [5, 3, 9, 7, 1, 8].map(Some);
        for (at, id) in ids.into_iter().enumerate() {
            assert!(!recent.knows(id, 4));
            ids[at.saturating_sub(3)..=at].iter().for_each(|id| assert!(recent.knows(*id, 4)));
        }
        assert!(!recent.knows(Some(5), 4), "forgotten");
        assert!(!recent.knows(None, 4) && !recent.knows(None, 4));
    }
}
