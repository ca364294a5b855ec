//! The table of methods: one row is one method of the page's object. A row says who may call it, which arguments must
//! be there, which request it becomes, and how the reply is changed. Must never do anything itself.

use super::args::{Edit, Need, Shape};
use super::message::{Body, Target};
use super::reply::{Change, Item};
use super::ChatType;
use crate::numbers::numbered;
use crate::payload::Word;
use Edit::{Bool, Clear, Md5, MyAppkey, Number, TextIfBlank, Without};
use Shape::{File, Name, Secret, Users};

numbered! {
    /// What must have happened before a method may be called, and before its request may go out. Each includes the one
    /// before it.
    #[derive(PartialOrd)]
    Guard {
        /// Nothing.
        Nothing
        /// The server knows the app.
        Init
        /// Somebody is logged in.
        Login
    }
}

/// A request made of the arguments.
#[derive(Clone, Copy, Debug)]
pub struct Simple {
    pub event: Word,
    pub edits: &'static [Edit],
    pub reply: Option<Change>,
}

/// What a method does.
#[derive(Clone, Copy, Debug)]
pub enum Does {
    /// Its handle is settled by what this asks for.
    Asks(Asks),
    /// A read receipt, sent with others.
    Receipt(ChatType),
    /// Answered on the spot, without a handle.
    Local(Local),
}

/// What a method asks the server.
#[derive(Clone, Copy, Debug)]
pub enum Asks {
    Init,
    Login,
    Request(Simple),
    /// A request whose `avatar` argument, if there is one, is uploaded first; the upload's media_id goes out under
    /// this name in its place.
    WithAvatar(Simple, Word),
    Message(Target, Body),
    /// The list of conversations: the reply gains what is counted here.
    Conversations(Simple),
    /// A remembered room is answered without a request.
    RoomInfo(Simple),
}

impl Asks {
    /// The request's name on the wire.
    pub fn event(self) -> Word {
        match self {
            Asks::Init => Word::CInit,
            Asks::Login => Word::Login,
            Asks::Message(target, _) => target.event(),
            Asks::Request(request)
            | Asks::WithAvatar(request, _)
            | Asks::Conversations(request)
            | Asks::RoomInfo(request) => request.event,
        }
    }
}

/// Methods that answer on the spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    LoginOut,
    IsConnect,
    IsInit,
    IsLogin,
    UnreadCount,
    ResetUnread,
    UpdateConversation,
    ExitConversation,
}

/// A row without its name: what the core needs at run time.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub guard: Guard,
    pub needs: &'static [Need],
    pub does: Does,
}

/// A row of the table.
#[derive(Clone, Copy)]
pub struct Row {
    pub name: &'static str,
    pub rule: Rule,
}

const fn row(name: &'static str, guard: Guard, needs: &'static [Need], does: Does) -> Row {
    Row { name, rule: Rule { guard, needs, does } }
}

const fn local(name: &'static str, guard: Guard, does: Local) -> Row {
    row(name, guard, &[], Does::Local(does))
}

const fn message(name: &'static str, target: Target, body: Body) -> Row {
    row(name, Guard::Login, target.needs(), Does::Asks(Asks::Message(target, body)))
}

const fn simple(event: Word, edits: &'static [Edit]) -> Simple {
    Simple { event, edits, reply: None }
}

const fn changed(event: Word, edits: &'static [Edit], path: &'static [Word], item: Item) -> Simple {
    Simple { event, edits, reply: Some(Change { path, item }) }
}

/// Most methods: the arguments go out as they are, but for some edits.
const fn send(name: &'static str, event: Word, needs: &'static [Need], edits: &'static [Edit]) -> Row {
    row(name, Guard::Login, needs, Does::Asks(Asks::Request(simple(event, edits))))
}

/// Methods whose reply is changed before the page sees it.
const fn ask(name: &'static str, needs: &'static [Need], request: Simple) -> Row {
    row(name, Guard::Login, needs, Does::Asks(Asks::Request(request)))
}

/// What `init` has to be given, and what `auth` has to answer.
pub const INIT: &[Need] =
    &[Need(Name, Word::Appkey), Need(Name, Word::RandomStr), Need(Name, Word::Timestamp), Need(Name, Word::Signature)];
