//! Randomness of the browser's, drawn once per instance.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    fn random() -> f64;
}

/// 32 bits.
pub fn draw() -> u32 {
    (random() * 4_294_967_296.0) as u32
}
