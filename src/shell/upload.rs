//! Uploads over HTTP. The answer comes back as `Entry::Uploaded`; progress goes to the page, too.

use super::browser::post;
use super::values::Value;
use crate::client::{Upload, UploadAnswer};
use crate::payload::{Kind, Payload};

/// Says whether the upload began. If not, there will be no answer.
pub fn start(page: i32, to: &Value, upload: Upload<Value>) -> bool {
    post(page, upload.handle.0 as i32, upload.url(to).id(), upload.headers.id(), upload.form.id())
}

/// How it ended: by the HTTP status, 0 when there is none, and the answer, if it was JSON.
pub fn answer(status: i32, body: Value) -> UploadAnswer<Value> {
    match status {
        0 => UploadAnswer::Network,
        200 if body.kind() != Kind::Missing => UploadAnswer::Done(body),
        _ => UploadAnswer::Refused(body),
    }
}
