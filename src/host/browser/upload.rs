//! Uploads by XMLHttpRequest, which alone tells how far one is. Must never go on when nobody waits.

use futures::channel::oneshot;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FormData, ProgressEvent, XmlHttpRequest};

use super::listeners::Listeners;
use crate::host::{File, Response, Upload};
use crate::payload::Content;

/// Stops it when dropped.
struct Running(XmlHttpRequest);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.abort();
    }
}

pub(super) async fn post(upload: Upload) -> Option<Response> {
    let Upload { url, headers, file, progress } = upload;
    let request = Running(XmlHttpRequest::new().ok()?);
    let xhr = &request.0;
    xhr.open_with_async("POST", &url, true).ok()?;
    headers.iter().try_for_each(|(name, value)| xhr.set_request_header(name, value)).ok()?;
    let (mut listeners, upload) = (Listeners::default(), xhr.upload().ok()?);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Counts of bytes.
    listeners.add(&upload, "progress", move |event| {
        let event = event.unchecked_into::<ProgressEvent>();
        progress(event.loaded() as u64, event.total() as u64);
    });
    let (tell, ended) = oneshot::channel();
    let mut tell = Some(tell);
    listeners.add(xhr, "loadend", move |_| {
        // Whoever waited may be gone.
        let _ = tell.take().map(|tell| tell.send(()));
    });
    xhr.send_with_opt_form_data(Some(&form(&file).ok()?)).ok()?;
    ended.await.ok()?;
    let status = xhr.status().ok().filter(|status| *status != 0)?;
    Some(Response { status, body: xhr.response_text().ok().flatten().unwrap_or_default() })
}

fn form(file: &File) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    match &file.content {
        Content::Blob(blob) => form.append_with_blob_and_filename("file", blob, file.name())?,
        Content::Bytes(bytes) => {
            let parts = Array::of1(&Uint8Array::from(&**bytes));
            form.append_with_blob_and_filename("file", &Blob::new_with_u8_array_sequence(&parts)?, file.name())?;
        }
    }
    Ok(form)
}
