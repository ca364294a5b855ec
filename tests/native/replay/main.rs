//! Replays the conformance scenarios against the core: the same steps and expectations as in the browser, in
//! milliseconds. Left out is what only a browser decides: how many sockets it opened, and the parts of a form.
#![cfg(not(target_arch = "wasm32"))]

mod compare;
#[path = "../support/forms.rs"]
mod forms;
mod page;
mod peer;
#[path = "../support/mod.rs"]
mod support;
mod world;

use std::fs;
use std::path::Path;

use serde_json::Value;
use world::World;

/// All scenarios, in the order of their files.
fn scenarios() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/scenarios");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let scenarios_in = |file: &_| serde_json::from_slice::<Vec<Value>>(&fs::read(file).unwrap()).unwrap();
    files.iter().flat_map(scenarios_in).collect()
}

#[test]
fn the_core_meets_every_scenario() {
    let scenarios = scenarios();
    let mut failures = Vec::new();
    for scenario in &scenarios {
        let (steps, expected) = (scenario["steps"].as_array().unwrap(), scenario["expect"].as_array().unwrap());
        let mut world = World::new();
        let mut names = compare::Names::default();
        for (at, (step, expect)) in steps.iter().zip(expected).enumerate() {
            let seen = names.mask(world.play(step));
            if let Some(difference) = compare::difference(step, expect, &seen) {
                failures.push(format!("{} at step {at} {step}\n{difference}", scenario["name"]));
                break;
            }
        }
    }
    assert!(failures.is_empty(), "{} of {} failed\n{}", failures.len(), scenarios.len(), failures.join("\n"));
    assert!(scenarios.len() >= 195, "only {} scenarios were found", scenarios.len());
}
