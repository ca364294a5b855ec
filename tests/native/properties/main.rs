//! Properties that hold for any input: nothing panics, no handle is lost or settled twice, and the counts are right.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../support/driver.rs"]
mod driver;
#[path = "../support/host.rs"]
mod host;
mod hostile;
mod json;
mod operations;
mod samples;
#[path = "../support/shared/mod.rs"]
mod shared;
#[path = "../support/mod.rs"]
mod support;
mod unread;
mod wire;
