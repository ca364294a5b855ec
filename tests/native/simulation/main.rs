//! A simulation of Rust programs: two people with typed clients, one clock, a server and a bad network, all from one seed.
//! They write, report what they read, change their minds, and start their apps anew; connections break, and the server is
//! started anew.
//! When the network has healed, every call has ended; what was reported as sent is at the server once and has reached the
//! other; what was dropped before it had gone out never did; each event came once and in order; and both have the right
//! unread counts.
//!
//! `SIMULATION_SEED=7 cargo test --test simulation` runs one seed.
#![cfg(not(target_arch = "wasm32"))]

mod dice;
#[path = "../sessions/model.rs"]
mod model;
mod person;
#[allow(dead_code)] // Nobody writes to the group.
#[path = "../sessions/server.rs"]
mod server;
#[allow(dead_code)] // Methods have types here.
#[path = "../support/mod.rs"]
mod support;
mod world;

use futures::executor::LocalPool;
use person::{Person, SIGN_IN};
use world::World;

const SEEDS: u64 = 60;

/// Says how many were sent, and how many taken back.
fn run(seed: u64) -> (usize, usize) {
    let mut pool = LocalPool::new();
    let world = World::new(seed, pool.spawner());
    let people = [("alice", "bob"), ("bob", "alice")].map(|(name, other)| Person::new(name, other, &world));
    world.run(&mut pool);
    people.iter().for_each(|person| person.leave());
    let server = world.server.borrow();
    let mut done = (0, 0);
    for (person, other) in [(0, 1), (1, 0)] {
        let (name, me, them) = (people[person].name, people[person].log.borrow(), people[other].log.borrow());
        assert!(me.waiting.is_empty(), "{name} still waits for {:?}", me.waiting);
        assert!(me.reported.iter().any(|what| what == SIGN_IN), "{name} never came in");
        for text in me.reported.iter().filter(|what| me.written.contains(what)) {
            assert_eq!(server.count(text), 1, "{text}, which {name} was told is sent, at the server");
            assert!(them.received.contains(text), "{text} never arrived");
        }
        for text in &me.written {
            assert!(server.count(text) <= 1, "{text} was taken more than once");
        }
        for text in &me.withdrawn {
            assert!(!world.has_gone_out(text), "{text} went out, though its future was dropped before");
        }
        done = (done.0 + me.reported.len(), done.1 + me.withdrawn.len());
    }
    done
}

#[test]
fn typed_clients_keep_their_word_over_a_bad_network() {
    let given = std::env::var("SIMULATION_SEED").ok().map(|seed| seed.parse().expect("the seed is a number"));
    let seeds = given.map_or(0..SEEDS, |seed: u64| seed..seed + 1);
    let done = seeds.map(|seed| {
        std::panic::catch_unwind(|| run(seed)).unwrap_or_else(|cause| {
            eprintln!("the simulation failed with SIMULATION_SEED={seed}");
            std::panic::resume_unwind(cause)
        })
    });
    let (sent, withdrawn) = done.fold((0, 0), |all, done| (all.0 + done.0, all.1 + done.1));
    assert!(given.is_some() || (sent > 1_000 && withdrawn > 50), "{sent} were sent, {withdrawn} taken back");
}
