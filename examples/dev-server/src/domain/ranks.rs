//! Ranks in a group: owner, keepers, and who may not speak.

use super::{events, groups, members};
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::groups::{Group, Role};
use crate::store::users::User;
use crate::world::Answer;
use serde_json::{json, Value};

const SILENCE: i64 = 65;
const KEEPERS: i64 = 80;
const HANDED_OVER: i64 = 82;

/// What extra says of `SILENCE` and `KEEPERS`.
const ADDED: i64 = 1;
const DELETED: i64 = 2;

/// A group that the asker owns.
fn own_group(ctx: &Ctx, me: &Me, args: &Args) -> Result<Group, Refusal> {
    let (group, member) = groups::named_of_mine(ctx, me, args)?;
    if member.role != Role::Owner {
        return Err(NOT_OWNER);
    }
    Ok(group)
}

fn target(ctx: &Ctx, me: &Me, args: &Args) -> Result<User, Refusal> {
    let name = args.name("target_username", "target_appkey", &me.appkey)?;
    ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)
}

fn tell_all(ctx: &mut Ctx, me: &Me, kind: i64, group: &Group, users: &[User], fields: Value) -> Answer {
    let from = ctx.store.user(me.uid)?;
    let event = events::of_group(ctx, kind, &from, group, users, fields)?;
    let everyone = members::uids(ctx, group.gid)?;
    events::notify(ctx, &event, &everyone, None)?;
    Ok(json!({}))
}

pub fn silence(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (group, member) = groups::named_of_mine(ctx, me, args)?;
    let user = target(ctx, me, args)?;
    let silenced = ctx.store.member(group.gid, user.uid)?;
    let silenced = silenced.ok_or(USER_NOT_IN_GROUP)?;
    if !member.role.outranks(silenced.role) {
        return Err(NO_PERMISSION);
    }
    let silent = args.flag("keep_silence");
    ctx.store.set_silence(group.gid, user.uid, silent)?;
    let extra = if silent { ADDED } else { DELETED };
    tell_all(ctx, me, SILENCE, &group, &[user], json!({ "extra": extra }))
}

pub fn add_keepers(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    keepers(ctx, me, args, Role::Keeper, ADDED)
}

pub fn delete_keepers(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    keepers(ctx, me, args, Role::Member, DELETED)
}

fn keepers(ctx: &mut Ctx, me: &Me, args: &Args, role: Role, extra: i64) -> Answer {
    let group = own_group(ctx, me, args)?;
    let users = members::named_users(ctx, me, args)?;
    for user in &users {
        let member = ctx.store.member(group.gid, user.uid)?;
        if member.ok_or(USER_NOT_IN_GROUP)?.role == Role::Owner {
            return Err(NO_PERMISSION);
        }
        ctx.store.set_role(group.gid, user.uid, role)?;
    }
    tell_all(ctx, me, KEEPERS, &group, &users, json!({ "extra": extra }))
}

pub fn hand_over(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let group = own_group(ctx, me, args)?;
    let user = target(ctx, me, args)?;
    if user.uid == me.uid {
        return Err(INVALID_VALUE);
    }
    ctx.store.member(group.gid, user.uid)?.ok_or(USER_NOT_IN_GROUP)?;
    ctx.store.set_role(group.gid, me.uid, Role::Member)?;
    ctx.store.set_role(group.gid, user.uid, Role::Owner)?;
    ctx.store.set_silence(group.gid, user.uid, false)?;
    let fields = json!({ "new_owner": user.brief() });
    tell_all(ctx, me, HANDED_OVER, &group, &[user], fields)
}
