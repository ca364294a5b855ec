//! Who we are to the server. Must never outlive a connection: whoever loses it starts from `Stranger`.

use std::rc::Rc;

use crate::payload::{Kept, Payload, Word};
use crate::protocol::methods::Guard;
use crate::protocol::push::SYNC_KEYS;
use crate::protocol::{Account, History};
use crate::time::Millis;

/// Between two rounds of synchronisation.
const SYNC_EVERY: Millis = Millis::seconds(150);

/// The application that `c_init` named.
pub struct App<V: Payload> {
    pub appkey: Kept<V>,
    pub history: History,
}

/// A user who is logged in.
pub struct User<V: Payload> {
    pub account: Rc<Account<V>>,
    /// How far this device is synchronised, as the server spells it.
    pub sync_keys: Kept<V>,
    next_sync: Millis,
}

pub enum Auth<V: Payload> {
    Stranger,
    Init(App<V>),
    Login(App<V>, User<V>),
}

impl<V: Payload> App<V> {
    pub fn login(&self, username: &V, now: Millis) -> User<V> {
        let mut sync_keys = V::object();
        for key in SYNC_KEYS {
            let value = f64::from(if *key == Word::SyncType { self.history as u8 } else { 0 });
            sync_keys.set_number(*key, value);
        }
        let account = Account { appkey: self.appkey.value().into(), username: username.clone().into() };
        User { account: Rc::new(account), sync_keys: sync_keys.into(), next_sync: now + SYNC_EVERY }
    }
}

impl<V: Payload> User<V> {
    /// The server said how far we are.
    pub fn synced(&mut self, reply: &V) {
        self.sync_keys.change(|keys| SYNC_KEYS.iter().for_each(|key| keys.take_over(*key, reply, *key)));
    }
}

impl<V: Payload> Auth<V> {
    pub fn reached(&self) -> Guard {
        match self {
            Auth::Stranger => Guard::Nothing,
            Auth::Init(_) => Guard::Init,
            Auth::Login(..) => Guard::Login,
        }
    }

    /// When the next round of synchronisation is due.
    pub fn deadline(&self) -> Millis {
        match self {
            Auth::Login(_, user) => user.next_sync,
            Auth::Stranger | Auth::Init(_) => Millis::NEVER,
        }
    }

    /// Says whether a round is due, and plans the one after it.
    pub fn sync_due(&mut self, now: Millis) -> bool {
        let due = self.user().filter(|user| user.next_sync <= now);
        due.map(|user| user.next_sync = now + SYNC_EVERY).is_some()
    }

    pub fn app(&self) -> Option<&App<V>> {
        match self {
            Auth::Stranger => None,
            Auth::Init(app) | Auth::Login(app, _) => Some(app),
        }
    }

    pub fn user(&mut self) -> Option<&mut User<V>> {
        match self {
            Auth::Login(_, user) => Some(user),
            Auth::Stranger | Auth::Init(_) => None,
        }
    }

    pub fn account(&self) -> Option<&Rc<Account<V>>> {
        match self {
            Auth::Login(_, user) => Some(&user.account),
            Auth::Stranger | Auth::Init(_) => None,
        }
    }
}
