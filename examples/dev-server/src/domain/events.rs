//! Business events: made once, pushed to whoever is on, and owed to the devices that are away.

use crate::codes::Refusal;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::{Me, SocketId};
use crate::store::groups::Group;
use crate::store::owed::{Kind, Of};
use crate::store::users::User;
use crate::world::Answer;
use serde_json::{json, Value};

/// An event with the fields that all have, and those given, which prevail.
pub fn new(ctx: &Ctx, kind: i64, from: Option<&User>, fields: Value) -> Result<Value, Refusal> {
    let mut event = json!({
        "event_id": ctx.store.next_id("event")?, "event_type": kind,
        "ctime": ctx.now_s(), "ctime_ms": ctx.now,
        "from_uid": from.map_or(0, |user| user.uid),
        "from_username": from.map_or("", |user| &user.username),
        "from_nickname": from.map_or("", |user| &user.nickname),
        "from_appkey": from.map_or("", |user| &user.appkey),
        "media_id": from.map_or("", |user| &user.avatar),
        "gid": 0, "to_usernames": [], "extra": 0, "description": "",
    });
    for (key, value) in fields.as_object().into_iter().flatten() {
        event[key] = value.clone();
    }
    Ok(event)
}

/// An event of a group, with its name and avatar. Older types name it by gid, newer by from_gid:
/// all have both.
pub fn of_group(
    ctx: &Ctx,
    kind: i64,
    from: &User,
    group: &Group,
    to: &[User],
    fields: Value,
) -> Result<Value, Refusal> {
    let mut all = json!({
        "gid": group.gid, "from_gid": group.gid, "group_name": group.name,
        "media_id": group.avatar, "to_usernames": briefs(to),
    });
    for (key, value) in fields.as_object().into_iter().flatten() {
        all[key] = value.clone();
    }
    new(ctx, kind, Some(from), all)
}

pub fn briefs(users: &[User]) -> Vec<Value> {
    users.iter().map(User::brief).collect()
}

/// To every device of these users but the one on `except`, now or at its next sync.
pub fn notify(ctx: &mut Ctx, event: &Value, to: &[i64], except: Option<SocketId>) -> Result<(), Refusal> {
    let event_id = event["event_id"].as_i64().unwrap_or_default();
    ctx.store.add_event(event_id, event)?;
    for &uid in to {
        for device in ctx.store.devices(uid)? {
            let socket = ctx.hub.socket_of(uid, &device.platform);
            if socket.is_some() && socket == except {
                continue;
            }
            let of = Of { uid, platform: &device.platform };
            let sent_on = socket.unwrap_or(0);
            ctx.store.owe(of, Kind::Event, event_id, event_id, sent_on)?;
            if let Some(socket) = socket {
                push(ctx, socket, uid, event);
            }
        }
    }
    Ok(())
}

pub fn push(ctx: &mut Ctx, socket: SocketId, uid: i64, event: &Value) {
    let mut payload = event.clone();
    payload["uid"] = json!(uid);
    payload["rid"] = event["event_id"].clone();
    payload["event"] = json!("event_notification");
    ctx.push(socket, "event_notification", payload);
}

/// Something of one's own has changed: one event for all of one's devices, and one with the
/// particulars for the others.
pub fn own_change(ctx: &mut Ctx, me: &Me, kind: i64, elsewhere: i64, fields: Value) -> Answer {
    let user = ctx.store.user(me.uid)?;
    let event = new(ctx, kind, Some(&user), json!({}))?;
    notify(ctx, &event, &[me.uid], None)?;
    let event = new(ctx, elsewhere, Some(&user), fields)?;
    notify(ctx, &event, &[me.uid], Some(ctx.socket))?;
    Ok(json!({}))
}
