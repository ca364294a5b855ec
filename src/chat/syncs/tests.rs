//! Synchronisation: what was missed while away, and what another device read meanwhile.

use crate::payload::{json, Json};

use super::*;

fn me() -> Account<Json> {
    Account { appkey: json!("k").into(), username: json!("alice").into() }
}

fn bob() -> Named<Json> {
    Named::Single { appkey: json!("k"), username: json!("bob") }
}

fn group() -> Named<Json> {
    Named::Group { gid: json!(9001) }
}

fn messages(from: &str, times: &[u32]) -> Json {
    times.iter().map(|time| json!({"ctime_ms": time, "content": {"from_id": from, "from_appkey": "k"}})).collect()
}

fn sync(state: &mut ChatState<Json>, items: Json, history: History) -> Vec<Consequence<Json>> {
    state.on_conversations(&me(), json!({"sync_key": 5, "messages": items}), history, state.login)
}

fn read_elsewhere(state: &mut ChatState<Json>, time: Json, description: Json) -> Option<Json> {
    let event = json!({"event_type": 200, "ctime_ms": time, "description": description});
    state.on_read_elsewhere(&me(), &event).map(|consequence| match consequence {
        Consequence::Tell { listener: Listener::MutiUnreadMsgUpdate, data } => data,
        other => panic!("{other:?}"),
    })
}

#[test]
fn conversations_are_counted_told_and_confirmed() {
    let mut state = ChatState::default();
    let item = json!({"msg_type": 3, "from_username": "bob", "from_appkey": "k", "unsync_count": 2,
        "msgs": messages("bob", &[10, 20, 30])});
    let follows = sync(&mut state, json!([item]), History::Missed);
    let [Consequence::Tell { listener: Listener::SyncConversation, data }, Consequence::Send { event, data: ack }] =
        &follows[..]
    else {
        panic!("{follows:?}")
    };
    assert_eq!((&data[0]["unread_msg_count"], data[0].get("unsync_count")), (&*json!(2), None));
    assert_eq!((*event, ack), (Word::SyncConversationAck, &json!({"sync_key": 5})));
    assert_eq!(state.conversations.unread(&bob()), 2);
}

#[test]
fn nothing_missed_is_confirmed_and_not_told() {
    let mut state = ChatState::default();
    for items in [json!([]), json!(null), json!("x"), json!({})] {
        assert!(matches!(sync(&mut state, items, History::Missed)[..], [Consequence::Send { .. }]));
    }
}

#[test]
fn the_open_conversation_is_read() {
    let mut state = ChatState::default();
    state.conversations.open(&group(), 1.0);
    let item = json!({"msg_type": 4, "from_gid": 9001, "unsync_count": 2, "msgs": messages("bob", &[10, 20])});
    sync(&mut state, json!([item]), History::Missed);
    assert_eq!(state.conversations.unread(&group()), 0);
}

#[test]
fn later_rounds_add_and_roaming_rounds_replace() {
    for (history, count) in [(History::Missed, 3), (History::Roams, 1)] {
        let mut state = ChatState::default();
        for times in [&[10, 20, 30][..], &[40]] {
            let item = json!({"msg_type": 4, "from_gid": 9001, "unsync_count": times.len() - 1, "msgs": messages("bob", times)});
            sync(&mut state, json!([item]), history);
        }
        assert_eq!(state.conversations.unread(&group()), count, "{history:?}");
    }
}

#[test]
fn an_item_without_messages_counts_by_the_servers_word() {
    let mut state = ChatState::default();
    sync(&mut state, json!([{"msg_type": 4, "from_gid": 9001, "unsync_count": 3}]), History::Missed);
    assert_eq!(state.conversations.unread(&group()), 3);
}

