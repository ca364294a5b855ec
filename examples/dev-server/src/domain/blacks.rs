//! The black list: whose messages are refused.

use super::{events, members};
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::lists::List;
use crate::store::users::User;
use crate::world::Answer;
use serde_json::{json, Value};

const CHANGED: i64 = 38;
/// To one's other devices; extra says what happened.
const CHANGED_ELSEWHERE: i64 = 101;
const ADDED: i64 = 1;
const DELETED: i64 = 2;

pub fn list(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    let mut list = Vec::new();
    for uid in ctx.store.listed(List::Blacks, me.uid)? {
        let user = ctx.store.user(uid)?;
        list.push(user.profile(Value::from(user.mtime)));
    }
    Ok(json!({ "black_list": list }))
}

pub fn add(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let users = members::named_users(ctx, me, args)?;
    for user in &users {
        if user.uid == me.uid {
            return Err(BLACK_NOT_PERMITTED);
        }
        if !ctx.store.add_to_list(List::Blacks, me.uid, user.uid)? {
            return Err(BLACK_REPEATED);
        }
    }
    changed(ctx, me, &users, ADDED)
}

/// Whoever is not on the list is off it already.
pub fn delete(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let users = members::named_users(ctx, me, args)?;
    for user in &users {
        ctx.store.remove_from_list(List::Blacks, me.uid, user.uid)?;
    }
    changed(ctx, me, &users, DELETED)
}

fn changed(ctx: &mut Ctx, me: &Me, users: &[User], extra: i64) -> Answer {
    let fields = json!({ "to_usernames": events::briefs(users), "extra": extra });
    events::own_change(ctx, me, CHANGED, CHANGED_ELSEWHERE, fields)
}
