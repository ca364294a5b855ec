//! Taking a message back, within the first minutes.

use super::{events, groups};
use crate::args::Args;
use crate::codes::*;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::store::messages::GROUP;
use crate::store::owed::Kind;
use crate::world::Answer;
use serde_json::json;

const RETRACTED: i64 = 55;

pub fn retract(ctx: &mut Ctx, me: &Me, args: &Args) -> Answer {
    let msg_id = args.int("msg_id")?;
    let message = ctx.store.message(msg_id)?.ok_or(RETRACT_NO_MESSAGE)?;
    if message.from_uid != me.uid {
        return Err(NOT_SENDER);
    }
    if message.retracted {
        return Err(RETRACT_TWICE);
    }
    if ctx.now - message.ctime_ms > i64::from(ctx.config.retract_seconds) * 1000 {
        return Err(RETRACT_TOO_LATE);
    }
    let holders = ctx.store.holders(msg_id)?;
    ctx.store.retract(msg_id)?;
    // Whoever has not had it will never hear of it but for the event.
    ctx.store.forget_owed(Kind::Message, msg_id)?;

    let mut fields = json!({ "msg_ids": [msg_id], "msgid_list": [msg_id], "from_gid": 0 });
    if message.kind == GROUP {
        let group = groups::find(ctx, message.target)?;
        fields["from_gid"] = json!(group.gid);
        fields["group_name"] = json!(group.name);
    } else {
        fields["to_usernames"] = json!([ctx.store.user(message.target)?.brief()]);
    }
    let user = ctx.store.user(me.uid)?;
    let event = events::new(ctx, RETRACTED, Some(&user), fields)?;
    events::notify(ctx, &event, &holders, Some(ctx.socket))?;
    Ok(json!({ "msg_id": msg_id }))
}
