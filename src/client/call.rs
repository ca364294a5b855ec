//! The page's calls: a row of the method table, carried out. Must never throw for an argument: what is wrong with one
//! reaches onFail.

use super::later::Recipient;
use super::then::{Purpose, Then, Timeouts};
use super::{Client, Effect, Handle};
use crate::payload::{Kind, Payload, Word};
use crate::protocol::args::{self, Edit, Refusal, Shape};
use crate::protocol::message::{self, Body, Sender, Target};
use crate::protocol::method::Method;
use crate::protocol::methods::{Asks, Does, Guard, Local, Rule, Simple};
use crate::protocol::{codes, reply, ChatType};
use crate::session::auth::App;
use crate::session::connection::Event;
use crate::session::request::{Audience, Draft, Request};
use crate::time::{Millis, Now};

/// Between the page's login and its request.
const LOGIN_AFTER: Millis = Millis(500.0);
/// Between a question about a remembered room and its answer.
const ROOM_AFTER: Millis = Millis(100.0);

/// What a call gives back at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// The handle will be settled.
    Handle,
    /// There is no handle: the documents have none here, or nothing was done.
    Nothing,
    /// A number.
    Count(u32),
    /// Yes or no.
    Flag(bool),
}

/// A call that came too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} must come first")]
pub struct MustFirst(pub Guard);

impl<V: Payload> Client<V> {
    /// The page called a method, with the arguments of the documents. What is wrong with them is told to the handle. A
    /// closed client does nothing.
    ///
    /// # Errors
    /// The session has not come far enough: [`Client::permits`].
    pub fn call(&mut self, method: Method, handle: Handle, args: V, now: Now) -> Result<Answer, MustFirst> {
        let Some(rule) = method.rule().filter(|_| !self.link.is_closed()) else { return Ok(Answer::Nothing) };
        self.check(rule)?;
        let mut odd = Vec::new();
        let answer = match rule.does {
            _ if self.is_early(rule, &args) => self.call_early(method, rule, handle, &args, &mut odd, now),
            Does::Local(local) => Ok(self.call_local(local, &args, &mut odd, now)),
            Does::Receipt(chat) => self.call_receipt(chat, handle, &args, &mut odd, now),
            Does::Asks(asks) => self.call_request(rule, asks, handle, &args, &mut odd, now).map(|()| Answer::Handle),
        };
        match answer {
            Ok(_) => self.warn(method, odd),
            Err(refusal) => self.effects.fail(handle, refusal.reply()),
        }
        Ok(answer.unwrap_or(Answer::Handle))
    }

    /// Whether the session has come far enough for this method.
    ///
    /// # Errors
    /// It has not: what must come first.
    pub fn permits(&self, method: Method) -> Result<(), MustFirst> {
        method.rule().map_or(Ok(()), |rule| self.check(rule))
    }

    fn check(&self, rule: &Rule) -> Result<(), MustFirst> {
        let reached = if self.session.has_login() {
            Guard::Login
        } else if self.reached() == Guard::Nothing
            && (self.session.is_open() || matches!(rule.does, Does::Asks(Asks::Login)))
        {
            self.session.will_reach()
        } else {
            self.reached()
        };
        if rule.guard > reached {
            return Err(MustFirst(rule.guard));
        }
        Ok(())
    }

    /// Whether this is for a user of whom nothing is known yet: it waits for the login that was called for.
    fn is_early(&self, rule: &Rule, args: &V) -> bool {
        let is_theirs = match rule.does {
            Does::Local(local) => {
                matches!(local, Local::ResetUnread | Local::UpdateConversation | Local::ExitConversation)
            }
            _ if self.chat_of.is_some() => false,
            Does::Receipt(_) => has_ids(args),
            Does::Asks(_) => rule.guard == Guard::Login,
        };
        is_theirs && self.session.has_login() && !self.saving.is_loaded
    }

    fn call_early(
        &mut self,
        method: Method,
        rule: &Rule,
        handle: Handle,
        args: &V,
        odd: &mut Vec<Refusal>,
        now: Now,
    ) -> Result<Answer, Refusal> {
        args::check(args, rule.needs, odd)?;
        self.request(Word::Method, args.copy(), Guard::Login, Then::Call(method, handle, now.date), now);
        Ok(if matches!(rule.does, Does::Local(_)) { Answer::Nothing } else { Answer::Handle })
    }

