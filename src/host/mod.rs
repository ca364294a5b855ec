//! Where a [`JMessage`](crate::JMessage) runs: socket, clock, timer, storage and uploads, as one trait. `Browser` and
//! `Native` answer it, and so does [`testing`](crate::testing); others may. Must never know of the protocol, nor decide
//! anything.

#[cfg(target_arch = "wasm32")]
mod browser;
mod memory;
#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
mod native;

use std::rc::Rc;
use std::time::Duration;

use futures::future::LocalBoxFuture;
use futures::stream::{self, LocalBoxStream, StreamExt};

#[cfg(target_arch = "wasm32")]
pub use browser::Browser;
pub use memory::Memory;
#[cfg(all(feature = "native", not(target_arch = "wasm32")))]
pub use native::Native;

pub use crate::payload::File;

/// The host that this program was built for, or what it lacks.
pub(crate) fn here() -> Result<Rc<dyn Host>, &'static str> {
    #[cfg(target_arch = "wasm32")]
    return Ok(Rc::new(Browser::new()?));
    #[cfg(all(feature = "native", not(target_arch = "wasm32")))]
    return Ok(Rc::new(Native::default()));
    #[cfg(not(any(feature = "native", target_arch = "wasm32")))]
    Err("host outside of browsers without the feature `native` of jmessage-web")
}

/// What a client asks of the place where it runs. All of it happens on one thread.
///
/// The least that a host can be, with tasks and clocks, and nothing else:
///
/// ```
/// use futures::executor::{LocalPool, LocalSpawner};
/// use futures::future::{pending, ready, LocalBoxFuture};
/// use futures::task::LocalSpawnExt;
/// use futures::FutureExt;
/// use jmessage_web::host::{Host, Memory, Response, Said, Socket, Upload};
/// use jmessage_web::{JMessage, State};
/// use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
///
/// struct Island(LocalSpawner, Instant, Memory);
///
/// impl Host for Island {
///     fn monotonic(&self) -> Duration {
///         self.1.elapsed()
///     }
///     fn since_1970(&self) -> Duration {
///         SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
///     }
///     fn entropy(&self) -> u32 {
///         4 // of a real die
///     }
///     fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
///         self.0.spawn_local(task).unwrap();
///     }
///     fn sleep(&self, _span: Duration) -> LocalBoxFuture<'static, ()> {
///         pending().boxed_local()
///     }
///     fn connect(&self, _url: &str, heard: Box<dyn Fn(Said)>) -> Socket {
///         heard(Said::Closed);
///         Box::new(|_| ())
///     }
///     fn upload(&self, _upload: Upload) -> LocalBoxFuture<'static, Option<Response>> {
///         ready(None).boxed_local()
///     }
///     fn read(&self, key: &str) -> Option<String> {
///         self.2.read(key)
///     }
///     fn write(&self, key: &str, text: Option<&str>) -> bool {
///         self.2.write(key, text);
///         true
///     }
///     fn keys(&self, prefix: &str) -> Vec<String> {
///         self.2.keys(prefix)
///     }
/// }
///
/// let mut pool = LocalPool::new();
/// let im = JMessage::builder().connect_over(Island(pool.spawner(), Instant::now(), Memory::default()));
/// pool.run_until_stalled();
/// assert_eq!(im.state(), State::Connecting); // and so for two minutes, if one slept
/// ```
pub trait Host: 'static {
    /// A clock that never runs backwards, from any origin.
    fn monotonic(&self) -> Duration;
    /// The wall clock: since 1970.
    fn since_1970(&self) -> Duration;
    /// 32 bits that no other client is likely to have.
    fn entropy(&self) -> u32;
    /// Runs a task, on this thread.
    fn spawn(&self, task: LocalBoxFuture<'static, ()>);
    /// Ends after this span; dropped, it is cancelled. One runs at a time, but for requests that have a timeout.
    fn sleep(&self, span: Duration) -> LocalBoxFuture<'static, ()>;
    /// Begins to open a WebSocket, and tells `heard` what it says, now or later. One that cannot be opened says that it is
    /// closed.
    fn connect(&self, url: &str, heard: Box<dyn Fn(Said)>) -> Socket;
    /// POSTs a form; dropped, it is stopped. `None`: there was no answer.
    fn upload(&self, upload: Upload) -> LocalBoxFuture<'static, Option<Response>>;
    /// The text that is stored under a key.
    fn read(&self, key: &str) -> Option<String>;
    /// Stores a text, or takes it out. Says whether it could.
    fn write(&self, key: &str, text: Option<&str>) -> bool;
    /// The keys of storage that begin so, in their order.
    fn keys(&self, prefix: &str) -> Vec<String>;
    /// What else is to be heard of. A host may have nothing to say.
    fn signals(&self) -> LocalBoxStream<'static, Signal> {
        stream::pending().boxed_local()
    }
    /// Shows the developer a line: a mistake of the app's, or in debug mode a frame, its secrets masked.
    fn log(&self, line: &str) {
        let _ = line;
    }
}

/// Sends a text frame over a WebSocket. What is sent to one that is closing is lost: the client sends it again. Dropped, it
/// closes the socket.
pub type Socket = Box<dyn Fn(&str)>;

/// What a WebSocket says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A text frame.
    Frame(String),
    /// It is gone, or could not be opened: the last that it says.
    Closed,
}

/// A file that is to be POSTed, as the one part `file` of a form.
pub struct Upload {
    /// Where to.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What.
    pub file: File,
    /// To be told, as the upload moves, how many bytes of how many are on their way.
    pub progress: Box<dyn Fn(u64, u64)>,
}

/// What an upload was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// What a host may hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signal {
    /// The app may be gone in a moment: what is unsaved is stored.
    Leaving,
    /// The app is shown again, or there is a network again.
    Wake,
    /// There is no network.
    Offline,
}
