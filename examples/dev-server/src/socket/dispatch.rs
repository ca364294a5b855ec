//! One request: ack, look whether it was answered before, do it in a transaction, reply, then push
//! what it caused. Knows no event by name but the ack.

use super::hub::{Hub, Me, SocketId};
use super::table::{self, Handler, Row};
use crate::args::Args;
use crate::codes::{AUTH_FAIL, UNKNOWN_EVENT};
use crate::config::Config;
use crate::store::answers::Asked;
use crate::store::Store;
use crate::world::{Answer, App, World};
use serde_json::{json, Value};
use std::borrow::Cow;
use std::time::Duration;

/// What a handler works with. Pushes wait here until the reply is on its way, and are forgotten if
/// the request is refused.
pub struct Ctx<'a> {
    pub config: &'a Config,
    pub store: &'a Store,
    pub hub: &'a mut Hub,
    pub socket: SocketId,
    /// Milliseconds, never the same for two requests
    pub now: i64,
    after: Vec<After>,
}

enum After {
    Push(SocketId, &'static str, Value),
    Close(SocketId, Duration),
}

impl Ctx<'_> {
    pub fn push(&mut self, to: SocketId, event: &'static str, payload: Value) {
        self.after.push(After::Push(to, event, payload));
    }

    pub fn close_later(&mut self, socket: SocketId, delay: Duration) {
        self.after.push(After::Close(socket, delay));
    }

    pub fn now_s(&self) -> i64 {
        self.now / 1000
    }
}

pub fn receive(app: &App, socket: SocketId, event: &str, payload: Value) {
    let Some(rid) = Args(&payload).optional_int("rid") else {
        eprintln!("{event}: no rid, so there is nobody to answer");
        return;
    };
    let mut guard = app.world();
    let world = &mut *guard;
    let Some(me) = world.hub.client(socket).map(|client| client.me.clone()) else {
        return;
    };
    let username = me.as_ref().map(|me| me.username.as_str());
    let trouble = world.faults.strike(event, username);
    if !trouble.no_ack {
        for _ in 0..trouble.copies() {
            world.hub.send(socket, "ack", json!({ "rid": rid }));
        }
    }
    let row = table::find(event);
    let (mut reply, after) = match &trouble.error {
        Some((code, message)) => (json!({ "code": code, "message": message }), Vec::new()),
        None => answer(app, world, socket, me, row, event, &payload),
    };
    reply["rid"] = json!(rid);
    let name = row.map_or(Cow::Owned(event.to_owned()), |row| Cow::Borrowed(row.reply));
    if !trouble.no_reply {
        for _ in 0..trouble.copies() {
            send(app, world, socket, name.clone(), reply.clone(), trouble.delay);
        }
    }
    carry_out(app, world, after);
}

fn answer(
    app: &App,
    world: &mut World,
    socket: SocketId,
    me: Option<Me>,
    row: Option<&'static Row>,
    event: &str,
    payload: &Value,
) -> (Value, Vec<After>) {
    let Some(row) = row else {
        eprintln!("{event}: unknown");
        return (UNKNOWN_EVENT.reply(), Vec::new());
    };
    let asked = Asked::new(me.as_ref().map(|me| (me.uid, me.platform)), event, payload);
    let mut ctx = Ctx {
        config: &app.config,
        store: &world.store,
        hub: &mut world.hub,
        socket,
        now: world.clock.tick(),
        after: Vec::new(),
    };
    match handle(&mut ctx, row, me, &asked, &Args(payload)) {
        Ok(reply) => (reply, ctx.after),
        Err(refusal) => (refusal.reply(), Vec::new()),
    }
}

/// What the request does and that it was answered are stored together, or neither.
fn handle(ctx: &mut Ctx, row: &Row, me: Option<Me>, asked: &Asked, args: &Args) -> Answer {
    let transaction = ctx.store.begin()?;
    if row.remembered {
        if let Some(reply) = ctx.store.answer(asked, ctx.now)? {
            return Ok(reply);
        }
    }
    let mut reply = match (row.handler, me) {
        (Handler::Open(handler), _) => handler(ctx, args)?,
        (Handler::Member(handler), Some(me)) => {
            crate::domain::sync::confirm_events(ctx, &me)?;
            handler(ctx, &me, args)?
        }
        (Handler::Member(_), None) => return Err(AUTH_FAIL),
    };
    reply["code"] = json!(0);
    reply["message"] = json!("success");
    if row.remembered {
        ctx.store.keep_answer(asked, ctx.now, &reply)?;
    }
    transaction.commit()?;
    Ok(reply)
}

fn carry_out(app: &App, world: &mut World, after: Vec<After>) {
    for one in after {
        match one {
            After::Push(to, event, payload) => {
                let me = world.hub.client(to).and_then(|client| client.me.as_ref());
                let username = me.map(|me| me.username.as_str());
                let trouble = world.faults.strike(event, username);
                if !trouble.no_reply {
                    for _ in 0..trouble.copies() {
                        send(app, world, to, event.into(), payload.clone(), trouble.delay);
                    }
                }
            }
            After::Close(socket, delay) => {
                let app = app.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(delay).await;
                    app.world().hub.close(socket);
                });
            }
        }
    }
}

/// Now, or after a delay that later frames don't wait for.
fn send(app: &App, world: &World, to: SocketId, event: Cow<'static, str>, payload: Value, delay: Option<Duration>) {
    let Some(delay) = delay else {
        world.hub.send(to, event, payload);
        return;
    };
    let app = app.clone();
    tokio::spawn(async move {
        tokio::time::sleep(delay).await;
        app.world().hub.send(to, event, payload);
    });
}
