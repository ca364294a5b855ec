//! Uploads: what the client asks for, made ready to be POSTed. Must never read the file.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Weak;

use futures::future::{abortable, AbortHandle};
use futures::FutureExt;
use serde_json::Value;

use super::{text, Driver};
use crate::client::{self, Handle, Input, UploadAnswer};
use crate::host::{Response, Upload};
use crate::protocol::address;

#[derive(Default)]
pub(super) struct Uploads(RefCell<BTreeMap<u32, AbortHandle>>);

impl Uploads {
    pub fn stop(&self, handle: Handle) {
        if let Some(upload) = self.0.borrow_mut().remove(&handle.0) {
            upload.abort();
        }
    }
}

impl Drop for Uploads {
    fn drop(&mut self) {
        self.0.borrow().values().for_each(AbortHandle::abort);
    }
}

impl Driver {
    pub(super) fn upload(&self, upload: client::Upload<Value>) {
        let handle = upload.handle;
        let credentials = Value::from(base64(text(&upload.credentials).as_bytes()));
        let headers = address::upload_headers(upload.appkey, &credentials);
        let headers = headers.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text(value).into()));
        let (file, shown) = match self.calls.borrow_mut().get(handle) {
            Some(waiting) => (waiting.file.take(), waiting.progress.take()),
            None => (None, None),
        };
        let Some(file) = file else { return self.answer(Input::Uploaded { handle, answer: UploadAnswer::Network }) };
        let this = Weak::clone(&self.this);
        let progress = Box::new(move |sent, total| {
            if let Some(driver) = this.upgrade() {
                driver.input(Input::Progress { handle });
            }
            if let Some(shown) = &shown {
                shown(sent, total);
            }
        });
        let url = address::upload_url(&Value::from(self.setup.upload_address.as_str()), upload.kind);
        let post = Upload { url: text(&url).to_owned(), headers: headers.collect(), file, progress };
        let (response, this) = (self.host.upload(post), Weak::clone(&self.this));
        let (task, stop) = abortable(async move {
            let response = response.await;
            if let Some(driver) = this.upgrade() {
                driver.uploaded(handle, response);
            }
        });
        self.uploads.0.borrow_mut().insert(handle.0, stop);
        self.spawn(task.map(drop));
    }

    fn uploaded(&self, handle: Handle, response: Option<Response>) {
        self.uploads.0.borrow_mut().remove(&handle.0);
        if let (Some(waiting), Some(response)) = (self.calls.borrow_mut().get(handle), &response) {
            waiting.upload = Some(response.status);
        }
        let answer = match response {
            None => UploadAnswer::Network,
            Some(Response { status, body }) => match (status, serde_json::from_str(&body)) {
                (200, Ok(body)) => UploadAnswer::Done(body),
                (_, body) => UploadAnswer::Refused(body.unwrap_or(Value::Null)),
            },
        };
        self.input(Input::Uploaded { handle, answer });
    }
}

/// For basic authorization.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |bits: u32| DIGITS.get((bits & 63) as usize).map_or('=', |digit| char::from(*digit));
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| chunk.get(at).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        text.push(digit(bits >> 18));
        text.push(digit(bits >> 12));
        text.push(if chunk.len() > 1 { digit(bits >> 6) } else { '=' });
        text.push(if chunk.len() > 2 { digit(bits) } else { '=' });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn texts_of_each_length() {
        let texts = [("", ""), ("a", "YQ=="), ("a:", "YTo="), ("a:b", "YTpi"), ("密码:t", "5a+G56CBOnQ=")];
        for (text, encoded) in texts {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }
}