const GID: &[Need] = &[Need(Name, Word::Gid)];
const ID: &[Need] = &[Need(Name, Word::Id)];
const MSG_ID: &[Need] = &[Need(Name, Word::MsgId)];
const USERS: &[Need] = &[Need(Users, Word::MemberUsernames)];
const MEMBERS: &[Need] = &[Need(Name, Word::Gid), Need(Users, Word::MemberUsernames)];
const MEMBER: &[Need] = &[Need(Name, Word::Gid), Need(Name, Word::TargetUsername)];
const TARGET: &[Need] = &[Need(Name, Word::TargetName)];
const CREDENTIALS: &[Need] = &[Need(Name, Word::Username), Need(Secret, Word::Password)];
const FROM_ZERO: &[Edit] = &[Number(Word::Version, 0)];
const ONLY_VERSION: &[Edit] = &[Clear, Number(Word::Version, 0)];

/// Every method, in the order of the documents. Its place here is its number at the border to JS.
pub const TABLE: &[Row] = &[
    row("init", Guard::Nothing, INIT, Does::Asks(Asks::Init)),
    row(
        "register",
        Guard::Init,
        CREDENTIALS,
        Does::Asks(Asks::Request(simple(Word::Register, &[Md5(Word::Password)]))),
    ),
    local("isConnect", Guard::Nothing, Local::IsConnect),
    local("isInit", Guard::Nothing, Local::IsInit),
    local("isLogin", Guard::Nothing, Local::IsLogin),
    row("login", Guard::Init, CREDENTIALS, Does::Asks(Asks::Login)),
    local("loginOut", Guard::Nothing, Local::LoginOut),
    // Users.
    ask(
        "getUserInfo",
        &[Need(Name, Word::Username)],
        changed(Word::GetAcrossUserInfo, &[MyAppkey], &[Word::UserInfo], Item::User),
    ),
    send("updateSelfInfo", Word::UpdateUserInf, &[], &[Without(Word::Avatar)]),
    row(
        "updateSelfAvatar",
        Guard::Login,
        &[Need(File, Word::Avatar)],
        Does::Asks(Asks::WithAvatar(simple(Word::UpdateUserInf, &[Clear]), Word::Avatar)),
    ),
    send(
        "updateSelfPwd",
        Word::UpdateUserPwd,
        &[Need(Secret, Word::OldPwd), Need(Secret, Word::NewPwd)],
        &[Md5(Word::OldPwd), Md5(Word::NewPwd)],
    ),
    // Conversations and messages.
    row(
        "getConversation",
        Guard::Login,
        &[],
        Does::Asks(Asks::Conversations(simple(Word::GetConversations, &[Clear]))),
    ),
    local("updateConversation", Guard::Login, Local::UpdateConversation),
    local("getUnreadMsgCnt", Guard::Login, Local::UnreadCount),
    local("resetUnreadCount", Guard::Login, Local::ResetUnread),
    local("exitConversation", Guard::Nothing, Local::ExitConversation),
    send("msgUnreadList", Word::MsgUnreadList, MSG_ID, &[]),
    row("addSingleReceiptReport", Guard::Login, &[], Does::Receipt(ChatType::Single)),
    row("addGroupReceiptReport", Guard::Login, &[], Does::Receipt(ChatType::Group)),
    send("getResource", Word::GetResource, &[Need(Name, Word::MediaId)], &[]),
    send("msgRetract", Word::MsgRetract, MSG_ID, &[]),
    message("sendSingleMsg", Target::Single, Body::Text),
    message("sendSinglePic", Target::Single, Body::Image),
    message("sendSingleFile", Target::Single, Body::File),
    message("sendSingleLocation", Target::Single, Body::Location),
    message("sendSingleCustom", Target::Single, Body::Custom),
    message("sendGroupMsg", Target::Group, Body::Text),
    message("sendGroupPic", Target::Group, Body::Image),
    message("sendGroupFile", Target::Group, Body::File),
    message("sendGroupLocation", Target::Group, Body::Location),
    message("sendGroupCustom", Target::Group, Body::Custom),
    send(
        "transSingleMsg",
        Word::TransMsgSingle,
        &[Need(Name, Word::TargetUsername), Need(Shape::Text, Word::Cmd)],
        &[],
    ),
    send("transGroupMsg", Word::TransMsgGroup, &[Need(Name, Word::Gid), Need(Shape::Text, Word::Cmd)], &[]),
    send("transPlatMsg", Word::TransMsgPlatform, &[Need(Name, Word::Platform), Need(Shape::Text, Word::Cmd)], &[]),
    // Groups.
    row(
        "createGroup",
        Guard::Login,
        &[Need(Name, Word::GroupName)],
        Does::Asks(Asks::WithAvatar(simple(Word::CreateGroup, &[]), Word::MediaId)),
    ),
    send("exitGroup", Word::ExitGroup, GID, &[]),
    send("addGroupMembers", Word::AddAcrossGroupMember, MEMBERS, &[]),
    send("delGroupMembers", Word::DelAcrossGroupMember, MEMBERS, &[]),
    ask("getGroups", &[], changed(Word::GetGroupsList, &[Clear], &[Word::GroupList], Item::Group)),
    ask("getGroupInfo", GID, changed(Word::GetGroupInfo, &[], &[Word::GroupInfo], Item::Group)),
    row(
        "updateGroupInfo",
        Guard::Login,
        GID,
        Does::Asks(Asks::WithAvatar(simple(Word::UpdateGroupInfo, &[]), Word::MediaId)),
    ),
    ask("getGroupMembers", GID, changed(Word::GetGroupMembers, &[], &[Word::MemberList], Item::Member)),
    send("joinGroup", Word::ApplyJoinGroup, GID, &[]),
    send(
        "addGroupMemberResp",
        Word::AdminAddGroupMember,
        &[
            Need(Name, Word::Gid),
            Need(Name, Word::EventId),
            Need(Name, Word::FromUsername),
            Need(Name, Word::TargetUsername),
            Need(Shape::Number, Word::Result),
        ],
        &[],
    ),
    send("addGroupMemSilence", Word::GroupMemSilence, MEMBER, &[Bool(Word::KeepSilence, true)]),
    send("delGroupMemSilence", Word::GroupMemSilence, MEMBER, &[Bool(Word::KeepSilence, false)]),
    send("addGroupKeeper", Word::AddGroupKeeper, MEMBERS, &[]),
    send("delGroupKeeper", Word::DelGroupKeeper, MEMBERS, &[]),
    send("changeGroupAdmin", Word::ChangeGroupAdmin, MEMBER, &[]),
    send("dissolveGroup", Word::DissolveGroup, GID, &[]),
    ask(
        "getAppkeyPublicGroups",
        &[Need(Shape::Number, Word::Start)],
        changed(Word::PublicGroupList, &[], &[Word::Result, Word::Groups], Item::Group),
    ),
    // Chat rooms. The documents call `start` required; pages call without it, and the first page answers.
    ask("getAppkeyChatrooms", &[], changed(Word::RoomList, &[], &[Word::Result, Word::Rooms], Item::Room)),
    ask("getSelfChatrooms", &[], changed(Word::RoomListSelf, &[Clear], &[Word::ChatRooms], Item::Room)),
    row(
        "getChatroomInfo",
        Guard::Login,
        ID,
        Does::Asks(Asks::RoomInfo(changed(Word::RoomInfo, &[], &[Word::Info], Item::Room))),
    ),
    send("enterChatroom", Word::JoinRoom, ID, &[]),
    send("exitChatroom", Word::ExitRoom, ID, &[]),
    message("sendChatroomMsg", Target::Room, Body::Text),
    message("sendChatroomPic", Target::Room, Body::Image),
    message("sendChatroomFile", Target::Room, Body::File),
    message("sendChatroomLocation", Target::Room, Body::Location),
    message("sendChatroomCustom", Target::Room, Body::Custom),
    // No disturb, shields and the black list.
    ask("getNoDisturb", &[], changed(Word::NoDisturb, ONLY_VERSION, &[Word::NoDisturb, Word::Groups], Item::Group)),
    send("addSingleNoDisturb", Word::AddMsgNoDisturbSingle, TARGET, FROM_ZERO),
    send("delSingleNoDisturb", Word::DeleteMsgNoDisturbSingle, TARGET, FROM_ZERO),
    send("addGroupNoDisturb", Word::AddMsgNoDisturbGroup, GID, FROM_ZERO),
    send("delGroupNoDisturb", Word::DeleteMsgNoDisturbGroup, GID, FROM_ZERO),
    ask("groupShieldList", &[], changed(Word::ListShieldGroup, &[Clear], &[Word::Groups], Item::Group)),
    send("addGroupShield", Word::AddMsgShieldGroup, GID, &[]),
    send("delGroupShield", Word::DelMsgShieldGroup, GID, &[]),
    send("addGlobalNoDisturb", Word::AddMsgNoDisturbGlobal, &[], ONLY_VERSION),
    send("delGlobalNoDisturb", Word::DeleteMsgNoDisturbGlobal, &[], ONLY_VERSION),
    ask("getBlacks", &[], changed(Word::GetBlackList, ONLY_VERSION, &[Word::BlackList], Item::User)),
    send("addSingleBlacks", Word::AddBlackList, USERS, &[]),
    send("delSingleBlacks", Word::DelBlackList, USERS, &[]),
    // Friends.
    ask("getFriendList", &[], changed(Word::GetFriendList, &[Clear], &[Word::FriendList], Item::Friend)),
    send(
        "addFriend",
        Word::AddFriend,
        &[Need(Name, Word::TargetName), Need(Shape::Note, Word::Why)],
        &[Number(Word::FromType, 1)],
    ),
    send("acceptFriend", Word::AddFriend, TARGET, &[Edit::Text(Word::Why, Word::Yes), Number(Word::FromType, 2)]),
    send("declineFriend", Word::AddFriend, TARGET, &[TextIfBlank(Word::Why, Word::No), Number(Word::FromType, 2)]),
    send("delFriend", Word::DelFriend, TARGET, &[]),
    send(
        "updateFriendMemo",
        Word::UpdateFriendMemo,
        &[Need(Name, Word::TargetName), Need(Shape::Text, Word::MemoName)],
        &[],
    ),
];

