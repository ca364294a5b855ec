//! The session, from the first connection to the last: what the page is told of it, and, for a page that asked for it,
//! all that has to be done to get in and to come back. Whatever goes wrong on the way in starts over from the socket, so
//! that there is one back-off for all of it. Must never hold a password longer than a login, nor hand one out.

use std::rc::Rc;

use super::effect::{Effect, Handle};
use super::then::Then;
use super::{Change, Client, Plan};
use crate::chat::Login as Returning;
use crate::payload::{Kept, Kind, Payload, Word};
use crate::protocol::codes::{self, Failure};
use crate::protocol::methods::{Guard, Listener, INIT};
use crate::protocol::{args, count, Account};
use crate::session::auth::App;
use crate::session::connection::{Event, State, Status};
use crate::session::link::Due;
use crate::session::outbox::Patience;
use crate::session::request::{Audience, Draft};
use crate::time::{Millis, Now};

/// From the question to the page's `auth` to its answer.
const AUTH_WITHIN: Millis = Millis::seconds(15);
/// For each of `c_init`, `login` and what follows.
const ENTER_WITHIN: Millis = Millis::seconds(30);
/// A timer that fires so much too late was asleep, and so was the network.
const ASLEEP: f64 = 10_000.0;

/// Who logs in, until the page says otherwise.
struct Login<V: Payload> {
    /// With the password's md5.
    payload: Kept<V>,
    username: Kept<V>,
    /// Until the first success.
    handle: Option<Handle>,
}

/// The way in.
///
/// ```text
///  Out --(up)--> Asking --(answer)--> Entering --(sync_check)--> Behind --(pong)--> Telling --(told)--> In
///                   c_init, login, sync_check       pushes that the server sent behind
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Out,
    /// `auth` of the page.
    Asking,
    /// `c_init`, `login` or `sync_check` of the server.
    Entering,
    /// A ping: its answer comes behind all that the server had to tell.
    Behind,
    /// What came is being told.
    Telling,
    In,
}

pub(super) struct Session<V: Payload> {
    plan: Option<Plan>,
    /// Storage refused no message so far.
    has_room: bool,
    status: Status,
    entry: Entry,
    /// When what is awaited there is overdue. What a page does by itself never is.
    entered_by: Millis,
    /// Messages that came live before all that were missed: they are told behind those.
    pub early: Vec<Kept<V>>,
    /// How often `auth` was asked since all was well, and why it is asked.
    attempt: u32,
    why: Word,
    /// The appkey, for who knows it before `auth` does.
    pub app: Option<Kept<V>>,
    /// The page's last init, for who has no `auth`.
    init: Option<Kept<V>>,
    login: Option<Login<V>>,
    /// When the page is to hear that it is disconnected; never, if it has.
    gone: Option<Millis>,
    /// The last time that was handed in.
    seen: Now,
}

impl<V: Payload> Session<V> {
    pub fn new(now: Now) -> Self {
        Session {
            plan: None,
            has_room: true,
            status: Status::fresh(now.at),
            entry: Entry::Out,
            entered_by: Millis::NEVER,
            early: Vec::new(),
            attempt: 0,
            why: Word::Start,
            app: None,
            init: None,
            login: None,
            gone: None,
            seen: now,
        }
    }

    pub fn deadline(&self) -> Millis {
        self.status.deadline().earlier(self.entered_by).earlier(self.gone.unwrap_or(Millis::NEVER))
    }

    pub fn is_kept(&self) -> bool {
        self.plan.is_some()
    }

