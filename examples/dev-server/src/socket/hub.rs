//! Who is connected, and as whom. Lives in memory only; knows no tables and no protocol rules.

use crate::wire::{Mode, Wire};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::Instant;

/// Random, so that it also differs from those of earlier runs on the same database.
pub type SocketId = i64;

/// A frame on its way to one socket; all of them go through one queue, in order.
pub enum Out {
    Frame(Cow<'static, str>, Value),
    Close,
}

/// When it was queued is when it would have been sent without latency.
pub struct Queued {
    pub at: Instant,
    pub out: Out,
}

/// The user of a socket that has logged in.
#[derive(Clone, Debug)]
pub struct Me {
    pub uid: i64,
    pub appkey: String,
    pub username: String,
    pub platform: &'static str,
}

/// What a successful c_init said.
#[derive(Clone, Debug)]
pub struct Init {
    pub appkey: String,
    pub platform: &'static str,
    pub roaming: bool,
}

pub struct Client {
    out: UnboundedSender<Queued>,
    wire: Option<Wire>,
    /// The name that this client knows the server by
    pub host: String,
    pub init: Option<Init>,
    pub me: Option<Me>,
    /// The request that logged it in: a repetition of it is answered, another is refused
    pub login_rid: Option<i64>,
    /// Whether it has had its first sync
    pub synced: bool,
}

impl Client {
    pub fn new(out: UnboundedSender<Queued>, wire: Option<Wire>, host: String) -> Client {
        Client { out, wire, host, init: None, me: None, login_rid: None, synced: false }
    }
}

#[derive(Default)]
pub struct Hub {
    clients: HashMap<SocketId, Client>,
    online: HashMap<i64, HashMap<&'static str, SocketId>>,
}

impl Hub {
    pub fn add(&mut self, id: SocketId, client: Client) {
        self.clients.insert(id, client);
    }

    pub fn remove(&mut self, id: SocketId) {
        self.log_out(id);
        self.clients.remove(&id);
    }

    pub fn client(&mut self, id: SocketId) -> Option<&mut Client> {
        self.clients.get_mut(&id)
    }

    pub fn log_in(&mut self, id: SocketId, me: Me) {
        self.log_out(id);
        if let Some(client) = self.clients.get_mut(&id) {
            let devices = self.online.entry(me.uid).or_default();
            devices.insert(me.platform, id);
            client.me = Some(me);
            client.synced = false;
        }
    }

    /// The socket stays, but is nobody's any more.
    pub fn log_out(&mut self, id: SocketId) {
        let Some(me) = self.clients.get_mut(&id).and_then(|client| client.me.take()) else {
            return;
        };
        if let Some(devices) = self.online.get_mut(&me.uid) {
            if devices.get(me.platform) == Some(&id) {
                devices.remove(me.platform);
            }
            if devices.is_empty() {
                self.online.remove(&me.uid);
            }
        }
    }

    pub fn socket_of(&self, uid: i64, platform: &str) -> Option<SocketId> {
        self.online.get(&uid)?.get(platform).copied()
    }

    /// The platforms and sockets of a user.
    pub fn sockets_of(&self, uid: i64) -> Vec<(&'static str, SocketId)> {
        let devices = self.online.get(&uid).into_iter().flatten();
        devices.map(|(platform, id)| (*platform, *id)).collect()
    }

    pub fn send(&self, id: SocketId, event: impl Into<Cow<'static, str>>, payload: Value) {
        self.queue(id, Out::Frame(event.into(), payload));
    }

    /// Ends a connection after what is queued for it.
    pub fn close(&self, id: SocketId) {
        self.queue(id, Out::Close);
    }

    fn queue(&self, id: SocketId, out: Out) {
        if let Some(client) = self.clients.get(&id) {
            // A queue without a reader belongs to a socket that is just going away.
            let _ = client.out.send(Queued { at: Instant::now(), out });
        }
    }

    /// Drops everyone.
    pub fn clear(&mut self) {
        self.steer(None, Mode::Closed);
        self.clients.clear();
        self.online.clear();
    }

    /// Steers the connections of one user, or all; says how many.
    pub fn steer(&self, username: Option<&str>, mode: Mode) -> usize {
        let of_user =
            |client: &&Client| username.is_none_or(|name| client.me.as_ref().is_some_and(|me| me.username == name));
        let wires = self.clients.values().filter(of_user);
        let wires = wires.filter_map(|client| client.wire.as_ref());
        wires.map(|wire| wire.set(mode)).count()
    }
}
