//! Groups themselves: made, described, listed. Their members are in `members`, `joining` and
//! `ranks`.

use super::{events, members};
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::groups::{Group, Member, Role, PRIVATE, PUBLIC};
use crate::world::Answer;
use serde_json::{json, Value};
use std::slice;

const MAX_NAME: usize = 64;
const MAX_DESCRIPTION: usize = 250;
const PAGE: i64 = 50;

const CREATED: i64 = 8;
const UPDATED: i64 = 12;

pub fn create(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let public = args.flag("is_limit");
    let group = Group {
        gid: ctx.store.next_id("gid")?,
        appkey: me.appkey.clone(),
        name: args.text("group_name")?,
        description: args.optional_text("group_description").unwrap_or_default(),
        avatar: args.optional_text("media_id").unwrap_or_default(),
        kind: if public { PUBLIC } else { PRIVATE },
        ..Group::default()
    };
    check_texts(&group)?;
    ctx.store.add_group(&group, ctx.now_s())?;
    ctx.store.add_member(group.gid, me.uid, Role::Owner)?;
    let user = ctx.store.user(me.uid)?;
    let event = events::of_group(ctx, CREATED, &user, &group, slice::from_ref(&user), json!({}))?;
    events::notify(ctx, &event, &[me.uid], None)?;
    Ok(json!({
        "gid": group.gid, "group_name": group.name, "group_description": group.description,
        // As the documents spell it
        "group_descriptin": group.description, "ctime": ctx.now_s(),
    }))
}

fn check_texts(group: &Group) -> Result<(), Refusal> {
    if group.name.len() > MAX_NAME {
        return Err(GROUP_NAME_TOO_LONG);
    }
    if group.description.len() > MAX_DESCRIPTION {
        return Err(GROUP_DESC_TOO_LONG);
    }
    Ok(())
}

pub fn find(ctx: &Ctx, gid: i64) -> Result<Group, Refusal> {
    ctx.store.group(gid)?.ok_or(TARGET_GROUP_NOT_EXIST)
}

/// The group that a request names.
pub fn named(ctx: &Ctx, args: &Args) -> Result<Group, Refusal> {
    find(ctx, args.int("gid")?)
}

/// The group that a request names, and the asker's place in it.
pub fn named_of_mine(ctx: &Ctx, me: &Me, args: &Args) -> Result<(Group, Member), Refusal> {
    let group = named(ctx, args)?;
    let member = ctx.store.member(group.gid, me.uid)?;
    Ok((group, member.ok_or(USER_NOT_IN_GROUP)?))
}

pub fn update(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (mut group, member) = named_of_mine(ctx, me, args)?;
    if !member.role.leads() {
        return Err(NO_PERMISSION);
    }
    let (name, description) = (args.text("group_name"), args.text("group_description"));
    let avatar = args.text("media_id");
    if name.is_err() && description.is_err() && avatar.is_err() {
        return Err(INVALID_PARAMETER);
    }
    group.name = name.unwrap_or(group.name);
    group.description = description.unwrap_or(group.description);
    group.avatar = avatar.unwrap_or(group.avatar);
    check_texts(&group)?;
    ctx.store.update_group(&group, ctx.now_s())?;
    let user = ctx.store.user(me.uid)?;
    let event = events::of_group(ctx, UPDATED, &user, &group, slice::from_ref(&user), json!({}))?;
    let everyone = members::uids(ctx, group.gid)?;
    events::notify(ctx, &event, &everyone, None)?;
    Ok(json!({}))
}

pub fn info(ctx: &mut Ctx, _: &Me, args: &Args) -> Answer {
    Ok(json!({ "group_info": named(ctx, args)?.info() }))
}

pub fn list(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    let groups = ctx.store.groups_of(me.uid)?;
    Ok(json!({ "group_list": infos(&groups) }))
}

pub fn public_list(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let start = args.optional_int("start").unwrap_or(0).max(0);
    let appkey = args.text("appkey").unwrap_or_else(|_| me.appkey.clone());
    let groups = ctx.store.public_groups(&appkey, start, PAGE)?;
    let total = ctx.store.public_group_count(&appkey)?;
    Ok(json!({
        "result": {
            "total": total, "start": start, "count": groups.len(), "groups": infos(&groups),
        },
    }))
}

fn infos(groups: &[Group]) -> Vec<Value> {
    groups.iter().map(Group::info).collect()
}
