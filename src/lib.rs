//! A client of JMessage (极光 IM), for Rust programs in browsers and outside of them.
//!
//! A program makes a client, listens, signs in once, and sends; the session is kept from there on, over lost connections
//! and restarts of the server:
//!
//! ```
//! use futures::StreamExt;
//! use jmessage_web::testing::{auth, Stage}; // An app says JMessage::builder().address("wss://…").connect()?
//! use jmessage_web::{Credentials, Event};
//!
//! let stage = Stage::new();
//! let im = stage.connect();
//! stage.run(async {
//!     let mut events = im.events();
//!     im.sign_in(Credentials::new("ann", "secret"), || async { Ok(auth()) }).await?;
//!     stage.server().push_message("bob", "hello");
//!     while let Some(event) = events.next().await {
//!         if let Event::Messages(messages) = event {
//!             assert_eq!((messages[0].sender(), messages[0].text()), ("bob", Some("hello")));
//!             im.send("bob", "hello yourself").await?;
//!             break;
//!         }
//!     }
//!     jmessage_web::Result::Ok(())
//! })
//! .unwrap();
//! ```
//!
//! # Where what is
//!
//! | to | |
//! |---|---|
//! | make a client | [`JMessage::builder`], [`Builder::connect`] |
//! | sign in and out, make an account | [`sign_in`](JMessage::sign_in), [`sign_out`](JMessage::sign_out), [`register`](JMessage::register) |
//! | hear | [`events`](JMessage::events) and [`Event`]; [`states`](JMessage::states) and [`State`] |
//! | write | [`send`](JMessage::send), of a [`Post`], to a [`Target`]; [`retract`](JMessage::retract) |
//! | list chats, and what is unread | [`conversations`](JMessage::conversations), [`unread_count`](JMessage::unread_count), [`open`](JMessage::open), [`chat_of`](JMessage::chat_of) |
//! | see history | [`Auth::roaming`], [`Event::Missed`] |
//! | see who has read | [`need_receipt`](Sending::need_receipt), [`report_read`](JMessage::report_read), [`readers`](JMessage::readers) |
//! | see what waits for a connection | [`waiting`](JMessage::waiting), [`discard`](JMessage::discard), [`Builder::outbox`] |
//! | show a picture or a file | [`Body`], [`resource_url`](JMessage::resource_url) |
//! | work with users, friends, groups, chat rooms | [`users`](JMessage::users), [`friends`](JMessage::friends), [`groups`](JMessage::groups) and [`group`](JMessage::group), [`rooms`](JMessage::rooms) and [`room`](JMessage::room) |
//! | be left alone | [`quiet`](JMessage::quiet) |
//! | find what the documents call `getGroups` | [`Method`] names the typed place of each; [`call`](JMessage::call) calls any |
//! | know why a call failed | [`Error`], [`Code`] |
//! | test | [`testing`] |
//!
//! In a browser (Yew, Leptos, Dioxus, `wasm-pack test`) nothing else is needed. Outside, the feature `native` brings tokio's
//! sockets and clock; or answer [`host::Host`] yourself. Dependencies, a whole session and what else a program should know
//! stand in the package's `docs/rust.md`.
//!
//! A client belongs to one thread. Instants are [`Timestamp`]s, milliseconds since 1970 by the server's clock; spans are
//! [`Duration`](std::time::Duration)s; sizes are bytes.
//!
//! # Features
//!
//! | | |
//! |---|---|
//! | `client` (default) | [`JMessage`] and what belongs to it |
//! | `native` | its host outside of browsers, over tokio |
//! | `engine` | what the JavaScript bundle is built of; nothing for a Rust program |
//!
//! # Below
//!
//! Socket text comes in at the bottom, the app stands at the top, and nothing looks upward:
//! `payload` | `time` ← `wire` | `protocol` ← `session` | `chat` ← `client` ← `shell` (the bundle's), or
//! `client` | `host` ← `driver`, and beside it `model` ← `app`.
//!
//! Everything up to [`client`] is pure: no I/O, no clock, no randomness of its own. Who wants no futures makes a
//! [`client::Client`], hands it inputs, drains its effects, and comes back at its deadline.
#![deny(missing_docs, unsafe_code)]
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
#[doc(hidden)]
pub mod chat;
pub mod client;
#[cfg(feature = "client")]
mod driver;
#[cfg(any(test, all(target_arch = "wasm32", feature = "engine")))]
mod heap;
#[cfg(feature = "client")]
pub mod host;
#[cfg(test)]
mod layers;
#[cfg(feature = "client")]
mod model;
#[doc(hidden)]
pub mod numbers;
pub mod payload;
#[doc(hidden)]
pub mod protocol;
#[doc(hidden)]
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
#[doc(hidden)]
pub mod wire;

#[cfg(feature = "client")]
pub use app::*;
#[cfg(feature = "client")]
pub use host::File;
#[cfg(feature = "client")]
pub use model::*;
pub use protocol::method::Method;

/// What the JS object holds. Exported to JS; here so that tests can drive it in a browser.
#[cfg(all(target_arch = "wasm32", feature = "engine"))]
#[doc(hidden)]
pub use shell::{forget, Engine, Value};

/// The documents' Rust runs.
#[cfg(all(doctest, feature = "client"))]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../README.zh-CN.md")]
#[doc = include_str!("../pkg-template/docs/rust.md")]
#[doc = include_str!("../pkg-template/docs/rust.zh-CN.md")]
pub struct Readme;
