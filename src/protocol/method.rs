//! Methods by their names. Must never be a list of its own: it is checked against the table, by the compiler.

#[cfg(feature = "client")]
use super::methods::Does;
use super::methods::{Rule, RULES, TABLE};
#[cfg(feature = "client")]
use crate::payload::Word;

/// A method of the documents, for [`Client::call`](crate::client::Client::call) and `JMessage::call`. Each names its typed
/// place.
///
/// ```
/// use jmessage_web::Method;
///
/// assert_eq!(Method::named("getGroups"), Some(Method::GET_GROUPS));
/// assert_eq!(Method::GET_GROUPS.name(), "getGroups");
/// assert_eq!(Method::named("sendLove"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Method(usize);

impl Method {
    /// The method that the documents call so.
    pub fn named(name: &str) -> Option<Method> {
        Method::all().find(|method| method.name() == name)
    }

    /// What the documents call it.
    pub fn name(self) -> &'static str {
        TABLE.get(self.0).map_or("", |row| row.name)
    }

    /// What requests of this name are called on the wire: a method's, or one of the wire's own.
    #[cfg(feature = "client")]
    pub(crate) fn on_the_wire(name: &str) -> Option<&str> {
        let name = match Method::named(name).and_then(Method::rule).map(|rule| rule.does) {
            Some(Does::Asks(asks)) => asks.event().text(),
            _ => name,
        };
        Word::ALL.split(' ').any(|word| word == name).then_some(name)
    }

    /// All of them, in the order of the documents.
    pub fn all() -> impl Iterator<Item = Method> {
        (0..TABLE.len()).map(Method)
    }

    /// The method of this number at the border to JS: its place in the table. One past the table does nothing.
    #[doc(hidden)]
    pub fn numbered(number: usize) -> Method {
        Method(number)
    }

    /// Its number there.
    #[doc(hidden)]
    pub fn number(self) -> usize {
        self.0
    }

    pub(crate) fn rule(self) -> Option<&'static Rule> {
        RULES.get(self.0)
    }

    /// The first of which this holds, if there is one.
    pub(crate) fn which(holds: impl FnMut(&Rule) -> bool) -> Option<Method> {
        RULES.iter().position(holds).map(Method)
    }

    /// For constants: a name that no method has does not compile.
    #[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic)] // The compiler computes this.
    const fn of(name: &str) -> Method {
        let mut at = 0;
        while at < TABLE.len() {
            if same(TABLE[at].name.as_bytes(), name.as_bytes()) {
                return Method(at);
            }
            at += 1;
        }
        panic!("no method is called so")
    }
}

#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)] // The compiler computes this.
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

macro_rules! methods {
    ($($constant:ident $name:literal $typed:path)*) => {
        impl Method {
            $(
                #[doc = concat!("`", $name, "`: [`", stringify!($typed), "`](super::super::", stringify!($typed), ")")]
                pub const $constant: Method = Method::of($name);
            )*
        }
    };
}

