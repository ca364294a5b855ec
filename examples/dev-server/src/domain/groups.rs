//! Groups themselves: made, described, handed over, dissolved. Their members are in `members`.

use super::events;
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::groups::{Group, Role, PRIVATE, PUBLIC};
use crate::world::Answer;
use serde_json::{json, Value};

const MAX_NAME: usize = 64;
const MAX_DESCRIPTION: usize = 250;

const CREATED: i64 = 8;

pub fn create(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let name = args.text("group_name")?;
    let description = args.optional_text("group_description").unwrap_or_default();
    check_texts(&name, &description)?;
    let avatar = args.optional_text("media_id").unwrap_or_default();
    let kind = if args.flag("is_limit") {
        PUBLIC
    } else {
        PRIVATE
    };
    let gid = ctx.store.next_id("gid")?;
    ctx.store.add_group(
        gid,
        &me.appkey,
        &name,
        &description,
        &avatar,
        kind,
        ctx.now_s(),
    )?;
    ctx.store.add_member(gid, me.uid, Role::Owner)?;
    let group = find(ctx, gid)?;
    let user = ctx.store.user(me.uid)?;
    let event = events::of_group(
        ctx,
        CREATED,
        Some(&user),
        &group,
        &[user.clone()],
        json!({}),
    )?;
    events::notify(ctx, &event, &[me.uid], None)?;
    Ok(json!({
        "gid": gid, "group_name": name, "group_description": description,
        // As the documents spell it
        "group_descriptin": description, "ctime": ctx.now_s(),
    }))
}

fn check_texts(name: &str, description: &str) -> Result<(), Refusal> {
    if name.len() > MAX_NAME {
        return Err(GROUP_NAME_TOO_LONG);
    }
    if description.len() > MAX_DESCRIPTION {
        return Err(GROUP_DESC_TOO_LONG);
    }
    Ok(())
}

pub fn find(ctx: &Ctx, gid: i64) -> Result<Group, Refusal> {
    ctx.store.group(gid)?.ok_or(TARGET_GROUP_NOT_EXIST)
}

/// The gid of a request's group, and the group.
pub fn named(ctx: &Ctx, args: &Args) -> Result<Group, Refusal> {
    find(ctx, args.int("gid")?)
}

pub fn list(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    let groups = ctx.store.groups_of(me.uid)?;
    Ok(json!({ "group_list": infos(&groups) }))
}

fn infos(groups: &[Group]) -> Vec<Value> {
    groups.iter().map(Group::info).collect()
}
