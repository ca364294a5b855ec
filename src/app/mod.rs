//! The client of Rust programs: [`JMessage`], with its calls by area. A call is a row of the core's table with typed
//! arguments and a typed reply. Must never keep state of the session: the core has it.

mod builder;
mod calls;
mod conversations;
mod friends;
mod groups;
mod hub;
#[cfg(target_arch = "wasm32")]
mod js;
mod messages;
mod quiet;
mod rooms;
mod send;
mod session;
mod users;

use std::rc::Rc;

use crate::client::Method;
use crate::driver::Driver;
pub use builder::Builder;
pub use conversations::{Opened, Waiting};
pub use friends::Friends;
pub use groups::{GroupCalls, Groups, JoinAnswer};
pub use hub::{Events, States};
pub use quiet::Quiet;
pub use rooms::{RoomCalls, Rooms};
pub use send::Sending;
pub use session::BoxError;
pub use users::Users;

/// What calls come to.
pub type Result<T> = std::result::Result<T, crate::Error>;

/// A client of JMessage (极光 IM): one connection, one user at a time.
///
/// Clones are the same client; with the last one the connection is closed, and who waits gets
/// [`Error::LoggedOut`](crate::Error::LoggedOut). A loop over [`events`](JMessage::events) that holds one keeps it open:
/// [`close`](JMessage::close) ends both. It belongs to one thread. Outside of browsers that is a thread with a
/// tokio `LocalRuntime` or `LocalSet`.
///
/// A call is sent when its future is first polled. A future that is dropped withdraws its request, if that has not gone
/// out yet, and stops its upload.
///
/// ```no_run
/// # async fn example(im: jmessage_web::JMessage) -> jmessage_web::Result<()> {
/// use futures::StreamExt;
/// use jmessage_web::{Auth, Credentials, Event, Message, State};
///
/// let show = |message: &Message| println!("{}: {:?}", message.sender(), message.text());
/// let mut events = im.events();
/// im.sign_in(Credentials::new("ann", "secret"), || async {
///     Ok(serde_json::from_str::<Auth>("what the app's own server answers")?) // by gloo-net, by reqwest
/// })
/// .await?;
/// im.send("bob", "hello").need_receipt().await?;
/// while let Some(event) = events.next().await {
///     match event {
///         Event::Messages(messages) => messages.iter().for_each(show),
///         Event::Missed(chats) => chats.iter().flat_map(|chat| &chat.msgs).for_each(show),
///         Event::Connection(change) => match change.state {
///             // Nobody signs in again by itself.
///             State::Kicked | State::Failed => break,
///             state => println!("({state})"),
///         },
///         _ => {}
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct JMessage {
    driver: Rc<Driver>,
    hub: Rc<hub::Hub>,
}

impl std::fmt::Debug for JMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "JMessage({:?})", self.state())
    }
}
