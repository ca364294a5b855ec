//! The whole client, as a host drives it: what pages call, what the server says, and what comes of it.
#![cfg(not(target_arch = "wasm32"))]

mod arguments;
mod closing;
mod connection;
#[path = "../../wasm/contract.rs"]
mod contract;
mod documented;
#[path = "../support/driver.rs"]
mod driver;
mod examples;
mod first_login;
#[path = "../support/host.rs"]
mod host;
mod kept_messages;
mod outages;
mod requests;
mod secrets;
mod session;
#[allow(dead_code)] // What was asked for is looked at elsewhere.
#[path = "../support/shared/mod.rs"]
mod shared;
mod storage;
#[path = "../support/mod.rs"]
mod support;
mod uploads;

use driver::Driver;
use jmessage_web::client::Config;

#[test]
fn shared_values_keep_the_contract() {
    contract::all::<shared::Shared>();
}

const CONFIG: Config = Config { debug: false, entropy: 1 };

/// A client that has just been made.
fn fresh() -> Driver {
    Driver::new(CONFIG)
}

/// A client whose alice is logged in, with nothing under way.
fn logged_in() -> Driver {
    Driver::logged_in(CONFIG)
}

impl Driver {
    /// The events sent so far, by name.
    fn take_sent(&mut self) -> Vec<String> {
        self.sent.drain(..).map(|(event, _)| event).collect()
    }
}
