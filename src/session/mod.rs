//! The session: the connection and its requests. Must never read a clock, draw randomness or touch chat state: time
//! and entropy come in as arguments, what a reply means for conversations is the client's to route.

pub mod auth;
pub mod connection;
pub mod link;
pub mod outbox;
pub mod request;
pub mod rng;
