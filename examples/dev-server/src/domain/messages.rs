//! Messages of single and group chats: checked, stored, and delivered to all who should have them.

use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::{Me, SocketId};
use crate::store::lists::List;
use crate::store::messages::{Message, GROUP, SINGLE};
use crate::store::owed::{Kind, Of};
use crate::world::Answer;
use serde_json::{json, Value};

/// Of a message's body, as JSON.
pub const MAX_BODY: usize = 8 * 1024;

pub fn single(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let name = args.name("target_id", "appkey", &me.appkey)?;
    let target = ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)?;
    if ctx.store.is_listed(List::Blacks, target.uid, me.uid)? {
        return Err(USER_IN_BLACKLIST);
    }
    let message = compose(ctx, me, args, SINGLE, target.uid, &target.appkey)?;
    let mut readers = vec![target.uid];
    readers.retain(|uid| *uid != me.uid);
    post(ctx, me, args, &message, &readers)?;
    sent(ctx, &message)
}

pub fn group(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let gid = args.int("target_gid")?;
    let group = ctx.store.group(gid)?.ok_or(TARGET_GROUP_NOT_EXIST)?;
    let member = ctx.store.member(gid, me.uid)?.ok_or(USER_NOT_IN_GROUP)?;
    if member.silent {
        return Err(SILENT);
    }
    let message = compose(ctx, me, args, GROUP, gid, &group.appkey)?;
    let mut readers = Vec::new();
    for member in ctx.store.members(gid)? {
        let shields = ctx.store.is_listed(List::Shields, member.uid, gid)?;
        if member.uid != me.uid && !shields {
            readers.push(member.uid);
        }
    }
    post(ctx, me, args, &message, &readers)?;
    let mut reply = sent(ctx, &message)?;
    reply["target_gid"] = json!(gid);
    Ok(reply)
}

/// What the sender hears.
fn sent(ctx: &Ctx, message: &Message) -> Answer {
    let mut reply = json!({
        "msg_id": message.msg_id, "ctime_ms": message.ctime_ms, "key": message.target,
    });
    if message.need_receipt {
        reply["unread_count"] = json!(ctx.store.unread_count(message.msg_id)?.0);
    }
    Ok(reply)
}

/// The content of a request, with what only the server can vouch for.
pub fn content(ctx: &Ctx, me: &Me, args: &Args, too_long: Refusal) -> Result<Value, Refusal> {
    let content = args.get("content").filter(|content| content.is_object());
    let mut content = content.ok_or(INVALID_PARAMETER)?.clone();
    let body = content.get("msg_body").filter(|body| body.is_object());
    let body = body.ok_or(MESSAGE_FORMAT)?;
    if body.to_string().len() > MAX_BODY {
        return Err(too_long);
    }
    let user = ctx.store.user(me.uid)?;
    content["from_type"] = json!("user");
    content["from_id"] = json!(user.username);
    content["from_appkey"] = json!(user.appkey);
    content["from_name"] = json!(user.nickname);
    content["sui_mtime"] = json!(user.mtime);
    Ok(content)
}

fn compose(ctx: &Ctx, me: &Me, args: &Args, kind: i64, target: i64, target_appkey: &str) -> Result<Message, Refusal> {
    let mut content = content(ctx, me, args, MESSAGE_TOO_LONG)?;
    content["target_appkey"] = json!(target_appkey);
    let need_receipt = args.flag("need_receipt");
    let msg_id = ctx.store.next_id("msg")?;
    let no_notification = json!({ "enabled": false, "title": "", "alert": "", "at_prefix": "" });
    let mut item = json!({
        "ctime_ms": ctx.now, "ctime": ctx.now_s(), "msg_type": kind, "msg_id": msg_id,
        "msg_level": i64::from(target_appkey != me.appkey), "need_receipt": need_receipt,
        "custom_notification": args.get("custom_notification").unwrap_or(&no_notification),
        "content": content,
    });
    if let Some(users) = args.get("users") {
        item["users"] = users.clone();
    }
    Ok(Message { msg_id, kind, from_uid: me.uid, target, ctime_ms: ctx.now, item, need_receipt, retracted: false })
}

/// Stores a message and brings it to all devices of its readers and to the sender's other ones.
fn post(ctx: &mut Ctx, me: &Me, args: &Args, message: &Message, readers: &[i64]) -> Result<(), Refusal> {
    ctx.store.add_message(message)?;
    if message.need_receipt {
        for uid in readers {
            ctx.store.expect_receipt(message.msg_id, *uid, ctx.now)?;
        }
    }
    let keeps = !args.flag("no_offline");
    for &uid in readers.iter().chain([&me.uid]) {
        if !keeps && ctx.hub.sockets_of(uid).is_empty() {
            continue;
        }
        ctx.store.file_message(uid, message)?;
        for device in ctx.store.devices(uid)? {
            if uid == me.uid && device.platform == me.platform {
                continue;
            }
            let socket = ctx.hub.socket_of(uid, &device.platform);
            if socket.is_some() || keeps {
                let of = Of { uid, platform: &device.platform };
                let sent_on = socket.unwrap_or(0);
                let (id, seq) = (message.msg_id, message.ctime_ms);
                ctx.store.owe(of, Kind::Message, id, seq, sent_on)?;
            }
            if let Some(socket) = socket {
                push(ctx, socket, uid, message);
            }
        }
    }
    Ok(())
}

fn push(ctx: &mut Ctx, socket: SocketId, uid: i64, message: &Message) {
    let mut item = message.item.clone();
    item["from_uid"] = json!(message.from_uid);
    item["from_gid"] = json!(if message.kind == GROUP { message.target } else { 0 });
    let payload = json!({
        "uid": uid, "rid": message.msg_id, "event": "msg_sync", "messages": [item],
    });
    ctx.push(socket, "msg_sync", payload);
}

/// A device has got a message that was pushed.
pub fn received(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let of = Of { uid: me.uid, platform: me.platform };
    ctx.store.settle(of, Kind::Message, args.int("msg_id")?)?;
    Ok(json!({}))
}
