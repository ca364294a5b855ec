//! Signing in and out. Must never keep a password: the core keeps its md5.

use std::future::Future;
use std::rc::Rc;

use futures::FutureExt;
use serde_json::{json, Value};

use super::calls::{object, read, Attached};
use super::{JMessage, Method, Result};
use crate::client::Guard;
use crate::model::{Auth, Credentials, Error, Login, Registration};
use crate::payload::Payload;

/// What an app's `auth` may fail with.
pub type BoxError = Box<dyn std::error::Error>;

impl JMessage {
    /// Signs in, and again after each lost connection, until [`sign_out`](JMessage::sign_out), a kick, a changed password,
    /// or somebody else's signing in. `auth` is asked each time, for signatures age: it asks the app's own server, and may
    /// add [`Auth::roaming`]. Should it fail, that is logged, and it is asked again, as after a lost connection; what users
    /// are to see of that, it tells them itself.
    ///
    /// It waits for the connection. Dropped before it ends, nobody is signed in. Once it has ended, calls wait over lost
    /// connections, and [`Event::Connection`](crate::Event::Connection) says how the session stands: after
    /// [`Kicked`](crate::State::Kicked) and [`Failed`](crate::State::Failed) only another `sign_in` leads back.
    ///
    /// # Errors
    /// [`Error::Server`](crate::Error::Server): refused for good, as with a wrong password. Whatever may pass is tried
    /// again, for as long as it takes.
    pub async fn sign_in<F, A>(&self, account: Credentials, auth: F) -> Result<Login>
    where
        F: Fn() -> A + 'static,
        A: Future<Output = std::result::Result<Auth, BoxError>> + 'static,
    {
        self.driver.ask_for_auth(Rc::new(move |_, _| {
            let answer = auth();
            async move {
                let auth = answer.await.map_err(|error| error.to_string())?;
                serde_json::to_value(auth).map_err(|error| error.to_string())
            }
            .boxed_local()
        }));
        let mut unfinished = Unfinished(Some(self));
        let login = self.login(&account).await;
        // One that took too long is given up.
        unfinished.0.take_if(|_| !matches!(login, Err(Error::Timeout)));
        login
    }

    /// Tells the server which app this is (初始化). [`sign_in`](JMessage::sign_in) does it by itself; without that it is done
    /// by hand, for [`register`](JMessage::register) and [`login`](JMessage::login). It waits for the connection.
    ///
    /// # Errors
    /// As with all calls: see [`Error`](crate::Error).
    pub async fn init(&self, auth: &Auth) -> Result<()> {
        self.act(Method::INIT, object(auth).into()).await
    }

    /// Makes an account (注册). After [`init`](JMessage::init); it signs nobody in.
    ///
    /// ```
    /// # use jmessage_web::testing::{auth, Stage};
    /// use jmessage_web::{Code, Credentials};
    ///
    /// # let (stage, account) = (Stage::new(), Credentials::new("ann", "secret"));
    /// # let im = stage.connect();
    /// # stage.run(async {
    /// im.init(&auth()).await?;
    /// match im.register(&account).await {
    ///     // It is there already.
    ///     Err(error) if error.code() == Some(Code::USER_INVALID) => {}
    ///     registered => registered?,
    /// }
    /// im.sign_in(account, || async { Ok(auth()) }).await?;
    /// # jmessage_web::Result::Ok(())
    /// # })
    /// # .unwrap();
    /// ```
    ///
    /// # Errors
    /// As with all calls; `USER_INVALID`, too, of one that is there already.
    pub async fn register(&self, account: impl Into<Registration>) -> Result<()> {
        self.act(Method::REGISTER, object(account.into()).into()).await
    }

    /// Logs in (登录), after [`init`](JMessage::init). Repeated after a lost connection, with what `init` was given: for as
    /// long as that is good.
    ///
    /// # Errors
    /// As with all calls.
    pub async fn login(&self, account: &Credentials) -> Result<Login> {
        let (reply, _) = self.ask(Method::LOGIN, object(account).into(), Attached::default()).await?;
        read(Method::LOGIN, "", reply)
    }

    /// Signs out (登出). What waits for a reply fails with [`Error::LoggedOut`](crate::Error::LoggedOut), and `auth` is
    /// not asked any more. The client stays: whoever is next may sign in.
    pub fn sign_out(&self) {
        self.driver.forget_auth();
        // It may be called at any time.
        let _ = self.ask_now(Method::LOGIN_OUT, Value::Null);
    }

    /// Ends this client for good, as dropping its last clone does.
    pub fn close(&self) {
        self.driver.close();
    }

    /// Who is logged in, also while the connection is lost. `None` before the first sign-in.
    pub fn username(&self) -> Option<String> {
        self.driver.client().account().and_then(|account| account.username.as_text())
    }

    /// The connection is up.
    pub fn is_connected(&self) -> bool {
        self.ask_now(Method::IS_CONNECT, json!({})).is_ok_and(|answer| answer == true)
    }

    /// The server knows which app this is.
    pub fn is_initialised(&self) -> bool {
        self.driver.reached() >= Guard::Init
    }

    /// Somebody is logged in.
    pub fn is_logged_in(&self) -> bool {
        self.driver.reached() == Guard::Login
    }
}

/// A sign-in that has yet to end.
struct Unfinished<'a>(Option<&'a JMessage>);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if let Some(im) = self.0 {
            im.sign_out();
        }
    }
}
