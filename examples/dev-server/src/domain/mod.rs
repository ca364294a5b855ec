//! What each request means. Handlers read arguments, ask the store, and push what others should
//! hear; they hold no state of their own and write no SQL.

pub mod accounts;
pub mod conversations;
pub mod events;
pub mod friends;
pub mod groups;
pub mod members;
pub mod messages;
pub mod rooms;
pub mod session;
pub mod sync;
