//! `/faults`: the switches for tests. Mounted only when the command line allows it.

use crate::faults::Fault;
use crate::wire::Mode;
use crate::world::App;
use axum::extract::State;
use axum::Json;
use serde::Deserialize;
use serde_json::{json, Value};

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Switch {
    Event(Fault),
    Connections(Connections),
    Restart { restart: bool },
}

#[derive(Deserialize)]
pub struct Connections {
    connections: Steer,
    /// Only this user's; absent means all
    user: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Steer {
    CutFin,
    CutReset,
    BlackHole,
    Hold,
    Release,
}

impl Steer {
    fn mode(self) -> Mode {
        match self {
            Steer::CutFin => Mode::Closed,
            Steer::CutReset => Mode::Reset,
            Steer::BlackHole => Mode::BlackHole,
            Steer::Hold => Mode::Held,
            Steer::Release => Mode::Open,
        }
    }
}

pub async fn set(State(app): State<App>, Json(switch): Json<Switch>) -> Json<Value> {
    let mut world = app.world();
    let mut affected = 0;
    match switch {
        Switch::Event(fault) => world.faults.add(fault),
        Switch::Connections(cut) => {
            affected = world.hub.steer(cut.user.as_deref(), cut.connections.mode());
        }
        Switch::Restart { restart: true } => world.hub.clear(),
        Switch::Restart { restart: false } => {}
    }
    Json(json!({ "faults": world.faults.list(), "connections": affected }))
}

pub async fn list(State(app): State<App>) -> Json<Value> {
    Json(json!({ "faults": app.world().faults.list() }))
}

pub async fn clear(State(app): State<App>) -> Json<Value> {
    let mut world = app.world();
    world.faults.clear();
    // What was held goes on; what is lost in a black hole is lost.
    world.hub.steer(None, Mode::Open);
    Json(json!({ "faults": world.faults.list() }))
}
