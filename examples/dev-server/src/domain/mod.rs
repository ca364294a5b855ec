//! What each request means. Handlers read arguments, ask the store, and push what others should
//! hear; they hold no state of their own and write no SQL.

pub mod accounts;
pub mod blacks;
pub mod conversations;
pub mod events;
pub mod friends;
pub mod groups;
pub mod joining;
pub mod media;
pub mod members;
pub mod messages;
pub mod prefs;
pub mod ranks;
pub mod receipts;
pub mod retract;
pub mod rooms;
pub mod session;
pub mod sync;
pub mod trans;
