//! A chat in Rust, in a browser: sign in, write, see what is unread.
//!
//!     tests/run rust-chat    builds it, drives it in Chromium and says how large it is

#[cfg(target_arch = "wasm32")]
mod chats;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod session;

fn main() {
    #[cfg(target_arch = "wasm32")]
    yew::Renderer::<page::Page>::new().render();
}
