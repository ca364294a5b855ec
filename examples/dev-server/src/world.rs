//! Everything that changes while the server runs, behind one lock: requests are done one at a
//! time, so that no handler sees another's half-done work. Never held across an await.

use crate::codes::Refusal;
use crate::config::Config;
use crate::faults::Faults;
use crate::socket::hub::Hub;
use crate::store::Store;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{SystemTime, UNIX_EPOCH};

pub struct World {
    pub store: Store,
    pub hub: Hub,
    pub faults: Faults,
    pub clock: Clock,
}

#[derive(Clone)]
pub struct App {
    pub config: Arc<Config>,
    world: Arc<Mutex<World>>,
}

/// What a handler makes of a request: the reply's own fields, or a refusal.
pub type Answer = Result<Value, Refusal>;

impl App {
    pub fn new(config: Config, store: Store) -> App {
        let world = World { store, hub: Hub::default(), faults: Faults::default(), clock: Clock(0) };
        App { config: Arc::new(config), world: Arc::new(Mutex::new(world)) }
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        // A handler that panicked has had its transaction rolled back: the world is still sound.
        self.world.lock().unwrap_or_else(|broken| broken.into_inner())
    }
}

/// Milliseconds since 1970, never the same twice: messages are ordered by them.
pub struct Clock(i64);

impl Clock {
    pub fn tick(&mut self) -> i64 {
        self.0 = now_ms().max(self.0 + 1);
        self.0
    }
}

pub fn now_ms() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH);
    elapsed.map_or(0, |elapsed| elapsed.as_millis() as i64)
}
