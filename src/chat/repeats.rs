//! Messages that came before: a server that missed a confirmation sends them again, live or with what was missed. Must
//! never take two messages for one: better told twice than never.

use crate::payload::{Keys, Payload, Word};

/// So many messages are told from repeats at least, and twice as many at most; of all conversations together, so that a
/// session of days is bounded. That is the last 512 of each of 32 conversations that are all this busy, more of fewer, and
/// all of any number of them before the session has seen so many. A server repeats what it has no confirmation of, when
/// the next connection is up: 16,384 messages ago was ten minutes ago, at 27 a second.
const GENERATION: u32 = 16_384;
/// From here on a double stands for several integers.
const UNSAFE: f64 = 9_007_199_254_740_992.0;

/// The messages that came last, by id, conversation and sender.
pub struct Recent<V: Payload> {
    young: V::Keys,
    old: V::Keys,
    /// For how many more `young` has room.
    room: u32,
}

impl<V: Payload> Default for Recent<V> {
    fn default() -> Self {
        Recent { young: V::Keys::default(), old: V::Keys::default(), room: GENERATION }
    }
}

impl<V: Payload> Recent<V> {
    /// Says whether this message came before; from now on it has. What has no `msg_id` is like no other. The writer is
    /// missing where the conversation tells it.
    pub fn is_repeat(&mut self, message: &V, conversation: &V, writer: &V) -> bool {
        let (id, number) = (message.get(Word::MsgId), message.number(Word::MsgId));
        if number.is_none() && id.is_blank() {
            return false;
        }
        let is_unsafe = number.is_some_and(|id| id >= UNSAFE);
        let made = if is_unsafe { message.get(Word::CtimeMs) } else { V::missing() };
        if self.room == 0 {
            self.old = std::mem::take(&mut self.young);
            self.room = GENERATION;
        }
        let is_new = self.young.note(&self.old, &id, [conversation, &made, writer]);
        if is_new {
            self.room = self.room.saturating_sub(1);
        }
        !is_new
    }
}

#[cfg(test)]
mod tests {
    use crate::payload::{json, Json};

    use super::{Recent, GENERATION};

    fn knows(recent: &mut Recent<Json>, message: Json) -> bool {
        recent.is_repeat(&message, &json!("kbob"), &json!("bob"))
    }

    #[test]
    fn ids_are_numbers_or_texts() {
        let mut recent = Recent::default();
        for id in [json!(1), json!(2), json!(12), json!(21), json!("a"), json!("4611686018427387905"), json!("1 ")] {
            assert!(!knows(&mut recent, json!({"msg_id": id})), "{id}");
            assert!(knows(&mut recent, json!({"msg_id": id, "ctime_ms": 5})), "{id}");
        }
        for none in [json!(null), json!(""), json!({}), json!([1]), json!(true)] {
            assert!(!knows(&mut recent, json!({"msg_id": none})) && !knows(&mut recent, json!({"msg_id": none})));
        }
    }

    #[test]
    fn one_double_for_two_ids_is_no_repeat_unless_they_are_of_one_instant() {
        let mut recent = Recent::default();
        let message = |time: u32| json!({"msg_id": 9_007_199_254_740_993u64, "ctime_ms": time});
        assert!(!knows(&mut recent, message(1)));
        assert!(!knows(&mut recent, message(2)));
        assert!(knows(&mut recent, message(1)));
    }

    #[test]
    fn conversations_and_senders_have_ids_of_their_own() {
        let mut recent = Recent::default();
        for (id, conversation, sender) in
            [(1, "kbob", "bob"), (1, "kbob", "alice"), (1, "kcarl", "carl"), (11, "1", "")]
        {
            assert!(!recent.is_repeat(&json!({"msg_id": id}), &json!(conversation), &json!(sender)));
        }
    }

    #[test]
    fn the_last_ones_are_known_and_what_is_known_is_bounded() {
        let mut recent = Recent::default();
        (0..2 * GENERATION).for_each(|id| assert!(!knows(&mut recent, json!({"msg_id": id}))));
        assert!(knows(&mut recent, json!({"msg_id": GENERATION})));
        assert!(!knows(&mut recent, json!({"msg_id": 2 * GENERATION})));
        assert!(!knows(&mut recent, json!({"msg_id": 0})), "forgotten");
    }

    #[test]
    fn the_last_512_of_each_of_32_conversations_are_known_in_whatever_order_they_came() {
        const LAST: u32 = 32 * 512;
        // One conversation after the other, in turns, and mixed: any odd number gives each place once.
        for stride in [1, 513, 7919, LAST - 1] {
            let mut recent = Recent::default();
            // So many came before that as few as ever are known in the end: a generation has just gone.
            let before = GENERATION + 1 - LAST % GENERATION;
            (0..before).for_each(|id| assert!(!knows(&mut recent, json!({"msg_id": id}))));
            let mut came = |nth: u32| {
                let place = nth * stride % LAST;
                recent.is_repeat(&json!({"msg_id": place % 512}), &json!(place / 512), &json!("bob"))
            };
            assert!(!(0..LAST).any(&mut came), "{stride}: none came before");
            assert!((0..LAST).all(&mut came), "{stride}: all came before");
        }
    }
}
