//! One conversation's counters: how much is unread, up to when it was read, and the page's own extras. Must never know
//! which conversation it is.

use crate::payload::{Kept, Kind, Payload, Word};
use crate::protocol::{count, History};

/// How many unread messages' times are kept. Past that the oldest are forgotten: they only serve to count down when
/// another device reads part of a conversation, and no badge tells 256 from more.
const MAX_TIMES: usize = 256;

/// What is unread. The count may exceed the times: the server may only have said how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
struct Unread {
    count: u32,
    /// When the unread messages that this client saw were made, in ms, in the order of arrival.
    times: Vec<f64>,
}

/// A conversation may be known by its extras alone, by a read mark, or by its messages.
#[derive(Debug)]
pub struct Conversation<V: Payload> {
    extras: Option<Kept<V>>,
    unread: Option<Unread>,
    /// The newest message that was read, in ms; -1 when everything is unread.
    read_to: Option<f64>,
    /// When the last message of this session was made, read or not. Not stored.
    last: Option<f64>,
    /// How many of the unread ones this session saw arrive. Not stored.
    live: u32,
}

impl<V: Payload> Conversation<V> {
    pub fn unknown() -> Self {
        Conversation { extras: None, unread: None, read_to: None, last: None, live: 0 }
    }

    /// As it begins with a message, or in the list of conversations: with extras of its own.
    pub fn begun() -> Self {
        let (extras, unread) = (Some(V::object().into()), Some(Unread::default()));
        Conversation { extras, unread, ..Self::unknown() }
    }

    /// From storage, where other versions and other hands may have written.
    pub fn read(stored: &V) -> Self {
        let times = stored.get(Word::MsgTime);
        let has_count = stored.number(Word::UnreadMsgCount).is_some();
        let unread = (has_count || times.kind() == Kind::List).then(|| Unread {
            count: count(stored, Word::UnreadMsgCount),
            times: newest((0..times.len()).filter_map(|i| times.at(i).as_number()).collect(), MAX_TIMES),
        });
        let extras = Some(stored.get(Word::Extras)).filter(|extras| extras.kind() != Kind::Missing).map(Kept::from);
        Conversation { extras, unread, read_to: stored.number(Word::RecentTime), ..Self::unknown() }
    }

    /// Whether another tab, that stored this, has read further.
    pub fn is_behind(&self, theirs: &Self) -> bool {
        self.read_to < theirs.read_to
    }

    /// The published client's shape: what is unknown is left out.
    pub fn written(&self) -> V {
        let mut written = V::object();
        if let Some(extras) = &self.extras {
            written.set(Word::Extras, extras.value());
        }
        if let Some(unread) = &self.unread {
            let mut times = V::list();
            unread.times.iter().for_each(|time| times.push(V::from_number(*time)));
            written.set_number(Word::UnreadMsgCount, f64::from(unread.count));
            written.set(Word::MsgTime, times);
        }
        if let Some(read_to) = self.read_to {
            written.set_number(Word::RecentTime, read_to);
        }
        written
    }

    pub fn count(&self) -> u32 {
        self.unread.as_ref().map_or(0, |unread| unread.count)
    }

    pub fn extras(&self) -> V {
        self.extras.as_ref().map_or_else(V::object, |extras| extras.copy())
    }

    pub fn set_extras(&mut self, extras: V) {
        self.extras = Some(extras.into());
    }

    fn set_unread(&mut self, count: u32, times: Vec<f64>) {
        self.unread = Some(Unread { count, times: newest(times, MAX_TIMES) });
        self.live = 0;
    }

    fn take_times(&mut self) -> Vec<f64> {
        self.unread.as_mut().map(|unread| std::mem::take(&mut unread.times)).unwrap_or_default()
    }

    /// Everything up to this message was seen.
    pub fn seen(&mut self, time: Option<f64>) {
        self.set_unread(0, Vec::new());
        self.read_to = time.or(self.read_to);
        self.last = time.or(self.last);
    }

    /// The page reset the count: read up to the last message, or up to now.
    pub fn reset(&mut self, now: f64) {
        let unread = self.take_times().pop();
        self.set_unread(0, Vec::new());
        self.read_to = self.last.or(unread).or(Some(now));
    }

    pub fn arrived(&mut self, time: f64) {
        let unread = self.unread.get_or_insert_with(Unread::default);
        unread.count = unread.count.saturating_add(1);
        self.live = self.live.saturating_add(1);
        if unread.times.len() == MAX_TIMES {
            unread.times.remove(0);
        }
        unread.times.push(time);
        self.last = Some(time);
    }

    /// Read up to this instant on another device. The new count, if that lowered it.
    pub fn read_elsewhere(&mut self, time: f64) -> Option<u32> {
        self.read_to = Some(time);
        let unread = self.unread.get_or_insert_with(Unread::default);
        unread.times.retain(|made| *made > time);
        let left = as_count(unread.times.len());
        if left >= unread.count {
            return None;
        }
        unread.count = left;
        Some(left)
    }

    /// A round of synchronisation brought these messages, of which the server says so many are new.
    pub fn synced(&mut self, arrived: &[Synced], unsynced: u32, history: History) {
        self.last = arrived.last().map(|message| message.time).or(self.last);
        let Some(read_to) = self.read_to else {
            let new = as_size(unsynced);
            // What arrived live is counted, and not read, unless I answered since: nobody ever opened this conversation.
            let answered = arrived.iter().any(|message| message.is_mine);
            let live = if history == History::Roams || answered { 0 } else { self.live };
            let last_read = arrived.iter().rev().skip(new).find(|message| live == 0 || !message.is_repeat);
            self.read_to = Some(last_read.map_or(-1.0, |message| message.time));
            let again = as_count(arrived.iter().rev().take(new).filter(|message| message.is_repeat).count());
            let times = newest(self.take_times(), as_size(live));
            self.set_unread(live.saturating_add(unsynced.saturating_sub(again.min(live))), times);
            return;
        };
        let mut times = self.take_times();
        let mut count = 0u32;
        let is_news = |message: &&Synced| history == History::Roams || !message.is_repeat;
        for message in arrived.iter().filter(is_news) {
            if message.is_mine || message.time <= read_to {
                count = 0;
                times.clear();
            } else {
                count = count.saturating_add(1);
                times.push(message.time);
            }
        }
        // An item may come without its messages: then the server's word is all there is.
        let count = if arrived.is_empty() { unsynced } else { count };
        let before = if history == History::Roams { 0 } else { self.count() };
        self.set_unread(before.saturating_add(count), times);
    }
}

/// A message of a round of synchronisation, as far as counting needs it.
pub struct Synced {
    pub time: f64,
    pub is_mine: bool,
    /// It came before.
    pub is_repeat: bool,
}

fn as_count(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

fn as_size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn newest(mut times: Vec<f64>, room: usize) -> Vec<f64> {
    times.split_off(times.len().saturating_sub(room))
}

#[cfg(test)]
mod tests;