    /// It is known who calls: as of when they did.
    pub(super) fn call_at_last(&mut self, request: &Request<V, Then<V>>, now: Now) {
        let Then::Call(method, handle, date) = request.then else { return };
        let _ = self.call(method, handle, request.data.value(), Now { date, ..now });
        if request.is_watched() {
            self.watch(handle, now);
        }
    }

    /// The page wants to hear of a handle's timeout: its response timer runs from now.
    pub fn watch(&mut self, handle: Handle, now: Now) {
        if let Some(rid) = self.rids.of(handle) {
            self.outbox.watch(rid, now.at);
            // What has yet to become the page's request is watched from then on.
            self.outbox.get(rid).into_iter().for_each(|request| request.then.watch_upload());
        }
        if let Some(job) = self.uploads.find(handle) {
            job.timeouts = Timeouts::Watched;
        }
        self.receipts.watch(handle);
    }

    fn call_local(&mut self, local: Local, args: &V, odd: &mut Vec<Refusal>, now: Now) -> Answer {
        match local {
            Local::LoginOut => self.leave(Event::LoginOut, V::missing(), now),
            Local::IsConnect => return Answer::Flag(self.is_connected()),
            Local::IsInit => return Answer::Flag(self.reached() >= Guard::Init),
            Local::IsLogin => return Answer::Flag(self.reached() == Guard::Login),
            Local::ExitConversation => self.chat.conversations.exit(),
            Local::UnreadCount | Local::ResetUnread | Local::UpdateConversation => {
                return self.call_conversation(local, args, odd, now);
            }
        }
        Answer::Nothing
    }

    /// These have no handle to fail on: the developer is told on the console.
    fn call_conversation(&mut self, local: Local, args: &V, odd: &mut Vec<Refusal>, now: Now) -> Answer {
        let nothing = if local == Local::UnreadCount { Answer::Count(0) } else { Answer::Nothing };
        let Some(me) = &self.chat_of else { return nothing };
        let named = match args::conversation(args, me, odd) {
            Ok(named) => named,
            Err(refusal) => {
                self.complain(refusal);
                return nothing;
            }
        };
        match local {
            Local::UnreadCount => return Answer::Count(self.chat.conversations.unread(&named)),
            Local::ResetUnread => {
                self.chat.conversations.open(&named, now.date.0);
                self.saving.conversations_changed(now.at);
                let (event, payload) = named.unread_reset();
                self.notify(event, payload, now);
            }
            _ => match args::require(args, Shape::Object, Word::Extras, odd) {
                Ok(extras) => {
                    self.chat.conversations.set_extras(&named, extras);
                    self.saving.conversations_changed(now.at);
                }
                Err(refusal) => self.complain(refusal),
            },
        }
        nothing
    }

    fn complain(&mut self, refusal: Refusal) {
        self.effects.push(Effect::Complain(refusal.reply::<V>().get(Word::Message)));
    }

    /// What is odd goes out; the developer is told once of each method and field.
    fn warn(&mut self, method: Method, odd: Vec<Refusal>) {
        for refusal in odd {
            let place = (method, refusal.field);
            if !self.warned.contains(&place) {
                self.warned.push(place);
                self.effects.push(Effect::Warn { method, what: refusal.text() });
            }
        }
    }

    fn call_receipt(
        &mut self,
        chat: ChatType,
        handle: Handle,
        args: &V,
        odd: &mut Vec<Refusal>,
        now: Now,
    ) -> Result<Answer, Refusal> {
        if !has_ids(args) {
            self.complain(Refusal::new(Word::MsgIds, "a list that is not empty"));
            return Ok(Answer::Nothing);
        }
        let Some(me) = &self.chat_of else { return Ok(Answer::Nothing) };
        let session = args::receipt_session(chat, args, me, odd)?;
        self.receipts.add(session, handle, args.get(Word::MsgIds), now.at);
        Ok(Answer::Handle)
    }

