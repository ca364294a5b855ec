//! How a client is made. Must never open anything before `connect`.

use std::rc::Rc;
use std::time::Duration;

use serde::Deserialize;

use super::hub::Hub;
use super::JMessage;
use crate::client::{address, Plan};
use crate::driver::{Driver, Setup};
use crate::host::Host;
use crate::model::Error;

/// What a client is made of: of [`JMessage::builder`].
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
#[must_use = "nothing is opened before `connect`"]
pub struct Builder {
    address: String,
    #[serde(rename = "upload_file")]
    upload_address: String,
    debug: bool,
    #[serde(skip)]
    pub(super) plan: Plan,
    #[serde(skip)]
    request_timeout: Option<Duration>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            address: address::DEFAULT.to_owned(),
            upload_address: address::DEFAULT_UPLOAD.to_owned(),
            debug: false,
            plan: Plan::default(),
            request_timeout: None,
        }
    }
}

impl JMessage {
    /// A client to be made.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// Where the server is, such as `ws://127.0.0.1:9090`. Default: the vendor's.
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }

    /// Where files are uploaded to, such as `http://127.0.0.1:9090/resource`. Default: the vendor's.
    pub fn upload_address(mut self, address: impl Into<String>) -> Self {
        self.upload_address = address.into();
        self
    }

    /// The host logs every frame, with passwords, signatures and tokens masked.
    pub fn debug(mut self) -> Self {
        self.debug = true;
        self
    }

    /// How long a gap may be before [`Event::Disconnected`](crate::Event::Disconnected). Default: 30 s.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.plan.grace = grace.into();
        self
    }

    /// What waits while there is no session: at most so many requests, each at most for so long. Default: 1000, a day.
    pub fn outbox(mut self, limit: u32, max_age: Duration) -> Self {
        self.plan.limit = limit;
        self.plan.max_age = max_age.into();
        self
    }

    /// Messages that wait are kept in the host's storage, and go out after a restart, when the same user signs in.
    pub fn keep_messages(mut self) -> Self {
        self.plan.stores = true;
        self
    }

    /// How long a call may take, all in all; then it is withdrawn, and fails with
    /// [`Error::Timeout`](crate::Error::Timeout). Default: 25 s until the server has it, 150 s from there, and as long as
    /// it takes while there is no connection.
    pub fn request_timeout(mut self, span: Duration) -> Self {
        self.request_timeout = Some(span);
        self
    }

    /// Connects.
    ///
    /// - In a browser: in a page or a worker. A worker has no storage; what would be stored there is gone with the client.
    /// - Outside, with the feature `native`: over tokio, on a thread that runs a `LocalRuntime`
    ///   (`#[tokio::main(flavor = "local")]`) or a `LocalSet`. Storage is gone with the program;
    ///   [`Native::with_folder`](crate::host) keeps it.
    /// - Outside, without that feature: never. It is there so that a browser's app can be checked and tested on any
    ///   machine; its tests make their clients by [`Stage::connect`](crate::testing::Stage::connect).
    ///
    /// It returns at once: [`JMessage::states`] tell how it goes, and what is called meanwhile waits for the connection.
    ///
    /// # Errors
    /// [`Error::Argument`](crate::Error::Argument): an address has no scheme (in a browser it may be a path, too).
    /// [`Error::Unsupported`](crate::Error::Unsupported) names what there is not: in a browser a WebSocket, randomness, in
    /// a page storage; outside, the feature `native`.
    ///
    /// # Panics
    /// Over tokio, outside of a `LocalRuntime` and of a `LocalSet`.
    pub fn connect(self) -> crate::Result<JMessage> {
        if !begins(&self.address, &["wss://", "ws://", "https://", "http://"]) {
            return Err(wrong("address", "should begin with wss:// or ws:// (or https://, http://)"));
        }
        if !begins(&self.upload_address, &["https://", "http://"]) {
            return Err(wrong("upload_address", "should begin with https:// or http://"));
        }
        let host = crate::host::here().map_err(Error::Unsupported)?;
        Ok(self.over(host))
    }

    /// Connects, over a host of one's own.
    pub fn connect_over(self, host: impl Host) -> JMessage {
        self.over(Rc::new(host))
    }

    fn over(self, host: Rc<dyn Host>) -> JMessage {
        let setup = Setup {
            address: self.address,
            upload_address: self.upload_address,
            debug: self.debug,
            plan: self.plan,
            request_timeout: self.request_timeout,
        };
        let hub = Hub::new();
        let listener = Rc::clone(&hub);
        let driver = Driver::new(host, setup, Box::new(move |heard| listener.hear(heard)));
        JMessage { driver, hub }
    }
}

/// Whether an address has one of these schemes; or none, where a browser makes paths whole.
fn begins(address: &str, schemes: &[&str]) -> bool {
    let is_path = cfg!(target_arch = "wasm32") && !address.contains(':');
    is_path || schemes.iter().any(|scheme| address.starts_with(scheme))
}

fn wrong(field: &str, message: &str) -> Error {
    Error::Argument { field: field.to_owned(), message: message.to_owned() }
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "LocalSet")]
    fn a_thread_that_runs_no_tasks_is_told_so() {
        // By a panic that unwinds: nothing that is dropped panics again.
        drop(JMessage::builder().connect());
    }
}
