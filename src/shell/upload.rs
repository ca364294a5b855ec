//! Uploads over HTTP, with progress. XMLHttpRequest, since fetch does not say how much of a body has gone out.

use std::cell::RefCell;
use std::rc::Weak;

use wasm_bindgen::prelude::*;
use web_sys::{ProgressEvent, XmlHttpRequest};

use super::page::Page;
use super::{value, Shell};
use crate::client::{Handle, Input, Upload};
use crate::payload::Payload;

/// An upload under way, stopped when dropped.
struct Running {
    handle: Handle,
    request: XmlHttpRequest,
    _on_progress: Closure<dyn Fn(ProgressEvent)>,
    _on_end: Closure<dyn Fn()>,
}

pub struct Uploads {
    shell: Weak<Shell>,
    page: Page,
    url: String,
    running: RefCell<Vec<Running>>,
}

impl Uploads {
    pub fn new(shell: Weak<Shell>, page: Page, url: String) -> Self {
        Uploads { shell, page, url, running: RefCell::default() }
    }

    pub fn start(&self, upload: Upload<JsValue>) {
        let handle = upload.handle;
        match self.post(upload) {
            Ok(running) => self.running.borrow_mut().push(running),
            Err(_) => self.finish(handle, Err(None)),
        }
    }

    pub fn abort(&self, handle: Handle) {
        self.running.borrow_mut().retain(|running| running.handle != handle);
    }

    fn finish(&self, handle: Handle, answer: Result<JsValue, Option<JsValue>>) {
        self.abort(handle);
        if let Some(shell) = self.shell.upgrade() {
            shell.handle(Input::Uploaded { handle, answer });
        }
    }

    fn post(&self, upload: Upload<JsValue>) -> Result<Running, JsValue> {
        let handle = upload.handle;
        let request = XmlHttpRequest::new()?;
        let kind = JsValue::from_word(upload.kind).as_string().unwrap_or_default();
        request.open("POST", &(self.url.clone() + "?type=" + &kind))?;
        let authorization = String::from("Basic ") + &value::base64(&upload.credentials);
        request.set_request_header("X-App-Key", &upload.appkey.as_string().unwrap_or_default())?;
        request.set_request_header("jm-channel", "w")?;
        request.set_request_header("Authorization", &authorization)?;

        let page = self.page.clone();
        let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            page.progress(handle.0, event.loaded(), event.total());
        });
        let (shell, answered) = (self.shell.clone(), request.clone());
        let on_end = Closure::<dyn Fn()>::new(move || {
            let body = answered.response_text().ok().flatten().and_then(|text| JsValue::from(text).parse(0));
            let answer = match (answered.status(), body) {
                (Ok(200), Some(body)) => Ok(body),
                (_, body) => Err(body),
            };
            if let Some(shell) = shell.upgrade() {
                shell.clock.look();
                shell.uploads.finish(handle, answer);
            }
        });
        if let Ok(progress) = request.upload() {
            progress.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
        }
        request.set_onloadend(Some(on_end.as_ref().unchecked_ref()));
        request.send_with_opt_form_data(upload.form.dyn_ref())?;
        Ok(Running { handle, request, _on_progress: on_progress, _on_end: on_end })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.request.set_onloadend(None);
        let _ = self.request.abort();
    }
}
