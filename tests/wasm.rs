//! The shell, in a real browser: JS values as payloads, and what it takes from the browser and gives back.
#![cfg(all(target_arch = "wasm32", feature = "engine"))]

#[path = "wasm/contract.rs"]
mod contract;
#[path = "wasm/releases.rs"]
mod releases;
#[path = "wasm/stage.rs"]
mod stage;
#[path = "wasm/storage.rs"]
mod storage;
#[path = "wasm/values.rs"]
mod values;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
