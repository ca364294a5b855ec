//! A server with a million clients restarts: how many attempts a second it sees, and when all are back. Once by the rule
//! of a kept session, once by the published client's, both of the core's own `Link`. Prints a table and writes the
//! documents' picture. Must never count what a real network does besides: refusals cost nothing here, and take no time.
//!
//! `herd [PICTURE]`

mod picture;

use jmessage_web::session::link::{Due, Link};
use jmessage_web::session::rng::Rng;
use jmessage_web::time::Millis;

const CLIENTS: usize = 1_000_000;
/// The server is away for so long, and then lets so many in per second.
const AWAY: f64 = 30.0;
const LETS_IN: usize = 5_000;
const SEED: u32 = 0x9e37_79b9;
/// Attempts of one step are taken together.
const STEP: f64 = 10.0;
const STEPS_PER_SECOND: usize = 100;

/// What the server sees, second by second since it went away.
pub struct Seen {
    pub attempts: Vec<usize>,
    /// Clients that are back.
    pub back: Vec<usize>,
}

fn main() {
    let ours = run(true);
    let theirs = run(false);
    println!("{CLIENTS} clients, a server that is away for {AWAY} s and then lets in {LETS_IN} a second");
    println!("{:34}{:>16}{:>16}", "", "kept session", "1 to 5 s");
    row("attempts a second, at the most", &ours, &theirs, |seen| *seen.attempts.iter().max().unwrap());
    row("... when the server is back", &ours, &theirs, |seen| seen.attempts[AWAY as usize]);
    row("... a minute later", &ours, &theirs, |seen| seen.attempts[AWAY as usize + 60]);
    row("attempts in all", &ours, &theirs, |seen| seen.attempts.iter().sum());
    for percent in [50, 99, 100] {
        let when = |seen: &Seen| seen.back.iter().position(|back| back * 100 >= CLIENTS * percent).unwrap();
        row(&format!("{percent} % are back after, s"), &ours, &theirs, when);
    }
    if let Some(path) = std::env::args().nth(1) {
        std::fs::write(path, picture::draw(&ours, &theirs, CLIENTS, AWAY)).expect("the picture can be written");
    }
}

fn row(what: &str, ours: &Seen, theirs: &Seen, of: impl Fn(&Seen) -> usize) {
    println!("{what:34}{:>16}{:>16}", of(ours), of(theirs));
}

/// All lose their connections in the same moment.
fn run(patient: bool) -> Seen {
    let mut seeds = Rng::new(SEED);
    let mut clients: Vec<(Link, Rng)> = (0..CLIENTS)
        .map(|_| {
            let mut link = Link::open(Millis(0.0));
            link.patient = patient;
            link.on_connected(Millis(0.0));
            (link, Rng::new(seeds.draw()))
        })
        .collect();
    // Who tries in which step.
    let mut steps: Vec<Vec<u32>> = Vec::new();
    let plan = |steps: &mut Vec<Vec<u32>>, client: usize, at: Millis| {
        let step = (at.0 / STEP) as usize + 1;
        if steps.len() <= step {
            steps.resize_with(step + 1, Vec::new);
        }
        steps[step].push(client as u32);
    };
    for (client, (link, rng)) in clients.iter_mut().enumerate() {
        link.on_lost(Millis(0.0), rng);
        plan(&mut steps, client, link.deadline());
    }
    let mut seen = Seen { attempts: Vec::new(), back: Vec::new() };
    let (mut back, mut room) = (0, 0);
    let mut step = 0;
    while back < CLIENTS || step % STEPS_PER_SECOND != 0 {
        let now = Millis(step as f64 * STEP);
        if step % STEPS_PER_SECOND == 0 {
            seen.attempts.push(0);
            seen.back.push(back);
        }
        if now.0 >= AWAY * 1_000.0 {
            // What it did not use in one step, it does not save for the next.
            room = LETS_IN / STEPS_PER_SECOND;
        }
        for client in steps.get_mut(step).map(std::mem::take).unwrap_or_default() {
            let (link, rng) = &mut clients[client as usize];
            assert_eq!(link.on_deadline(now), Due::Connect);
            *seen.attempts.last_mut().unwrap() += 1;
            if room > 0 {
                room -= 1;
                back += 1;
            } else {
                link.on_lost(now, rng);
                let next = link.deadline();
                plan(&mut steps, client as usize, next);
            }
        }
        step += 1;
    }
    seen.attempts.push(0);
    seen.back.push(back);
    seen
}
