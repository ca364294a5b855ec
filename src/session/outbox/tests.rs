//! Requests under a clock that the test moves: when they go out, when they are given up, and whose an answer is.

use crate::payload::{json, Json};

use super::*;
use crate::payload::Word;
use crate::session::request::Audience;

const ONLINE: Standing = Standing { connection: Some(1), reached: Guard::Login };
const AGAIN: Standing = Standing { connection: Some(2), reached: Guard::Login };
const OFFLINE: Standing = Standing { connection: None, reached: Guard::Nothing };

const NEVER: [u32; 0] = [];

type TestOutbox = Outbox<Json, u32>;

fn at(seconds: f64) -> Millis {
    Millis(seconds * 1000.0)
}

fn draft(then: u32) -> Draft<Json, u32> {
    Draft {
        event: Word::GetGroupsList,
        data: json!({"n": then}),
        guard: Guard::Login,
        then,
        held_until: None,
        shown_to: Audience::Page,
    }
}

/// An outbox whose first rid is 1.
fn outbox() -> TestOutbox {
    Outbox::new(0)
}

fn add(outbox: &mut TestOutbox, then: u32, now: f64, standing: Standing) -> Option<Json> {
    outbox.add(draft(then), at(now), standing).expect("the payload has a JSON").1
}

/// Lets time pass to each of these seconds; returns at which of them frames went out.
fn sends(outbox: &mut TestOutbox, seconds: impl IntoIterator<Item = u32>, standing: Standing) -> Vec<u32> {
    let mut sent = Vec::new();
    for second in seconds {
        let (frames, timed_out) = outbox.on_deadline(at(f64::from(second)), standing);
        assert!(timed_out.is_empty(), "given up at {second} s");
        sent.extend(frames.iter().map(|_| second));
    }
    sent
}

