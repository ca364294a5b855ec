//! The members of groups: joining, leaving, ranks and silence.

use super::{events, groups};
use crate::args::{Args, Name};
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::groups::{Role, MAX_MEMBERS};
use crate::store::users::User;
use crate::world::Answer;
use serde_json::json;

const ADDED: i64 = 10;

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

pub fn add(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let group = groups::named(ctx, args)?;
    ctx.store
        .member(group.gid, me.uid)?
        .ok_or(USER_NOT_IN_GROUP)?;
    let users = named_users(ctx, me, args)?;
    let from = ctx.store.user(me.uid)?;
    enrol(ctx, &from, group.gid, &users)?;
    Ok(json!({}))
}

/// Makes users members and tells all.
fn enrol(ctx: &mut Ctx, from: &User, gid: i64, users: &[User]) -> Result<(), Refusal> {
    for user in users {
        if ctx.store.member(gid, user.uid)?.is_some() {
            return Err(ALREADY_IN_GROUP);
        }
        ctx.store.add_member(gid, user.uid, Role::Member)?;
    }
    let everyone = uids(ctx, gid)?;
    if everyone.len() as i64 > MAX_MEMBERS {
        return Err(GROUP_FULL);
    }
    let group = groups::find(ctx, gid)?;
    let event = events::of_group(ctx, ADDED, Some(from), &group, users, json!({}))?;
    events::notify(ctx, &event, &everyone, None)
}