/// The rows without their names, which only the shim and the tests need.
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // The compiler computes this.
pub static RULES: [Rule; TABLE.len()] = {
    let mut rules = [TABLE[0].rule; TABLE.len()];
    let mut at = 0;
    while at < TABLE.len() {
        rules[at] = TABLE[at].rule;
        at += 1;
    }
    rules
};

/// What the page can listen to. Its place in `LISTENERS` is its number at the border to JS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Listener {
    /// The connection is gone (断线).
    Disconnect,
    /// Messages arrived.
    MsgReceive,
    /// Messages that were missed, by conversation (离线消息).
    SyncConversation,
    /// Somebody changed their profile.
    UserInfUpdate,
    /// A business event (业务事件).
    EventNotification,
    /// Business events that were missed.
    SyncEvent,
    /// Messages of mine were read (已读回执).
    MsgReceiptChange,
    /// The same, missed.
    SyncMsgReceipt,
    /// A conversation was read on another device (多端在线).
    MutiUnreadMsgUpdate,
    /// Text was passed through (透传).
    TransMsgRec,
    /// A message in a chat room.
    RoomMsg,
    /// The session stands otherwise: what a host makes of [`Effect::Connection`](crate::client::Effect::Connection).
    ConnectionChange,
    /// Other messages wait than before.
    OutboxChange,
}

impl Listener {
    /// What the documents call it.
    pub fn name(self) -> &'static str {
        LISTENERS.get(self as usize).copied().unwrap_or_default()
    }
}

/// The names by which a page sets its listeners. The documents spell "Muti" so.
pub const LISTENERS: &[&str] = &[
    "onDisconnect",
    "onMsgReceive",
    "onSyncConversation",
    "onUserInfUpdate",
    "onEventNotification",
    "onSyncEvent",
    "onMsgReceiptChange",
    "onSyncMsgReceipt",
    "onMutiUnreadMsgUpdate",
    "onTransMsgRec",
    "onRoomMsg",
    "onConnectionChange",
    "onOutboxChange",
];
