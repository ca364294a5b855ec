//! The vocabulary: every word of the wire that the core spells, once. A host learns the list at start and then knows
//! each word by its number, so that no text crosses to it while messages flow. A word here is spelling, no meaning.

macro_rules! words {
    ($($name:ident $text:literal)*) => {
        /// A word of the wire by its number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Word { $(
            #[doc = concat!("`", $text, "`")]
            $name,
        )* }

        impl Word {
            /// All words in the order of their numbers, each followed by a space.
            pub const ALL: &'static str = concat!($($text, " "),*);

            /// Its spelling.
            pub fn text(self) -> &'static str {
                match self {
                    $(Word::$name => $text),*
                }
            }
        }
    };
}

words! {
    // The envelope.
    EventPrefix "42" Rid "rid" Code "code" Message "message" Data "data" Ack "ack" ResponseTimeout "response_timeout"
    Version "version" Error "error" Masked "***"
    XAppKey "X-App-Key" Authorization "Authorization" JmChannel "jm-channel" ChannelWeb "w"

    // Fields.
    Address "address" Appkey "appkey" AtList "at_list" Avatar "avatar" BlackList "black_list"
    BySelf "by_self" ChatRooms "chat_rooms" Cmd "cmd" Content "content" Conversations "conversations"
    CreateTime "create_time" Ctime "ctime" CtimeMs "ctime_ms" Custom "custom" CustomNotification "custom_notification"
    Debug "debug" Description "description" EventId "event_id" EventType "event_type"
    Events "events" Extra "extra" Extras "extras" File "file" Flag "flag" Fname "fname" Format "format"
    FriendList "friend_list" FromAppkey "from_appkey" FromEventid "from_eventid" FromGid "from_gid" FromId "from_id"
    FromNickname "from_nickname" FromPlatform "from_platform" FromPlatForm "fromPlatForm" FromType "from_type"
    FromUid "from_uid" FromUsername "from_username" Fsize "fsize" Gid "gid" GroupDescription "group_description"
    GroupInfo "group_info" GroupList "group_list" GroupName "group_name" GroupType "group_type" Groups "groups"
    Hash "hash" Height "height" Id "id" Image "image" Info "info" IsMd5 "is_md5" KeepSilence "keep_silence" Key "key"
    Label "label" Latitude "latitude" Longitude "longitude" MediaCrc32 "media_crc32" MediaId "media_id"
    MemberList "member_list" MemberUsernames "member_usernames" MemoName "memo_name" Messages "messages" Mtime "mtime"
    MsgBody "msg_body" MsgId "msg_id" MsgIds "msg_ids" MsgLevel "msg_level" MsgReceiptKey "msg_receipt_key"
    MsgTime "msg_time" MsgType "msg_type" MsgidList "msgid_list" Msgs "msgs" Name "name" NeedReceipt "need_receipt"
    NewOwner "new_owner" NoDisturb "no_disturb" NoNotification "no_notification"
    NoOffline "no_offline" PingInterval "pingInterval" PingTimeout "pingTimeout" Platform "platform"
    Receipts "receipts" ReceiptMsgs "receipt_msgs" RecentTime "recent_time" Result "result" ReturnCode "return_code"
    Rooms "rooms" Scale "scale" Sessions "sessions" Start "start"
    SuiMtime "sui_mtime" SyncEventKey "sync_event_key" SyncKey "sync_key" SyncType "sync_type"
    TargetAppkey "target_appkey" TargetGid "target_gid" TargetGname "target_gname" TargetId "target_id"
    TargetName "target_name" TargetNickname "target_nickname" TargetRid "target_rid" TargetRname "target_rname"
    TargetType "target_type" TargetUsername "target_username" Text "text" Timestamp "timestamp" ToGroups "to_groups"
    ToUsernames "to_usernames" Type "type" Uid "uid" UnreadCount "unreadCount" UnreadMsgCount "unread_msg_count"
    UnsyncCount "unsync_count" UploadFile "upload_file" UserInfo "user_info"
    Username "username" Users "users" Utime "utime" Why "why" Width "width" Yes "yes" No "no"

    // Texts that are values.
    Success "success" Single "single" Group "group" Chatroom "chatroom" Web "web" J "j" ClientVersion "2.5.0"
    Location "location" Normal "normal" Across "across"

    // The session, as the page asks for it and is told of it.
    Auth "auth" Reconnect "reconnect" Grace "grace" Outbox "outbox" Limit "limit" MaxAge "maxAge" Reason "reason"
    State "state" Previous "previous" RetryIn "retryIn" Resumed "resumed"
    Connecting "connecting" Connected "connected" Online "online" Reconnecting "reconnecting" Suspended "suspended"
    Storage "storage" Method "method" Arguments "arguments" Since "since" Attempts "attempts"
    Kicked "kicked" Failed "failed" Closed "closed" Lost "lost" Expired "expired"

    // Events of the server's own accord.
    MsgSync "msg_sync" SyncConversation "sync_conversation" SyncEvent "sync_event" SyncReceipt "sync_receipt"
    ReceiptChange "receipt_change" TransMsgRec "trans_msg_rec" RoomMsgSync "room_msg_sync"
    RoomMsgSyncHis "room_msg_sync_his" EventNotification "event_notification"

    // Requests.
    CInit "c_init" Login "login" Register "register" SyncCheck "sync_check" MsgRecv "msg_recv_v2"
    SyncConversationAck "sync_conversation_ack" SyncEventAck "sync_event_ack" SyncReceiptAck "sync_receipt_ack"
    UnreadSingleCount "unread_single_count" UnreadGroupCount "unread_group_count" ReceiptReport "receipt_report"
    GetUploadToken "get_upload_token" GetAcrossUserInfo "get_across_user_info" UpdateUserInf "update_user_inf"
    UpdateUserPwd "update_user_pwd" GetConversations "get_conversations" GetResource "get_resource"
    MsgRetract "msg_retract" MsgUnreadList "msg_unread_list" TransMsgSingle "trans_msg_single"
    TransMsgGroup "trans_msg_group" TransMsgPlatform "trans_msg_platform" CreateGroup "create_group"
    UpdateGroupInfo "update_group_info" ExitGroup "exit_group" GetGroupsList "get_groups_list"
    GetGroupInfo "get_group_info" GetGroupMembers "get_group_members" AddAcrossGroupMember "add_across_group_member"
    DelAcrossGroupMember "del_across_group_member" ApplyJoinGroup "apply_join_group"
    AdminAddGroupMember "admin_add_group_member" GroupMemSilence "group_mem_silence" AddGroupKeeper "add_group_keeper"
    DelGroupKeeper "del_group_keeper" ChangeGroupAdmin "change_group_admin" DissolveGroup "dissolve_group"
    PublicGroupList "public_group_list" RoomList "room_list" RoomListSelf "room_list_self" RoomInfo "room_info"
    JoinRoom "join_room" ExitRoom "exit_room" AddMsgNoDisturbSingle "add_msg_no_disturb_single"
    DeleteMsgNoDisturbSingle "delete_msg_no_disturb_single" AddMsgNoDisturbGroup "add_msg_no_disturb_group"
    DeleteMsgNoDisturbGroup "delete_msg_no_disturb_group" AddMsgNoDisturbGlobal "add_msg_no_disturb_global"
    DeleteMsgNoDisturbGlobal "delete_msg_no_disturb_global" ListShieldGroup "list_shield_group"
    AddMsgShieldGroup "add_msg_shield_group" DelMsgShieldGroup "del_msg_shield_group" GetBlackList "get_black_list"
    AddBlackList "add_black_list" DelBlackList "del_black_list" GetFriendList "get_friend_list"
    AddFriend "add_friend" DelFriend "del_friend" UpdateFriendMemo "update_friend_memo"
    SendSingle "s_across_single_text" SendGroupMsg "send_group_msg" SendRoomMsg "send_room_msg"

    // Fields that nobody is to see. They stand last: `Word::SECRETS` and all behind it.
    Password "password" OldPwd "old_pwd" NewPwd "new_pwd" Signature "signature" RandomStr "random_str"
    Uptoken "uptoken" Url "url"
}

impl Word {
    /// The first of those that are secret.
    pub const SECRETS: Word = Word::Password;
}

#[cfg(test)]
mod tests {
    use super::Word;

    #[test]
    fn a_word_knows_its_spelling() {
        assert_eq!(Word::EventPrefix.text(), "42");
        assert_eq!(Word::SendRoomMsg.text(), "send_room_msg");
    }

    #[test]
    fn no_word_stands_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for word in Word::ALL.split_whitespace() {
            assert!(seen.insert(word), "{word} stands twice");
        }
    }
}
