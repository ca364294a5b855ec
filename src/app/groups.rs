//! Groups (群组): those there are, and one of them. Must never keep who is in one.

use serde::Serialize;
use serde_json::{json, Value};

use super::calls::{of_group, put, Attached};
use super::{JMessage, Method, Result};
use crate::model::{EventId, Group, GroupChange, GroupId, GroupPage, Member, NewGroup, User};
use crate::payload::Word;

/// Groups: of [`JMessage::groups`].
///
/// ```no_run
/// # async fn example(im: jmessage_web::JMessage) -> jmessage_web::Result<()> {
/// use jmessage_web::NewGroup;
///
/// let chess = im.groups().create("chess").await?;
/// im.group(chess).add(["bob", "eve"]).await?;
/// im.send(chess, "welcome").mention_all().await?;
/// im.groups().create(NewGroup { is_public: true, ..NewGroup::from("go") }).await?;
/// for group in im.groups().list().await? {
///     println!("{}: {} members", group.name, im.group(group.gid).members().await?.len());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Groups<'a>(&'a JMessage);

/// One group: of [`JMessage::group`].
#[derive(Clone, Copy, Debug)]
pub struct GroupCalls<'a> {
    im: &'a JMessage,
    gid: GroupId,
}

/// The answer to a [`JoinRequest`](crate::What::JoinRequest) (入群审批).
#[derive(Clone, Debug, Serialize)]
pub struct JoinAnswer {
    /// The notice's own id.
    pub event_id: EventId,
    /// Who proposed; who asked, if they asked for themselves.
    #[serde(rename = "from_username")]
    pub from: String,
    /// Of which app, if not mine.
    #[serde(rename = "from_appkey", skip_serializing_if = "Option::is_none")]
    pub from_appkey: Option<String>,
    /// Who is to be let in.
    #[serde(rename = "target_username")]
    pub who: String,
    /// Of which app, if not mine.
    #[serde(rename = "target_appkey", skip_serializing_if = "Option::is_none")]
    pub appkey: Option<String>,
    /// Why not; `None` lets them in.
    #[serde(skip)]
    pub refused: Option<String>,
}

impl JMessage {
    /// Groups (群组).
    pub fn groups(&self) -> Groups<'_> {
        Groups(self)
    }

    /// One group.
    pub fn group(&self, gid: GroupId) -> GroupCalls<'_> {
        GroupCalls { im: self, gid }
    }
}

impl Groups<'_> {
    /// The groups that I am in.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn list(&self) -> Result<Vec<Group>> {
        self.0.list(Method::GET_GROUPS, json!({}), "group_list").await
    }

    /// Makes a group that is mine.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn create(&self, group: impl Into<NewGroup>) -> Result<GroupId> {
        let NewGroup { name, description, avatar, is_public } = group.into();
        let mut args = json!({"group_name": name});
        put(&mut args, "group_description", description);
        put(&mut args, "is_limit", is_public.then_some(true));
        let attached = avatar.map_or_else(Attached::default, |picture| Attached::from((Word::Avatar, picture)));
        let (mut reply, _) = self.0.ask(Method::CREATE_GROUP, args, attached).await?;
        let gid = reply.get_mut("gid").map(Value::take).unwrap_or_default();
        super::calls::read(Method::CREATE_GROUP, "gid", gid)
    }

    /// Public groups of an app (公开群), page by page: of my own, where none is named. The first begins at 0.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn public(&self, start: u64, appkey: Option<&str>) -> Result<GroupPage> {
        let mut args = json!({"start": start});
        put(&mut args, "appkey", appkey);
        self.0.get(Method::GET_APPKEY_PUBLIC_GROUPS, args, "result").await
    }
}

