//! Randomness of the browser's, drawn once per instance.

/// 32 bits.
pub fn draw() -> u32 {
    (js_sys::Math::random() * 4_294_967_296.0) as u32
}