#[test]
fn broken_items_break_nothing() {
    let mut state = ChatState::default();
    let items = json!([null, 7, "x", [], {}, {"msg_type": 3, "msgs": "x"}, {"msgs": [null, 7, {"content": 1}]},
        {"msg_type": 4, "from_gid": {}, "unsync_count": -5, "msgs": {}}, {"unsync_count": 1e300}]);
    assert_eq!(sync(&mut state, items, History::Missed).len(), 2);
    let item = json!({"msg_type": 4, "from_gid": 9001, "unsync_count": 1, "msgs": messages("bob", &[10])});
    sync(&mut state, json!([item]), History::Missed);
    assert_eq!(state.conversations.unread(&group()), 1);
}

#[test]
fn events_are_told_later_with_their_documented_fields_only() {
    let state = ChatState::<Json>::default();
    let events = json!([{"event_type": 5, "event_id": 1, "secret": 2}, {"event_type": 200, "description": {}}]);
    let follows = state.on_events(&json!({"sync_key": 9, "events": events}));
    let [Consequence::Send { event: Word::SyncEventAck, data: ack }, Consequence::TellLater { after, listener, data }] =
        &follows[..]
    else {
        panic!("{follows:?}")
    };
    assert_eq!((ack, *after, *listener), (&json!({"sync_key": 9}), Millis(1700.0), Listener::SyncEvent));
    assert_eq!(data, &json!([{"event_type": 5, "event_id": 1}]), "read marks are not events to the page");
    let silent = state.on_events(&json!({"sync_key": 9, "events": [{"event_type": 200}]}));
    assert!(matches!(silent[..], [Consequence::Send { .. }]));
}

#[test]
fn receipts_of_one_conversation_are_merged() {
    let state = ChatState::<Json>::default();
    let receipts = json!([
        {"type": 3, "username": "bob", "appkey": "k", "receipt_msgs": [{"msg_id": 1}]},
        {"type": 4, "gid": 9001, "receipt_msgs": [{"msg_id": 2}]},
        {"type": 3, "username": "carl", "appkey": "k", "receipt_msgs": []},
        {"type": 3, "username": "bob", "appkey": "k", "receipt_msgs": [{"msg_id": 3}, {"msg_id": 4}]},
        {"type": 3, "username": "dora"},
        null,
    ]);
    let follows = state.on_receipts(&json!({"sync_key": 9, "receipts": receipts}));
    let [Consequence::Send { event: Word::SyncReceiptAck, .. }, Consequence::TellLater { after, listener, data }] =
        &follows[..]
    else {
        panic!("{follows:?}")
    };
    assert_eq!((*after, *listener), (Millis(1500.0), Listener::SyncMsgReceipt));
    let ids: Vec<_> = data.as_array().unwrap().iter().map(|receipt| receipt["receipt_msgs"].clone()).collect();
    assert_eq!(ids, [json!([{"msg_id": 1}, {"msg_id": 3}, {"msg_id": 4}]), json!([{"msg_id": 2}])]);
    assert!(matches!(state.on_receipts(&json!({"sync_key": 9}))[..], [Consequence::Send { .. }]));
}

#[test]
fn a_conversation_read_elsewhere_tells_the_lower_count() {
    let mut state = ChatState::default();
    sync(&mut state, json!([{"msg_type": 4, "from_gid": 9001, "unsync_count": 3}]), History::Missed);
    let told = read_elsewhere(&mut state, json!(50), json!({"type": 4, "gid": 9001}));
    assert_eq!(told, Some(json!({"type": 4, "gid": 9001, "unreadCount": 0})));
    assert_eq!(read_elsewhere(&mut state, json!(60), json!({"type": 4, "gid": 9001})), None, "nothing was lowered");
}

