//! A simulation of sessions that heal: two to five people and a group, pages with and without `reconnect` and an outbox
//! in storage, over a network and a server that fail in every way that a seed can think of. `plan` says what befalls
//! them, `person` and `world` check at every step what must hold.
//!
//! `tests/run sim [--seeds N] [--from SEED]`; a seed that fails is shortened to the steps that it takes.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../simulation/dice.rs"]
mod dice;
#[path = "../support/host.rs"]
mod host;
mod person;
mod plan;
mod server;
#[allow(dead_code)] // What was asked for is looked at elsewhere.
#[path = "../support/shared/mod.rs"]
mod shared;
#[path = "../support/mod.rs"]
mod support;
mod world;

use std::panic::catch_unwind;
use std::time::Instant;

use host::Host;
use plan::Plan;
use world::World;

fn run<V: Host>(plan: &Plan) {
    let mut world = World::<V>::new(plan);
    world.run();
    world.check();
}

/// Whether all holds: over copied values for odd seeds, over shared ones for even ones.
fn holds(plan: &Plan) -> bool {
    let hosts = [run::<shared::Shared>, run::<serde_json::Value>];
    catch_unwind(|| hosts[(plan.seed % 2) as usize](plan)).is_ok()
}

/// Takes out what does not matter, as long as it goes on failing.
fn shortened(mut plan: Plan) -> Plan {
    let mut at = 0;
    while at < plan.steps.len() {
        let mut fewer = plan.clone();
        fewer.steps.remove(at);
        if holds(&fewer) {
            at += 1;
        } else {
            plan = fewer;
        }
    }
    plan
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |given| given.parse().expect("a number"))
}

#[test]
fn sessions_heal_and_nothing_is_lost_or_twice() {
    let (from, seeds) = (number("FROM", 0), number("SEEDS", 40));
    let began = Instant::now();
    for seed in from..from + seeds {
        let plan = Plan::of(seed);
        if !holds(&plan) {
            std::panic::set_hook(Box::new(|_| {}));
            let plan = shortened(plan);
            let _ = std::panic::take_hook();
            eprintln!("seed {seed} fails with {:?} and", plan.pages);
            plan.steps.iter().for_each(|step| eprintln!("  {step:?}"));
            assert!(holds(&plan), "seed {seed}: see above");
        }
        let done = seed - from + 1;
        if done % 1_000 == 0 || done == seeds {
            println!("{done} seeds, {:.0} a second", done as f64 / began.elapsed().as_secs_f64());
        }
    }
}