methods! {
    INIT "init" JMessage::init
    REGISTER "register" JMessage::register
    IS_CONNECT "isConnect" JMessage::is_connected
    IS_INIT "isInit" JMessage::is_initialised
    IS_LOGIN "isLogin" JMessage::is_logged_in
    LOGIN "login" JMessage::login
    LOGIN_OUT "loginOut" JMessage::sign_out
    GET_USER_INFO "getUserInfo" Users::info
    UPDATE_SELF_INFO "updateSelfInfo" Users::update
    UPDATE_SELF_AVATAR "updateSelfAvatar" Users::set_avatar
    UPDATE_SELF_PWD "updateSelfPwd" Users::set_password
    GET_CONVERSATION "getConversation" JMessage::conversations
    UPDATE_CONVERSATION "updateConversation" JMessage::set_extras
    GET_UNREAD_MSG_CNT "getUnreadMsgCnt" JMessage::unread_count
    RESET_UNREAD_COUNT "resetUnreadCount" JMessage::open
    EXIT_CONVERSATION "exitConversation" Opened
    MSG_UNREAD_LIST "msgUnreadList" JMessage::readers
    ADD_SINGLE_RECEIPT_REPORT "addSingleReceiptReport" JMessage::report_read
    ADD_GROUP_RECEIPT_REPORT "addGroupReceiptReport" JMessage::report_read
    GET_RESOURCE "getResource" JMessage::resource_url
    MSG_RETRACT "msgRetract" JMessage::retract
    SEND_SINGLE_MSG "sendSingleMsg" JMessage::send
    SEND_SINGLE_PIC "sendSinglePic" JMessage::send
    SEND_SINGLE_FILE "sendSingleFile" JMessage::send
    SEND_SINGLE_LOCATION "sendSingleLocation" JMessage::send
    SEND_SINGLE_CUSTOM "sendSingleCustom" JMessage::send
    SEND_GROUP_MSG "sendGroupMsg" JMessage::send
    SEND_GROUP_PIC "sendGroupPic" JMessage::send
    SEND_GROUP_FILE "sendGroupFile" JMessage::send
    SEND_GROUP_LOCATION "sendGroupLocation" JMessage::send
    SEND_GROUP_CUSTOM "sendGroupCustom" JMessage::send
    TRANS_SINGLE_MSG "transSingleMsg" JMessage::pass_through
    TRANS_GROUP_MSG "transGroupMsg" JMessage::pass_through
    TRANS_PLAT_MSG "transPlatMsg" JMessage::pass_through
    CREATE_GROUP "createGroup" Groups::create
    EXIT_GROUP "exitGroup" GroupCalls::leave
    ADD_GROUP_MEMBERS "addGroupMembers" GroupCalls::add
    DEL_GROUP_MEMBERS "delGroupMembers" GroupCalls::remove
    GET_GROUPS "getGroups" Groups::list
    GET_GROUP_INFO "getGroupInfo" GroupCalls::info
    UPDATE_GROUP_INFO "updateGroupInfo" GroupCalls::update
    GET_GROUP_MEMBERS "getGroupMembers" GroupCalls::members
    JOIN_GROUP "joinGroup" GroupCalls::join
    ADD_GROUP_MEMBER_RESP "addGroupMemberResp" GroupCalls::answer
    ADD_GROUP_MEM_SILENCE "addGroupMemSilence" GroupCalls::silence
    DEL_GROUP_MEM_SILENCE "delGroupMemSilence" GroupCalls::let_speak
    ADD_GROUP_KEEPER "addGroupKeeper" GroupCalls::add_keepers
    DEL_GROUP_KEEPER "delGroupKeeper" GroupCalls::remove_keepers
    CHANGE_GROUP_ADMIN "changeGroupAdmin" GroupCalls::hand_over
    DISSOLVE_GROUP "dissolveGroup" GroupCalls::dissolve
    GET_APPKEY_PUBLIC_GROUPS "getAppkeyPublicGroups" Groups::public
    GET_APPKEY_CHATROOMS "getAppkeyChatrooms" Rooms::list
    GET_SELF_CHATROOMS "getSelfChatrooms" Rooms::mine
    GET_CHATROOM_INFO "getChatroomInfo" RoomCalls::info
    ENTER_CHATROOM "enterChatroom" RoomCalls::enter
    EXIT_CHATROOM "exitChatroom" RoomCalls::leave
    SEND_CHATROOM_MSG "sendChatroomMsg" JMessage::send
    SEND_CHATROOM_PIC "sendChatroomPic" JMessage::send
    SEND_CHATROOM_FILE "sendChatroomFile" JMessage::send
    SEND_CHATROOM_LOCATION "sendChatroomLocation" JMessage::send
    SEND_CHATROOM_CUSTOM "sendChatroomCustom" JMessage::send
    GET_NO_DISTURB "getNoDisturb" Quiet::no_disturb
    ADD_SINGLE_NO_DISTURB "addSingleNoDisturb" Quiet::mute
    DEL_SINGLE_NO_DISTURB "delSingleNoDisturb" Quiet::unmute
    ADD_GROUP_NO_DISTURB "addGroupNoDisturb" Quiet::mute
    DEL_GROUP_NO_DISTURB "delGroupNoDisturb" Quiet::unmute
    GROUP_SHIELD_LIST "groupShieldList" Quiet::shields
    ADD_GROUP_SHIELD "addGroupShield" Quiet::shield
    DEL_GROUP_SHIELD "delGroupShield" Quiet::unshield
    ADD_GLOBAL_NO_DISTURB "addGlobalNoDisturb" Quiet::mute_all
    DEL_GLOBAL_NO_DISTURB "delGlobalNoDisturb" Quiet::unmute_all
    GET_BLACKS "getBlacks" Quiet::blacks
    ADD_SINGLE_BLACKS "addSingleBlacks" Quiet::block
    DEL_SINGLE_BLACKS "delSingleBlacks" Quiet::unblock
    GET_FRIEND_LIST "getFriendList" Friends::list
    ADD_FRIEND "addFriend" Friends::add
    ACCEPT_FRIEND "acceptFriend" Friends::accept
    DECLINE_FRIEND "declineFriend" Friends::decline
    DEL_FRIEND "delFriend" Friends::remove
    UPDATE_FRIEND_MEMO "updateFriendMemo" Friends::set_memo
}
