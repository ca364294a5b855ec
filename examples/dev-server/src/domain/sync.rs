//! What a device missed: messages, events and read counts, after each sync_check.

use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::messages::{Conversation, Message, SINGLE};
use crate::store::owed::{Kind, Of};
use crate::world::Answer;
use serde_json::{json, Value};

fn device(me: &Me) -> Of<'_> {
    Of { uid: me.uid, platform: me.platform }
}

pub fn check(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let mut first = false;
    let mut roaming = args.optional_int("sync_type") == Some(1);
    if let Some(client) = ctx.hub.client(ctx.socket) {
        first = !client.synced;
        client.synced = true;
        roaming |= client.init.as_ref().is_some_and(|init| init.roaming);
    }
    // The keys that the device has confirmed: what is pushed now counts when its ack comes.
    let reply = json!({
        "sync_type": i64::from(roaming),
        "sync_key": ctx.store.sync_key(device(me), Kind::Message)?,
        "sync_event_key": ctx.store.sync_key(device(me), Kind::Event)?,
        "msg_receipt_key": ctx.store.sync_key(device(me), Kind::Receipt)?,
    });
    let missed = missed(ctx, me)?;
    match roaming {
        true => roam(ctx, me, first, missed)?,
        false if missed.is_empty() => {}
        false => push_conversations(ctx, me, missed)?,
    }
    events(ctx, me)?;
    receipts(ctx, me)?;
    Ok(reply)
}

type Conversations = Vec<(Conversation, Vec<Message>)>;

/// Messages that this device has not had yet.
fn missed(ctx: &Ctx, me: &Me) -> Result<Conversations, Refusal> {
    let mut groups = Conversations::new();
    for (msg_id, _) in ctx.store.take_owed(device(me), Kind::Message, ctx.socket)? {
        if let Some(message) = ctx.store.message(msg_id)? {
            let of = message.conversation_of(me.uid);
            match groups.iter_mut().find(|(known, _)| *known == of) {
                Some((_, messages)) => messages.push(message),
                None => groups.push((of, vec![message])),
            }
        }
    }
    Ok(groups)
}

/// Roaming: the history of all conversations at first, later of those with something missed, since
/// the client replaces its counts by what a sync has. The first sync comes even if it is empty:
/// pages wait for it.
fn roam(ctx: &mut Ctx, me: &Me, first: bool, missed: Conversations) -> Result<(), Refusal> {
    let mut groups = Conversations::new();
    for (of, _) in ctx.store.conversations(me.uid)? {
        if first || missed.iter().any(|(known, _)| *known == of) {
            let messages = ctx.store.history(me.uid, of, ctx.config.history_limit)?;
            if !messages.is_empty() {
                groups.push((of, messages));
            }
        }
    }
    match first || !groups.is_empty() {
        true => push_conversations(ctx, me, groups),
        false => Ok(()),
    }
}

/// The sync key is the newest message's time; without messages, the key confirmed last.
fn push_conversations(ctx: &mut Ctx, me: &Me, groups: Conversations) -> Result<(), Refusal> {
    let newest = groups.iter().flat_map(|(_, messages)| messages);
    let sync_key = match newest.map(|message| message.ctime_ms).max() {
        Some(newest) => newest,
        None => ctx.store.sync_key(device(me), Kind::Message)?,
    };
    let mut items = Vec::new();
    for (of, messages) in groups {
        items.push(conversation(ctx, me, of, &messages)?);
    }
    let payload = json!({
        "uid": me.uid, "rid": sync_key, "event": "sync_conversation",
        "sync_key": sync_key, "messages": items,
    });
    ctx.push(ctx.socket, "sync_conversation", payload);
    Ok(())
}

