//! Sending a message: to whom, what, and how. Must never send before it is awaited.

use std::future::IntoFuture;

use futures::future::LocalBoxFuture;
use futures::FutureExt;
use serde::Serialize;
use serde_json::{json, Value};

use super::calls::Attached;
use super::{JMessage, Method, Result};
use crate::model::{Content, CustomNotification, Error, More, Post, Read, Sent, Target, User};

/// By target, then by what [`Post::method`] counts.
const METHODS: [[Method; 5]; 3] = [
    [
        Method::SEND_SINGLE_MSG,
        Method::SEND_SINGLE_PIC,
        Method::SEND_SINGLE_FILE,
        Method::SEND_SINGLE_LOCATION,
        Method::SEND_SINGLE_CUSTOM,
    ],
    [
        Method::SEND_GROUP_MSG,
        Method::SEND_GROUP_PIC,
        Method::SEND_GROUP_FILE,
        Method::SEND_GROUP_LOCATION,
        Method::SEND_GROUP_CUSTOM,
    ],
    [
        Method::SEND_CHATROOM_MSG,
        Method::SEND_CHATROOM_PIC,
        Method::SEND_CHATROOM_FILE,
        Method::SEND_CHATROOM_LOCATION,
        Method::SEND_CHATROOM_CUSTOM,
    ],
];

impl JMessage {
    /// Sends a message: to a user by name, a group or a room by id; text, a file, a place, an object, or another message's
    /// body. What is awaited is that the server has it; without a connection that waits, for at most what
    /// [`Builder::outbox`](crate::Builder::outbox) says. It becomes a future when it is awaited: `join!` and `select!` take
    /// `im.send(…).into_future()`.
    ///
    /// ```no_run
    /// # async fn example(im: jmessage_web::JMessage) -> jmessage_web::Result<()> {
    /// use jmessage_web::{File, GroupId, Post, User};
    ///
    /// im.send("bob", "hello").await?;
    /// im.send(User::named("eve").of_app("another"), "hello over there").await?;
    /// im.send(GroupId(7), "all of you").mention_all().need_receipt().await?;
    /// let picture = Post::image(File::new("a.png", std::fs::read("a.png").unwrap()));
    /// let sent = im.send("bob", picture).on_progress(|sent, total| println!("{sent} of {total}")).await?;
    /// println!("{}", sent.msg_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn send(&self, to: impl Into<Target>, post: impl Into<Post>) -> Sending<'_> {
        let (mut args, mut target_name) = (More::new(), "target_gname");
        let target = match to.into() {
            Target::User(user) => {
                args.insert("target_username".to_owned(), user.username.into());
                user.appkey.map(|appkey| args.insert("appkey".to_owned(), appkey.into()));
                target_name = "target_nickname";
                0
            }
            Target::Group(gid) => {
                args.insert("target_gid".to_owned(), gid.0.into());
                1
            }
            Target::Room(id) => {
                args.insert("target_rid".to_owned(), id.0.into());
                target_name = "target_rname";
                2
            }
        };
        Sending { im: self, target, target_name, post: post.into(), args, progress: None }
    }
}

/// A message on its way, once it is awaited: of [`JMessage::send`].
#[must_use = "nothing is sent before it is awaited"]
pub struct Sending<'a> {
    im: &'a JMessage,
    target: usize,
    target_name: &'static str,
    post: Post,
    args: More,
    progress: Option<Box<dyn Fn(u64, u64)>>,
}

impl<'a> Sending<'a> {
    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// Mentions members of a group (@).
    pub fn mention(self, users: impl IntoIterator<Item: Into<User>>) -> Self {
        let users: Vec<User> = users.into_iter().map(Into::into).collect();
        self.with("at_list", json!(users))
    }

    /// Mentions all members of a group.
    pub fn mention_all(self) -> Self {
        self.with("at_list", json!([]))
    }

    /// Tells me who has read it (已读回执): [`Event::Read`](crate::Event::Read).
    pub fn need_receipt(self) -> Self {
        self.with("need_receipt", true)
    }

    /// Is not kept for those who are away (不保存离线消息).
    pub fn no_offline(self) -> Self {
        self.with("no_offline", true)
    }

    /// Is not shown in phones' status bars.
    pub fn no_notification(self) -> Self {
        self.with("no_notification", true)
    }

    /// What phones' status bars show.
    pub fn notification(self, notification: CustomNotification) -> Self {
        self.with("custom_notification", json!(notification))
    }

    /// Anything of the app's, beside the message.
    pub fn extras(self, extras: impl Serialize) -> Self {
        self.with("extras", json!(super::calls::object(extras)))
    }

    /// The name that the message shows for whom it goes to.
    pub fn target_name(self, name: impl Into<String>) -> Self {
        let field = self.target_name;
        self.with(field, name.into())
    }

    /// Is told, as a file moves, how many bytes of how many are on their way.
    pub fn on_progress(mut self, progress: impl Fn(u64, u64) + 'static) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }
}

impl<'a> IntoFuture for Sending<'a> {
    type Output = Result<Sent>;
    type IntoFuture = LocalBoxFuture<'a, Result<Sent>>;

    fn into_future(self) -> Self::IntoFuture {
        let Sending { im, target, post, mut args, progress, .. } = self;
        async move {
            let method = post.method().and_then(|body| METHODS.get(target)?.get(body).copied());
            let method = method.ok_or_else(|| Error::Argument {
                field: "msg_body".to_owned(),
                message: "should be a body that can be sent from here".to_owned(),
            })?;
            let attached = Attached { file: post.put(&mut args), progress };
            let (reply, message) = im.ask(method, args.into(), attached).await?;
            let mut sent: Sent = super::calls::read(method, "", reply)?;
            let content = message.and_then(|mut message| Some(message.get_mut("content")?.take()));
            sent.content = content.filter(|content| Content::check(content).is_ok()).map(Content::take);
            Ok(sent)
        }
        .boxed_local()
    }
}
