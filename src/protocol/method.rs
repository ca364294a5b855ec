//! Methods by their names. Must never be a list of its own: it is checked against the table, by the compiler.

use super::methods::{Rule, RULES, TABLE};

/// A method of the documents, for [`Client::call`](crate::client::Client::call) and `JMessage::call`.
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
    ($($constant:ident $name:literal)*) => {
        impl Method {
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $constant: Method = Method::of($name);
            )*
        }
    };
}

methods! {
    INIT "init"
    REGISTER "register"
    IS_CONNECT "isConnect"
    IS_INIT "isInit"
    IS_LOGIN "isLogin"
    LOGIN "login"
    LOGIN_OUT "loginOut"
    GET_USER_INFO "getUserInfo"
    UPDATE_SELF_INFO "updateSelfInfo"
    UPDATE_SELF_AVATAR "updateSelfAvatar"
    UPDATE_SELF_PWD "updateSelfPwd"
    GET_CONVERSATION "getConversation"
    UPDATE_CONVERSATION "updateConversation"
    GET_UNREAD_MSG_CNT "getUnreadMsgCnt"
    RESET_UNREAD_COUNT "resetUnreadCount"
    EXIT_CONVERSATION "exitConversation"
    MSG_UNREAD_LIST "msgUnreadList"
    ADD_SINGLE_RECEIPT_REPORT "addSingleReceiptReport"
    ADD_GROUP_RECEIPT_REPORT "addGroupReceiptReport"
    GET_RESOURCE "getResource"
    MSG_RETRACT "msgRetract"
    SEND_SINGLE_MSG "sendSingleMsg"
    SEND_SINGLE_PIC "sendSinglePic"
    SEND_SINGLE_FILE "sendSingleFile"
    SEND_SINGLE_LOCATION "sendSingleLocation"
    SEND_SINGLE_CUSTOM "sendSingleCustom"
    SEND_GROUP_MSG "sendGroupMsg"
    SEND_GROUP_PIC "sendGroupPic"
    SEND_GROUP_FILE "sendGroupFile"
    SEND_GROUP_LOCATION "sendGroupLocation"
    SEND_GROUP_CUSTOM "sendGroupCustom"
    TRANS_SINGLE_MSG "transSingleMsg"
    TRANS_GROUP_MSG "transGroupMsg"
    TRANS_PLAT_MSG "transPlatMsg"
    CREATE_GROUP "createGroup"
    EXIT_GROUP "exitGroup"
    ADD_GROUP_MEMBERS "addGroupMembers"
    DEL_GROUP_MEMBERS "delGroupMembers"
    GET_GROUPS "getGroups"
    GET_GROUP_INFO "getGroupInfo"
    UPDATE_GROUP_INFO "updateGroupInfo"
    GET_GROUP_MEMBERS "getGroupMembers"
    JOIN_GROUP "joinGroup"
    ADD_GROUP_MEMBER_RESP "addGroupMemberResp"
    ADD_GROUP_MEM_SILENCE "addGroupMemSilence"
    DEL_GROUP_MEM_SILENCE "delGroupMemSilence"
    ADD_GROUP_KEEPER "addGroupKeeper"
    DEL_GROUP_KEEPER "delGroupKeeper"
    CHANGE_GROUP_ADMIN "changeGroupAdmin"
    DISSOLVE_GROUP "dissolveGroup"
    GET_APPKEY_PUBLIC_GROUPS "getAppkeyPublicGroups"
    GET_APPKEY_CHATROOMS "getAppkeyChatrooms"
    GET_SELF_CHATROOMS "getSelfChatrooms"
    GET_CHATROOM_INFO "getChatroomInfo"
    ENTER_CHATROOM "enterChatroom"
    EXIT_CHATROOM "exitChatroom"
    SEND_CHATROOM_MSG "sendChatroomMsg"
    SEND_CHATROOM_PIC "sendChatroomPic"
    SEND_CHATROOM_FILE "sendChatroomFile"
    SEND_CHATROOM_LOCATION "sendChatroomLocation"
    SEND_CHATROOM_CUSTOM "sendChatroomCustom"
    GET_NO_DISTURB "getNoDisturb"
    ADD_SINGLE_NO_DISTURB "addSingleNoDisturb"
    DEL_SINGLE_NO_DISTURB "delSingleNoDisturb"
    ADD_GROUP_NO_DISTURB "addGroupNoDisturb"
    DEL_GROUP_NO_DISTURB "delGroupNoDisturb"
    GROUP_SHIELD_LIST "groupShieldList"
    ADD_GROUP_SHIELD "addGroupShield"
    DEL_GROUP_SHIELD "delGroupShield"
    ADD_GLOBAL_NO_DISTURB "addGlobalNoDisturb"
    DEL_GLOBAL_NO_DISTURB "delGlobalNoDisturb"
    GET_BLACKS "getBlacks"
    ADD_SINGLE_BLACKS "addSingleBlacks"
    DEL_SINGLE_BLACKS "delSingleBlacks"
    GET_FRIEND_LIST "getFriendList"
    ADD_FRIEND "addFriend"
    ACCEPT_FRIEND "acceptFriend"
    DECLINE_FRIEND "declineFriend"
    DEL_FRIEND "delFriend"
    UPDATE_FRIEND_MEMO "updateFriendMemo"
}