    pub fn stores(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.stores)
    }

    pub fn stores_no_more(&mut self) {
        self.plan.iter_mut().for_each(|plan| plan.stores = false);
    }

    /// Storage refused a message; says whether it never did before.
    pub fn is_first_refusal(&mut self) -> bool {
        std::mem::take(&mut self.has_room)
    }

    /// A login is to be repeated, whatever happens.
    pub fn has_login(&self) -> bool {
        self.login.is_some()
    }

    /// It goes on by itself: from what was kicked or has failed, only another login leads back.
    pub fn is_open(&self) -> bool {
        !matches!(self.status.state, State::Kicked | State::Failed)
    }

    /// How far the session will come by itself.
    pub fn will_reach(&self) -> Guard {
        match &self.plan {
            Some(plan) if plan.auth || self.init.is_some() => Guard::Init,
            _ => Guard::Nothing,
        }
    }

    pub fn learn_init(&mut self, payload: V) {
        if self.is_kept() {
            self.init = Some(payload.into());
        }
    }

    /// Whether this message came too early, and waits.
    pub fn is_early(&mut self, data: &V) -> bool {
        let is_early = self.is_kept() && matches!(self.entry, Entry::Entering | Entry::Behind);
        if is_early {
            self.early.push(data.clone().into());
        }
        is_early
    }

    /// What was missed is on its way, and whatever else the server says comes behind that.
    pub fn is_behind(&self) -> bool {
        self.entry == Entry::Behind
    }

    fn step(&mut self, entry: Entry, by: Millis) {
        self.entry = entry;
        self.entered_by = by;
    }

    fn starts_over(&mut self, why: Word) {
        self.step(Entry::Out, Millis::NEVER);
        // The server says again what is not confirmed.
        self.early.clear();
        self.why = why;
    }
}

impl<V: Payload> Client<V> {
    /// The session is kept: a lost one is entered again, and what is asked for meanwhile waits. To be said at once, if at
    /// all, or before a login.
    pub fn keep_session(&mut self, plan: Plan) {
        self.session.plan = Some(plan);
        self.link.patient = true;
        self.outbox.be_patient(Patience { limit: plan.limit as usize, max_age: plan.max_age });
    }

    /// Which app the session will be of, said by whoever knows: then it is known from a login's call on who calls, and what
    /// waits for the login is listed and stored.
    pub fn expect_app(&mut self, appkey: V) {
        self.session.app = Some(appkey.into());
    }

    /// How the session stands.
    pub fn connection(&self) -> State {
        self.session.status.state
    }

    /// Something happened to the session; the page is told what comes of it. `reason`: a reply's code and message.
    pub(super) fn turn(&mut self, event: Event, reason: V, now: Now) {
        let Some(previous) = self.session.status.on(event, now.at) else { return };
        let mut change = V::object();
        change.set_word(Word::State, self.connection().name());
        change.set_word(Word::Previous, previous.name());
        if reason.kind() != Kind::Missing {
            change.set(Word::Reason, reason);
        }
        if let Some(at) = self.link.retries_at() {
            change.set_number(Word::RetryIn, (at.0 - now.at.0).round_ties_even());
        }
        if event == Event::CaughtUp {
            change.set_bool(Word::Resumed, self.chat.login == Returning::Again);
        }
        self.effects.push(Effect::Connection(Change(change)));
    }

    /// `40` came.
    pub(super) fn on_up(&mut self, now: Now) {
        self.release(now);
        if !self.session.has_login() {
            self.turn(Event::Up, V::missing(), now);
        }
        self.enter(now);
    }

    /// Takes the first step in, if the page leaves that to us.
    fn enter(&mut self, now: Now) {
        let Session { plan: Some(plan), init, login, .. } = &self.session else { return };
        if !self.is_connected() || !self.session.is_open() {
            return;
        }
        if plan.auth {
            self.session.attempt = self.session.attempt.saturating_add(1);
            self.session.step(Entry::Asking, now.at + AUTH_WITHIN);
            let (attempt, reason) = (self.session.attempt, V::from_word(self.session.why));
            self.effects.push(Effect::Auth { attempt, reason });
        } else if let (Some(init), Some(_)) = (init, login) {
            let payload = init.value();
            self.init(&payload, now);
        }
    }

    /// What the page's `auth` answered; nothing, when it threw. An answer that is late is none.
    pub(super) fn on_authorised(&mut self, attempt: u32, payload: Option<V>, now: Now) {
        if self.session.entry != Entry::Asking || attempt != self.session.attempt {
            return;
        }
        let Some(payload) = payload else { return self.lost(V::missing(), now) };
        let mut odd = Vec::new();
        match args::check(&payload, INIT, &mut odd).err().or(odd.pop()) {
            Some(refusal) => {
                let reply: V = refusal.reply();
                self.effects.push(Effect::Complain(reply.get(Word::Message)));
                self.give_up(reply, now);
            }
            None => self.init(&payload, now),
        }
    }

