//! Uploads over HTTP. The answer comes back as `Engine::uploaded`; progress goes to the page, too.

use super::browser::post;
use super::values::{base64, Value};
use crate::client::Upload;
use crate::protocol::address;

/// Says whether the upload began. If not, there will be no answer.
pub fn start(page: i32, to: &Value, upload: Upload<Value>) -> bool {
    let url = address::upload_url(to, upload.kind);
    let headers = address::upload_headers(upload.appkey, &base64(&upload.credentials));
    post(page, upload.handle.0, url.id(), headers.id(), upload.form.id())
}
