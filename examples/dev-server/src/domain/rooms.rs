//! Chat rooms: entering, leaving, talking.

use super::messages;
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::rooms::Room;
use crate::store::Store;
use crate::world::Answer;
use serde_json::{json, Value};

/// What one who enters gets to read.
const HISTORY: u32 = 50;
const PAGE: i64 = 50;

const SEEDED: [(&str, &str); 5] = [
    ("Lobby", "Where everyone meets"),
    ("Music", "What are you listening to?"),
    ("Football", "Scores and excuses"),
    ("Cooking", "Recipes that worked"),
    ("Night owls", "For those who cannot sleep"),
];

/// A few rooms for each app: pages have no way to make one.
pub fn seed(store: &Store, first_id: i64, appkey: &str) -> rusqlite::Result<()> {
    for (id, (name, description)) in (first_id..).zip(SEEDED) {
        store.seed_room(id, appkey, name, description)?;
    }
    Ok(())
}

fn infos(rooms: &[Room]) -> Vec<Value> {
    rooms.iter().map(Room::info).collect()
}

fn find(ctx: &Ctx, id: i64) -> Result<Room, Refusal> {
    ctx.store.room(id)?.ok_or(ROOM_NOT_EXIST)
}

pub fn list(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let start = args.optional_int("start").unwrap_or(0).max(0);
    let appkey = args.text("appkey").unwrap_or_else(|_| me.appkey.clone());
    let rooms = ctx.store.rooms(&appkey, start, PAGE)?;
    let total = ctx.store.room_count(&appkey)?;
    Ok(json!({
        "result": {
            "total": total, "start": start, "count": rooms.len(), "rooms": infos(&rooms),
        },
    }))
}

pub fn mine(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    let rooms = ctx.store.rooms_of(me.uid)?;
    Ok(json!({ "chat_rooms": infos(&rooms) }))
}

pub fn info(ctx: &mut Ctx, _: &Me, args: &Args) -> Answer {
    let room = find(ctx, args.int("id")?)?;
    Ok(json!({ "info": room.info() }))
}

pub fn join(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let room = find(ctx, args.int("id")?)?;
    if room.member_count >= room.max_members {
        return Err(ROOM_FULL);
    }
    if !ctx.store.enter_room(room.id, me.uid)? {
        return Err(ALREADY_IN_ROOM);
    }
    let history = ctx.store.room_history(room.id, HISTORY)?;
    if !history.is_empty() {
        let payload = json!({
            "uid": me.uid, "rid": ctx.now, "event": "room_msg_sync_his",
            "messages": [{ "room_id": room.id, "msgs": history }],
        });
        ctx.push(ctx.socket, "room_msg_sync_his", payload);
    }
    Ok(json!({ "id": room.id }))
}

pub fn exit(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let room = find(ctx, args.int("id")?)?;
    if !ctx.store.leave_room(room.id, me.uid)? {
        return Err(NOT_IN_ROOM);
    }
    Ok(json!({ "id": room.id }))
}

pub fn send(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let room = find(ctx, args.int("target_gid")?)?;
    let members = ctx.store.room_members(room.id)?;
    if !members.contains(&me.uid) {
        return Err(NOT_IN_ROOM);
    }
    let content = messages::content(ctx, me, args, ROOM_MESSAGE_TOO_LONG)?;
    let msg_id = ctx.store.next_id("msg")?;
    let mut message = json!({
        "room_id": room.id, "msg_id": msg_id, "ctime_ms": ctx.now, "content": content,
        "from_username": me.username, "from_appkey": me.appkey,
    });
    ctx.store.add_room_message(room.id, msg_id, &message)?;
    message["rid"] = json!(msg_id);
    message["event"] = json!("room_msg_sync");
    for uid in members {
        for (_, socket) in ctx.hub.sockets_of(uid) {
            if socket != ctx.socket {
                message["uid"] = json!(uid);
                ctx.push(socket, "room_msg_sync", message.clone());
            }
        }
    }
    Ok(json!({ "msg_id": msg_id, "ctime_ms": ctx.now, "room_id": room.id }))
}
