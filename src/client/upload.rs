//! Methods that upload a file first: a token, the upload, then the request that the page asked for. Must never touch
//! the file: the host holds it.

use super::then::{Job, Purpose, Then, Timeouts};
use super::{Client, Effect, Handle, Upload, UploadAnswer};
use crate::payload::{Payload, Word};
use crate::protocol::address;
use crate::protocol::codes;
use crate::protocol::message::Body;
use crate::protocol::methods::Guard;
use crate::protocol::reply;
use crate::time::{Millis, Now};

/// An upload of which nothing more goes out, and nothing comes back, for this long has failed.
const STALLS_AFTER: Millis = Millis::seconds(60);

/// The uploads that the host carries.
pub(super) struct Uploads<V: Payload> {
    running: Vec<Job<V>>,
}

impl<V: Payload> Default for Uploads<V> {
    fn default() -> Self {
        Uploads { running: Vec::new() }
    }
}

impl<V: Payload> Uploads<V> {
    pub fn find(&mut self, handle: Handle) -> Option<&mut Job<V>> {
        self.running.iter_mut().find(|job| job.handle == handle)
    }

    #[inline(never)]
    fn take(&mut self, handle: Handle) -> Option<Job<V>> {
        let place = self.running.iter().position(|job| job.handle == handle)?;
        Some(self.running.swap_remove(place))
    }

    pub fn deadline(&self) -> Millis {
        self.running.iter().map(|job| job.stalls).fold(Millis::NEVER, Millis::earlier)
    }

    /// One that will have stalled by then.
    pub fn stalled(&self, now: Millis) -> Option<Handle> {
        self.running.iter().find(|job| job.stalls <= now).map(|job| job.handle)
    }
}

impl<V: Payload> Client<V> {
    pub(super) fn start_upload(&mut self, handle: Handle, form: V, purpose: Purpose<V>, now: Now) {
        let job = Job { handle, form: form.into(), purpose, timeouts: Timeouts::Ignored, stalls: Millis::NEVER };
        self.request(Word::GetUploadToken, V::object(), Guard::Login, Then::Token(job), now);
    }

    pub(super) fn on_token(&mut self, mut job: Job<V>, reply: &V, now: Now) {
        let Some(me) = &self.chat_of else {
            return self.effects.fail(job.handle, codes::LOGGED_OUT.reply());
        };
        let credentials = V::join(&[&me.username, &V::from_text(":"), &reply.get(Word::Uptoken)]);
        let upload = Upload {
            handle: job.handle,
            kind: match job.purpose {
                Purpose::Message { body: Body::File, .. } => Word::File,
                _ => Word::Image,
            },
            headers: address::upload_headers(me.appkey.value(), &credentials.base64()),
            form: job.form.value(),
        };
        job.stalls = now.at + STALLS_AFTER;
        self.uploads.running.push(job);
        self.effects.push(Effect::Upload(upload));
    }

    pub(super) fn on_uploaded(&mut self, handle: Handle, answer: UploadAnswer<V>, now: Now) {
        let Some(Job { purpose, timeouts, .. }) = self.uploads.take(handle) else { return };
        match answer {
            UploadAnswer::Network => self.effects.fail(handle, codes::UPLOAD_UNANSWERED.reply()),
            UploadAnswer::Refused(body) => self.effects.fail(handle, reply::upload_failure(body)),
            UploadAnswer::Done(media) => match purpose {
                Purpose::Message { target, body, args } => {
                    // What the answer holds is none of the page's doing.
                    let odd = &mut Vec::new();
                    if let Err(refusal) = self.send_message(handle, target, body, &args, Some(&media), odd, now) {
                        self.effects.fail(handle, refusal.reply());
                    }
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
        }
        self.stop_upload(handle, codes::ABORTED.reply());
    }

    pub(super) fn on_progress(&mut self, handle: Handle, now: Now) {
        if let Some(job) = self.uploads.find(handle) {
            job.stalls = now.at + STALLS_AFTER;
        }
    }

    /// Stops an upload that runs.
    #[inline(never)]
    pub(super) fn stop_upload(&mut self, handle: Handle, reply: V) {
        if self.uploads.take(handle).is_some() {
            self.effects.push(Effect::AbortUpload(handle));
            self.effects.fail(handle, reply);
        }
    }
}
