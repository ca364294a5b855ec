//! A browser's page or worker as a [`Host`]: one file per facility. A worker has no storage: what it stores is gone with
//! the client. Must never throw.

mod listeners;
mod socket;
mod upload;

use std::time::Duration;

use futures::channel::mpsc::unbounded;
use futures::future::LocalBoxFuture;
use futures::stream::LocalBoxStream;
use futures::StreamExt;
use gloo_timers::future::TimeoutFuture;
use js_sys::{global, Date, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, Storage, VisibilityState};

use super::{Host, Memory, Response, Said, Signal, Socket, Upload};
use listeners::Listeners;

#[wasm_bindgen]
extern "C" {
    type Performance;
    /// The monotonic clock, in pages and workers alike. Looked up once: it is a getter of the window's, and costs more than
    /// what it gives.
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static PERFORMANCE: Performance;
    #[wasm_bindgen(method)]
    fn now(this: &Performance) -> f64;
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn random(into: &mut [u32]) -> Result<JsValue, JsValue>;
}

/// What a browser offers.
#[derive(Debug)]
pub struct Browser {
    texts: Texts,
    entropy: u32,
}

/// Where texts are stored.
#[derive(Debug)]
enum Texts {
    Storage(Storage),
    Memory(Memory),
}

impl Browser {
    /// The browser that this runs in: a page, or a worker.
    ///
    /// # Errors
    /// It lacks or forbids this: `WebSocket`, `crypto.getRandomValues`; in a page, `localStorage`.
    pub fn new() -> Result<Self, &'static str> {
        let socket = Reflect::get(&global(), &"WebSocket".into());
        if !socket.is_ok_and(|socket| socket.is_function()) {
            return Err("WebSocket");
        }
        let mut entropy = [0];
        random(&mut entropy).map_err(|_| "crypto.getRandomValues")?;
        let texts = match web_sys::window() {
            Some(page) => Texts::Storage(page.local_storage().ok().flatten().ok_or("localStorage")?),
            None => Texts::Memory(Memory::default()),
        };
        let [entropy] = entropy;
        Ok(Browser { texts, entropy })
    }
}

/// From milliseconds; a clock that shows nonsense shows nothing.
fn span(ms: f64) -> Duration {
    Duration::try_from_secs_f64(ms / 1000.0).unwrap_or_default()
}

impl Host for Browser {
    fn monotonic(&self) -> Duration {
        span(PERFORMANCE.with(Performance::now))
    }

    fn since_1970(&self) -> Duration {
        span(Date::now())
    }

    fn entropy(&self) -> u32 {
        self.entropy
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        js_sys::futures::spawn_local(task);
    }

    fn sleep(&self, span: Duration) -> LocalBoxFuture<'static, ()> {
        // The longest that a browser's timer takes.
        let ms = u32::try_from(span.as_millis()).unwrap_or(u32::MAX).min(i32::MAX.unsigned_abs());
        Box::pin(TimeoutFuture::new(ms))
    }

    fn connect(&self, url: &str, heard: Box<dyn Fn(Said)>) -> Socket {
        socket::connect(url, heard)
    }

    fn upload(&self, upload: Upload) -> LocalBoxFuture<'static, Option<Response>> {
        Box::pin(upload::post(upload))
    }

    fn read(&self, key: &str) -> Option<String> {
        match &self.texts {
            Texts::Storage(storage) => storage.get_item(key).ok().flatten(),
            Texts::Memory(memory) => memory.read(key),
        }
    }

    fn write(&self, key: &str, text: Option<&str>) -> bool {
        match (&self.texts, text) {
            (Texts::Storage(storage), Some(text)) => storage.set_item(key, text).is_ok(),
            (Texts::Storage(storage), None) => storage.remove_item(key).is_ok(),
            (Texts::Memory(memory), text) => {
                memory.write(key, text);
                true
            }
        }
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        match &self.texts {
            Texts::Storage(storage) => {
                let all = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
                let mut keys = Vec::new();
                // They are few: a sort would be larger than all of this.
                for key in all.filter(|key| key.starts_with(prefix)) {
                    keys.insert(keys.partition_point(|other| *other < key), key);
                }
                keys
            }
            Texts::Memory(memory) => memory.keys(prefix),
        }
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
        // A page or a worker; what it does not know is never heard.
        let scope = global().unchecked_into::<EventTarget>();
        listen(&scope, "pagehide", || Signal::Leaving);
        listen(&scope, "pageshow", || Signal::Wake);
        listen(&scope, "online", || Signal::Wake);
        listen(&scope, "offline", || Signal::Offline);
        if let Some(document) = web_sys::window().and_then(|page| page.document()) {
            listen(&document, "visibilitychange", || {
                let document = web_sys::window().and_then(|page| page.document());
                match document.map(|document| document.visibility_state()) {
                    Some(VisibilityState::Hidden) => Signal::Leaving,
                    _ => Signal::Wake,
                }
            });
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
