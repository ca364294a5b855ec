//! The session's ends and beginnings: init, login, a lost connection, leaving, closing. Must never leave a page's request without
//! an answer.

use std::rc::Rc;

use super::saving::Saving;
use super::then::Then;
use super::{Client, Effect, Outcome};
use crate::chat::{ChatState, Conversations, Login};
use crate::payload::{Kind, Payload, Word};
use crate::protocol::codes;
use crate::protocol::methods::Guard;
use crate::session::auth::{App, Auth};
use crate::session::connection::Event;
use crate::time::{Millis, Now};

impl<V: Payload> Client<V> {
    pub(super) fn on_init(&mut self, app: App<V>, now: Now) {
        let is_first = self.reached() == Guard::Nothing;
        // A second init while logged in changes nothing: the login stands.
        if !matches!(self.auth, Auth::Login(..)) {
            self.auth = Auth::Init(app);
        }
        self.release(now);
        if is_first {
            self.log_in(now);
        }
    }

    /// Logged in: what is known of this user is loaded, unless it is still here.
    pub(super) fn on_login(&mut self, username: &V, now: Now) {
        let (Auth::Init(app) | Auth::Login(app, _)) = std::mem::replace(&mut self.auth, Auth::Stranger) else { return };
        let user = app.login(username, now.at);
        let account = Rc::clone(&user.account);
        let is_last = self.chat_of.as_ref().map(|last| last.same(&account));
        self.auth = Auth::Login(app, user);
        if is_last == Some(true) && self.saving.is_loaded {
            self.chat.login = Login::Again;
            self.begin(now);
        } else {
            if is_last == Some(false) {
                self.refuse_requests_of_the_last_user();
            }
            self.recall(&account);
            self.saving.is_loaded = false;
            self.effects.push(Saving::load(&account));
            self.chat_of = Some(account);
        }
    }

    pub(super) fn on_loaded(&mut self, conversations: V, event_key: V, now: Now) {
        if self.saving.is_loaded {
            self.chat.conversations.merge(conversations);
            return self.write();
        }
        self.chat = ChatState { conversations: Conversations::load(conversations), ..ChatState::default() };
        self.saving.on_loaded(&event_key, now.at);
        self.begin(now);
    }

    /// The first things that a logged-in user's client does.
    fn begin(&mut self, now: Now) {
        let event_key = self.saving.event_key();
        if let Some(user) = self.auth.user() {
            user.sync_keys.change(|keys| keys.set(Word::SyncEventKey, event_key));
            let early = self.outbox.withdraw(&|request| matches!(request.then, Then::Call(..)));
            self.sync_check(now);
            self.release(now);
            early.iter().for_each(|request| self.call_at_last(request, now));
        }
    }

    pub(super) fn sync_check(&mut self, now: Now) {
        if let Some(user) = self.auth.user() {
            let keys = user.sync_keys.copy();
            self.request(Word::SyncCheck, keys, Guard::Login, Then::SyncCheck, now);
        }
    }

    pub(super) fn set_event_key(&mut self, key: V, now: Now) {
        if key.kind() == Kind::Missing || key.same(&self.saving.event_key()) {
            return;
        }
        if let Some(user) = self.auth.user() {
            user.sync_keys.change(|keys| keys.set(Word::SyncEventKey, key.clone()));
        }
        self.saving.set_event_key(key, now.at);
    }

    /// What another tab may have written is read before anything is.
    pub(super) fn save(&mut self, now: Now) {
        if self.saving.begin(now.at) {
            self.load();
        } else {
            self.write();
        }
    }

    fn load(&mut self) {
        let account = self.chat_of.iter().filter(|_| self.saving.is_loaded);
        account.for_each(|account| self.effects.push(Saving::load(account)));
    }

    fn write(&mut self) {
        if let Some(account) = &self.chat_of {
            self.saving.save(account, &mut self.chat.conversations, &mut self.effects);
        }
    }

    /// Another tab wrote under this key.
    pub(super) fn on_stored(&mut self, key: &V) {
        if self.chat_of.as_ref().is_some_and(|account| Saving::is_of(account, key)) {
            self.load();
        }
    }

    /// Perhaps for the last time. What waits is told, and counted, now: the server will not say it again.
    #[inline(never)]
    pub(super) fn save_all(&mut self, now: Now) {
        self.serve_later(Millis::NEVER, now);
        self.save(now);
    }

    /// For the last time: there is no waiting for what another tab may have written. That tab hears of this one.
    fn save_last(&mut self, now: Now) {
        self.serve_later(Millis::NEVER, now);
        self.saving.begin(now.at);
        self.write();
    }

    /// The connection is gone. What waits for a reply goes on waiting, for the same user's return.
    pub(super) fn lost(&mut self, reason: V, now: Now) {
        let was_logged_in = matches!(self.auth, Auth::Login(..));
        self.save_all(now);
        self.auth = Auth::Stranger;
        self.link.on_lost(now.at, &mut self.rng);
        self.outbox.withdraw(&|request| request.then.is_way_in());
        self.effects.push(Effect::Disconnect);
        self.on_gone(was_logged_in, reason, now);
    }

    /// The session is ended, by the page or by the server; the object is as freshly made. When nobody is logged in, or is
    /// to be, there is only the rest of a kept one that failed.
    pub(super) fn leave(&mut self, event: Event, reason: V, now: Now) {
        if !matches!(self.auth, Auth::Login(..)) && !self.session.has_login() {
            if self.session.is_kept() {
                self.end_user(now);
            }
            return;
        }
        self.end_user(now);
        self.auth = Auth::Stranger;
        self.link.reopen(now.at);
        self.effects.push(Effect::Disconnect);
        self.effects.push(Effect::Connect);
        self.on_left(event, reason, codes::LOGGED_OUT, now);
    }

    /// The page wants no more of this: what changed is stored, whoever waits is answered, and nothing is waited for any
    /// more. Does no harm twice.
    pub fn close(&mut self, now: Now) {
        if self.link.is_closed() {
            return;
        }
        self.save_last(now);
        self.auth = Auth::Stranger;
        // What storage keeps is for the next object.
        self.session.stores_no_more();
        self.refuse(Guard::Nothing, &codes::CLOSED.reply());
        self.forget_user();
        self.link.close();
        self.effects.push(Effect::Disconnect);
        self.on_left(Event::Close, V::missing(), codes::CLOSED, now);
    }

    /// What was one user's is stored, refused and forgotten.
    pub(super) fn end_user(&mut self, now: Now) {
        self.save_last(now);
        self.refuse_requests_of_the_last_user();
        self.forget_user();
    }

    /// Nobody is logged in, and nobody's return is expected.
    fn forget_user(&mut self) {
        self.chat = ChatState::default();
        self.chat_of = None;
        self.saving.forget();
    }

    /// Nothing of one user may go out as another's.
    fn refuse_requests_of_the_last_user(&mut self) {
        self.refuse(Guard::Login, &codes::LOGGED_OUT.reply());
    }

    /// Answers whoever waits for a request that needs as much as this, for receipts to be gathered, or for an upload.
    pub(super) fn refuse(&mut self, needs: Guard, why: &V) {
        for request in self.outbox.withdraw(&|request| request.guard() >= needs) {
            self.let_go(&request, why);
            self.settle_all(&request.then, Outcome::Fail, why);
        }
        for batch in self.receipts.take() {
            self.settle_all(&Then::Receipts(batch.asked), Outcome::Fail, why);
        }
        while let Some(handle) = self.uploads.stalled(Millis::NEVER) {
            self.stop_upload(handle, why.copy());
        }
    }
}