    fn init(&mut self, payload: &V, now: Now) {
        let (payload, appkey, history) = args::init(payload);
        self.session.step(Entry::Entering, now.at + ENTER_WITHIN);
        let then = Then::Init(None, App { appkey: appkey.into(), history });
        self.request(Word::CInit, payload, Guard::Nothing, then, now);
    }

    /// The page logs in, once: the request is ours to make, as often as it takes.
    pub(super) fn keep_login(&mut self, handle: Handle, payload: V, username: V, now: Now) {
        let is_in = self.reached() == Guard::Login;
        let is_same = |login: &Login<V>| {
            login.username.same(&username) && login.payload.get(Word::Password).same(&payload.get(Word::Password))
        };
        // A page that signs in again, as it must without a session that is kept.
        if is_in && self.session.login.as_ref().is_some_and(is_same) {
            let mut reply = V::object();
            reply.set_number(Word::Code, 0.0);
            reply.set(Word::Username, username);
            return self.succeed(handle, reply, None);
        }
        let known = self.session.login.as_ref().map(|login| &login.username);
        let known = known.or(self.chat_of.as_ref().map(|last| &last.username));
        let is_other = known.is_some_and(|known| !known.same(&username));
        if is_other {
            self.end_user(now);
        }
        self.forget_login(codes::LOGGED_OUT);
        if let (None, Some(appkey)) = (&self.chat_of, &self.session.app) {
            let account = Account { appkey: appkey.value().into(), username: username.clone().into() };
            self.chat_of = Some(Rc::new(account));
        }
        self.session.login = Some(Login { payload: payload.into(), username: username.into(), handle: Some(handle) });
        if is_in {
            // Over this connection the server takes no other.
            self.lost(V::missing(), now);
        } else if self.reached() > Guard::Nothing {
            self.log_in(now);
        } else if self.session.entry == Entry::Out {
            self.session.attempt = 0;
            self.enter(now);
        }
    }

    /// The server knows the app.
    pub(super) fn log_in(&mut self, now: Now) {
        let Some(login) = &self.session.login else { return };
        let username = login.username.value().into();
        let draft = Draft {
            event: Word::Login,
            data: login.payload.value(),
            guard: Guard::Init,
            then: Then::Login(None, username),
            held_until: None,
            shown_to: Audience::Nobody,
        };
        self.session.step(Entry::Entering, now.at + ENTER_WITHIN);
        self.submit(draft, now);
    }

    /// Who logged in is synchronised first. The page's handle has waited for the login itself.
    pub(super) fn on_logged_in(&mut self, reply: &V, now: Now) {
        let by = if self.session.is_kept() { now.at + ENTER_WITHIN } else { Millis::NEVER };
        self.session.step(Entry::Entering, by);
        if let Some(handle) = self.session.login.as_mut().and_then(|login| login.handle.take()) {
            self.succeed(handle, reply.copy(), None);
        }
    }

    /// A `c_init` or `login` of ours was refused.
    pub(super) fn on_refused(&mut self, reply: V, now: Now) {
        let asks = self.session.plan.as_ref().is_some_and(|plan| plan.auth);
        let code = count(&reply, Word::Code);
        let expired = code == codes::EXPIRED;
        if codes::is_final(code) || (expired && !asks) {
            return self.give_up(reply, now);
        }
        // The first time, a fresh signature is all that it takes.
        if expired && self.session.attempt == 1 {
            self.session.why = Word::Expired;
            return self.enter(now);
        }
        self.lost(reply, now);
        if expired {
            self.session.why = Word::Expired;
        }
    }

    /// Trying again would not help.
    fn give_up(&mut self, reply: V, now: Now) {
        self.session.starts_over(Word::Start);
        self.turn(Event::Refused, reply.copy(), now);
        // Who was in before waits for another login.
        if !self.saving.is_loaded {
            let needs = if self.reached() == Guard::Nothing { Guard::Init } else { Guard::Login };
            self.refuse(needs, &reply);
        }
        if let Some(handle) = self.session.login.take().and_then(|login| login.handle) {
            self.effects.fail(handle, reply);
        }
    }