impl GroupCalls<'_> {
    fn members_args(&self, users: impl IntoIterator<Item: Into<User>>) -> Value {
        let users: Vec<User> = users.into_iter().map(Into::into).collect();
        json!({"gid": self.gid, "member_usernames": users})
    }

    fn member_args(&self, user: User) -> Value {
        let mut args = json!({"gid": self.gid, "target_username": user.username});
        put(&mut args, "target_appkey", user.appkey);
        args
    }

    /// What it is.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn info(&self) -> Result<Group> {
        self.im.get(Method::GET_GROUP_INFO, of_group(self.gid), "group_info").await
    }

    /// Who is in it.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn members(&self) -> Result<Vec<Member>> {
        self.im.list(Method::GET_GROUP_MEMBERS, of_group(self.gid), "member_list").await
    }

    /// Changes it.
    ///
    /// # Errors
    /// As with all calls; [`Error::Argument`](crate::Error::Argument) where nothing is to change.
    pub async fn update(&self, change: GroupChange) -> Result<()> {
        let GroupChange { name, description, avatar } = change;
        let mut args = of_group(self.gid);
        put(&mut args, "group_name", name);
        put(&mut args, "group_description", description);
        let attached = avatar.map_or_else(Attached::default, |picture| Attached::from((Word::Avatar, picture)));
        self.im.ask(Method::UPDATE_GROUP_INFO, args, attached).await.map(drop)
    }

    /// Adds members. In a public group only owner and keepers do; others' additions become requests.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn add(&self, users: impl IntoIterator<Item: Into<User>>) -> Result<()> {
        self.im.act(Method::ADD_GROUP_MEMBERS, self.members_args(users)).await
    }

    /// Removes members.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn remove(&self, users: impl IntoIterator<Item: Into<User>>) -> Result<()> {
        self.im.act(Method::DEL_GROUP_MEMBERS, self.members_args(users)).await
    }

    /// Leaves it.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn leave(&self) -> Result<()> {
        self.im.act(Method::EXIT_GROUP, of_group(self.gid)).await
    }

    /// Asks to be let in (申请入群).
    ///
    /// # Errors
    /// As with all calls.
    pub async fn join(&self, reason: Option<&str>) -> Result<()> {
        let mut args = of_group(self.gid);
        put(&mut args, "reason", reason);
        self.im.act(Method::JOIN_GROUP, args).await
    }

    /// Answers such a request: owner and keepers.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn answer(&self, answer: &JoinAnswer) -> Result<()> {
        let mut args = json!(answer);
        put(&mut args, "gid", Some(self.gid));
        put(&mut args, "result", Some(u8::from(answer.refused.is_some())));
        put(&mut args, "reason", answer.refused.as_ref());
        self.im.act(Method::ADD_GROUP_MEMBER_RESP, args).await
    }

    /// A member may not speak any more (禁言).
    ///
    /// # Errors
    /// As with all calls.
    pub async fn silence(&self, user: impl Into<User>) -> Result<()> {
        self.im.act(Method::ADD_GROUP_MEM_SILENCE, self.member_args(user.into())).await
    }

    /// A member may speak again.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn let_speak(&self, user: impl Into<User>) -> Result<()> {
        self.im.act(Method::DEL_GROUP_MEM_SILENCE, self.member_args(user.into())).await
    }

    /// Makes members keepers (管理员): the owner.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn add_keepers(&self, users: impl IntoIterator<Item: Into<User>>) -> Result<()> {
        self.im.act(Method::ADD_GROUP_KEEPER, self.members_args(users)).await
    }

    /// Makes keepers members again: the owner.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn remove_keepers(&self, users: impl IntoIterator<Item: Into<User>>) -> Result<()> {
        self.im.act(Method::DEL_GROUP_KEEPER, self.members_args(users)).await
    }

    /// Hands it over (移交群主): the owner.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn hand_over(&self, user: impl Into<User>) -> Result<()> {
        self.im.act(Method::CHANGE_GROUP_ADMIN, self.member_args(user.into())).await
    }

    /// Ends it (解散群): the owner.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn dissolve(&self) -> Result<()> {
        self.im.act(Method::DISSOLVE_GROUP, of_group(self.gid)).await
    }
}
