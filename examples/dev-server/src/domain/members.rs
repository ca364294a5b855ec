//! The members of groups: listing, adding, removing, leaving. Asking to join is in `joining`.

use super::{events, groups, joining};
use crate::args::{Args, Name};
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::groups::{Group, Role, MAX_MEMBERS, PUBLIC};
use crate::store::users::User;
use crate::world::Answer;
use serde_json::{json, Value};
use std::slice;

const LEFT: i64 = 9;
const ADDED: i64 = 10;
const REMOVED: i64 = 11;
/// extra of `LEFT` when the owner has dissolved the group
const DISSOLVED: i64 = 69;

/// The uids of all members.
pub fn uids(ctx: &Ctx, gid: i64) -> Result<Vec<i64>, Refusal> {
    let members = ctx.store.members(gid)?;
    Ok(members.iter().map(|member| member.uid).collect())
}

/// The users of a request's list, which must not be empty.
pub fn named_users(ctx: &Ctx, me: &Me, args: &Args) -> Result<Vec<User>, Refusal> {
    let mut names: Vec<Name> = Vec::new();
    for name in args.names("member_usernames", &me.appkey)? {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return Err(ZERO_MEMBER);
    }
    let mut users = Vec::new();
    for name in names {
        users.push(ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)?);
    }
    Ok(users)
}

pub fn list(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (group, _) = groups::named_of_mine(ctx, me, args)?;
    let users = ctx.store.member_users(group.gid)?;
    let members = ctx.store.members(group.gid)?;
    let list: Vec<Value> = users
        .iter()
        .zip(members)
        .map(|(user, member)| {
            let mut item = user.profile(Value::from(user.mtime_text.clone()));
            item["flag"] = json!(member.role.flag());
            item["keep_silence"] = json!(member.silent);
            item
        })
        .collect();
    Ok(json!({ "member_list": list }))
}

/// In a public group, one who doesn't lead it can only propose.
pub fn add(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (group, member) = groups::named_of_mine(ctx, me, args)?;
    let users = named_users(ctx, me, args)?;
    let from = ctx.store.user(me.uid)?;
    if group.kind == PUBLIC && !member.role.leads() {
        return joining::propose(ctx, &from, &group, &users);
    }
    enrol(ctx, &from, &group, &users)
}

/// Makes users members and tells all.
pub fn enrol(ctx: &mut Ctx, from: &User, group: &Group, users: &[User]) -> Answer {
    for user in users {
        if ctx.store.member(group.gid, user.uid)?.is_some() {
            return Err(ALREADY_IN_GROUP);
        }
        ctx.store.add_member(group.gid, user.uid, Role::Member)?;
    }
    let everyone = uids(ctx, group.gid)?;
    if everyone.len() as i64 > MAX_MEMBERS {
        return Err(GROUP_FULL);
    }
    let event = events::of_group(ctx, ADDED, from, group, users, json!({}))?;
    events::notify(ctx, &event, &everyone, None)?;
    Ok(json!({}))
}

pub fn remove(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (group, member) = groups::named_of_mine(ctx, me, args)?;
    if !member.role.leads() {
        return Err(DELETE_NOT_PERMITTED);
    }
    let users = named_users(ctx, me, args)?;
    let everyone = uids(ctx, group.gid)?;
    for user in &users {
        let target = ctx.store.member(group.gid, user.uid)?;
        let target = target.ok_or(USER_NOT_IN_GROUP)?;
        if !member.role.outranks(target.role) {
            return Err(MEMBER_NOT_DELETABLE);
        }
        ctx.store.remove_member(group.gid, user.uid)?;
    }
    let from = ctx.store.user(me.uid)?;
    let event = events::of_group(ctx, REMOVED, &from, &group, &users, json!({}))?;
    events::notify(ctx, &event, &everyone, None)?;
    Ok(json!({}))
}

/// An owner who leaves is followed by whoever has been there longest; the last one ends the group.
pub fn exit(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (group, member) = groups::named_of_mine(ctx, me, args)?;
    let user = ctx.store.user(me.uid)?;
    let everyone = uids(ctx, group.gid)?;
    ctx.store.remove_member(group.gid, me.uid)?;
    let mut fields = json!({});
    match ctx.store.members(group.gid)?.first() {
        Some(heir) if member.role == Role::Owner => {
            ctx.store.set_role(group.gid, heir.uid, Role::Owner)?;
            fields["new_owner"] = ctx.store.user(heir.uid)?.brief();
        }
        Some(_) => {}
        None => ctx.store.dissolve_group(group.gid)?,
    }
    let event = events::of_group(ctx, LEFT, &user, &group, slice::from_ref(&user), fields)?;
    events::notify(ctx, &event, &everyone, None)?;
    Ok(json!({ "gid": group.gid, "group_name": group.name }))
}

pub fn dissolve(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let (group, member) = groups::named_of_mine(ctx, me, args)?;
    if member.role != Role::Owner {
        return Err(NOT_OWNER);
    }
    let users = ctx.store.member_users(group.gid)?;
    ctx.store.dissolve_group(group.gid)?;
    let owner = ctx.store.user(me.uid)?;
    // Nobody in particular has left.
    let fields = json!({
        "extra": DISSOLVED, "from_uid": 0, "from_username": "", "from_appkey": "",
        "from_nickname": "",
    });
    let event = events::of_group(ctx, LEFT, &owner, &group, &users, fields)?;
    let everyone: Vec<i64> = users.iter().map(|user| user.uid).collect();
    events::notify(ctx, &event, &everyone, None)?;
    Ok(json!({}))
}
