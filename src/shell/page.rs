//! The page, as the JS shim stands for it: its handles, its listeners, its console. Nothing here throws: what a handler
//! of the page throws is reported by the shim.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    pub fn settle(page: i32, handle: u32, outcome: u8, data: i32, more: i32);
    pub fn tell(page: i32, listener: u8, data: i32);
    pub fn log(page: i32, what: i32, shown: i32);
    pub fn complain(page: i32, message: i32);
}
