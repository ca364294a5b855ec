//! A browser's page or worker as a [`Host`]: one file per facility. Must never throw.

mod listeners;
mod socket;
mod upload;

use std::time::Duration;

use futures::channel::mpsc::unbounded;
use futures::future::LocalBoxFuture;
use futures::stream::LocalBoxStream;
use futures::StreamExt;
use gloo_timers::future::TimeoutFuture;
use js_sys::{global, Date, Math, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, Storage, VisibilityState};

use super::{Host, Response, Signal, Socket, Upload};
use listeners::Listeners;

#[wasm_bindgen]
extern "C" {
    /// The monotonic clock, in pages and workers alike.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

/// What a browser offers.
#[derive(Debug)]
pub struct Browser {
    storage: Storage,
}

impl Browser {
    /// The browser that this runs in.
    ///
    /// # Errors
    /// It lacks or forbids this: `WebSocket`, `localStorage`.
    pub fn new() -> Result<Self, &'static str> {
        if !Reflect::has(&global(), &"WebSocket".into()).unwrap_or(false) {
            return Err("WebSocket");
        }
        let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
        Ok(Browser { storage: storage.ok_or("localStorage")? })
    }
}

/// From milliseconds; a clock that shows nonsense shows nothing.
fn span(ms: f64) -> Duration {
    Duration::try_from_secs_f64(ms / 1000.0).unwrap_or_default()
}

impl Host for Browser {
    fn monotonic(&self) -> Duration {
        span(performance_now())
    }

    fn since_1970(&self) -> Duration {
        span(Date::now())
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 32 bits of it.
    fn entropy(&self) -> u32 {
        (Math::random() * 4_294_967_296.0) as u32
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        js_sys::futures::spawn_local(task);
    }

    fn sleep(&self, span: Duration) -> LocalBoxFuture<'static, ()> {
        // The longest that a browser's timer takes.
        let ms = u32::try_from(span.as_millis()).unwrap_or(u32::MAX).min(i32::MAX.unsigned_abs());
        Box::pin(TimeoutFuture::new(ms))
    }

    fn connect(&self, url: &str) -> Socket {
        socket::connect(url)
    }

    fn upload(&self, upload: Upload) -> LocalBoxFuture<'static, Option<Response>> {
        Box::pin(upload::post(upload))
    }

    fn read(&self, key: &str) -> Option<String> {
        self.storage.get_item(key).ok().flatten()
    }

    fn write(&self, key: &str, text: Option<&str>) -> bool {
        match text {
            Some(text) => self.storage.set_item(key, text).is_ok(),
            None => self.storage.remove_item(key).is_ok(),
        }
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        let all = (0..self.storage.length().unwrap_or(0)).filter_map(|at| self.storage.key(at).ok().flatten());
        let mut keys: Vec<_> = all.filter(|key| key.starts_with(prefix)).collect();
        keys.sort();
        keys
    }

    fn signals(&self) -> LocalBoxStream<'static, Signal> {
        let (tell, signals) = unbounded();
        let mut listeners = Listeners::default();
        let mut listen = |target: &EventTarget, name: &'static str, signal: fn() -> Signal| {
            let tell = tell.clone();
            listeners.add(target, name, move |_| {
                // Nobody may listen any more.
                let _ = tell.unbounded_send(signal());
            });
        };
        if let Some(window) = web_sys::window() {
            listen(&window, "pagehide", || Signal::Leaving);
            listen(&window, "pageshow", || Signal::Wake);
            listen(&window, "online", || Signal::Wake);
            listen(&window, "offline", || Signal::Offline);
            if let Some(document) = window.document() {
                listen(&document, "visibilitychange", || {
                    let document = web_sys::window().and_then(|window| window.document());
                    match document.map(|document| document.visibility_state()) {
                        Some(VisibilityState::Hidden) => Signal::Leaving,
                        _ => Signal::Wake,
                    }
                });
            }
        }
        // They listen for as long as somebody listens to them.
        signals
            .map(move |signal| {
                let _ = &listeners;
                signal
            })
            .boxed_local()
    }

    fn log(&self, line: &str) {
        web_sys::console::log_1(&line.into());
    }
}
