//! jmessage-web: a client of JMessage (极光 IM) for browsers.
//!
//! Socket text comes in at the bottom, the page stands at the top, and nothing looks upward:
//! `payload` | `time` ← `wire` | `protocol` ← `session` | `chat` ← `client` ← `shell` (wasm32 only).
//!
//! Everything but the shell is pure: no I/O, no clock, no randomness of its own. A host makes a [`client::Client`],
//! hands it inputs, drains its effects, and comes back at its deadline.
#![deny(unsafe_code)]
// No data makes this crate panic. In the browser a panic is the end of the page's object, and usize has 32 bits.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

#[cfg(feature = "client")]
mod app;
pub mod chat;
pub mod client;
#[cfg(feature = "client")]
mod driver;
#[cfg(feature = "client")]
pub mod host;
#[cfg(test)]
mod layers;
#[cfg(feature = "client")]
mod model;
pub mod numbers;
pub mod payload;
pub mod protocol;
pub mod session;
#[cfg(all(target_arch = "wasm32", feature = "engine"))]
// No data gets there.
#[allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]
mod shell;
#[cfg(test)]
mod shim;
#[cfg(feature = "client")]
pub mod testing;
pub mod time;
pub mod wire;

#[cfg(feature = "client")]
pub use app::*;
#[cfg(feature = "client")]
pub use host::File;
#[cfg(feature = "client")]
pub use model::*;

/// What the JS object holds. Exported to JS; here so that tests can drive it in a browser.
#[cfg(all(target_arch = "wasm32", feature = "engine"))]
#[doc(hidden)]
pub use shell::{forget, Engine, Value};
