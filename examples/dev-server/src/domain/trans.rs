//! Transparent messages: to those who are on now, never stored.

use super::{groups, members};
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::{Me, SocketId};
use crate::store::lists::List;
use crate::world::Answer;
use serde_json::{json, Value};

const MAX_CMD: usize = 4096;

const SINGLE: i64 = 3;
const GROUP: i64 = 4;
const PLATFORM: i64 = 5;

fn cmd(args: &Args) -> Result<String, Refusal> {
    let cmd = args.text("cmd")?;
    if cmd.len() > MAX_CMD {
        return Err(CMD_TOO_LONG);
    }
    Ok(cmd)
}

fn push(ctx: &mut Ctx, me: &Me, to: &[SocketId], fields: Value) {
    let mut payload = fields;
    payload["event"] = json!("trans_msg_rec");
    payload["rid"] = json!(ctx.now);
    payload["from_username"] = json!(me.username);
    payload["from_appkey"] = json!(me.appkey);
    for socket in to {
        ctx.push(*socket, "trans_msg_rec", payload.clone());
    }
}

/// The sockets of users, without the one that asks.
fn sockets(ctx: &Ctx, uids: &[i64]) -> Vec<SocketId> {
    let all = uids.iter().flat_map(|uid| ctx.hub.sockets_of(*uid));
    all.map(|(_, socket)| socket).filter(|socket| *socket != ctx.socket).collect()
}

pub fn single(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let cmd = cmd(args)?;
    let name = args.name("target_username", "target_appkey", &me.appkey)?;
    let target = ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)?;
    if ctx.store.is_listed(List::Blacks, target.uid, me.uid)? {
        return Err(USER_IN_BLACKLIST);
    }
    let to = sockets(ctx, &[target.uid]);
    if to.is_empty() {
        return Err(TARGET_NOT_LOGIN);
    }
    push(ctx, me, &to, json!({ "type": SINGLE, "cmd": cmd }));
    Ok(json!({}))
}

pub fn group(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let cmd = cmd(args)?;
    let group = groups::named(ctx, args)?;
    let mut uids = members::uids(ctx, group.gid)?;
    if !uids.contains(&me.uid) {
        return Err(USER_NOT_IN_GROUP);
    }
    uids.retain(|uid| *uid != me.uid);
    let to = sockets(ctx, &uids);
    push(ctx, me, &to, json!({ "type": GROUP, "gid": group.gid, "cmd": cmd }));
    Ok(json!({}))
}

/// To one's own other devices.
pub fn platform(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let cmd = cmd(args)?;
    let platform = args.text("platform")?;
    let to: Vec<SocketId> = match platform.as_str() {
        "all" => sockets(ctx, &[me.uid]),
        "android" | "ios" | "pc" | "web" => {
            let socket = ctx.hub.socket_of(me.uid, &platform);
            socket.into_iter().filter(|id| *id != ctx.socket).collect()
        }
        _ => return Err(INVALID_VALUE),
    };
    if to.is_empty() {
        return Err(TARGET_NOT_LOGIN);
    }
    push(ctx, me, &to, json!({ "type": PLATFORM, "platform": platform, "cmd": cmd }));
    Ok(json!({}))
}
