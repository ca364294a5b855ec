//! Methods that upload a file first: a token, the upload, then the request that the page asked for. Must never touch
//! the file: the host holds it.

use super::then::{Job, Purpose, Then, Timeouts};
use super::{Client, Effect, Handle, Upload, UploadAnswer};
use crate::payload::{Payload, Word};
use crate::protocol::codes::{self, Failure};
use crate::protocol::message::Body;
use crate::protocol::methods::Guard;
use crate::protocol::reply;
use crate::time::{Millis, Now};

/// An upload of which nothing more goes out, and nothing comes back, for this long has failed.
const STALLS_AFTER: Millis = Millis::seconds(60);

/// The uploads that the host carries.
pub(super) struct Uploads<V: Payload> {
    /// Each with the moment at which it will have stalled.
    running: Vec<(Job<V>, Millis)>,
}

impl<V: Payload> Default for Uploads<V> {
    fn default() -> Self {
        Uploads { running: Vec::new() }
    }
}

impl<V: Payload> Uploads<V> {
    fn find(&mut self, handle: Handle) -> Option<&mut (Job<V>, Millis)> {
        self.running.iter_mut().find(|(job, _)| job.handle == handle)
    }

    fn take(&mut self, is_meant: impl Fn(&(Job<V>, Millis)) -> bool) -> Option<Job<V>> {
        let place = self.running.iter().position(is_meant)?;
        Some(self.running.swap_remove(place).0)
    }

    pub fn watch(&mut self, handle: Handle) {
        self.find(handle).into_iter().for_each(|(job, _)| job.timeouts = Timeouts::Watched);
    }

    pub fn progress(&mut self, handle: Handle, now: Millis) {
        self.find(handle).into_iter().for_each(|(_, stalls)| *stalls = now + STALLS_AFTER);
    }

    pub fn deadline(&self) -> Option<Millis> {
        self.running.iter().map(|(_, stalls)| *stalls).reduce(Millis::earlier)
    }

    /// One that has stalled by then.
    pub fn take_stalled(&mut self, now: Millis) -> Option<Job<V>> {
        self.take(|(_, stalls)| *stalls <= now)
    }
}

impl<V: Payload> Client<V> {
    pub(super) fn start_upload(&mut self, handle: Handle, form: V, purpose: Purpose<V>, now: Now) {
        let job = Job { handle, form: form.into(), purpose, timeouts: Timeouts::Ignored };
        self.request(Word::GetUploadToken, V::object(), Guard::Login, Then::Token(job), now);
    }

    pub(super) fn on_token(&mut self, job: Job<V>, reply: &V, now: Now) {
        let Some(me) = self.auth.account() else {
            return self.effects.fail(job.handle, codes::LOGGED_OUT.reply());
        };
        let upload = Upload {
            handle: job.handle,
            kind: match job.purpose {
                Purpose::Message { body: Body::File, .. } => Word::File,
                _ => Word::Image,
            },
            appkey: me.appkey.value(),
            credentials: V::join(&[&me.username, &V::from_text(":"), &reply.get(Word::Uptoken)]),
            form: job.form.value(),
        };
        self.uploads.running.push((job, now.at + STALLS_AFTER));
        self.effects.push(Effect::Upload(upload));
    }

    pub(super) fn on_uploaded(&mut self, handle: Handle, answer: UploadAnswer<V>, now: Now) {
        let Some(job) = self.uploads.take(|(job, _)| job.handle == handle) else { return };
        let Job { purpose, timeouts, .. } = job;
        match answer {
            UploadAnswer::Network => self.effects.fail(handle, codes::UPLOAD_UNANSWERED.reply()),
            UploadAnswer::Refused { status, body } => self.effects.fail(handle, reply::upload_failure(status, body)),
            UploadAnswer::Done(media) => match purpose {
                Purpose::Message { target, body, args } => {
                    self.send_message(handle, target, body, &args, Some(&media), now);
                }
                Purpose::Avatar { request, field, payload } => {
                    let mut payload = payload.value();
                    payload.set(field, media.get(Word::MediaId));
                    self.request(request.event, payload, Guard::Login, Then::Reply(handle, request.reply), now);
                }
            },
        }
        if timeouts == Timeouts::Watched {
            self.watch(handle, now);
        }
    }

    /// The page changed its mind: an upload that has not become a request yet is stopped.
    pub fn abort(&mut self, handle: Handle) {
        let rid = self.rids.of(handle);
        let rid = rid.filter(|rid| self.outbox.get(*rid).is_some_and(|request| request.then.is_preparation()));
        let waiting = rid.and_then(|rid| self.outbox.settle(rid.0));
        if waiting.is_some() {
            self.effects.fail(handle, codes::ABORTED.reply());
        } else if let Some(job) = self.uploads.take(|(job, _)| job.handle == handle) {
            self.stop_upload(job, codes::ABORTED);
        }
    }

    pub(super) fn stop_upload(&mut self, job: Job<V>, why: Failure) {
        self.effects.push(Effect::AbortUpload(job.handle));
        self.effects.fail(job.handle, why.reply());
    }
}
