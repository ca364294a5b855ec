//! How long the core takes natively: the codec, the unread state, and a message's whole way. Compares a change with
//! what was before it, on one machine: `cargo bench --bench core`. What a browser pays is in tests/bench.

mod host;
mod messages;
#[allow(dead_code)]
#[path = "../native/support/mod.rs"]
mod support;

use std::hint::black_box;

use criterion::{criterion_group, criterion_main, BatchSize, BenchmarkId, Criterion};
use jmessage_web::chat::{ChatState, Conversations};
use jmessage_web::client::Input;
use jmessage_web::payload::{Json, Word};
use jmessage_web::protocol::Account;
use jmessage_web::wire;
use serde_json::json;

use host::Host;
use messages::push;
use support::event_frame;

const KNOWN: [u32; 3] = [10, 1_000, 10_000];

fn me() -> Account<Json> {
    Account { appkey: Json::from("k").into(), username: Json::from("me").into() }
}

fn codec(c: &mut Criterion) {
    let event = event_frame("msg_sync", &push(0, 1));
    for (name, frame) in [("event", event.as_str()), ("event with an id", r#"4217["a",{}]"#), ("pong", "3")] {
        let frame = Json::from(frame);
        c.bench_with_input(BenchmarkId::new("decode", name), &frame, |b, frame| {
            b.iter(|| wire::decode(black_box(frame)))
        });
    }
    let data = Json::from(json!({"msg_id": 1, "msg_type": 3, "from_uid": 2, "from_gid": 0}));
    c.bench_function("encode/msg_recv_v2", |b| b.iter(|| wire::event(Word::MsgRecv, black_box(&data), 1_000.0)));
}

/// A state to which every one of so many users has written.
fn state(known: u32) -> ChatState<Json> {
    let mut state = ChatState::default();
    (0..known).for_each(|nth| drop(state.on_messages(&me(), push(nth, known).into())));
    state
}

fn unread(c: &mut Criterion) {
    for known in KNOWN {
        let mut counted = state(known);
        let mut nth = known;
        c.bench_function(&format!("count a message/{known}"), |b| {
            let next = || {
                nth += 1;
                push(nth, known)
            };
            b.iter_batched(next, |data| counted.on_messages(&me(), data.into()), BatchSize::SmallInput);
        });

        let mut changed = state(known);
        changed.conversations.snapshot();
        c.bench_function(&format!("write one change/{known}"), |b| {
            b.iter(|| {
                changed.on_messages(&me(), push(0, known).into());
                changed.conversations.snapshot()
            });
        });

        let stored = state(known).conversations.snapshot();
        c.bench_function(&format!("open/{known}"), |b| {
            b.iter_batched(|| stored.clone(), Conversations::<Json>::load, BatchSize::SmallInput);
        });
    }
}

fn whole(c: &mut Criterion) {
    let mut host = Host::logged_in();
    let mut nth = 0;
    c.bench_function("a message, confirmed and answered", |b| {
        let next = || {
            nth += 1;
            event_frame("msg_sync", &push(nth, 64))
        };
        b.iter_batched(next, |frame| host.input(Input::Frame(frame.into())), BatchSize::SmallInput);
    });
    assert!(host.told > 0);
}

criterion_group!(benches, codec, unread, whole);
criterion_main!(benches);
