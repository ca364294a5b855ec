//! The browser's facilities, as `js/browser.js` has them: the page, socket, timer, storage, uploads and last moment of
//! one client, each a few lines of JS. Every function takes the id of the client's page. Nothing here throws: what the
//! page's own code throws is reported over there. What happens comes back as an `Entry`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/browser.js")]
extern "C" {
    /// The monotonic clock, in milliseconds.
    pub fn ticks() -> f64;
    /// The wall clock, in milliseconds since 1970.
    pub fn date() -> f64;
    /// From 0 to 1.
    pub fn random() -> f64;

    pub fn settle(page: i32, handle: i32, outcome: u8, data: i32, more: i32);
    pub fn tell(page: i32, listener: u8, data: i32);
    pub fn log(page: i32, what: i32, shown: i32);
    pub fn warn(page: i32, method: i32, what: i32);
    pub fn complain(page: i32, message: i32);

    /// Asks the page's `auth`; comes back as `Entry::Authorised`.
    pub fn authorise(page: i32, attempt: i32, reason: i32);

    /// In the place of the last socket. Where there can be none, the page ends.
    pub fn connect(page: i32, url: i32);
    /// Nothing more is heard of the socket, if there is one.
    pub fn disconnect(page: i32);
    /// While the socket closes, what is sent is lost; the request's timer sends it again.
    pub fn send(page: i32, frame: i32);

    /// In the place of the last timer. The span is in whole milliseconds.
    pub fn arm(page: i32, span: f64);

    /// The text under a key; missing when there is none.
    pub fn read(page: i32, key: i32) -> i32;
    /// The texts whose keys begin so, in the order of the keys; missing when there is no storage.
    pub fn recall(page: i32, prefix: i32) -> i32;
    /// Says whether storage took it; a missing text is taken out.
    pub fn write(page: i32, key: i32, text: i32) -> bool;

    /// Says whether it began.
    pub fn post(page: i32, handle: i32, url: i32, headers: i32, form: i32) -> bool;
    /// Nothing more is heard of this upload.
    pub fn stop(page: i32, handle: i32);

    /// The page's last moment comes back as `Entry::Leaving`; where a session is kept, news of the network and of the
    /// page's being shown as `Entry::Offline` and `Entry::Wake`. In a worker some of these never come.
    pub fn listen(page: i32);
}
