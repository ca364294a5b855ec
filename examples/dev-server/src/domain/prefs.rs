//! No-disturb and group shields. No-disturb is only kept here: it is for the devices to heed.
//! A shield is heeded by `messages`.

use super::{events, groups};
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::groups::Group;
use crate::store::lists::List;
use crate::world::Answer;
use serde_json::{json, Value};

const DISTURB_CHANGED: i64 = 37;
const SHIELD_CHANGED: i64 = 39;
/// To one's other devices; extra says what happened.
const DISTURB_CHANGED_ELSEWHERE: i64 = 102;
const SHIELD_CHANGED_ELSEWHERE: i64 = 103;

pub fn no_disturb(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    let mut users = Vec::new();
    for uid in ctx.store.listed(List::QuietUsers, me.uid)? {
        let user = ctx.store.user(uid)?;
        users.push(user.profile(Value::from(user.mtime)));
    }
    let groups = listed_groups(ctx, me, List::QuietGroups)?;
    let global = i64::from(ctx.store.global_no_disturb(me.uid)?);
    Ok(json!({ "no_disturb": { "global": global, "users": users, "groups": groups } }))
}

/// The groups of a list that still exist.
fn listed_groups(ctx: &Ctx, me: &Me, list: List) -> Result<Vec<Value>, Refusal> {
    let mut infos = Vec::new();
    for gid in ctx.store.listed(list, me.uid)? {
        infos.extend(ctx.store.group(gid)?.map(|group| group.info()));
    }
    Ok(infos)
}

pub fn add_user(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    user(ctx, me, args, true)
}

pub fn delete_user(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    user(ctx, me, args, false)
}

fn user(ctx: &mut Ctx, me: &Me, args: &Args, on: bool) -> Answer {
    let name = args.name("target_name", "appkey", &me.appkey)?;
    let user = ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)?;
    let refusal = if on { DISTURB_USER_SET } else { DISTURB_USER_NOT_SET };
    set(ctx, me, List::QuietUsers, user.uid, on, refusal)?;
    let extra = if on { 31 } else { 32 };
    disturb_changed(ctx, me, json!({ "extra": extra, "to_usernames": [user.brief()] }))
}

pub fn add_group(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    group(ctx, me, args, true)
}

pub fn delete_group(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    group(ctx, me, args, false)
}

fn group(ctx: &mut Ctx, me: &Me, args: &Args, on: bool) -> Answer {
    let group = my_group(ctx, me, args)?;
    let refusal = if on { DISTURB_GROUP_SET } else { DISTURB_GROUP_NOT_SET };
    set(ctx, me, List::QuietGroups, group.gid, on, refusal)?;
    let extra = if on { 33 } else { 34 };
    disturb_changed(ctx, me, json!({ "extra": extra, "to_groups": [named(&group)] }))
}

pub fn add_global(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    global(ctx, me, true)
}

pub fn delete_global(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    global(ctx, me, false)
}

fn global(ctx: &mut Ctx, me: &Me, on: bool) -> Answer {
    if !ctx.store.set_global_no_disturb(me.uid, on)? {
        return Err(if on { DISTURB_GLOBAL_SET } else { DISTURB_GLOBAL_NOT_SET });
    }
    disturb_changed(ctx, me, json!({ "extra": if on { 35 } else { 36 } }))
}

fn disturb_changed(ctx: &mut Ctx, me: &Me, fields: Value) -> Answer {
    events::own_change(ctx, me, DISTURB_CHANGED, DISTURB_CHANGED_ELSEWHERE, fields)
}

pub fn shields(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    Ok(json!({ "groups": listed_groups(ctx, me, List::Shields)? }))
}

pub fn add_shield(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    shield(ctx, me, args, true)
}

pub fn delete_shield(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    shield(ctx, me, args, false)
}

fn shield(ctx: &mut Ctx, me: &Me, args: &Args, on: bool) -> Answer {
    let group = my_group(ctx, me, args)?;
    let refusal = if on { SHIELD_SET } else { SHIELD_NOT_SET };
    set(ctx, me, List::Shields, group.gid, on, refusal)?;
    let fields = json!({ "extra": if on { 1 } else { 2 }, "to_groups": [named(&group)] });
    events::own_change(ctx, me, SHIELD_CHANGED, SHIELD_CHANGED_ELSEWHERE, fields)
}

/// Puts an entry on a list or takes it off; refused if that changes nothing.
fn set(ctx: &Ctx, me: &Me, list: List, entry: i64, on: bool, refusal: Refusal) -> Result<(), Refusal> {
    let changed = if on {
        ctx.store.add_to_list(list, me.uid, entry)?
    } else {
        ctx.store.remove_from_list(list, me.uid, entry)?
    };
    changed.then_some(()).ok_or(refusal)
}

fn my_group(ctx: &Ctx, me: &Me, args: &Args) -> Result<Group, Refusal> {
    let group = groups::named(ctx, args)?;
    let member = ctx.store.member(group.gid, me.uid)?;
    member.map(|_| group).ok_or(USER_NOT_IN_GROUP)
}

fn named(group: &Group) -> Value {
    json!({ "gid": group.gid, "name": group.name })
}
