//! Hands so many messages to a logged-in client, for callgrind.sh to count instructions. Must never do anything else.

mod host;
mod messages;
#[allow(dead_code)]
#[path = "../native/support/mod.rs"]
mod support;

use jmessage_web::client::Input;

use host::Host;

const USERS: u32 = 64;

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut host = Host::logged_in();
    for nth in 0..count {
        let push = messages::push(nth as u32, USERS);
        host.input(Input::Frame(support::event_frame("msg_sync", &push).into()));
    }
    assert_eq!(host.told, count);
}
