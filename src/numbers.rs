//! What the core and the shim call by number: each list stands here or with its owner, once, and those in
//! `js/values.js` are written from it. Must never know what a number's bearer does.

/// An enum whose numbers the shim knows by the same names.
macro_rules! numbered {
    ($(#[$of_all:meta])* $all:ident { $($(#[$of_one:meta])* $one:ident)* }) => {
        $(#[$of_all])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum $all { $($(#[$of_one])* $one),* }

        impl $all {
            /// All, in the order of their numbers.
            pub const EVERY: &'static [$all] = &[$($all::$one),*];

            /// The one of this number.
            pub fn of(number: u8) -> Option<$all> {
                $all::EVERY.get(usize::from(number)).copied()
            }
        }
    };
}
pub(crate) use numbered;

numbered! {
    /// What the shim says to an engine, with up to three numbers: ids of values, unless it says otherwise.
    Entry {
        /// A method's number, a handle's, the arguments. Answers on the spot.
        Call
        /// A method's number. Answers as `Call` does to what came too early, else 0.
        Permits
        /// A handle's number: the page wants to hear of its timeout.
        Watch
        /// A handle's number: the page does not want this upload any more.
        Abort
        /// The object is done with.
        Close
        /// A text frame.
        Frame
        /// The socket is gone.
        Closed
        /// The timer fired.
        Time
        /// The page may be gone in a moment.
        Leaving
        /// A handle's number: more of its file is on its way.
        Progressed
        /// A handle's number, the HTTP status or 0 when there is none, the answer if it was JSON.
        Uploaded
        /// The attempt's number, and what the page's `auth` answered; 0, if it failed.
        Authorised
        /// Answers with the id of the list of messages that wait.
        Waiting
        /// The number of a message that waits, and is not to go out.
        Discard
        /// The page was shown, or the network is back.
        Wake
        /// The network is gone.
        Offline
        /// Another tab wrote to storage: the key.
        Stored
    }
}
