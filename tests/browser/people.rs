//! People at the local server, each with a client of their own. Must never be shared between tests.

use std::cell::Cell;

use futures::StreamExt;
use jmessage_web::{Auth, BoxError, Credentials, Event, Events, JMessage, Message, State};
use js_sys::futures::JsFuture;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

const SERVER: Option<&str> = option_env!("JMESSAGE_SERVER");

#[wasm_bindgen(inline_js = "export async function fetchText(url, body) {
  const options = body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } };
  return (await fetch(url, options)).text();
}
export function without(name, act) {
  const was = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { configurable: true, value: undefined });
  try { act(); } finally { was ? Object.defineProperty(globalThis, name, was) : delete globalThis[name]; }
}")]
extern "C" {
    #[wasm_bindgen(js_name = fetchText)]
    fn fetch_text(url: &str, body: Option<&str>) -> Promise;
    /// What a browser does that lacks one of its globals.
    pub fn without(name: &str, act: &mut dyn FnMut());
}

fn server() -> &'static str {
    SERVER.expect("JMESSAGE_SERVER says where the local server is")
}

async fn fetch(path: &str, body: Option<&str>) -> Result<String, BoxError> {
    let text = JsFuture::from(fetch_text(&format!("{}{path}", server()), body)).await;
    Ok(text.map_err(|error| format!("{error:?}"))?.as_string().unwrap_or_default())
}

async fn auth() -> Result<Auth, BoxError> {
    Ok(serde_json::from_str(&fetch("/auth", None).await?)?)
}

/// Sets a fault switch of the server's.
pub async fn fault(switch: &str) {
    fetch("/faults", Some(switch)).await.unwrap();
}

pub struct Person {
    pub im: JMessage,
    pub name: String,
}

impl Person {
    /// A new account, signed in.
    pub async fn new(name: &str) -> Self {
        thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
        let count = COUNT.replace(COUNT.get() + 1);
        let name = format!("{name}_{}_{count}", js_sys::Date::now());
        let im = Person::client();
        im.init(&auth().await.unwrap()).await.unwrap();
        im.register(&Credentials::new(&name, "secret")).await.unwrap();
        Person::signed_in(im, name).await
    }

    /// Somebody who has an account.
    pub async fn returns(name: &str) -> Self {
        Person::signed_in(Person::client(), name.to_owned()).await
    }

    fn client() -> JMessage {
        let builder = JMessage::builder().address(server()).upload_address(format!("{}/resource", server()));
        builder.connect().unwrap()
    }

    async fn signed_in(im: JMessage, name: String) -> Self {
        im.sign_in(Credentials::new(&name, "secret"), auth).await.unwrap();
        im.reached(State::Online).await;
        Person { im, name }
    }
}

/// The first event that is meant.
pub async fn heard<T>(events: &mut Events, is_meant: impl Fn(Event) -> Option<T>) -> T {
    while let Some(event) = events.next().await {
        if let Some(meant) = is_meant(event) {
            return meant;
        }
    }
    panic!("the client ended")
}

/// So many messages, as they come.
pub async fn messages(events: &mut Events, count: usize) -> Vec<Message> {
    let mut all = Vec::new();
    while all.len() < count {
        all.extend(
            heard(events, |event| match event {
                Event::Messages(messages) => Some(messages),
                Event::Missed(chats) => Some(chats.into_iter().flat_map(|chat| chat.msgs).collect()),
                _ => None,
            })
            .await,
        );
    }
    all
}
