//! The connection's life under a clock that the test moves.

use crate::payload::{json, Json};

use super::*;

fn at(seconds: f64) -> Millis {
    Millis(seconds * 1000.0)
}

fn rhythm() -> Rhythm {
    Rhythm::of(&json!({"sid": "s", "pingInterval": 25_000, "pingTimeout": 60_000}))
}

/// A link that came up at this second.
fn online(second: f64) -> Link {
    let mut link = Link::open(at(second));
    link.on_handshake(rhythm());
    assert!(link.on_connected(at(second)));
    link
}

#[test]
fn a_handshake_and_then_40() {
    let mut link = Link::open(at(0.0));
    assert_eq!(link.online(), None);
    link.on_handshake(rhythm());
    assert_eq!(link.online(), None);
    assert!(link.on_connected(at(1.0)));
    assert_eq!(link.online(), Some(1));
    assert!(!link.on_connected(at(2.0)), "a second 40 is no news");
    assert_eq!(link.online(), Some(1));
}

#[test]
fn a_server_that_never_speaks_is_given_up() {
    let mut link = Link::open(at(0.0));
    assert_eq!(link.on_deadline(at(19.9)), Due::Nothing);
    link.on_handshake(rhythm());
    assert_eq!(link.on_deadline(at(19.9)), Due::Nothing);
    assert_eq!(link.on_deadline(at(20.0)), Due::Lost, "the handshake alone is not enough");
}

#[test]
fn the_client_pings_and_waits() {
    let mut link = online(0.0);
    assert_eq!(link.on_deadline(at(24.9)), Due::Nothing);
    assert_eq!(link.on_deadline(at(25.0)), Due::Ping);
    assert_eq!(link.deadline(), at(85.0));
    link.on_pong(at(26.0));
    assert_eq!(link.deadline(), at(51.0));
    assert_eq!(link.on_deadline(at(51.0)), Due::Ping);
    assert_eq!(link.on_deadline(at(110.9)), Due::Nothing);
    assert_eq!(link.on_deadline(at(111.0)), Due::Lost);
}

#[test]
fn any_frame_is_a_sign_of_life() {
    let mut link = online(0.0);
    link.on_frame(at(10.0));
    assert_eq!(link.deadline(), at(25.0), "a frame does not put the ping off");
    assert_eq!(link.on_deadline(at(25.0)), Due::Ping);
    link.on_frame(at(80.0));
    assert_eq!(link.on_deadline(at(85.0)), Due::Nothing, "the pong may be stuck behind a long frame");
    assert_eq!(link.on_deadline(at(140.0)), Due::Lost);
}

#[test]
fn the_rhythm_is_the_servers_unless_it_is_absurd() {
    let read = |handshake: Json| Rhythm::of(&handshake);
    let given = read(json!({"pingInterval": 1_000, "pingTimeout": 2_147_483_647}));
    assert_eq!(given, Rhythm { interval: at(1.0), timeout: Millis(2_147_483_647.0) });
    for absurd in [
        json!({}),
        json!(null),
        json!([]),
        json!({"pingInterval": 0, "pingTimeout": -5}),
        json!({"pingInterval": "25000", "pingTimeout": null}),
        json!({"pingInterval": 999, "pingTimeout": 1e300}),
    ] {
        assert_eq!(read(absurd.clone()), Rhythm::DEFAULT, "{absurd}");
    }
}

#[test]
fn a_40_without_a_handshake_has_the_default_rhythm() {
    let mut link = Link::open(at(0.0));
    assert!(link.on_connected(at(0.0)));
    assert_eq!(link.deadline(), at(25.0));
}

#[test]
fn it_tries_again_for_ever_between_one_and_five_seconds_apart() {
    for seed in 0..200 {
        let (mut link, mut rng, mut now) = (Link::open(at(0.0)), Rng::new(seed), 0.0);
        for attempt in 0..50 {
            link.on_lost(Millis(now), &mut rng);
            let wait = link.deadline().0 - now;
            assert!((1_000.0..=5_000.0).contains(&wait), "attempt {attempt} of seed {seed} waits {wait} ms");
            now += wait;
            assert_eq!(link.on_deadline(Millis(now - 0.1)), Due::Nothing);
            assert_eq!(link.on_deadline(Millis(now)), Due::Connect);
        }
    }
}

#[test]
fn those_who_lose_a_server_together_do_not_return_together() {
    // Seeds as hosts draw them: any 32 bits.
    let waits = (0..100u32).map(|client| {
        let (mut link, mut rng) = (online(0.0), Rng::new(client.wrapping_mul(0x9E37_79B9)));
        link.on_lost(at(1.0), &mut rng);
        link.deadline().0 as u64
    });
    let distinct: std::collections::BTreeSet<_> = waits.collect();
    assert!(distinct.len() > 50, "only {} different waits of 100", distinct.len());
}

