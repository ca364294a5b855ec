//! The requests in flight, by rid. Replies, acks and deadlines find them in constant time. Must never send: it hands
//! out frames.

use super::request::{Draft, Expired, GivenUp, Request, Rid};
use crate::payload::Payload;
use crate::protocol::codes::{self, Failure};
use crate::protocol::methods::Guard;
use crate::time::Millis;
use crate::wire;

/// Rids are counted round and round through 1..=RIDS.
const RIDS: u32 = 2_147_483_646;
/// What falls due within this span is looked at together: ten thousand requests cost one look, not each one.
const TOGETHER: Millis = Millis(10.0);

/// What may be sent now: on which connection, and to whom we are known there.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub connection: Option<u32>,
    pub reached: Guard,
}

impl Standing {
    /// The connection on which a request of this guard may go out.
    fn permits(self, guard: Guard) -> Option<u32> {
        self.connection.filter(|_| guard <= self.reached)
    }
}

/// A request that was given up.
pub struct TimedOut<V: Payload, T> {
    pub request: Box<Request<V, T>>,
    pub why: GivenUp,
}

pub struct Outbox<V: Payload, T> {
    /// The rid of the first slot that is not older than the page.
    first: Rid,
    /// One slot per rid since the first; empty once settled.
    slots: Vec<Option<Box<Request<V, T>>>>,
    /// So many slots in front are of before the page's end, under numbers of their own.
    older: usize,
    /// So many slots in front are empty.
    settled: usize,
    /// No deadline is to be looked at before this. What settles meanwhile leaves it be.
    earliest: Millis,
    patience: Option<Patience>,
}

/// What a kept session does for requests that cannot go out: they wait, and no time counts against them but this.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// So many may wait.
    pub limit: usize,
    /// So long one may wait.
    pub max_age: Millis,
}

impl<V: Payload, T> Outbox<V, T> {
    /// Rids start anywhere, so that two sessions of a user don't share them.
    pub fn new(entropy: u32) -> Self {
        Outbox {
            first: Rid(f64::from(entropy % RIDS) + 1.0),
            slots: Vec::new(),
            older: 0,
            settled: 0,
            earliest: Millis::NEVER,
            patience: None,
        }
    }

    pub fn be_patient(&mut self, patience: Patience) {
        self.patience = Some(patience);
    }

    /// Takes a request in. Its rid comes back, and the frame to send at once if it may go out already; the draft's
    /// meaning comes back when its data has no JSON, or there is no room for another that waits.
    pub fn add(
        &mut self,
        draft: Draft<V, T>,
        now: Millis,
        standing: Standing,
    ) -> Result<(Rid, Option<V>), (T, Failure)> {
        let waits = standing.permits(draft.guard).is_none();
        let patience = self.patience;
        if patience.is_some_and(|patience| waits && self.requests().count() >= patience.limit) {
            return Err((draft.then, codes::OUTBOX_FULL));
        }
        // A number that storage has had for long is passed over.
        while self.get(self.next_rid()).is_some() {
            self.slots.push(None);
        }
        let rid = self.next_rid();
        let Some(frame) = wire::event(draft.event, &draft.data, rid.0) else {
            return Err((draft.then, codes::NOT_JSON));
        };
        let expires = patience.map_or(Millis::NEVER, |patience| now + patience.max_age);
        let mut request = Box::new(Request::new(rid, draft, frame.clone(), now, expires));
        let goes_out = go_out(&mut request, standing, patience.map(|_| now));
        self.expect(request.deadline());
        self.slots.push(Some(request));
        Ok((rid, goes_out.then_some(frame)))
    }

    /// How many requests it has room for; not fewer than are in flight.
    pub fn room(&self) -> usize {
        self.slots.len()
    }

    pub fn deadline(&self) -> Millis {
        self.earliest
    }

    /// The request that this ack belongs to. A request that was sent twice may be acked twice.
    pub fn ack(&mut self, rid: f64, now: Millis) -> Option<&Request<V, T>> {
        let request = self.get(Rid(rid))?;
        request.on_ack(now);
        // What was waited for while nothing counted may be over.
        let deadline = request.deadline().later(now);
        self.expect(deadline);
        self.get(Rid(rid)).map(|request| &*request)
    }

    /// The request of this rid.
    #[inline(never)]
    pub fn get(&mut self, rid: Rid) -> Option<&mut Request<V, T>> {
        self.slot(rid.0)?.as_deref_mut()
    }

    /// The request that this reply settles.
    pub fn settle(&mut self, rid: f64) -> Option<Box<Request<V, T>>> {
        let request = self.slot(rid)?.take();
        self.drop_settled();
        request
    }

    /// All requests, oldest first.
    pub fn requests(&self) -> impl Iterator<Item = &Request<V, T>> {
        self.slots.iter().flatten().map(|request| &**request)
    }

    fn slot(&mut self, rid: f64) -> Option<&mut Option<Box<Request<V, T>>>> {
        let place = self.place(rid)?;
        self.slots.get_mut(place)
    }