    /// Each of these takes the handle to where it will be settled.
    fn call_request(
        &mut self,
        rule: &Rule,
        asks: Asks,
        handle: Handle,
        args: &V,
        odd: &mut Vec<Refusal>,
        now: Now,
    ) -> Result<(), Refusal> {
        args::check(args, rule.needs, odd)?;
        match asks {
            Asks::Init => {
                let (payload, appkey, history) = args::init(args);
                let then = Then::Init(Some(handle), App { appkey: appkey.into(), history });
                self.request(Word::CInit, payload, Guard::Nothing, then, now);
            }
            Asks::Login => self.call_login(handle, args, now),
            Asks::Request(request) => {
                self.call_simple(request, rule.guard, Then::Reply(handle, request.reply), args, now)
            }
            Asks::Conversations(request) => {
                self.call_simple(request, rule.guard, Then::Conversations(handle), args, now)
            }
            Asks::RoomInfo(request) => match self.chat.rooms.find(&args.get(Word::Id)) {
                Some(room) => {
                    self.later.tell(now.at + ROOM_AFTER, Recipient::Handle(handle), reply::room_info(room));
                }
                None => self.call_simple(request, rule.guard, Then::Reply(handle, request.reply), args, now),
            },
            Asks::WithAvatar(request, field) => self.call_with_avatar(request, field, handle, args, now)?,
            Asks::Message(target, body) => self.call_message(target, body, handle, args, odd, now)?,
        }
        Ok(())
    }

    fn call_simple(&mut self, request: Simple, guard: Guard, then: Then<V>, args: &V, now: Now) {
        let payload = self.payload(&request, args);
        self.request(request.event, payload, guard, then, now);
    }

    fn payload(&self, request: &Simple, args: &V) -> V {
        args::payload(args, request.edits, self.chat_of.as_ref().map(|me| &*me.appkey))
    }

    fn call_login(&mut self, handle: Handle, args: &V, now: Now) {
        let edits = [Edit::Md5(Word::Password), Edit::Text(Word::Version, Word::ClientVersion)];
        let (payload, username) = (args::payload(args, &edits, None), args.get(Word::Username).to_text());
        self.turn(Event::Login, V::missing(), now);
        if self.session.is_kept() {
            return self.keep_login(handle, payload, username, now);
        }
        let draft = Draft {
            event: Word::Login,
            data: payload,
            guard: Guard::Init,
            then: Then::Login(Some(handle), username.into()),
            held_until: Some(now.at + LOGIN_AFTER),
            shown_to: Audience::Page,
        };
        self.submit(draft, now);
    }

    fn call_with_avatar(
        &mut self,
        request: Simple,
        field: Word,
        handle: Handle,
        args: &V,
        now: Now,
    ) -> Result<(), Refusal> {
        let mut payload = self.payload(&request, args);
        if args::truthy(&args.get(Word::Avatar)) {
            let form = args::require(args, Shape::File, Word::Avatar, &mut Vec::new())?;
            payload.remove(Word::Avatar);
            let purpose = Purpose::Avatar { request, field, payload: payload.into() };
            self.start_upload(handle, form, purpose, now);
        } else {
            args::check_group_update(request.event, args)?;
            self.request(request.event, payload, Guard::Login, Then::Reply(handle, request.reply), now);
        }
        Ok(())
    }

    fn call_message(
        &mut self,
        target: Target,
        body: Body,
        handle: Handle,
        args: &V,
        odd: &mut Vec<Refusal>,
        now: Now,
    ) -> Result<(), Refusal> {
        let file = body
            .file_argument()
            .filter(|file| args::truthy(&args.get(*file)) || !args::truthy(&args.get(Word::MsgBody)));
        let Some(file) = file else { return self.send_message(handle, target, body, args, None, odd, now) };
        let form = args::require(args, Shape::File, file, odd)?;
        let purpose = Purpose::Message { target, body, args: args.copy().into() };
        self.start_upload(handle, form, purpose, now);
        Ok(())
    }

    #[allow(clippy::too_many_arguments)] // A message is.
    pub(super) fn send_message(
        &mut self,
        handle: Handle,
        target: Target,
        body: Body,
        args: &V,
        media: Option<&V>,
        odd: &mut Vec<Refusal>,
        now: Now,
    ) -> Result<(), Refusal> {
        let Some(me) = self.chat_of.clone() else {
            self.effects.fail(handle, codes::LOGGED_OUT.reply());
            return Ok(());
        };
        let room_name = self.chat.rooms.name(&args.get(Word::TargetRid));
        let sender = Sender { me: &me, date: now.date.0, room_name };
        let payload = message::payload(target, body, args, media, &sender, odd)?;
        self.request(target.event(), payload, Guard::Login, Then::Message(Some(handle), target), now);
        Ok(())
    }
}

/// Whether a receipt names any messages.
fn has_ids<V: Payload>(args: &V) -> bool {
    let ids = args.get(Word::MsgIds);
    ids.kind() == Kind::List && ids.len() > 0
}
