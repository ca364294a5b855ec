//! From a fresh socket to a logged-in user, and being thrown out again.

use super::events;
use crate::args::Args;
use crate::codes::*;
use crate::sign;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::{Init, Me, SocketId};
use crate::store::users::User;
use crate::world::{now_ms, Answer};
use serde_json::{json, Value};
use std::ops::RangeInclusive;
use std::time::Duration;

/// Of the random text in a signature, in characters.
const RANDOM_LENGTH: RangeInclusive<usize> = 20..=36;
const SIGNATURE_LIFE_MS: i64 = 10 * 60 * 1000;
/// How long one who is thrown out has to answer before the connection ends.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a device is thrown out, as event types.
pub const KICKED: i64 = 1;
pub const PASSWORD_CHANGED: i64 = 2;

pub fn c_init(ctx: &mut Ctx, args: &Args) -> Answer {
    let appkey = args.text("appkey")?;
    let timestamp = args.text("timestamp")?;
    let random_str = args.text("random_str")?;
    let signature = args.text("signature")?;
    if !RANDOM_LENGTH.contains(&random_str.chars().count()) {
        return Err(INVALID_VALUE);
    }
    let secret = ctx.config.secret_of(&appkey).ok_or(APPKEY_NOT_EXIST)?;
    if !sign::auth(&appkey, &timestamp, &random_str, secret).eq_ignore_ascii_case(&signature) {
        return Err(SIGNATURE_FAIL);
    }
    if (now_ms() - args.int("timestamp")?).abs() > SIGNATURE_LIFE_MS {
        return Err(SIGNATURE_EXPIRED);
    }
    let init =
        Init { appkey, platform: platform(args.get("fromPlatForm")), roaming: args.optional_int("flag") == Some(1) };
    if let Some(client) = ctx.hub.client(ctx.socket) {
        client.init = Some(init);
    }
    Ok(json!({}))
}

fn platform(letter: Option<&Value>) -> &'static str {
    match letter.and_then(Value::as_str) {
        Some("a") => "android",
        Some("i") => "ios",
        Some("p") => "pc",
        _ => "web",
    }
}

/// What c_init said on this socket; without it nobody gets further.
pub fn init(ctx: &mut Ctx) -> Result<Init, Refusal> {
    let client = ctx.hub.client(ctx.socket);
    client.and_then(|client| client.init.clone()).ok_or(AUTH_FAIL)
}

pub fn login(ctx: &mut Ctx, args: &Args) -> Answer {
    let init = init(ctx)?;
    let name = args.name("username", "appkey", &init.appkey)?;
    let password = args.text("password")?;
    if name.appkey != init.appkey {
        return Err(USER_NOT_EXIST);
    }
    let user = ctx.store.find_user(&name)?.ok_or(USER_NOT_EXIST)?;
    if !user.password.eq_ignore_ascii_case(&password) {
        return Err(INVALID_PASSWORD);
    }
    let rid = args.optional_int("rid");
    let repeated = ctx.hub.client(ctx.socket).is_some_and(|client| client.login_rid == rid);
    if is_logged_in(ctx) && !repeated {
        return Err(ALREADY_LOGIN);
    }
    let older = ctx.hub.socket_of(user.uid, init.platform);
    let kicked = older.filter(|socket| *socket != ctx.socket);
    if let Some(socket) = kicked {
        throw_out(ctx, &user, socket, KICKED)?;
    }
    ctx.store.log_in_device(user.uid, init.platform, ctx.now_s())?;
    let me = Me { uid: user.uid, appkey: user.appkey, username: user.username.clone(), platform: init.platform };
    if !is_logged_in(ctx) {
        ctx.hub.log_in(ctx.socket, me);
    }
    if let Some(client) = ctx.hub.client(ctx.socket) {
        client.login_rid = rid;
    }
    let online_list = online_list(ctx, user.uid, init.platform, kicked.is_some())?;
    Ok(json!({ "uid": user.uid, "username": user.username, "online_list": online_list }))
}

/// Whether somebody is, on this socket.
pub fn is_logged_in(ctx: &mut Ctx) -> bool {
    ctx.hub.client(ctx.socket).is_some_and(|client| client.me.is_some())
}

/// The user's devices; `flag` says that this login has thrown that device out.
fn online_list(ctx: &Ctx, uid: i64, mine: &'static str, kicked: bool) -> Result<Vec<Value>, Refusal> {
    let devices = ctx.store.devices(uid)?.into_iter();
    let others = devices.filter(|device| device.platform != mine || kicked);
    let list = others.map(|device| {
        let is_online = ctx.hub.socket_of(uid, &device.platform).is_some();
        json!({
            "platform": device.platform, "mtime": device.login_time,
            "isOnline": is_online, "isLogin": is_online, "flag": device.platform == mine,
        })
    });
    Ok(list.collect())
}

/// Tells a device why, and ends its connection when it has answered, or shortly after. From here
/// on it gets nothing else.
pub fn throw_out(ctx: &mut Ctx, user: &User, socket: SocketId, why: i64) -> Result<(), Refusal> {
    let event = events::new(ctx, why, Some(user), json!({}))?;
    events::push(ctx, socket, user.uid, &event);
    ctx.hub.log_out(socket);
    ctx.close_later(socket, PATIENCE);
    Ok(())
}

/// The answer of one who was thrown out.
pub fn farewell(ctx: &mut Ctx, _: &Args) -> Answer {
    let client = ctx.hub.client(ctx.socket);
    if client.is_some_and(|client| client.me.is_none()) {
        ctx.close_later(ctx.socket, Duration::ZERO);
    }
    Ok(json!({}))
}
