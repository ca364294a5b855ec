//! What the app waits for: each call has a handle, and each handle a place where its answer is left. Must never settle
//! one twice.

use std::cell::Ref;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::channel::oneshot;
use futures::future::{self, Either, LocalBoxFuture};
use serde_json::Value;

use super::Driver;
use crate::client::{Answer, Client, Guard, Handle, Method, MustFirst, Outcome, Rid};
use crate::payload::Json;

/// A call of a method.
pub(crate) struct Question {
    pub method: Method,
    pub args: Json,
    pub progress: Option<Box<dyn Fn(u64, u64)>>,
}

/// How a request ended.
pub(crate) struct Settled {
    pub outcome: Outcome,
    pub data: Value,
    pub more: Option<Value>,
    /// The HTTP status of its upload, if it came to one.
    pub upload: Option<u16>,
}

/// What a call gives back.
pub(crate) enum Asked {
    Later(Pending),
    /// Answered on the spot.
    Now(Value),
}

#[derive(Default)]
pub(super) struct Calls {
    last: u32,
    waiting: BTreeMap<u32, Waiting>,
}

pub(super) struct Waiting {
    answer: oneshot::Sender<Settled>,
    pub progress: Option<Box<dyn Fn(u64, u64)>>,
    pub upload: Option<u16>,
}

impl Calls {
    pub fn get(&mut self, handle: Handle) -> Option<&mut Waiting> {
        self.waiting.get_mut(&handle.0)
    }
}

impl Driver {
    pub fn ask(&self, question: Question) -> Result<Asked, MustFirst> {
        let Question { method, args, progress } = question;
        let (answer, answered) = oneshot::channel();
        let handle = {
            let mut calls = self.calls.borrow_mut();
            calls.last = calls.last.wrapping_add(1);
            let handle = calls.last;
            calls.waiting.insert(handle, Waiting { answer, progress, upload: None });
            Handle(handle)
        };
        let asked = {
            let mut client = self.client.borrow_mut();
            let asked = client.call(method, handle, args, self.now());
            // A reply that does not come is told, too.
            client.watch(handle, self.now());
            asked
        };
        if !matches!(asked, Ok(Answer::Handle)) {
            self.calls.borrow_mut().waiting.remove(&handle.0);
        }
        self.drain();
        Ok(match asked? {
            Answer::Handle => {
                Asked::Later(Pending { handle, driver: self.this.upgrade(), answer: self.within(answered) })
            }
            Answer::Nothing => Asked::Now(Value::Null),
            Answer::Count(count) => Asked::Now(count.into()),
            Answer::Flag(flag) => Asked::Now(flag.into()),
        })
    }

    /// How far the session has come.
    pub fn reached(&self) -> Guard {
        self.client().reached()
    }

    pub fn client(&self) -> Ref<'_, Client<Json>> {
        self.client.borrow()
    }

    /// A message that waits is not to go out any more.
    pub fn discard(&self, id: u32) {
        self.client.borrow_mut().discard(Rid(id.into()));
        self.drain();
    }

    pub(super) fn settle(&self, handle: Handle, outcome: Outcome, data: Json, more: Option<Json>) {
        if outcome == Outcome::Ack {
            return;
        }
        let waiting = self.calls.borrow_mut().waiting.remove(&handle.0);
        if let Some(Waiting { answer, upload, .. }) = waiting {
            // Nobody may wait any more.
            let (data, more) = (data.into_value(), more.map(Json::into_value));
            let _ = answer.send(Settled { outcome, data, more, upload });
        }
    }

    /// Nobody waits for this handle any more.
    fn forget(&self, handle: Handle) {
        if self.calls.borrow_mut().waiting.remove(&handle.0).is_some() {
            self.client.borrow_mut().forget(handle);
            self.drain();
        }
    }

    fn within(&self, answered: oneshot::Receiver<Settled>) -> LocalBoxFuture<'static, Option<Settled>> {
        let bound = self.setup.request_timeout.map(|span: Duration| self.host.sleep(span));
        Box::pin(async move {
            match bound {
                None => answered.await.ok(),
                Some(sleep) => match future::select(answered, sleep).await {
                    Either::Left((settled, _)) => settled.ok(),
                    Either::Right(_) => None,
                },
            }
        })
    }
}

/// Ends with the answer, or with `None` after the timeout. Dropped before that, its request is withdrawn.
pub(crate) struct Pending {
    handle: Handle,
    driver: Option<Rc<Driver>>,
    answer: LocalBoxFuture<'static, Option<Settled>>,
}

impl Future for Pending {
    type Output = Option<Settled>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Settled>> {
        self.answer.as_mut().poll(cx)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(driver) = &self.driver {
            driver.forget(self.handle);
        }
    }
}
