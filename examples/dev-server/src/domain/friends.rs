//! Friends: asking, answering, memos.

use crate::args::Args;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::world::Answer;
use serde_json::{json, Value};

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