    /// No login is to be repeated.
    pub(super) fn forget_login(&mut self, why: Failure) {
        self.outbox.withdraw(&|request| matches!(request.then, Then::Login(None, _)));
        if let Some(handle) = self.session.login.take().and_then(|login| login.handle) {
            self.effects.fail(handle, why.reply());
        }
    }

    /// A `sync_check` was answered: what the server had to tell is here, or right behind.
    pub(super) fn on_synchronised(&mut self, now: Now) {
        if self.session.entry != Entry::Entering {
            return;
        }
        if self.session.is_kept() {
            self.session.step(Entry::Behind, now.at + ENTER_WITHIN);
            let due = self.link.ping(now.at);
            self.serve(due, now);
        } else {
            self.session.step(Entry::Telling, Millis::NEVER);
            self.arrive(now);
        }
    }

    pub(super) fn on_pong(&mut self, now: Now) {
        self.link.on_pong(now.at);
        if self.session.is_behind() {
            self.session.step(Entry::Telling, Millis::NEVER);
            self.outbox.expect(now.at);
            for data in std::mem::take(&mut self.session.early) {
                self.on_messages(data.value(), now);
            }
            self.arrive(now);
        }
    }

    /// Once all is told, we are in.
    pub(super) fn arrive(&mut self, now: Now) {
        if self.session.entry == Entry::Telling && !self.later.has_news() {
            self.session.step(Entry::In, Millis::NEVER);
            self.session.attempt = 0;
            self.session.gone = None;
            self.turn(Event::CaughtUp, V::missing(), now);
        }
    }

    /// The connection was lost, and who was logged in is not any more.
    pub(super) fn on_gone(&mut self, was_logged_in: bool, reason: V, now: Now) {
        self.session.starts_over(Word::Lost);
        self.turn(Event::Lost, reason, now);
        match &self.session.plan {
            _ if !was_logged_in => {}
            Some(plan) => {
                let told_at = now.at + plan.grace;
                self.session.gone.get_or_insert(told_at);
            }
            None => self.effects.tell(Listener::Disconnect, V::missing()),
        }
    }

    /// The session was ended on purpose: nothing is to be repeated, and nothing to be told but this.
    pub(super) fn on_left(&mut self, event: Event, reason: V, why: Failure, now: Now) {
        self.session.starts_over(Word::Start);
        self.session.attempt = 0;
        self.session.gone = None;
        self.forget_login(why);
        self.turn(event, reason, now);
    }

    pub(super) fn serve_session(&mut self, now: Now) {
        if self.session.status.deadline() <= now.at {
            self.turn(Event::Late, V::missing(), now);
        }
        if self.session.gone.is_some_and(|gone| gone <= now.at) {
            self.session.gone = Some(Millis::NEVER);
            self.effects.tell(Listener::Disconnect, V::missing());
        }
        // What is due still is the way in: it leads nowhere.
        if self.session.deadline() <= now.at {
            self.lost(V::missing(), now);
        }
    }

    /// Time has passed: as it should, or as for somebody who slept. By the wall clock, too: some devices stop the other.
    pub(super) fn mind_sleep(&mut self, now: Now) {
        let seen = std::mem::replace(&mut self.session.seen, now);
        let skipped = (now.date.0 - seen.date.0) - (now.at.0 - seen.at.0);
        if skipped > ASLEEP || now.at.0 - self.deadline().0 > ASLEEP {
            self.wake(now);
        }
    }

    /// Whether the connection still stands is asked at once, or there is another attempt at once.
    pub(super) fn wake(&mut self, now: Now) {
        if self.session.is_kept() {
            let due = self.link.wake(now.at);
            self.serve(due, now);
        }
    }

    /// The device has no network.
    pub(super) fn on_offline(&mut self, now: Now) {
        if self.session.is_kept() && self.link.retries_at().is_none() {
            self.lost(V::missing(), now);
        }
    }

    pub(super) fn serve(&mut self, due: Due, now: Now) {
        match due {
            Due::Nothing => {}
            Due::Ping => self.effects.send(crate::wire::ping()),
            Due::Lost => self.lost(V::missing(), now),
            Due::Connect => self.effects.push(Effect::Connect),
        }
    }
}
