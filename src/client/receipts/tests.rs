//! Read receipts: gathered for two seconds, or until there are many; each handle in exactly one batch.

use crate::payload::{json, Json};

use super::*;

fn bob() -> Json {
    json!({"username": "bob", "appkey": "k", "type": 3})
}

fn group(gid: Json) -> Json {
    json!({"gid": gid, "type": 4})
}

fn at(ms: f64) -> Millis {
    Millis(ms)
}

#[test]
fn they_go_out_two_seconds_after_the_first() {
    let mut receipts = Receipts::default();
    assert_eq!(receipts.deadline(), Millis::NEVER);
    receipts.add(bob(), Handle(1), json!([10]), at(0.0));
    receipts.add(bob(), Handle(2), json!([11]), at(1_500.0));
    assert_eq!(receipts.deadline(), at(2_000.0));
    assert!(receipts.on_deadline(at(1_999.0)).is_empty());
    assert_eq!(receipts.on_deadline(at(2_000.0)).len(), 1);
    assert!(receipts.on_deadline(at(9_000.0)).is_empty());
    assert_eq!(receipts.deadline(), Millis::NEVER);
}

#[test]
fn many_ids_go_out_soon() {
    let mut receipts = Receipts::default();
    let ids = |count: u32| Json::from_iter(0..count);
    receipts.add(bob(), Handle(1), ids(49), at(0.0));
    assert_eq!(receipts.deadline(), at(2_000.0));
    receipts.add(group(json!(1)), Handle(2), ids(1), at(100.0));
    assert_eq!(receipts.deadline(), at(150.0), "fifty over all conversations");
    receipts.on_deadline(at(150.0));
    receipts.add(bob(), Handle(3), ids(49), at(200.0));
    assert_eq!(receipts.deadline(), at(2_200.0), "the count starts anew");
}

#[test]
fn one_request_per_conversation_with_each_id_once() {
    let mut receipts = Receipts::default();
    receipts.add(bob(), Handle(1), json!([10, 11, 10]), at(0.0));
    receipts.add(group(json!(9001)), Handle(2), json!([20]), at(0.0));
    receipts.add(bob(), Handle(3), json!([11, 12]), at(0.0));
    receipts.add(group(json!("9001")), Handle(4), json!([21]), at(0.0));
    let mut batches = receipts.on_deadline(at(2_000.0));
    let payloads: Vec<_> = batches.iter_mut().map(Batch::payload).collect();
    assert_eq!(
        payloads,
        [
            json!({"sessions": [{"username": "bob", "appkey": "k", "type": 3, "msg_ids": [10, 11, 12]}]}),
            json!({"sessions": [{"gid": 9001, "type": 4, "msg_ids": [20, 21]}]}),
        ]
    );
    let asked = batches.into_iter().flat_map(|batch| batch.asked);
    let asked: Vec<_> = asked.map(|(handle, ids)| (handle.0, ids.value())).collect();
    assert_eq!(asked, [(1, json!([10, 11, 12])), (3, json!([11, 12])), (2, json!([20, 21])), (4, json!([21]))]);
}

#[test]
fn a_user_called_like_a_group_is_not_that_group() {
    let mut receipts = Receipts::default();
    receipts.add(json!({"username": "9001", "appkey": "", "type": 3}), Handle(1), json!([1]), at(0.0));
    receipts.add(group(json!(9001)), Handle(2), json!([2]), at(0.0));
    assert_eq!(receipts.take().len(), 2);
}

#[test]
fn what_is_taken_is_gone() {
    let mut receipts = Receipts::default();
    receipts.add(bob(), Handle(1), json!([10]), at(0.0));
    assert_eq!(receipts.take().len(), 1);
    assert_eq!(receipts.deadline(), Millis::NEVER);
    assert!(receipts.take().is_empty());
}
