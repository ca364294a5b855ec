//! The counters of one conversation: how a message, a read mark, a reset and a synchronisation change them.

use crate::payload::{json, Json};

use super::*;

fn begun() -> Conversation<Json> {
    Conversation::begun()
}

/// One with these unread messages, read up to an instant.
fn with(read_to: f64, times: &[f64]) -> Conversation<Json> {
    Conversation::read(&json!({"unread_msg_count": times.len(), "msg_time": times, "recent_time": read_to}))
}

fn theirs(times: impl IntoIterator<Item = u32>) -> Vec<Synced> {
    times.into_iter().map(|time| Synced { time: f64::from(time), is_mine: false, is_repeat: false }).collect()
}

#[test]
fn messages_count() {
    let mut it = begun();
    it.arrived(10.0);
    it.arrived(20.0);
    assert_eq!(it.written(), json!({"extras": {}, "unread_msg_count": 2, "msg_time": [10, 20]}));
}

#[test]
fn one_known_by_its_extras_counts_from_0() {
    let mut it = Conversation::<Json>::unknown();
    it.set_extras(json!({"top": true}));
    assert_eq!((it.count(), it.written()), (0, json!({"extras": {"top": true}})));
    it.arrived(10.0);
    assert_eq!(it.count(), 1);
}

#[test]
fn seeing_the_last_message_reads_all() {
    let mut it = with(1.0, &[10.0, 20.0]);
    it.seen(Some(30.0));
    assert_eq!(it.written(), json!({"unread_msg_count": 0, "msg_time": [], "recent_time": 30}));
    it.seen(None);
    assert_eq!(it.written()["recent_time"], 30, "nothing new was seen");
}

#[test]
fn a_reset_reads_up_to_the_last_message_or_to_now() {
    let mut it = begun();
    it.reset(99.0);
    assert_eq!(it.written()["recent_time"], 99);
    it.arrived(10.0);
    it.reset(99.0);
    assert_eq!((it.count(), &it.written()["recent_time"]), (0, &*json!(10)));
    it.seen(Some(20.0));
    it.reset(99.0);
    assert_eq!(it.written()["recent_time"], 20, "the last message was my own, read from the start");
    let mut stored = with(1.0, &[10.0, 20.0]);
    stored.reset(99.0);
    assert_eq!(stored.written()["recent_time"], 20, "the last message of an earlier session");
}

#[test]
fn another_device_may_have_read_all_of_it_or_a_part() {
    let mut it = with(1.0, &[10.0, 20.0, 30.0]);
    assert_eq!(it.read_elsewhere(20.0), Some(1));
    assert_eq!(it.written(), json!({"unread_msg_count": 1, "msg_time": [30], "recent_time": 20}));
    assert_eq!(it.read_elsewhere(25.0), None, "that lowers nothing");
    assert_eq!(it.read_elsewhere(30.0), Some(0));
    assert_eq!(it.read_elsewhere(40.0), None);
    assert_eq!(it.written()["recent_time"], 40);
}

#[test]
fn what_the_server_counted_is_lowered_to_what_is_known_to_be_newer() {
    let mut it = Conversation::<Json>::unknown();
    it.synced(&[], 5, History::Missed);
    assert_eq!(it.count(), 5);
    assert_eq!(it.read_elsewhere(20.0), Some(0));
}

#[test]
fn a_first_synchronisation_takes_the_servers_count() {
    for (unsynced, count, read_to) in [(0, 0, 40), (1, 1, 30), (3, 3, 10), (4, 4, -1), (9, 9, -1)] {
        let mut it = Conversation::<Json>::unknown();
        it.synced(&theirs([10, 20, 30, 40]), unsynced, History::Missed);
        assert_eq!((it.count(), &it.written()["recent_time"]), (count, &*json!(read_to)), "{unsynced} of 4");
    }
}

#[test]
fn an_answer_of_mine_from_elsewhere_reads_what_came_live_before_it() {
    let mut it = begun();
    it.arrived(5.0);
    let mut messages = theirs([10, 20, 30, 40]);
    messages[1].is_mine = true;
    it.synced(&messages, 2, History::Missed);
    assert_eq!((it.count(), &it.written()["recent_time"]), (2, &*json!(20)));
}

