//! Who listens: each stream gets what happens from its beginning on, and ends with the client. Must never hold a client.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use futures::channel::mpsc::{unbounded, UnboundedReceiver, UnboundedSender};
use futures::{Stream, StreamExt};

use super::JMessage;
use crate::driver::Heard;
use crate::model::{read_event, Change, Event, State};

pub(crate) struct Hub {
    state: Cell<State>,
    events: RefCell<Vec<UnboundedSender<Event>>>,
    states: RefCell<Vec<UnboundedSender<State>>>,
}

impl Hub {
    pub fn new() -> Rc<Hub> {
        Rc::new(Hub { state: Cell::new(State::Connecting), events: RefCell::default(), states: RefCell::default() })
    }

    pub fn hear(&self, heard: Heard) {
        let mut events = self.events.borrow_mut();
        match heard {
            Heard::Listener(listener, data) => read_event(listener, data, &mut |event| send(&mut events, event)),
            Heard::Connection(change) => {
                let change = Change::from(change);
                self.state.set(change.state);
                self.states.borrow_mut().retain(|listener| listener.unbounded_send(change.state).is_ok());
                let is_last = change.state == State::Closed;
                send(&mut events, Event::Connection(change));
                // Streams end with the client, whoever still holds it.
                if is_last {
                    events.clear();
                    self.states.borrow_mut().clear();
                }
            }
        }
    }
}

/// All get a copy, and the last one, mostly the only one, the event itself.
fn send(listeners: &mut Vec<UnboundedSender<Event>>, event: Event) {
    listeners.retain(|listener| !listener.is_closed());
    if let Some((last, others)) = listeners.split_last() {
        // Nobody has hung up since.
        others.iter().for_each(|listener| drop(listener.unbounded_send(event.clone())));
        let _ = last.unbounded_send(event);
    }
}

impl JMessage {
    /// How the session stands.
    pub fn state(&self) -> State {
        self.hub.state.get()
    }

    /// How the session stands, beginning with the present: a signal for a user interface.
    pub fn states(&self) -> States {
        let (listener, states) = unbounded();
        // The other end is in our hand.
        let _ = listener.unbounded_send(self.state());
        if self.state() != State::Closed {
            self.hub.states.borrow_mut().push(listener);
        }
        States(states)
    }

    /// Waits until the session stands so, or is closed.
    pub async fn reached(&self, state: State) {
        let mut states = self.states();
        while let Some(next) = states.next().await {
            if next == state || next == State::Closed {
                return;
            }
        }
    }

    /// Everything that happens from now on, to each stream. Listen before signing in, so as not to miss what was missed. What
    /// is not taken out waits, without bound.
    ///
    /// The stream ends when the client is closed. After [`Kicked`](State::Kicked) and [`Failed`](State::Failed) it goes on in
    /// silence, until somebody signs in again: a program that does nothing else should end its loop there.
    pub fn events(&self) -> Events {
        let (listener, events) = unbounded();
        if self.state() != State::Closed {
            self.hub.events.borrow_mut().push(listener);
        }
        Events(events)
    }
}

/// What happens, as a stream: of [`JMessage::events`].
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct Events(UnboundedReceiver<Event>);

/// How the session stands, as a stream: of [`JMessage::states`].
#[derive(Debug)]
#[must_use = "streams do nothing unless polled"]
pub struct States(UnboundedReceiver<State>);

impl Stream for Events {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Event>> {
        self.0.poll_next_unpin(cx)
    }
}

impl Stream for States {
    type Item = State;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<State>> {
        self.0.poll_next_unpin(cx)
    }
}
