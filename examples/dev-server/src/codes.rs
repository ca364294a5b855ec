//! The refusals of the public error list: code and text as servers send them.
//! Never invents a code: a refusal that the list lacks is `INTERNAL`, and is logged.

use serde_json::{json, Value};

/// Why a request was not done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refusal {
    pub code: i64,
    pub message: &'static str,
}

impl Refusal {
    pub fn reply(self) -> Value {
        json!({ "code": self.code, "message": self.message })
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        eprintln!("storage: {error}");
        INTERNAL
    }
}

macro_rules! refusals {
    ($($name:ident = $code:literal, $message:literal;)*) => {
        $(pub const $name: Refusal = Refusal { code: $code, message: $message };)*
    };
}

refusals! {
    INVALID_PARAMETER = 880002, "invalid parameter";
    INVALID_VALUE = 880003, "invalid value";
    FILE_NOT_EXIST = 880005, "file not exist";
    LOGIN_BEFORE_REGISTER = 880006, "login out before register";
    MSG_ID_INVALID = 880008, "msg_id not valid";
    APPKEY_NOT_EXIST = 880101, "appkey not exist";
    SIGNATURE_FAIL = 880102, "signatu fail";
    USER_NOT_EXIST = 880103, "user not exist";
    INVALID_PASSWORD = 880104, "invalid password";
    SIGNATURE_EXPIRED = 880106, "signatu is expire";
    ALREADY_LOGIN = 880107, "already login,please login out before login";
    TARGET_USER_NOT_EXIST = 880203, "target user not exist";
    TARGET_GROUP_NOT_EXIST = 880204, "target group not exist";
    USER_NOT_IN_GROUP = 880205, "user not in group";
    MESSAGE_TOO_LONG = 880206, "length of message exceed limit";
    USER_IN_BLACKLIST = 880207, "user in blacklist";
    SILENT = 880212, "can not chat while silent";
    GROUP_NAME_TOO_LONG = 880404, "length of group name exceed limit";
    GROUP_DESC_TOO_LONG = 880405, "length of group desc exceed limit";
    ZERO_MEMBER = 880602, "zero member";
    GROUP_FULL = 880609, "amount of group exceed member limit";
    ALREADY_IN_GROUP = 880610, "user already in the group";
    GROUP_TYPE_UNSUPPORTED = 880611, "group type not support";
    ALREADY_PROCESSED = 880612, "this request already process";
    NO_PERMISSION = 880614, "no permission";
    DELETE_NOT_PERMITTED = 880704, "user not permitted delete member of group";
    MEMBER_NOT_DELETABLE = 880705, "member of group not permitted deleted";
    BLACK_NOT_PERMITTED = 880903, "member not permitted added";
    BLACK_REPEATED = 880904, "repeated added member";
    DISTURB_USER_SET = 881101, "member already set";
    DISTURB_USER_NOT_SET = 881102, "member never set";
    DISTURB_GROUP_SET = 881105, "group already set";
    DISTURB_GROUP_NOT_SET = 881106, "group never set";
    DISTURB_GLOBAL_SET = 881107, "already set";
    DISTURB_GLOBAL_NOT_SET = 881108, "never set";
    SHIELD_SET = 881203, "group already set";
    SHIELD_NOT_SET = 881204, "group never set";
    ALREADY_FRIEND = 881302, "already is friend";
    NOT_FRIEND = 881303, "user not friend";
    INVALID_MEMO = 881304, "invalid friend memo";
    INVITATION_INVALID = 881305, "Invitation event is not valid";
    RETRACT_TOO_LATE = 881401, "out of time";
    NOT_SENDER = 881402, "request user is not message sender";
    RETRACT_NO_MESSAGE = 881403, "request message not exist";
    RETRACT_TWICE = 881404, "message already retract";
    NOT_IN_ROOM = 881501, "user not in chatroom";
    ROOM_NOT_EXIST = 881503, "chatroom not exist";
    ROOM_MESSAGE_TOO_LONG = 881504, "length of chatroom message exceed limit";
    ALREADY_IN_ROOM = 881507, "member has in the chatroom";
    ROOM_FULL = 881508, "amount of member exceed chatroom limit";
    MESSAGE_FORMAT = 881509, "msg format err";
    TARGET_NOT_LOGIN = 881602, "target user not login";
    CMD_TOO_LONG = 881604, "length of trans cmd exceed limit";
    NOT_OWNER = 881701, "user not admin";
    INTERNAL = 882001, "server internal error";
    USER_EXIST = 882002, "user exist";
    NO_SUCH_USER = 882002, "no such user";
    UNKNOWN_EVENT = 882003, "invalid parameter";
    AUTH_FAIL = 882004, "auth fail";
}
