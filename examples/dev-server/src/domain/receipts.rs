//! Read receipts: who has read what, and telling the sender.

use super::{events, sync};
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::messages::{Conversation, Message, GROUP, SINGLE};
use crate::store::owed::{Kind, Of};
use crate::world::Answer;
use serde_json::{json, Value};

/// Tells one's other devices what was read.
const REPORTED_ELSEWHERE: i64 = 201;

pub fn report(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let sessions = args.get("sessions").and_then(Value::as_array);
    let sessions = sessions.ok_or(INVALID_PARAMETER)?;
    let mut reply = json!({});
    for one in sessions {
        reply = session(ctx, me, &Args(one))?;
    }
    Ok(reply)
}

/// The messages of one conversation. The reply names it, as its page expects.
fn session(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (of, named) = conversation(ctx, me, args)?;
    let mut read = Vec::new();
    for msg_id in args.ints("msg_ids")? {
        let message = ctx.store.message(msg_id)?;
        let message = message.filter(|message| message.conversation_of(me.uid) == of);
        if let Some(message) = message.filter(|message| !message.retracted) {
            if ctx.store.mark_receipt(msg_id, me.uid, ctx.now)? {
                read.push(message);
            }
        }
    }
    tell_senders(ctx, &read)?;
    if !read.is_empty() {
        let ids: Vec<i64> = read.iter().map(|message| message.msg_id).collect();
        let user = ctx.store.user(me.uid)?;
        let fields = json!({ "description": named, "msg_ids": ids, "msgid_list": ids });
        let event = events::new(ctx, REPORTED_ELSEWHERE, Some(&user), fields)?;
        events::notify(ctx, &event, &[me.uid], Some(ctx.socket))?;
    }
    Ok(named)
}

fn conversation(ctx: &Ctx, me: &Me, args: &Args) -> Result<(Conversation, Value), Refusal> {
    if args.int("type")? == GROUP {
        let gid = args.int("gid")?;
        let of = Conversation { kind: GROUP, peer: gid };
        return Ok((of, json!({ "type": GROUP, "gid": gid })));
    }
    let name = args.name("username", "appkey", &me.appkey)?;
    let peer = ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)?;
    let of = Conversation { kind: SINGLE, peer: peer.uid };
    let named = json!({ "type": SINGLE, "username": name.username, "appkey": name.appkey });
    Ok((of, named))
}

/// One push per sender and conversation, and a debt to each of the sender's devices.
fn tell_senders(ctx: &mut Ctx, read: &[Message]) -> Result<(), Refusal> {
    let mut senders: Vec<i64> = read.iter().map(|message| message.from_uid).collect();
    senders.sort_unstable();
    senders.dedup();
    for sender in senders {
        let mine: Vec<&Message> = read.iter().filter(|message| message.from_uid == sender).collect();
        let mut counts = Vec::new();
        for message in &mine {
            counts.push(sync::read_count(ctx, message.msg_id)?);
        }
        let of = mine[0].conversation_of(sender);
        let mut payload = sync::receipt(ctx, of, counts)?;
        payload["uid"] = json!(sender);
        payload["rid"] = json!(ctx.now);
        payload["event"] = json!("receipt_change");
        for device in ctx.store.devices(sender)? {
            let socket = ctx.hub.socket_of(sender, &device.platform);
            let of = Of { uid: sender, platform: &device.platform };
            for message in &mine {
                let sent_on = socket.unwrap_or(0);
                ctx.store.owe(of, Kind::Receipt, message.msg_id, ctx.now, sent_on)?;
            }
            if let Some(socket) = socket {
                ctx.push(socket, "receipt_change", payload.clone());
            }
        }
    }
    Ok(())
}

pub fn unread_list(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let msg_id = args.int("msg_id")?;
    let message = ctx.store.message(msg_id)?.ok_or(MSG_ID_INVALID)?;
    if message.from_uid != me.uid {
        return Err(NOT_SENDER);
    }
    let (mut read_list, mut unread_list) = (Vec::new(), Vec::new());
    for (uid, read) in ctx.store.receipts(msg_id)? {
        let brief = ctx.store.user(uid)?.brief();
        if read {
            read_list.push(brief);
        } else {
            unread_list.push(brief);
        }
    }
    Ok(json!({
        "msg_unread_list": { "read_list": read_list, "unread_list": unread_list },
    }))
}
