//! Accounts: registering, profiles and passwords.

use super::{events, session};
use crate::args::{Args, Name};
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::users::User;
use crate::world::Answer;
use serde_json::{json, Value};

const MAX_NAME: usize = 128;
const MAX_FIELD: usize = 250;

const PROFILE_CHANGED: i64 = 40;

pub fn register(ctx: &mut Ctx, args: &Args) -> Answer {
    let init = session::init(ctx)?;
    if session::is_logged_in(ctx) {
        return Err(LOGIN_BEFORE_REGISTER);
    }
    let name = Name { appkey: init.appkey, username: args.text("username")? };
    if name.username.len() > MAX_NAME || name.username.chars().any(char::is_control) {
        return Err(INVALID_VALUE);
    }
    let password = args.text("password")?;
    if ctx.store.find_user(&name)?.is_some() {
        return Err(USER_EXIST);
    }
    let mut user = User {
        uid: ctx.store.next_id("uid")?,
        appkey: name.appkey,
        username: name.username,
        password,
        nickname: String::new(),
        avatar: args.optional_text("media_id").unwrap_or_default(),
        birthday: String::new(),
        signature: String::new(),
        region: String::new(),
        address: String::new(),
        gender: 0,
        extras: json!({}),
        mtime: ctx.now_s(),
        mtime_text: String::new(),
    };
    read_profile(&mut user, args)?;
    ctx.store.add_user(&user)?;
    Ok(json!({ "uid": user.uid, "username": user.username }))
}

/// The profile fields that the request has.
fn read_profile(user: &mut User, args: &Args) -> Result<(), Refusal> {
    let fields = [
        ("nickname", &mut user.nickname),
        ("birthday", &mut user.birthday),
        ("signature", &mut user.signature),
        ("region", &mut user.region),
        ("address", &mut user.address),
    ];
    for (key, field) in fields {
        if let Some(text) = args.optional_text(key) {
            if text.len() > MAX_FIELD {
                return Err(INVALID_VALUE);
            }
            *field = text;
        }
    }
    if args.get("gender").is_some() {
        let gender = args.optional_int("gender");
        user.gender = gender.filter(|gender| (0..=2).contains(gender)).ok_or(INVALID_VALUE)?;
    }
    if let Some(extras) = args.get("extras").filter(|extras| extras.is_object()) {
        user.extras = extras.clone();
    }
    Ok(())
}

pub fn info(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let name = args.name("username", "appkey", &me.appkey)?;
    let user = ctx.store.find_user(&name)?.ok_or(NO_SUCH_USER)?;
    let mtime = Value::from(user.mtime_text.clone());
    Ok(json!({ "user_info": user.profile(mtime) }))
}

pub fn update(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let mut user = ctx.store.user(me.uid)?;
    read_profile(&mut user, args)?;
    if let Some(avatar) = args.optional_text("avatar") {
        user.avatar = avatar;
    }
    user.mtime = ctx.now_s();
    ctx.store.update_profile(&user)?;
    let event = events::new(ctx, PROFILE_CHANGED, Some(&user), json!({}))?;
    events::notify(ctx, &event, &[me.uid], None)?;
    Ok(json!({}))
}

pub fn change_password(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let user = ctx.store.user(me.uid)?;
    let new = args.text("new_pwd")?;
    if !user.password.eq_ignore_ascii_case(&args.text("old_pwd")?) {
        return Err(INVALID_PASSWORD);
    }
    ctx.store.set_password(me.uid, &new)?;
    for (_, socket) in ctx.hub.sockets_of(me.uid) {
        if socket != ctx.socket {
            session::throw_out(ctx, &user, socket, session::PASSWORD_CHANGED)?;
        }
    }
    Ok(json!({}))
}
