//! An engine on a stage: stage.js, typed.

use jmessage_web::{Method, Value};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/wasm/stage.js")]
extern "C" {
    fn set();
    fn strike();
    fn page(forget: JsValue) -> JsValue;
    fn seat(page: &JsValue, enter: JsValue);
    #[wasm_bindgen(js_name = callEngine)]
    fn call_engine(page: &JsValue, method: usize, args: JsValue) -> i32;
    fn free(page: &JsValue);
    fn reply(event: &str, data: JsValue);
    pub fn advance(ms: f64);
    pub fn say(frame: &str);
    #[wasm_bindgen(js_name = hangUp)]
    pub fn hang_up();
    pub fn url() -> Option<String>;
    #[wasm_bindgen(js_name = openSockets)]
    pub fn open_sockets() -> u32;
    #[wasm_bindgen(js_name = hearingSockets)]
    pub fn hearing_sockets() -> u32;
    #[wasm_bindgen(js_name = pendingTimers)]
    pub fn pending_timers() -> u32;
    #[wasm_bindgen(js_name = heldListeners)]
    pub fn held_listeners() -> u32;
    pub fn frames() -> String;
    pub fn logged() -> String;
    #[wasm_bindgen(js_name = storageIs)]
    pub fn storage_is(kind: &str);
    /// Runs this while a page has given all objects a gid that throws when set, and all lists a toJSON.
    pub fn polluted(work: &mut dyn FnMut());
}

/// The fakes in place, until dropped.
pub struct Stage;

impl Stage {
    pub fn set() -> Self {
        set();
        Stage
    }

    pub fn engine(&self) -> Engine {
        self.engine_at("ws://server")
    }

    pub fn engine_at(&self, address: &str) -> Engine {
        let page = page(Closure::<dyn FnMut()>::wrap(Box::new(jmessage_web::forget)).into_js_value());
        let options = json(&format!(r#"{{"address":"{address}"}}"#));
        let engine = jmessage_web::Engine::new(Value::from(&page).id(), Value::from(&options).id());
        let enter = move |entry, a, b, c| engine.enter(entry, a, b, c);
        seat(&page, Closure::<dyn Fn(u8, i32, i32, i32) -> i32>::wrap(Box::new(enter)).into_js_value());
        Engine { page }
    }

    /// One whose alice is logged in.
    pub fn logged_in(&self) -> Engine {
        let engine = self.engine();
        log_in(&engine);
        engine
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        strike();
    }
}

/// An engine as JS holds one, by the page that it was made for.
pub struct Engine {
    page: JsValue,
}

impl Drop for Engine {
    fn drop(&mut self) {
        free(&self.page);
    }
}

/// Connects, and logs alice in.
pub fn log_in(engine: &Engine) {
    say(r#"0{"sid":"s","pingInterval":25000,"pingTimeout":60000}"#);
    say("40");
    call(engine, "init", json(r#"{"appkey":"k","random_str":"r","timestamp":1,"signature":"s"}"#));
    reply("c_init", json(r#"{"code":0}"#));
    call(engine, "login", json(r#"{"username":"alice","password":"p"}"#));
    advance(500.0);
    reply("login", json(r#"{"code":0}"#));
}

pub fn json(text: &str) -> JsValue {
    js_sys::JSON::parse(text).unwrap()
}

/// Calls a method by its name, with handle 1.
pub fn call(engine: &Engine, name: &str, args: JsValue) -> i32 {
    let method = Method::named(name).unwrap().number();
    let args = Closure::once_into_js(move || Value::from(&args).id());
    call_engine(&engine.page, method, args)
}
