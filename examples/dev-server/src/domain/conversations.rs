//! The list of conversations, and marking them read.

use super::events;
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::messages::{Conversation, GROUP, SINGLE};
use crate::world::Answer;
use serde_json::{json, Value};

/// The event that tells one's other devices that a conversation was read.
const READ: i64 = 200;

pub fn list(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    let found = ctx.store.conversations(me.uid)?.into_iter();
    let conversations: Vec<Value> = found.map(|(_, item)| item).collect();
    Ok(json!({ "conversations": conversations }))
}

pub fn read_single(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let name = args.name("username", "appkey", &me.appkey)?;
    let peer = ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)?;
    let of = Conversation { kind: SINGLE, peer: peer.uid };
    let description = json!({ "type": SINGLE, "username": name.username, "appkey": name.appkey });
    read(ctx, me, of, description)
}

pub fn read_group(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let gid = args.int("gid")?;
    let of = Conversation { kind: GROUP, peer: gid };
    read(ctx, me, of, json!({ "type": GROUP, "gid": gid }))
}

fn read(ctx: &mut Ctx, me: &Me, of: Conversation, description: Value) -> Answer {
    ctx.store.mark_read(me.uid, of, ctx.now)?;
    let user = ctx.store.user(me.uid)?;
    let fields = json!({ "description": description });
    let event = events::new(ctx, READ, Some(&user), fields)?;
    events::notify(ctx, &event, &[me.uid], Some(ctx.socket))?;
    Ok(json!({}))
}
