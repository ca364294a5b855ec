//! The session's ends and beginnings: init, login, a lost connection, leaving; and what is kept in storage meanwhile.
//! Must never leave a page's request without an answer.

use std::rc::Rc;

use super::effect::{Later, Recipient};
use super::saving::Unsaved;
use super::settle::Then;
use super::{Client, Effect, Handle, Outcome};
use crate::chat::{ChatState, Conversations, Login};
use crate::payload::{Kind, Payload, Word};
use crate::protocol::methods::{Guard, Listener};
use crate::protocol::{codes, Account};
use crate::session::auth::{App, Auth};
use crate::time::Now;

pub(super) const LOGGED_OUT: &str = "logged out before the reply came";

/// The published client's names for what it stores.
fn storage_key<V: Payload>(kind: &str, account: &Account<V>) -> V {
    V::join(&[&V::from_text(kind), &account.appkey, &V::from_text("-"), &account.username])
}

const CONVERSATIONS: &str = "conversations-";
const EVENT_KEY: &str = "eve-k-";

impl<V: Payload> Client<V> {
    pub(super) fn on_init(&mut self, app: App<V>) {
        // A second init while logged in changes nothing: the login stands.
        if !matches!(self.auth, Auth::Login(..)) {
            self.auth = Auth::Init(app);
        }
        self.release();
    }

    /// Logged in: what is known of this user is loaded, unless it is still here.
    pub(super) fn on_login(&mut self, username: &V, now: Now) {
        let (Auth::Init(app) | Auth::Login(app, _)) = std::mem::replace(&mut self.auth, Auth::Stranger) else { return };
        let user = app.login(username, now.at);
        let account = Rc::clone(&user.account);
        let returning = self.chat_of.as_ref().is_some_and(|last| last.same(&account));
        self.auth = Auth::Login(app, user);
        if returning {
            self.chat.login = Login::Again;
            self.begin(now);
        } else {
            self.refuse_requests_of_the_last_user();
            let conversations = storage_key(CONVERSATIONS, &account);
            let event_key = storage_key(EVENT_KEY, &account);
            self.chat_of = Some(account);
            self.effects.push(Effect::Load { conversations, event_key });
        }
    }

    pub(super) fn on_loaded(&mut self, conversations: V, event_key: V, now: Now) {
        self.chat = ChatState { conversations: Conversations::load(conversations), ..ChatState::default() };
        let event_key = event_key.parse(0).filter(|key| key.kind() == Kind::Number);
        self.event_key = event_key.unwrap_or_else(|| V::from_number(0.0)).into();
        self.saving.changed(Unsaved { conversations: true, event_key: true }, now.at);
        self.begin(now);
    }

    /// The first things that a logged-in user's client does.
    fn begin(&mut self, now: Now) {
        let event_key = self.event_key.value();
        if let Some(user) = self.auth.user() {
            user.sync_keys.set(Word::SyncEventKey, event_key);
            self.sync_check(now);
            self.release();
        }
    }

    pub(super) fn sync_check(&mut self, now: Now) {
        if let Some(user) = self.auth.user() {
            let keys = user.sync_keys.copy();
            self.request(Word::SyncCheck, keys, Guard::Login, Then::SyncCheck, now);
        }
    }

    pub(super) fn set_event_key(&mut self, key: V, now: Now) {
        if key.kind() == Kind::Missing || key.same(&self.event_key) {
            return;
        }
        self.event_key = key.clone().into();
        if let Some(user) = self.auth.user() {
            user.sync_keys.set(Word::SyncEventKey, key);
        }
        self.saving.changed(Unsaved { event_key: true, ..Unsaved::default() }, now.at);
    }

    pub(super) fn conversations_changed(&mut self, now: Now) {
        self.saving.changed(Unsaved { conversations: true, ..Unsaved::default() }, now.at);
    }

    pub(super) fn save(&mut self, now: Now) {
        let unsaved = self.saving.begin(now.at);
        let Some(account) = &self.chat_of else { return };
        if unsaved.conversations {
            let (key, text) = (storage_key(CONVERSATIONS, account), self.chat.conversations.snapshot());
            self.effects.push(Effect::Save { key, text });
        }
        if unsaved.event_key {
            let (key, text) = (storage_key(EVENT_KEY, account), self.event_key.to_text());
            self.effects.push(Effect::Save { key, text });
        }
    }

    /// The connection is gone. What waits for a reply goes on waiting, for the same user's return.
    pub(super) fn lost(&mut self, now: Now) {
        let was_logged_in = matches!(self.auth, Auth::Login(..));
        self.save(now);
        self.auth = Auth::Stranger;
        self.link.on_lost(now.at, &mut self.rng);
        self.outbox.withdraw(&|request| matches!(request.then, Then::SyncCheck));
        self.effects.push(Effect::Disconnect);
        if was_logged_in {
            self.effects.tell(Listener::Disconnect, V::missing());
        }
    }

    /// The session is ended, by the page or by the server; the object is as freshly made. Does nothing when nobody is
    /// logged in.
    pub(super) fn leave(&mut self, now: Now) {
        if !matches!(self.auth, Auth::Login(..)) {
            return;
        }
        self.save(now);
        self.auth = Auth::Stranger;
        self.refuse_requests_of_the_last_user();
        self.chat = ChatState::default();
        self.chat_of = None;
        self.event_key = V::from_number(0.0).into();
        self.link.reopen(now.at);
        self.effects.push(Effect::Disconnect);
        self.effects.push(Effect::Connect);
    }

    /// Nothing of one user may go out as another's.
    fn refuse_requests_of_the_last_user(&mut self) {
        let refusal = codes::reply(codes::LOGGED_OUT, V::from_text(LOGGED_OUT));
        for request in self.outbox.withdraw(&|request| request.guard() == Guard::Login) {
            self.settle_all(&request.then, Outcome::Fail, &refusal);
        }
        for batch in self.receipts.take() {
            self.settle_all(&Then::Receipts(batch.asked), Outcome::Fail, &refusal);
        }
        for job in std::mem::take(&mut self.uploads) {
            self.effects.push(Effect::AbortUpload(job.handle));
            self.effects.fail(job.handle, refusal.copy());
        }
        self.later.retain(|Later { to, .. }| matches!(to, Recipient::Handle(_)));
    }

    pub(super) fn fail_locally(&mut self, handle: Handle, code: f64, message: &str) {
        self.effects.fail(handle, codes::reply(code, V::from_text(message)));
    }
}
