//! The page, as the JS shim stands for it. Its methods never throw: what a handler of the page throws is reported there.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub type Page;

    #[wasm_bindgen(method)]
    pub fn settle(this: &Page, handle: u32, outcome: u8, data: JsValue, more: JsValue);
    #[wasm_bindgen(method)]
    pub fn tell(this: &Page, listener: u8, data: JsValue);
    #[wasm_bindgen(method)]
    pub fn progress(this: &Page, handle: u32, loaded: f64, total: f64);
    #[wasm_bindgen(method)]
    pub fn log(this: &Page, what: &str, shown: JsValue);
    #[wasm_bindgen(method)]
    pub fn complain(this: &Page, message: JsValue);
}
