//! The client of Rust programs, over the crate's own stage.
#![cfg(not(target_arch = "wasm32"))]

mod calls;
mod docs;
mod host;
mod recorded;
mod session;
