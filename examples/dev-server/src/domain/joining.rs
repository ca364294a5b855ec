//! Public groups: asking to be let in, and what the owner and keepers answer.

use super::{events, groups, members};
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::groups::{Group, PUBLIC};
use crate::store::users::User;
use crate::world::Answer;
use serde_json::{json, Value};
use std::slice;

const REQUESTED: i64 = 56;
const REFUSED: i64 = 57;
const REFUSED_BY_KEEPER: i64 = 58;

/// What extra says of a request: proposed by a member, or asked for oneself.
const PROPOSED: i64 = 10;
const BY_SELF: i64 = 59;

const AGREED: i64 = 0;

fn leaders(ctx: &Ctx, gid: i64) -> Result<Vec<i64>, Refusal> {
    let members = ctx.store.members(gid)?.into_iter();
    let leaders = members.filter(|member| member.role.leads());
    Ok(leaders.map(|member| member.uid).collect())
}

pub fn apply(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let group = groups::named(ctx, args)?;
    if group.kind != PUBLIC {
        return Err(GROUP_TYPE_UNSUPPORTED);
    }
    let user = ctx.store.user(me.uid)?;
    let reason = args.optional_text("reason").unwrap_or_default();
    let fields = json!({ "extra": BY_SELF, "description": reason });
    request(ctx, &user, &group, slice::from_ref(&user), fields)
}

pub fn propose(ctx: &mut Ctx, from: &User, group: &Group, users: &[User]) -> Answer {
    request(ctx, from, group, users, json!({ "extra": PROPOSED }))
}

fn request(ctx: &mut Ctx, from: &User, group: &Group, users: &[User], fields: Value) -> Answer {
    let event = events::of_group(ctx, REQUESTED, from, group, users, fields)?;
    for user in users {
        if ctx.store.member(group.gid, user.uid)?.is_some() {
            return Err(ALREADY_IN_GROUP);
        }
        let event_id = event["event_id"].as_i64().unwrap_or_default();
        ctx.store.add_join_request(event_id, group.gid, from.uid, user.uid)?;
    }
    let leaders = leaders(ctx, group.gid)?;
    events::notify(ctx, &event, &leaders, None)?;
    Ok(json!({}))
}

pub fn answer(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (group, member) = groups::named_of_mine(ctx, me, args)?;
    if !member.role.leads() {
        return Err(NO_PERMISSION);
    }
    let name = args.name("target_username", "target_appkey", &me.appkey)?;
    let target = ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)?;
    let event_id = args.int("event_id")?;
    let result = args.int("result")?;
    let request = ctx.store.join_request(event_id, group.gid, target.uid)?;
    let request = request.ok_or(INVITATION_INVALID)?;
    if request.done {
        return Err(ALREADY_PROCESSED);
    }
    ctx.store.close_join_request(event_id, target.uid)?;
    let from = ctx.store.user(me.uid)?;
    let users = [target];
    if result == AGREED {
        return members::enrol(ctx, &from, &group, &users);
    }
    let reason = args.optional_text("reason").unwrap_or_default();
    let fields = json!({ "description": reason, "from_eventid": event_id });
    let event = events::of_group(ctx, REFUSED, &from, &group, &users, fields.clone())?;
    events::notify(ctx, &event, &[request.from_uid], None)?;
    let event = events::of_group(ctx, REFUSED_BY_KEEPER, &from, &group, &users, fields)?;
    let leaders = leaders(ctx, group.gid)?;
    events::notify(ctx, &event, &leaders, None)?;
    Ok(json!({}))
}