#[test]
fn later_synchronisations_count_what_is_newer_than_the_read_mark() {
    let mut it = with(20.0, &[]);
    it.synced(&theirs([10, 20, 30, 40]), 4, History::Missed);
    assert_eq!(it.written(), json!({"unread_msg_count": 2, "msg_time": [30, 40], "recent_time": 20}));
    it.synced(&theirs([50]), 1, History::Missed);
    assert_eq!(it.count(), 3, "added");
    it.synced(&theirs([60]), 1, History::Roams);
    assert_eq!(it.count(), 1, "with roaming the server sends all of it again");
}

#[test]
fn my_own_message_among_them_reads_what_came_before_it() {
    let mut it = with(5.0, &[]);
    let mut messages = theirs([10, 20, 30, 40]);
    messages[1].is_mine = true;
    it.synced(&messages, 4, History::Missed);
    assert_eq!(it.written(), json!({"unread_msg_count": 2, "msg_time": [30, 40], "recent_time": 5}));
}

#[test]
fn an_item_without_messages_counts_by_the_servers_word() {
    let mut it = with(5.0, &[10.0]);
    it.synced(&[], 3, History::Missed);
    assert_eq!(it.count(), 4);
}

#[test]
fn the_times_kept_are_bounded_and_the_count_is_not() {
    let mut it = begun();
    (0..1000).for_each(|time| it.arrived(f64::from(time)));
    assert_eq!(it.count(), 1000);
    let times = it.written()["msg_time"].clone();
    assert_eq!(
        (times.as_array().unwrap().len(), &times[0], &times[MAX_TIMES - 1]),
        (MAX_TIMES, &*json!(1000 - MAX_TIMES), &*json!(999))
    );
    it.seen(Some(999.0));
    it.synced(&theirs(1000..3000), 2000, History::Roams);
    assert_eq!((it.count(), it.written().get(Word::MsgTime).len()), (2000, MAX_TIMES));
    let stored = Conversation::<Json>::read(&json!({"msg_time": vec![1; 5000], "unread_msg_count": 5000}));
    assert_eq!((stored.count(), stored.written().get(Word::MsgTime).len()), (5000, MAX_TIMES));
}

#[test]
fn counts_do_not_overflow() {
    let mut it = Conversation::<Json>::read(&json!({"unread_msg_count": u32::MAX}));
    it.arrived(1.0);
    it.synced(&theirs([2]), u32::MAX, History::Missed);
    assert_eq!(it.count(), u32::MAX);
    let mut unknown = Conversation::<Json>::unknown();
    unknown.synced(&theirs([2]), u32::MAX, History::Missed);
    assert_eq!((unknown.count(), &unknown.written()["recent_time"]), (u32::MAX, &*json!(-1)));
}

#[test]
fn the_published_clients_shape_is_read_and_written() {
    for stored in [
        json!({"extras": {"a": 1}, "unread_msg_count": 2, "recent_time": 5, "msg_time": [6, 7]}),
        json!({"extras": {}}),
        json!({"recent_time": -1, "unread_msg_count": 0, "msg_time": []}),
        json!({}),
    ] {
        assert_eq!(Conversation::read(&stored).written(), stored);
    }
}

#[test]
fn nonsense_in_storage_is_read_as_far_as_it_makes_sense() {
    for (stored, count) in [
        (json!({"unread_msg_count": "7", "msg_time": "x", "recent_time": {}, "extras": null}), 0),
        (json!({"unread_msg_count": -7}), 0),
        (json!({"unread_msg_count": 2.9, "msg_time": [1, "2", null, {}, 3]}), 2),
        (json!({"unread_msg_count": 1e300}), u32::MAX),
        (json!({"msg_time": [1, 2]}), 0),
        (json!([1, 2, 3]), 0),
    ] {
        let mut it = Conversation::<Json>::read(&stored);
        assert_eq!(it.count(), count, "{stored}");
        it.arrived(9.0);
        it.read_elsewhere(9.0);
        it.reset(9.0);
        assert_eq!(it.count(), 0, "{stored}");
    }
}