fn conversation(ctx: &Ctx, me: &Me, of: Conversation, messages: &[Message]) -> Result<Value, Refusal> {
    let mut receipts = Vec::new();
    for message in messages {
        if message.need_receipt && message.from_uid == me.uid {
            receipts.push(read_count(ctx, message.msg_id)?);
        }
    }
    let read_to = ctx.store.read_to(me.uid, of)?;
    let newest_first = messages.iter().rev();
    let unread = newest_first.take_while(|message| message.from_uid != me.uid && message.ctime_ms > read_to).count();
    let items: Vec<&Value> = messages.iter().map(|message| &message.item).collect();
    let mut conversation = json!({
        "msg_type": of.kind, "unsync_count": unread, "receipt_msgs": receipts, "msgs": items,
    });
    if of.kind == SINGLE {
        let peer = ctx.store.user(of.peer)?;
        conversation["from_username"] = json!(peer.username);
        conversation["from_appkey"] = json!(peer.appkey);
        conversation["from_gid"] = json!(0);
    } else {
        conversation["from_gid"] = json!(of.peer);
    }
    Ok(conversation)
}

/// How many have not read a message yet, as syncs and pushes say it.
pub fn read_count(ctx: &Ctx, msg_id: i64) -> Answer {
    let (unread_count, mtime) = ctx.store.unread_count(msg_id)?;
    Ok(json!({ "msg_id": msg_id, "unread_count": unread_count, "mtime": mtime }))
}

/// Events that this device has not had. The key a client names is not heeded: it may stem from
/// another server that the same page was used with.
fn events(ctx: &mut Ctx, me: &Me) -> Result<(), Refusal> {
    let (mut found, mut sync_key) = (Vec::new(), 0);
    for (event_id, _) in ctx.store.take_owed(device(me), Kind::Event, ctx.socket)? {
        found.extend(ctx.store.event(event_id)?);
        sync_key = event_id;
    }
    if !found.is_empty() {
        let payload = json!({
            "uid": me.uid, "rid": sync_key, "event": "sync_event",
            "sync_key": sync_key, "events": found,
        });
        ctx.push(ctx.socket, "sync_event", payload);
    }
    Ok(())
}

/// Changes of read counts of one's own messages.
fn receipts(ctx: &mut Ctx, me: &Me) -> Result<(), Refusal> {
    let (mut found, mut sync_key) = (Vec::<(Conversation, Vec<Value>)>::new(), 0);
    for (msg_id, seq) in ctx.store.take_owed(device(me), Kind::Receipt, ctx.socket)? {
        let Some(message) = ctx.store.message(msg_id)? else {
            continue;
        };
        sync_key = seq;
        let count = read_count(ctx, msg_id)?;
        let of = message.conversation_of(me.uid);
        match found.iter_mut().find(|(known, _)| *known == of) {
            Some((_, counts)) => counts.push(count),
            None => found.push((of, vec![count])),
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let mut receipts = Vec::new();
    for (of, counts) in found {
        receipts.push(receipt(ctx, of, counts)?);
    }
    let payload = json!({
        "uid": me.uid, "rid": sync_key, "event": "sync_receipt",
        "sync_key": sync_key, "receipts": receipts,
    });
    ctx.push(ctx.socket, "sync_receipt", payload);
    Ok(())
}

/// Read counts of one conversation, named as its members name it.
pub fn receipt(ctx: &Ctx, of: Conversation, counts: Vec<Value>) -> Answer {
    if of.kind == SINGLE {
        let peer = ctx.store.user(of.peer)?;
        return Ok(json!({
            "type": of.kind, "username": peer.username, "appkey": peer.appkey,
            "receipt_msgs": counts,
        }));
    }
    Ok(json!({ "type": of.kind, "gid": of.peer, "receipt_msgs": counts }))
}

pub fn conversation_ack(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    ack(ctx, me, args, Kind::Message)
}

pub fn event_ack(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    ack(ctx, me, args, Kind::Event)
}

pub fn receipt_ack(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    ack(ctx, me, args, Kind::Receipt)
}

fn ack(ctx: &mut Ctx, me: &Me, args: &Args, kind: Kind) -> Answer {
    let key = args.int("sync_key")?;
    ctx.store.settle_sync(device(me), kind, key, ctx.socket)?;
    Ok(json!({}))
}

/// Live events and read counts have no ack of their own: whatever a device asks later on the same
/// socket shows that it was there to get them.
pub fn confirm_events(ctx: &Ctx, me: &Me) -> Result<(), Refusal> {
    for kind in [Kind::Event, Kind::Receipt] {
        ctx.store.settle_sent(device(me), kind, ctx.socket)?;
    }
    Ok(())
}