    /// Takes in a request of before the page's end, as old as it is, in front of all others. Says whether it was not too
    /// old.
    pub fn restore(&mut self, rid: Rid, draft: Draft<V, T>, frame: V, now: Millis, age: Millis) -> bool {
        let max_age = self.patience.map_or(Millis(0.0), |patience| patience.max_age);
        if self.place(rid.0).is_some() && self.get(rid).is_none() && age < max_age {
            let expires = Millis(now.0 - age.0) + max_age;
            let mut request = Box::new(Request::new(rid, draft, frame, now, expires));
            // There is no page to ask for that: a reply that is lost is asked for again.
            request.watch(now);
            self.slots.insert(0, Some(request));
            self.older = self.older.saturating_add(1);
            self.settled = 0;
            self.expect(now);
        }
        age < max_age
    }

    /// Starts the response timer of a request.
    pub fn watch(&mut self, rid: Rid, now: Millis) {
        if let Some(request) = self.get(rid) {
            request.watch(now);
            let deadline = request.deadline();
            self.expect(deadline);
        }
    }

    /// Frames to send again, and requests to give up.
    pub fn on_deadline(&mut self, now: Millis, standing: Standing) -> (Vec<V>, Vec<TimedOut<V, T>>) {
        let (mut frames, mut timed_out) = (Vec::new(), Vec::new());
        if now < self.earliest {
            return (frames, timed_out);
        }
        let is_patient = self.patience.is_some();
        let mut earliest = Millis::NEVER;
        for slot in &mut self.slots {
            let Some(request) = slot else { continue };
            let waits = is_patient && standing.permits(request.guard()).is_none();
            let expired = if waits { request.on_waiting(now) } else { request.on_deadline(now) };
            match expired {
                Expired::Over(why) => timed_out.extend(slot.take().map(|request| TimedOut { request, why })),
                expired => {
                    if let Some(connection) = standing.permits(request.guard()).filter(|_| expired == Expired::Send) {
                        request.sent(connection);
                        frames.push(request.frame.value());
                    }
                    earliest = earliest.earlier(if waits { request.expires } else { request.deadline() });
                }
            }
        }
        self.earliest = earliest.later(now + TOGETHER);
        self.drop_settled();
        (frames, timed_out)
    }

    /// The frames that a new standing lets out, in the order they were asked for.
    pub fn release(&mut self, standing: Standing, now: Millis) -> Vec<V> {
        let afresh = self.patience.map(|_| now);
        let mut frames = Vec::new();
        for request in self.slots.iter_mut().flatten() {
            if go_out(request, standing, afresh) {
                frames.push(request.frame.value());
            }
        }
        // Their timers run again.
        if afresh.is_some() && !frames.is_empty() {
            self.expect(now);
        }
        frames
    }

    /// Takes out the requests that mean something of this kind.
    pub fn withdraw(&mut self, is_meant: &dyn Fn(&Request<V, T>) -> bool) -> Vec<Box<Request<V, T>>> {
        let mut withdrawn = Vec::new();
        for slot in &mut self.slots {
            if slot.as_ref().is_some_and(|request| is_meant(request)) {
                withdrawn.extend(slot.take());
            }
        }
        self.drop_settled();
        withdrawn
    }

    /// There may be something to do by then.
    #[inline(never)]
    pub fn expect(&mut self, deadline: Millis) {
        self.earliest = self.earliest.earlier(deadline);
    }

    /// Now and then: when more than half of the slots are settled, from the first on.
    fn drop_settled(&mut self) {
        while let Some(None) = self.slots.get(self.settled) {
            self.settled = self.settled.saturating_add(1);
        }
        if self.settled > self.slots.len() / 2 {
            self.slots = self.slots.split_off(self.settled);
            self.first = self.rid_at(self.settled.saturating_sub(self.older));
            self.older = self.older.saturating_sub(self.settled);
            self.settled = 0;
        }
    }

    fn next_rid(&self) -> Rid {
        self.rid_at(self.slots.len().saturating_sub(self.older))
    }

    /// So many behind the first.
    fn rid_at(&self, place: usize) -> Rid {
        let rid = self.first.0 + place as f64;
        Rid(if rid > f64::from(RIDS) { rid - f64::from(RIDS) } else { rid })
    }

    /// Where the request of this rid would be. A rid that was never given out is far outside of the slots.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // It is whole, and below 2^31.
    fn place(&self, rid: f64) -> Option<usize> {
        let is_rid = (1.0..=f64::from(RIDS)).contains(&rid) && rid.fract() == 0.0;
        let is_this = |slot: &Option<Box<Request<V, T>>>| slot.as_ref().is_some_and(|request| request.rid.0 == rid);
        let place = rid - self.first.0;
        let place = if place < 0.0 { place + f64::from(RIDS) } else { place } as usize;
        let older = self.slots.iter().take(self.older).position(is_this);
        is_rid.then(|| older.unwrap_or(place.saturating_add(self.older)))
    }
}

/// Says whether this connection may see the request and has not yet; from now on it has. Under patience nothing that was
/// before counts.
fn go_out<V: Payload, T>(request: &mut Request<V, T>, standing: Standing, afresh: Option<Millis>) -> bool {
    let is_new = |connection: &u32| request.is_new_to(*connection, afresh.is_some());
    let connection = standing.permits(request.guard()).filter(is_new);
    connection.is_some_and(|connection| {
        request.sent(connection);
        afresh.into_iter().for_each(|now| request.start_over(now));
        true
    })
}

#[cfg(test)]
mod tests;
