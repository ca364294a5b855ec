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
use crate::payload::Json;

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
    pub(super) fn upload(&self, upload: client::Upload<Json>) {
        let handle = upload.handle;
        let Some(file) = upload.form.file().cloned() else {
            return self.answer(Input::Uploaded { handle, answer: UploadAnswer::Network });
        };
        let shown = self.calls.borrow_mut().get(handle).and_then(|waiting| waiting.progress.take());
        let this = Weak::clone(&self.this);
        let progress = Box::new(move |sent, total| {
            if let Some(driver) = this.upgrade() {
                driver.input(Input::Progress { handle });
            }
            if let Some(shown) = &shown {
                shown(sent, total);
            }
        });
        let url = text(&upload.url(&Json::from(self.setup.upload_address.as_str()))).to_owned();
        let headers = upload.headers.as_object().into_iter().flatten();
        let headers = headers.map(|(name, value)| (name.clone(), text(value).to_owned())).collect();
        let post = Upload { url, headers, file, progress };
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
            Some(Response { status, body }) => match (status, serde_json::from_str::<Value>(&body)) {
                (200, Ok(body)) => UploadAnswer::Done(Json::from(body)),
                (_, body) => UploadAnswer::Refused(body.unwrap_or(Value::Null).into()),
            },
        };
        self.input(Input::Uploaded { handle, answer });
    }
}