#[test]
fn a_connection_that_stood_makes_the_next_wait_short_again() {
    let mut rng = Rng::new(1);
    let mut link = Link::open(at(0.0));
    (0..10).for_each(|_| link.on_lost(at(0.0), &mut rng));
    let due = link.deadline();
    assert_eq!(link.on_deadline(due), Due::Connect);
    assert!(link.on_connected(due));
    link.on_pong(due);
    link.on_lost(due, &mut rng);
    assert!(link.deadline().0 - due.0 <= 2_000.0);
}

#[test]
fn a_server_that_says_40_and_hangs_up_is_tried_ever_more_seldom() {
    let mean = |attempts: u32| {
        let wait = |seed: u32| {
            let (mut link, mut rng) = (Link::open(at(0.0)), Rng::new(seed.wrapping_mul(0x9E37_79B9)));
            let mut now = at(0.0);
            for _ in 0..attempts {
                link.on_connected(now);
                link.on_frame(now);
                link.on_lost(now, &mut rng);
                now = link.deadline();
                link.on_deadline(now);
            }
            link.on_connected(now);
            link.on_lost(now, &mut rng);
            link.deadline().0 - now.0
        };
        (0..200).map(wait).sum::<f64>() / 200.0
    };
    let means = [0, 1, 2].map(mean);
    assert!(means.is_sorted() && means[2] > 2.0 * means[0] - 200.0, "{means:?} ms");
}

#[test]
fn who_is_patient_waits_ever_longer_after_three_attempts_and_anywhere_up_to_that() {
    let waits = |attempt: usize| {
        let wait = |seed: u32| {
            let (mut link, mut rng) = (Link::open(at(0.0)), Rng::new(seed.wrapping_mul(0x9E37_79B9)));
            link.patient = true;
            (0..=attempt).for_each(|_| link.on_lost(at(0.0), &mut rng));
            link.retries_at().unwrap().0 / 1_000.0
        };
        let all: Vec<_> = (1..1_000).map(wait).collect();
        [all.iter().copied().fold(f64::MAX, f64::min), all.iter().copied().fold(0.0, f64::max)]
    };
    for (attempt, least, most) in
        [(0, 1.0, 2.0), (1, 1.0, 3.0), (2, 1.0, 5.0), (3, 0.0, 10.0), (4, 0.0, 20.0), (5, 0.0, 40.0)]
    {
        let [shortest, longest] = waits(attempt);
        assert!(least <= shortest && longest <= most && longest - shortest > 0.95 * (most - least), "{attempt}");
    }
    for attempt in [6, 7, 40] {
        let [shortest, longest] = waits(attempt);
        assert!(shortest < 3.0 && (57.0..=60.0).contains(&longest), "{attempt}");
    }
}

#[test]
fn a_probe_wants_its_answer_within_five_seconds_and_puts_nothing_off() {
    let mut link = online(0.0);
    assert_eq!(link.probe(at(1.0)), Due::Ping);
    assert_eq!(link.deadline(), at(6.0));
    assert_eq!((link.probe(at(4.0)), link.deadline()), (Due::Ping, at(6.0)));
    link.on_frame(at(5.0));
    assert_eq!(link.deadline(), at(6.0), "no other frame is an answer: it says nothing of the way there");
    link.on_lost(at(7.0), &mut Rng::new(1));
    assert_eq!(link.probe(at(7.0)), Due::Nothing);
    assert_eq!((link.wake(at(7.0)), link.wake(at(7.0))), (Due::Connect, Due::Nothing));
    assert_eq!(link.deadline(), at(27.0));
}

#[test]
fn silence_is_as_long_as_a_request_waits() {
    let mut link = online(0.0);
    link.on_frame(at(10.0));
    assert_eq!(link.silent(at(35.0)), None, "it was not asked");
    assert_eq!(link.on_deadline(at(25.0)), Due::Ping);
    assert_eq!((link.silent(at(34.9)), link.silent(at(35.0))), (None, Some(1)));
    link.on_pong(at(36.0));
    assert_eq!(link.silent(at(36.0)), None);
    link.on_lost(at(40.0), &mut Rng::new(1));
    assert_eq!(link.silent(at(99.0)), None);
}

#[test]
fn connections_are_numbered() {
    let mut link = online(0.0);
    link.on_lost(at(1.0), &mut Rng::new(1));
    assert_eq!(link.online(), None);
    let due = link.deadline();
    link.on_deadline(due);
    assert!(link.on_connected(due));
    assert_eq!(link.online(), Some(2));
    link.reopen(at(99.0));
    assert_eq!((link.online(), link.deadline()), (None, at(119.0)));
    assert!(link.on_connected(at(100.0)));
    assert_eq!(link.online(), Some(3));
}

#[test]
fn what_comes_while_backing_off_changes_nothing() {
    let mut link = online(0.0);
    link.on_lost(at(1.0), &mut Rng::new(1));
    let due = link.deadline();
    link.on_handshake(rhythm());
    link.on_frame(at(1.1));
    link.on_pong(at(1.1));
    assert!(!link.on_connected(at(1.1)));
    assert_eq!(link.deadline(), due);
}
