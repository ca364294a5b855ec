//! All conversations of a user, by key, and the one that is open. What storage holds is parsed when it is first needed
//! and read one conversation at a time, so that ten thousand of them open as fast as ten. Must never write: it hands
//! out what should be stored.

use super::conversation::Conversation;
use crate::payload::{Kept, Keys, Kind, Members, Payload, Word};
use crate::protocol::args::Named;

pub struct Entry<V: Payload> {
    key: Kept<V>,
    conversation: Conversation<V>,
    changed: bool,
}

/// Where a conversation is.
#[derive(Clone, Copy)]
pub(super) struct Place(usize);

/// A conversation that is about to change.
pub(super) struct Changing<'a, V: Payload> {
    pub conversation: &'a mut Conversation<V>,
    /// It is the open one.
    pub is_current: bool,
}

pub struct Conversations<V: Payload> {
    /// The text that was last read or handed out: while storage has it, nobody else has written.
    text: Kept<V>,
    /// What is stored, or will be with the next snapshot.
    stored: V::Members,
    positions: V::Keys,
    pub entries: Vec<Entry<V>>,
    /// Changed, but not by so much that it would be stored for that alone.
    quiet: Vec<usize>,
    /// The open conversation: its messages are seen as they come.
    current: Option<usize>,
}

impl<V: Payload> Default for Conversations<V> {
    fn default() -> Self {
        Self::load(V::missing())
    }
}

/// `appkey + username`, or the gid as text.
pub fn key<V: Payload>(named: &Named<V>) -> V {
    match named {
        Named::Single { appkey, username } => V::join(&[appkey, username]),
        Named::Group { gid } => gid.to_text(),
    }
}

impl<V: Payload> Conversations<V> {
    /// From the text that storage held; missing or nonsense is nothing.
    pub fn load(text: V) -> Self {
        Conversations {
            text: text.clone().into(),
            stored: V::Members::of(text),
            positions: V::Keys::default(),
            entries: Vec::new(),
            quiet: Vec::new(),
            current: None,
        }
    }

    fn position(&mut self, key: &V) -> Option<usize> {
        if let Some(position) = self.positions.position(key) {
            return Some(position);
        }
        let stored = self.stored.get(key);
        (stored.kind() == Kind::Object).then(|| self.add(key, Conversation::read(&stored)))
    }

    // In bounds: positions come from `add`, and no entry is ever taken out.
    #[allow(clippy::indexing_slicing)]
    fn entry(&mut self, position: usize) -> &mut Entry<V> {
        &mut self.entries[position]
    }

    fn add(&mut self, key: &V, conversation: Conversation<V>) -> usize {
        let position = self.entries.len();
        self.positions.insert(key, position);
        self.entries.push(Entry { key: key.clone().into(), conversation, changed: false });
        position
    }

    /// Where a conversation is; one that is not known begins as `first` says.
    #[inline(never)]
    pub(super) fn place(&mut self, key: &V, first: fn() -> Conversation<V>) -> Place {
        Place(self.position(key).unwrap_or_else(|| self.add(key, first())))
    }

    /// The key of a conversation: the one text that stands for it, however often it is named.
    pub(super) fn key(&mut self, Place(position): Place) -> &V {
        &self.entry(position).key
    }

    /// Changes a conversation.
    #[inline(never)]
    pub(super) fn change(&mut self, Place(position): Place) -> Changing<'_, V> {
        for quiet in std::mem::take(&mut self.quiet) {
            self.entry(quiet).changed = true;
        }
        let is_current = self.current == Some(position);
        let entry = self.entry(position);
        entry.changed = true;
        Changing { conversation: &mut entry.conversation, is_current }
    }

    /// Another device read a conversation up to this instant (ms since 1970). The new count, if that lowered it. A mark
    /// that lowers nothing waits for another change before it is stored: the published client's storage has it so.
    pub(super) fn read_elsewhere(&mut self, key: &V, time: f64) -> Option<u32> {
        let Place(position) = self.place(key, Conversation::unknown);
        if self.entry(position).changed {
            self.store(position);
        }
        let entry = self.entry(position);
        let left = entry.conversation.read_elsewhere(time);
        match left {
            Some(_) => entry.changed = true,
            None if self.quiet.contains(&position) => {}
            None => self.quiet.push(position),
        }
        left
    }

    fn store(&mut self, position: usize) {
        let Some(entry) = self.entries.get_mut(position) else { return };
        entry.changed = false;
        self.stored.set(&entry.key, &entry.conversation.written());
    }

    /// What the page put on a conversation.
    pub fn set_extras(&mut self, named: &Named<V>, extras: V) {
        let place = self.place(&key(named), Conversation::unknown);
        self.change(place).conversation.set_extras(extras);
    }

    /// The unread count. Asking makes no conversation known.
    pub fn unread(&mut self, named: &Named<V>) -> u32 {
        let position = self.position(&key(named));
        position.map_or(0, |position| self.entry(position).conversation.count())
    }

    /// The page opened a conversation: it is read up to its last message, or up to now (ms since 1970), and stays so.
    pub fn open(&mut self, named: &Named<V>, now: f64) {
        let place = self.place(&key(named), Conversation::unknown);
        self.change(place).conversation.reset(now);
        self.current = Some(place.0);
    }

    /// The page left the open conversation.
    pub fn exit(&mut self) {
        self.current = None;
    }

    /// Puts extras and unread count into an item of the conversation list.
    pub(super) fn fill(&mut self, named: &Named<V>, item: &mut V) {
        let place = self.place(&key(named), Conversation::begun);
        let Changing { conversation, .. } = self.change(place);
        item.set(Word::Extras, conversation.extras());
        item.set_number(Word::UnreadMsgCount, f64::from(conversation.count()));
    }

    /// Storage holds this now; another tab of this user's may have written it. Conversation by conversation, what changed
    /// here since the last snapshot stays, unless that tab has read further; all else is as it is there. So of two tabs
    /// that hear the same messages no count doubles, and what is read in one is read in all.
    pub fn merge(&mut self, text: V) {
        if text.kind() == Kind::Missing || text.same(&self.text) {
            return;
        }
        for quiet in std::mem::take(&mut self.quiet) {
            self.entry(quiet).changed = true;
        }
        self.stored = V::Members::of(text);
        for entry in &mut self.entries {
            let theirs = Conversation::read(&self.stored.get(&entry.key));
            if !entry.changed || entry.conversation.is_behind(&theirs) {
                entry.conversation = theirs;
                entry.changed = false;
            }
        }
    }

    /// All conversations in the published client's shape, as the JSON that should be stored.
    pub fn snapshot(&mut self) -> V {
        for position in 0..self.entries.len() {
            if self.entry(position).changed {
                self.store(position);
            }
        }
        let text = self.stored.json();
        self.text = text.clone().into();
        text
    }
}

#[cfg(test)]
mod tests;
