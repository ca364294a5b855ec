//! Methods that upload a file first: a token, the upload, then the request that the page asked for. Must never touch
//! the file: the host holds it.

use super::effect::UploadAnswer;
use super::lifecycle::LOGGED_OUT;
use super::settle::Then;
use super::{Client, Effect, Handle};
use crate::payload::{Kept, Payload, Word};
use crate::protocol::codes;
use crate::protocol::message::{Body, Target};
use crate::protocol::methods::{Guard, Simple};
use crate::protocol::reply;
use crate::time::Now;

/// What the host needs to POST a file.
#[derive(Debug)]
pub struct Upload<V> {
    pub handle: Handle,
    /// `image` or `file`, for the query.
    pub kind: Word,
    pub appkey: V,
    /// `username:uptoken`, for basic authorization.
    pub credentials: V,
    pub form: V,
}

/// What is made of the uploaded file.
pub(super) enum Purpose<V: Payload> {
    Message {
        target: Target,
        body: Body,
        args: Kept<V>,
    },
    /// The media_id goes out under `field` of this payload.
    Avatar {
        request: Simple,
        field: Word,
        payload: Kept<V>,
    },
}

pub(super) struct Job<V: Payload> {
    pub handle: Handle,
    pub form: Kept<V>,
    pub purpose: Purpose<V>,
    /// The page wants to hear of timeouts.
    pub watched: bool,
}

impl<V: Payload> Client<V> {
    pub(super) fn start_upload(&mut self, job: Job<V>, now: Now) {
        self.request(Word::GetUploadToken, V::object(), Guard::Login, Then::Token(job), now);
    }

    pub(super) fn on_token(&mut self, job: Job<V>, reply: &V) {
        let Some(me) = self.auth.account() else {
            return self.fail_locally(job.handle, codes::LOGGED_OUT, LOGGED_OUT);
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
        let Job { purpose, watched, .. } = self.uploads.swap_remove(place);
        match answer {
            Err(body) => {
                let data = reply::upload_failure(body);
                self.effects.fail(handle, data);
            }
            Ok(media) => match purpose {
                Purpose::Message { target, body, args } => {
                    self.send_message(handle, target, body, &args, Some(&media), now);
                }
                Purpose::Avatar { request, field, mut payload } => {
                    payload.set(field, media.get(Word::MediaId));
                    self.request(request.event, payload.value(), Guard::Login, Then::Reply(handle, request.reply), now);
                }
            },
        }
        if watched {
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
            self.fail_locally(handle, codes::ABORTED, "upload aborted");
        }
    }
}