#[test]
fn five_sends_of_one_frame_and_then_it_is_given_up() {
    let mut outbox = outbox();
    let first = add(&mut outbox, 7, 0.0, ONLINE).unwrap();
    assert_eq!(first, r#"42["get_groups_list",{"n":7,"rid":1}]"#);
    for send in 1..=4 {
        let due = at(f64::from(send) * 5.0);
        assert_eq!(outbox.deadline(), due);
        assert!(outbox.on_deadline(Millis(due.0 - 1.0), ONLINE).0.is_empty(), "sent again too early");
        assert_eq!(outbox.on_deadline(due, ONLINE).0, std::slice::from_ref(&first));
    }
    let (frames, timed_out) = outbox.on_deadline(at(25.0), ONLINE);
    assert!(frames.is_empty());
    let [TimedOut { request, why }] = &timed_out[..] else { panic!("not given up") };
    assert_eq!((request.rid, request.then, &*request.data, *why), (Rid(1.0), 7, &json!({"n": 7}), GivenUp::NoAck));
    assert_eq!(outbox.deadline(), Millis::NEVER);
    assert!(outbox.settle(1.0).is_none(), "a reply after that is late");
}

#[test]
fn an_ack_ends_the_resending() {
    let mut outbox = outbox();
    add(&mut outbox, 7, 0.0, ONLINE);
    assert_eq!(sends(&mut outbox, [5], ONLINE), [5]);
    assert_eq!(outbox.ack(1.0, at(5.0)).map(|request| request.then), Some(7));
    assert_eq!(sends(&mut outbox, 6..=100, ONLINE), NEVER);
    assert_eq!(outbox.settle(1.0).map(|request| request.then), Some(7));
}

#[test]
fn who_watches_hears_of_a_missing_reply() {
    let mut outbox = outbox();
    add(&mut outbox, 7, 0.0, ONLINE);
    outbox.ack(1.0, at(0.5));
    outbox.watch(Rid(1.0), at(1.0));
    assert_eq!(sends(&mut outbox, 2..=150, ONLINE), [31, 61, 91, 121]);
    let (_, timed_out) = outbox.on_deadline(at(151.0), ONLINE);
    assert!(matches!(timed_out[..], [TimedOut { why: GivenUp::NoReply, .. }]));
}

#[test]
fn both_timers_share_the_count_of_sends() {
    let mut outbox = outbox();
    add(&mut outbox, 7, 0.0, ONLINE);
    outbox.watch(Rid(1.0), at(0.0));
    assert_eq!(sends(&mut outbox, 1..=10, ONLINE), [5, 10]);
    outbox.ack(1.0, at(10.0));
    assert_eq!(sends(&mut outbox, 11..=89, ONLINE), [30, 60]);
    let (frames, timed_out) = outbox.on_deadline(at(90.0), ONLINE);
    assert!(frames.is_empty());
    assert!(matches!(timed_out[..], [TimedOut { why: GivenUp::NoReply, .. }]));
}

#[test]
fn what_nobody_watches_is_let_go_five_minutes_after_its_ack() {
    let mut outbox = outbox();
    (1..=2).for_each(|then| drop(add(&mut outbox, then, 0.0, ONLINE)));
    outbox.ack(1.0, at(1.0));
    outbox.ack(2.0, at(1.0));
    assert_eq!(sends(&mut outbox, 2..=299, ONLINE), NEVER);
    outbox.watch(Rid(2.0), at(300.0));
    let (_, gone) = outbox.on_deadline(at(301.0), ONLINE);
    assert_eq!(gone.iter().map(|gone| (gone.request.rid, gone.why)).collect::<Vec<_>>(), [(Rid(1.0), GivenUp::LetGo)]);
    assert_eq!(sends(&mut outbox, 302..=449, ONLINE), [330, 360, 390, 420], "who watches gets a timeout");
}

#[test]
fn a_reply_may_come_before_its_ack() {
    let mut outbox = outbox();
    add(&mut outbox, 7, 0.0, ONLINE);
    assert_eq!(outbox.settle(1.0).map(|request| request.then), Some(7));
    assert!(outbox.ack(1.0, at(1.0)).is_none());
    assert!(outbox.settle(1.0).is_none());
}

#[test]
fn replies_come_in_any_order() {
    let mut outbox = outbox();
    (1..=4).for_each(|then| drop(add(&mut outbox, then, 0.0, ONLINE)));
    for rid in [3.0, 1.0, 4.0, 2.0] {
        assert_eq!(outbox.settle(rid).map(|request| f64::from(request.then)), Some(rid));
        assert!(outbox.settle(rid).is_none());
    }
    assert!(add(&mut outbox, 5, 0.0, ONLINE).unwrap().as_str().unwrap().contains("\"rid\":5"));
}

#[test]
fn what_was_never_asked_is_not_answered() {
    let mut outbox = outbox();
    add(&mut outbox, 7, 0.0, ONLINE);
    for rid in [0.0, -1.0, 1.5, 2.0, f64::from(RIDS), f64::from(RIDS) + 1.0, 1e300, f64::INFINITY, f64::NAN] {
        assert!(outbox.ack(rid, at(1.0)).is_none() && outbox.settle(rid).is_none(), "rid {rid}");
    }
    assert!(outbox.settle(1.0).is_some());
}

#[test]
fn rids_go_round() {
    let mut outbox = TestOutbox::new(RIDS - 2);
    for rid in [RIDS - 1, RIDS, 1, 2] {
        let frame = add(&mut outbox, rid, 0.0, ONLINE).unwrap();
        assert!(frame.as_str().unwrap().ends_with(&format!("\"rid\":{rid}}}]")), "{frame}");
    }
    for rid in [2, RIDS - 1, 1, RIDS] {
        assert_eq!(outbox.settle(f64::from(rid)).map(|request| request.then), Some(rid));
    }
    for entropy in [0, 1, RIDS - 1, RIDS, RIDS + 1, u32::MAX] {
        assert!((1.0..=f64::from(RIDS)).contains(&TestOutbox::new(entropy).rid_at(0).0));
    }
}

#[test]
fn a_held_request_waits_for_its_time() {
    let mut outbox = outbox();
    let held = Draft { held_until: Some(at(0.5)), ..draft(7) };
    assert_eq!(outbox.add(held, at(0.0), ONLINE), Ok((Rid(1.0), None)));
    assert!(outbox.release(AGAIN, at(0.0)).is_empty(), "a new connection does not hurry it");
    assert!(outbox.on_deadline(at(0.499), ONLINE).0.is_empty());
    assert_eq!(outbox.on_deadline(at(0.5), ONLINE).0.len(), 1);
    assert_eq!(outbox.deadline(), at(5.5));
}

#[test]
fn a_held_request_whose_time_came_offline_goes_out_with_the_connection() {
    let mut outbox = outbox();
    let held = Draft { held_until: Some(at(0.5)), ..draft(7) };
    assert_eq!(outbox.add(held, at(0.0), OFFLINE), Ok((Rid(1.0), None)));
    assert!(outbox.on_deadline(at(0.5), OFFLINE).0.is_empty());
    assert_eq!(outbox.release(ONLINE, at(0.0)).len(), 1);
    assert!(outbox.release(ONLINE, at(0.0)).is_empty());
}

#[test]
fn a_request_goes_out_once_the_session_has_come_so_far() {
    let mut outbox = outbox();
    let known = Standing { reached: Guard::Init, ..ONLINE };
    assert_eq!(add(&mut outbox, 1, 0.0, known), None);
    assert_eq!(add(&mut outbox, 2, 0.0, known), None);
    assert!(outbox.release(known, at(0.0)).is_empty());
    let released = outbox.release(ONLINE, at(0.0));
    let ns: Vec<_> = released.iter().map(|frame| frame.as_str().unwrap().contains("\"n\":1")).collect();
    assert_eq!(ns, [true, false], "in the order in which they were asked for");
}

#[test]
fn a_new_connection_sees_once_what_no_server_has_acknowledged() {
    let mut outbox = outbox();
    (1..=4).for_each(|then| drop(add(&mut outbox, then, 0.0, ONLINE)));
    outbox.ack(1.0, at(1.0));
    outbox.settle(2.0);
    let released: Vec<_> = outbox.release(AGAIN, at(0.0)).iter().map(|frame| frame.to_string()).collect();
    assert_eq!(released.len(), 2, "{released:?}");
    assert!(released.is_sorted(), "{released:?}");
    assert!(outbox.release(AGAIN, at(0.0)).is_empty());
}

#[test]
fn what_could_not_go_out_is_given_up_likewise() {
    let mut outbox = outbox();
    assert_eq!(add(&mut outbox, 7, 0.0, OFFLINE), None);
    assert_eq!(sends(&mut outbox, 1..=24, OFFLINE), NEVER);
    assert!(matches!(outbox.on_deadline(at(25.0), OFFLINE).1[..], [TimedOut { why: GivenUp::NoAck, .. }]));
}

#[test]
fn withdrawing_leaves_the_others_be() {
    let mut outbox = outbox();
    (1..=4).for_each(|then| drop(add(&mut outbox, then, 0.0, ONLINE)));
    let withdrawn = outbox.withdraw(&|request| request.then % 2 == 1);
    assert_eq!(withdrawn.iter().map(|request| request.then).collect::<Vec<_>>(), [1, 3]);
    for (rid, then) in [(1.0, None), (2.0, Some(2)), (3.0, None), (4.0, Some(4))] {
        assert_eq!(outbox.settle(rid).map(|request| request.then), then);
    }
}

#[test]
fn each_connection_is_told_who_we_are_though_an_earlier_one_acknowledged_it() {
    let mut outbox = outbox();
    for guard in [Guard::Nothing, Guard::Init] {
        outbox.add(Draft { guard, ..draft(1) }, at(0.0), ONLINE).expect("the payload has a JSON");
    }
    outbox.ack(1.0, at(1.0));
    outbox.ack(2.0, at(1.0));
    assert_eq!(outbox.release(AGAIN, at(0.0)).len(), 2);
}

#[test]
fn ten_thousand_deadlines_cost_few_looks() {
    let mut outbox = outbox();
    (0..10_000).for_each(|nth| drop(add(&mut outbox, nth, f64::from(nth) / 10_000.0, ONLINE)));
    let (mut looks, mut sent) = (0, 0);
    while outbox.deadline() < at(9.0) {
        let due = outbox.deadline();
        looks += 1;
        sent += outbox.on_deadline(due, ONLINE).0.len();
    }
    assert_eq!(sent, 10_000);
    assert!(looks <= 101, "{looks} looks at ten thousand requests");
}

/// An outbox in which two may wait, for 100 s each.
fn patient() -> TestOutbox {
    let mut outbox = outbox();
    outbox.be_patient(Patience { limit: 2, max_age: at(100.0) });
    outbox
}

#[test]
fn under_patience_no_time_counts_but_that_which_is_spent_with_the_server() {
    let mut outbox = patient();
    assert!(add(&mut outbox, 7, 0.0, OFFLINE).is_none());
    outbox.watch(Rid(1.0), at(0.0));
    assert_eq!(sends(&mut outbox, 1..90, OFFLINE), NEVER);
    assert_eq!(outbox.release(ONLINE, at(90.0)).len(), 1);
    assert_eq!(sends(&mut outbox, 90..115, ONLINE), [95, 100, 105, 110]);
}

#[test]
fn under_patience_what_was_acked_is_asked_again_on_a_new_connection_only() {
    let mut outbox = patient();
    add(&mut outbox, 7, 0.0, ONLINE).unwrap();
    outbox.ack(1.0, at(1.0)).unwrap();
    assert!(outbox.release(ONLINE, at(2.0)).is_empty());
    assert_eq!(outbox.release(AGAIN, at(3.0)).len(), 1);
}

#[test]
fn patience_has_two_bounds() {
    let mut outbox = patient();
    let wait = |outbox: &mut TestOutbox, then| outbox.add(draft(then), at(0.0), OFFLINE).map(|(rid, _)| rid.0);
    assert_eq!((wait(&mut outbox, 1), wait(&mut outbox, 2)), (Ok(1.0), Ok(2.0)));
    assert_eq!(wait(&mut outbox, 3), Err((3, codes::OUTBOX_FULL)));
    assert!(outbox.add(draft(3), at(0.0), ONLINE).is_ok(), "who need not wait is not counted");
    outbox.settle(3.0).unwrap();
    assert!(outbox.on_deadline(at(99.0), OFFLINE).1.is_empty());
    let (_, old) = outbox.on_deadline(at(100.0), OFFLINE);
    assert_eq!(
        old.iter().map(|gone| (gone.request.then, gone.why)).collect::<Vec<_>>(),
        [(1, GivenUp::TooOld), (2, GivenUp::TooOld)]
    );
}
