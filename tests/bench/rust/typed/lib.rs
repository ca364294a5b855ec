//! The typed client as an app uses it: signed in, its conversations asked for, and one stream of events. It must never
//! look behind the public API.
#![cfg(target_arch = "wasm32")]

use futures::StreamExt;
use jmessage_web::{Auth, Credentials, Event, JMessage};
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// Resolves once the client is in. `heard` is told how many messages came, and `marked` that a mark did.
#[wasm_bindgen]
pub async fn connect(
    address: String,
    auth: String,
    me: String,
    heard: Function,
    marked: Function,
) -> Result<(), JsError> {
    let im = JMessage::builder().address(address).connect()?;
    let mut events = im.events();
    let auth: Auth = serde_json::from_str(&auth)?;
    im.init(&auth).await?;
    im.login(&Credentials::new(me, "secret")).await?;
    im.conversations().await?;
    wasm_bindgen_futures::spawn_local(async move {
        while let Some(event) = events.next().await {
            match event {
                Event::Messages(messages) => {
                    let told =
                        messages.iter().filter(|message| !message.sender().is_empty() && message.text().is_some());
                    call(&heard, told.count());
                }
                Event::PassedThrough(_) => call(&marked, 0),
                _ => {}
            }
        }
        drop(im);
    });
    Ok(())
}

fn call(function: &Function, count: usize) {
    let _ = function.call1(&JsValue::NULL, &JsValue::from(count as u32));
}
