//! The requests in flight, by rid. Replies, acks and deadlines find them in constant time. Must never send: it hands
//! out frames.

use std::collections::VecDeque;

use super::request::{Draft, Expired, Request, Rid};
use crate::payload::Payload;
use crate::protocol::methods::Guard;
use crate::time::Millis;
use crate::wire;

/// Rids are counted round and round through 1..=RIDS.
const RIDS: u32 = 2_147_483_646;

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
    pub rid: Rid,
    pub request: Box<Request<V, T>>,
    /// It was received, but not answered.
    pub response: bool,
}

pub struct Outbox<V: Payload, T> {
    /// The rid of the first slot.
    first: Rid,
    /// One slot per rid since the first; empty once settled.
    slots: VecDeque<Option<Box<Request<V, T>>>>,
    /// No deadline is earlier than this. It is exact after `on_deadline`; what settles meanwhile leaves it be.
    earliest: Option<Millis>,
}

impl<V: Payload, T> Outbox<V, T> {
    /// Rids start anywhere, so that two sessions of a user don't share them.
    pub fn new(entropy: u32) -> Self {
        Outbox { first: Rid(f64::from(entropy % RIDS) + 1.0), slots: VecDeque::new(), earliest: None }
    }

    /// Takes a request in. The frame to send at once comes back, if it may go out already; the draft's meaning comes
    /// back as an error when its data has no JSON.
    pub fn add(&mut self, draft: Draft<V, T>, now: Millis, standing: Standing) -> Result<Option<V>, T> {
        let rid = self.rid_at(self.slots.len());
        let Some(frame) = wire::event(draft.event, &draft.data, rid.0) else {
            return Err(draft.then);
        };
        let mut request = Box::new(Request::new(draft, frame.clone(), now));
        let goes_out = go_out(&mut request, standing);
        self.expect(request.deadline());
        self.slots.push_back(Some(request));
        Ok(goes_out.then_some(frame))
    }

    pub fn deadline(&self) -> Option<Millis> {
        self.earliest
    }

    /// The request that this ack belongs to. A request that was sent twice may be acked twice.
    pub fn ack(&mut self, rid: f64) -> Option<&Request<V, T>> {
        let place = self.place(rid)?;
        let request = self.slots.get_mut(place)?.as_mut()?;
        request.on_ack();
        Some(request)
    }

    /// The request that this reply settles.
    pub fn settle(&mut self, rid: f64) -> Option<Box<Request<V, T>>> {
        let place = self.place(rid)?;
        let request = self.slots.get_mut(place)?.take();
        self.drop_settled();
        request
    }

    /// Starts the response timer of the request that means this. Says whether there is one.
    pub fn watch(&mut self, now: Millis, means: &dyn Fn(&T) -> bool) -> bool {
        let mut found = None;
        self.each(&mut |request| {
            if found.is_none() && means(&request.then) {
                request.watch(now);
                found = Some(request.deadline());
            }
        });
        if let Some(deadline) = found {
            self.expect(deadline);
        }
        found.is_some()
    }

    /// Every request in flight, in the order they were asked for.
    pub fn each(&mut self, each: &mut dyn FnMut(&mut Request<V, T>)) {
        self.slots.iter_mut().flatten().for_each(|request| each(request));
    }

    /// Frames to send again, and requests to give up.
    pub fn on_deadline(&mut self, now: Millis, standing: Standing) -> (Vec<V>, Vec<TimedOut<V, T>>) {
        let (mut frames, mut timed_out) = (Vec::new(), Vec::new());
        if self.earliest.is_none_or(|earliest| now < earliest) {
            return (frames, timed_out);
        }
        self.earliest = None;
        for place in 0..self.slots.len() {
            let Some(slot) = self.slots.get_mut(place) else { continue };
            let Some(request) = slot else { continue };
            let response = match request.on_deadline(now) {
                Expired::Nothing => None,
                Expired::Send => {
                    if let Some(connection) = standing.permits(request.guard()) {
                        request.sent(connection);
                        frames.push(request.frame.value());
                    }
                    None
                }
                Expired::NoAck => Some(false),
                Expired::NoReply => Some(true),
            };
            match response {
                None => {
                    let deadline = request.deadline();
                    self.expect(deadline);
                }
                Some(response) => {
                    let request = slot.take();
                    let rid = self.rid_at(place);
                    timed_out.extend(request.map(|request| TimedOut { rid, request, response }));
                }
            }
        }
        self.drop_settled();
        (frames, timed_out)
    }

    /// The frames that a new standing lets out, in the order they were asked for.
    pub fn release(&mut self, standing: Standing) -> Vec<V> {
        let mut frames = Vec::new();
        self.each(&mut |request| {
            if go_out(request, standing) {
                frames.push(request.frame.value());
            }
        });
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

    fn expect(&mut self, deadline: Option<Millis>) {
        self.earliest = match (self.earliest, deadline) {
            (Some(earliest), Some(deadline)) => Some(earliest.earlier(deadline)),
            (earliest, deadline) => earliest.or(deadline),
        };
    }

    fn drop_settled(&mut self) {
        while let Some(None) = self.slots.front() {
            self.slots.pop_front();
            self.first = self.rid_at(1);
        }
    }

    fn rid_at(&self, place: usize) -> Rid {
        let rid = self.first.0 + place as f64;
        Rid(if rid > f64::from(RIDS) { rid - f64::from(RIDS) } else { rid })
    }

    /// Where the request of this rid would be. A rid that was never given out is far outside of the slots.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // It is whole, and below 2^31.
    fn place(&self, rid: f64) -> Option<usize> {
        let is_rid = (1.0..=f64::from(RIDS)).contains(&rid) && rid.fract() == 0.0;
        let place = rid - self.first.0;
        is_rid.then(|| if place < 0.0 { place + f64::from(RIDS) } else { place } as usize)
    }
}

/// Says whether this connection may see the request and has not yet; from now on it has.
fn go_out<V: Payload, T>(request: &mut Request<V, T>, standing: Standing) -> bool {
    let connection = standing.permits(request.guard()).filter(|connection| request.is_new_to(*connection));
    connection.is_some_and(|connection| {
        request.sent(connection);
        true
    })
}

#[cfg(test)]
mod tests;
