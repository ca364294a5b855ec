//! Methods that upload a file first: a token, the upload, then the request that the page asked for. Must never touch
//! the file: the host holds it.

use super::effect::UploadAnswer;
use super::then::{Job, Purpose, Then, Timeouts};
use super::{Client, Effect, Handle, Upload};
use crate::payload::{Payload, Word};
use crate::protocol::message::Body;
use crate::protocol::methods::Guard;
use crate::protocol::{codes, reply};
use crate::time::Now;

impl<V: Payload> Client<V> {
    pub(super) fn start_upload(&mut self, handle: Handle, form: V, purpose: Purpose<V>, now: Now) {
        let job = Job { handle, form: form.into(), purpose, timeouts: Timeouts::Ignored };
        self.request(Word::GetUploadToken, V::object(), Guard::Login, Then::Token(job), now);
    }

    pub(super) fn on_token(&mut self, job: Job<V>, reply: &V) {
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
        self.uploads.push(job);
        self.effects.push(Effect::Upload(upload));
    }

    pub(super) fn on_uploaded(&mut self, handle: Handle, answer: UploadAnswer<V>, now: Now) {
        let Some(place) = self.uploads.iter().position(|job| job.handle == handle) else { return };
        let Job { purpose, timeouts, .. } = self.uploads.swap_remove(place);
        match answer {
            Err(body) => {
                self.effects.fail(handle, reply::upload_failure(body));
            }
            Ok(media) => match purpose {
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
        let running = self.uploads.iter().position(|job| job.handle == handle);
        if let Some(place) = running {
            self.uploads.swap_remove(place);
            self.effects.push(Effect::AbortUpload(handle));
        }
        if running.is_some() || waiting.is_some() {
            self.effects.fail(handle, codes::ABORTED.reply());
        }
    }
}
