//! Friends: inviting, answering, memos.

use super::events;
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::lists::List;
use crate::store::users::User;
use crate::world::Answer;
use serde_json::{json, Value};

const MAX_MEMO: usize = 250;

const INVITATION: i64 = 5;
const DELETED: i64 = 6;
const UPDATED: i64 = 7;
/// To one's other devices; extra says what happened.
const CHANGED_ELSEWHERE: i64 = 100;
const FRIEND_ADDED: i64 = 5;
const FRIEND_DELETED: i64 = 6;
const MEMO_CHANGED: i64 = 7;

/// What extra says of an invitation event.
const FROM_INVITER: i64 = 1;
const FROM_INVITED: i64 = 2;

/// What from_type says of a request.
const ANSWER: i64 = 2;
const YES: &str = "yes";
/// return_code of an invitation that was declined
const DECLINED: i64 = 1;

pub fn list(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    let friends = ctx.store.friends(me.uid)?.into_iter();
    let list: Vec<Value> = friends
        .map(|friend| {
            let mut item = friend.user.profile(Value::from(friend.user.mtime));
            item["memo_name"] = json!(friend.memo_name);
            item["memo_others"] = json!(friend.memo_others);
            item
        })
        .collect();
    Ok(json!({ "friend_list": list }))
}

fn target(ctx: &Ctx, me: &Me, args: &Args) -> Result<User, Refusal> {
    let name = args.name("target_name", "appkey", &me.appkey)?;
    ctx.store.find_user(&name)?.ok_or(TARGET_USER_NOT_EXIST)
}

fn friend(ctx: &Ctx, me: &Me, args: &Args) -> Result<User, Refusal> {
    let user = target(ctx, me, args)?;
    if !ctx.store.are_friends(me.uid, user.uid)? {
        return Err(NOT_FRIEND);
    }
    Ok(user)
}

pub fn add(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let other = target(ctx, me, args)?;
    let why = args.optional_text("why").unwrap_or_default();
    if other.uid == me.uid {
        return Err(INVALID_VALUE);
    }
    if args.optional_int("from_type") == Some(ANSWER) {
        return answer(ctx, me, &other, &why);
    }
    if ctx.store.are_friends(me.uid, other.uid)? {
        return Err(ALREADY_FRIEND);
    }
    if ctx.store.is_listed(List::Blacks, other.uid, me.uid)? {
        return Err(USER_IN_BLACKLIST);
    }
    ctx.store.invite(me.uid, other.uid)?;
    invitation(ctx, me, &other, FROM_INVITER, 0, &why)
}

fn answer(ctx: &mut Ctx, me: &Me, inviter: &User, why: &str) -> Answer {
    if !ctx.store.take_invitation(inviter.uid, me.uid)? {
        return Err(INVITATION_INVALID);
    }
    if why != YES {
        return invitation(ctx, me, inviter, FROM_INVITED, DECLINED, why);
    }
    // If both had invited each other, this settles both invitations.
    ctx.store.take_invitation(me.uid, inviter.uid)?;
    ctx.store.befriend(me.uid, inviter.uid)?;
    invitation(ctx, me, inviter, FROM_INVITED, 0, why)?;
    let user = ctx.store.user(me.uid)?;
    let fields = json!({ "to_usernames": [inviter.brief()] });
    let event = events::new(ctx, UPDATED, Some(&user), fields)?;
    events::notify(ctx, &event, &[inviter.uid], None)?;
    tell_other_devices(ctx, me, inviter, FRIEND_ADDED, json!(""))
}

fn invitation(ctx: &mut Ctx, me: &Me, to: &User, extra: i64, return_code: i64, why: &str) -> Answer {
    let user = ctx.store.user(me.uid)?;
    let fields = json!({
        "to_usernames": [to.brief()], "extra": extra, "return_code": return_code,
        "description": why,
    });
    let event = events::new(ctx, INVITATION, Some(&user), fields)?;
    events::notify(ctx, &event, &[to.uid], None)?;
    Ok(json!({}))
}

fn tell_other_devices(ctx: &mut Ctx, me: &Me, friend: &User, extra: i64, description: Value) -> Answer {
    let user = ctx.store.user(me.uid)?;
    let fields = json!({
        "to_usernames": [friend.brief()], "media_id": friend.avatar, "extra": extra,
        "description": description,
    });
    let event = events::new(ctx, CHANGED_ELSEWHERE, Some(&user), fields)?;
    events::notify(ctx, &event, &[me.uid], Some(ctx.socket))?;
    Ok(json!({}))
}

pub fn delete(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let friend = friend(ctx, me, args)?;
    ctx.store.unfriend(me.uid, friend.uid)?;
    let user = ctx.store.user(me.uid)?;
    let fields = json!({ "to_usernames": [friend.brief()] });
    let event = events::new(ctx, DELETED, Some(&user), fields)?;
    events::notify(ctx, &event, &[friend.uid], None)?;
    tell_other_devices(ctx, me, &friend, FRIEND_DELETED, json!(""))
}

pub fn set_memo(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let friend = friend(ctx, me, args)?;
    let name = args.text("memo_name")?;
    let others = args.optional_text("memo_others").unwrap_or_default();
    if name.len() > MAX_MEMO || others.len() > MAX_MEMO {
        return Err(INVALID_MEMO);
    }
    ctx.store.set_memo(me.uid, friend.uid, &name, &others)?;
    // JSON as text, as it is on the wire
    let description = json!({ "memo_name": name, "memo_others": others }).to_string();
    tell_other_devices(ctx, me, &friend, MEMO_CHANGED, json!(description))
}
