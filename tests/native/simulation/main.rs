//! A simulation: two people, one clock, a server and a bad network, all from one seed. When the network has healed,
//! every message that was reported as sent must be at the server once and have reached the other; both must have the
//! right unread counts; and nobody may still wait for an answer.
//!
//! `SIMULATION_SEED=7 cargo test --test simulation` runs one seed.
#![cfg(not(target_arch = "wasm32"))]

mod dice;
mod person;
mod server;
#[path = "../support/mod.rs"]
mod support;
mod world;

use world::World;

const SEEDS: u64 = 200;

fn run(seed: u64) {
    let mut world = World::new(seed);
    world.run();
    let [alice, bob] = &mut world.people;
    let counts = [alice.unread(), bob.unread()];
    for (person, other) in [(0, 1), (1, 0)] {
        let (me, them) = (&world.people[person], &world.people[other]);
        assert!(me.waiting.is_empty(), "{} still waits for handles {:?}", me.name, me.waiting);
        for text in &me.reported {
            assert_eq!(world.server.count(text), 1, "{text}, which {} was told is sent, at the server", me.name);
            assert!(them.received.contains_key(text), "{text} never reached {}", them.name);
        }
        for text in me.written() {
            assert!(world.server.count(&text) <= 1, "{text} was taken more than once");
        }
        let unread = world.server.messages_to(me.name).filter(|time| *time > me.read_to).count() as u32;
        assert_eq!(counts[person], unread, "unread by {}", me.name);
    }
}

#[test]
fn people_get_each_others_messages_over_a_bad_network() {
    let given = std::env::var("SIMULATION_SEED").ok().map(|seed| seed.parse().expect("the seed is a number"));
    for seed in given.map_or(0..SEEDS, |seed| seed..seed + 1) {
        if let Err(cause) = std::panic::catch_unwind(|| run(seed)) {
            eprintln!("the simulation failed with SIMULATION_SEED={seed}");
            std::panic::resume_unwind(cause);
        }
    }
}