#[test]
fn the_description_of_a_read_mark_may_be_json_inside_text() {
    let mut state = ChatState::default();
    sync(
        &mut state,
        json!([{"msg_type": 3, "from_username": "bob", "from_appkey": "k", "unsync_count": 3}]),
        History::Missed,
    );
    let told = read_elsewhere(&mut state, json!(50), json!(r#"{"type":3,"appkey":"k","username":"bob"}"#));
    assert_eq!(told, Some(json!({"type": 3, "appkey": "k", "username": "bob", "unreadCount": 0})));
}

#[test]
fn broken_read_marks_break_nothing() {
    let mut state = ChatState::default();
    for description in [json!(null), json!("{"), json!({}), json!({"type": 4}), json!({"type": 3}), json!({"type": 7})]
    {
        assert_eq!(read_elsewhere(&mut state, json!(50), description), None);
    }
    assert_eq!(read_elsewhere(&mut state, json!("x"), json!({"type": 4, "gid": 9001})), None);
}

fn live(state: &mut ChatState<Json>, from: &str, time: u32) {
    let content = json!({"from_id": from, "from_appkey": "k", "target_id": "alice"});
    let message = json!({"msg_id": time, "msg_type": 3, "ctime_ms": time, "content": content});
    state.on_messages(&me(), json!({"messages": [message]}));
}

/// What was missed of bob's messages, and how many of them the server calls new.
fn missed(unsynced: u32, times: &[u32]) -> Json {
    let mut msgs = messages("bob", times);
    msgs.each(|message| message["msg_id"] = message["ctime_ms"].clone());
    json!([{"msg_type": 3, "from_username": "bob", "from_appkey": "k", "unsync_count": unsynced, "msgs": msgs}])
}

/// The times of the messages that the page is told.
fn told(follows: &[Consequence<Json>]) -> Option<Json> {
    follows.iter().find_map(|consequence| match consequence {
        Consequence::Tell { listener: Listener::SyncConversation, data } => {
            let msgs = data[0]["msgs"].as_array().unwrap();
            Some(msgs.iter().map(|message| message["ctime_ms"].clone()).collect())
        }
        _ => None,
    })
}

#[test]
fn what_a_conversation_never_opened_missed_is_added_to_what_came_live() {
    for (unsynced, times, count) in
        [(1, &[40][..], 3), (3, &[20, 30, 40], 3), (2, &[30, 40], 3), (5, &[40], 7), (0, &[20], 2), (4, &[], 6)]
    {
        let mut state = ChatState::default();
        live(&mut state, "bob", 20);
        live(&mut state, "bob", 30);
        sync(&mut state, missed(unsynced, times), History::Missed);
        assert_eq!(state.conversations.unread(&bob()), count, "{unsynced} of {times:?}");
    }
}

#[test]
fn what_was_told_and_not_confirmed_before_a_cut_comes_again_without_effect() {
    let mut state = ChatState::default();
    live(&mut state, "bob", 20);
    state.login = Login::Again;
    let follows = sync(&mut state, missed(2, &[20, 30]), History::Missed);
    assert_eq!((told(&follows), state.conversations.unread(&bob())), (Some(json!([30])), 2));
    let follows = sync(&mut state, missed(2, &[20, 30]), History::Missed);
    assert!(matches!(follows[..], [Consequence::Send { event: Word::SyncConversationAck, .. }]), "{follows:?}");
    assert_eq!(state.conversations.unread(&bob()), 2);
    let follows = sync(&mut state, missed(3, &[20, 30, 40]), History::Missed);
    assert_eq!((told(&follows), state.conversations.unread(&bob())), (Some(json!([40])), 3));
    let live = state.on_messages(
        &me(),
        json!({"messages": [{"msg_id": 40, "msg_type": 3, "ctime_ms": 40,
        "content": {"from_id": "bob", "from_appkey": "k"}}]}),
    );
    assert!(matches!(live[..], [Consequence::Send { event: Word::MsgRecv, .. }]), "{live:?}");
}

#[test]
fn without_a_cut_known_messages_are_told_around_new_ones_and_history_that_roams_always() {
    let mut state = ChatState::default();
    live(&mut state, "bob", 20);
    let follows = sync(&mut state, missed(1, &[20, 30]), History::Missed);
    assert_eq!(told(&follows), Some(json!([20, 30])));
    state.login = Login::Again;
    let follows = sync(&mut state, missed(2, &[20, 30]), History::Roams);
    assert_eq!((told(&follows), state.conversations.unread(&bob())), (Some(json!([20, 30])), 2));
}
