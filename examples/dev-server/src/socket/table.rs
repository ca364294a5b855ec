//! The table of requests: event, the event that answers it, and what does it.
//! A new request is one row here.

use super::dispatch::Ctx;
use super::hub::Me;
use crate::args::Args;
use crate::domain::*;
use crate::world::Answer;

#[derive(Clone, Copy)]
pub enum Handler {
    /// Before login
    Open(fn(&mut Ctx, &Args) -> Answer),
    /// Only after login
    Member(fn(&mut Ctx, &Me, &Args) -> Answer),
}

pub struct Row {
    event: &'static str,
    pub reply: &'static str,
    pub handler: Handler,
    /// Whether a repetition gets the remembered answer. Not what makes the state of a socket:
    /// that must be done on each socket anew.
    pub remembered: bool,
}

const fn open(event: &'static str, handler: fn(&mut Ctx, &Args) -> Answer) -> Row {
    Row {
        event,
        reply: event,
        handler: Handler::Open(handler),
        remembered: false,
    }
}

const fn member(event: &'static str, handler: fn(&mut Ctx, &Me, &Args) -> Answer) -> Row {
    Row {
        event,
        reply: event,
        handler: Handler::Member(handler),
        remembered: true,
    }
}

static ROWS: &[Row] = &[
    open("c_init", session::c_init),
    open("login", session::login),
    open("event_notification", session::farewell),
    Row {
        remembered: true,
        ..open("register", accounts::register)
    },
    member("get_across_user_info", accounts::info),
    member("get_conversations", conversations::list),
    member("unread_single_count", conversations::read_single),
    member("unread_group_count", conversations::read_group),
    Row {
        reply: "s_single_text",
        ..member("s_across_single_text", messages::single)
    },
    member("send_group_msg", messages::group),
    member("msg_recv_v2", messages::received),
    Row {
        remembered: false,
        ..member("sync_check", sync::check)
    },
    member("sync_conversation_ack", sync::conversation_ack),
    member("sync_event_ack", sync::event_ack),
    member("sync_receipt_ack", sync::receipt_ack),
    member("get_friend_list", friends::list),
    member("create_group", groups::create),
    member("get_groups_list", groups::list),
    member("add_across_group_member", members::add),
];

pub fn find(event: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.event == event)
}
