//! Uploads over HTTP. The answer comes back as `Engine::uploaded`; progress goes to the page, too.

use wasm_bindgen::prelude::*;

use super::value::{base64, Value};
use crate::client::Upload;
use crate::protocol::address;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    /// Says whether it began.
    fn post(page: i32, handle: u32, url: i32, headers: i32, form: i32) -> bool;
    /// Nothing more is heard of this upload.
    pub fn stop(page: i32, handle: u32);
    #[wasm_bindgen(js_name = stopAll)]
    pub fn stop_all(page: i32);
}

/// Says whether the upload began. If not, there will be no answer.
pub fn start(page: i32, to: &Value, upload: Upload<Value>) -> bool {
    let url = address::upload_url(to, upload.kind);
    let headers = address::upload_headers(upload.appkey, &base64(&upload.credentials));
    post(page, upload.handle.0, url.id(), headers.id(), upload.form.id())
}
