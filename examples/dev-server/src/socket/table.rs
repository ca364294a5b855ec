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
    Row { event, reply: event, handler: Handler::Open(handler), remembered: false }
}

const fn member(event: &'static str, handler: fn(&mut Ctx, &Me, &Args) -> Answer) -> Row {
    Row { event, reply: event, handler: Handler::Member(handler), remembered: true }
}

static ROWS: &[Row] = &[
    open("c_init", session::c_init),
    open("login", session::login),
    open("event_notification", session::farewell),
    Row { remembered: true, ..open("register", accounts::register) },
    member("get_across_user_info", accounts::info),
    member("get_conversations", conversations::list),
    member("unread_single_count", conversations::read_single),
    member("unread_group_count", conversations::read_group),
    Row { reply: "s_single_text", ..member("s_across_single_text", messages::single) },
    member("send_group_msg", messages::group),
    member("msg_recv_v2", messages::received),
    Row { remembered: false, ..member("sync_check", sync::check) },
    member("sync_conversation_ack", sync::conversation_ack),
    member("sync_event_ack", sync::event_ack),
    member("sync_receipt_ack", sync::receipt_ack),
    member("receipt_report", receipts::report),
    member("msg_unread_list", receipts::unread_list),
    member("msg_retract", retract::retract),
    member("trans_msg_single", trans::single),
    member("trans_msg_group", trans::group),
    member("trans_msg_platform", trans::platform),
    member("update_user_inf", accounts::update),
    member("update_user_pwd", accounts::change_password),
    member("get_upload_token", media::upload_token),
    member("get_resource", media::resource),
    member("get_friend_list", friends::list),
    member("add_friend", friends::add),
    member("del_friend", friends::delete),
    member("update_friend_memo", friends::set_memo),
    member("get_black_list", blacks::list),
    member("add_black_list", blacks::add),
    member("del_black_list", blacks::delete),
    member("no_disturb", prefs::no_disturb),
    member("add_msg_no_disturb_single", prefs::add_user),
    member("delete_msg_no_disturb_single", prefs::delete_user),
    member("add_msg_no_disturb_group", prefs::add_group),
    member("delete_msg_no_disturb_group", prefs::delete_group),
    member("add_msg_no_disturb_global", prefs::add_global),
    member("delete_msg_no_disturb_global", prefs::delete_global),
    member("list_shield_group", prefs::shields),
    member("add_msg_shield_group", prefs::add_shield),
    member("del_msg_shield_group", prefs::delete_shield),
    member("create_group", groups::create),
    member("update_group_info", groups::update),
    member("get_group_info", groups::info),
    member("get_groups_list", groups::list),
    member("public_group_list", groups::public_list),
    member("get_group_members", members::list),
    member("add_across_group_member", members::add),
    member("del_across_group_member", members::remove),
    member("exit_group", members::exit),
    member("dissolve_group", members::dissolve),
    member("apply_join_group", joining::apply),
    member("admin_add_group_member", joining::answer),
    member("group_mem_silence", ranks::silence),
    member("add_group_keeper", ranks::add_keepers),
    member("del_group_keeper", ranks::delete_keepers),
    member("change_group_admin", ranks::hand_over),
    member("room_list", rooms::list),
    member("room_list_self", rooms::mine),
    member("room_info", rooms::info),
    member("join_room", rooms::join),
    member("exit_room", rooms::exit),
    member("send_room_msg", rooms::send),
];

pub fn find(event: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.event == event)
}
