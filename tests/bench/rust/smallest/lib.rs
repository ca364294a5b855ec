//! The smallest app: it signs in, says hello, and prints what it is told. It must never have a framework.
#![cfg(target_arch = "wasm32")]

use futures::StreamExt;
use jmessage_web::{Auth, BoxError, Credentials, Event, JMessage};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{console, window, Response};

/// Signed by the app's own server, which alone knows the secret.
async fn auth() -> Result<Auth, BoxError> {
    let get = |_| "there is no answer";
    let response = JsFuture::from(window().ok_or("there is no page")?.fetch_with_str("/auth")).await.map_err(get)?;
    let text = JsFuture::from(response.unchecked_into::<Response>().text().map_err(get)?).await.map_err(get)?;
    Ok(serde_json::from_str(&text.as_string().unwrap_or_default())?)
}

/// Somebody at a server. `friend` is written to.
#[wasm_bindgen]
pub async fn chat(address: String, name: String, password: String, friend: String) -> Result<(), JsError> {
    let im = JMessage::builder().address(address).connect()?;
    let mut events = im.events();
    im.sign_in(Credentials::new(name, password), auth).await?;
    im.send(friend.as_str(), "hello").await?;
    while let Some(event) = events.next().await {
        let messages = match event {
            Event::Messages(messages) => messages,
            Event::Missed(chats) => chats.into_iter().flat_map(|chat| chat.msgs).collect(),
            _ => continue,
        };
        for message in messages {
            console::log_2(&message.sender().into(), &message.text().into());
        }
    }
    Ok(())
}
