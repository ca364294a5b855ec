//! Messages as they go out: the envelope, the content, and the five bodies. Must never touch the page's own objects.

use super::args::{self, admit, truthy, Need, Refusal, Shape};
use super::Account;
use crate::payload::{Kind, Payload, Word};

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Single,
    Group,
    Room,
}

/// What a message carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    Text,
    Image,
    File,
    Location,
    Custom,
}

impl Target {
    pub fn event(self) -> Word {
        match self {
            Target::Single => Word::SendSingle,
            Target::Group => Word::SendGroupMsg,
            Target::Room => Word::SendRoomMsg,
        }
    }

    /// The arguments that name the target, and whom of it.
    pub const fn needs(self) -> &'static [Need] {
        match self {
            Target::Single => &[Need(Shape::Name, Word::TargetUsername)],
            Target::Group => &[Need(Shape::Name, Word::TargetGid), Need(Shape::Mentions, Word::AtList)],
            Target::Room => &[Need(Shape::Name, Word::TargetRid)],
        }
    }

    /// The argument that names the target, and the one that gives its display name.
    fn arguments(self) -> (Word, Word) {
        match self {
            Target::Single => (Word::TargetUsername, Word::TargetNickname),
            Target::Group => (Word::TargetGid, Word::TargetGname),
            Target::Room => (Word::TargetRid, Word::TargetRname),
        }
    }

    fn type_name(self) -> Word {
        match self {
            Target::Single => Word::Single,
            Target::Group => Word::Group,
            Target::Room => Word::Chatroom,
        }
    }

    fn id_field(self) -> Word {
        match self {
            Target::Single => Word::TargetId,
            Target::Group | Target::Room => Word::TargetGid,
        }
    }
}

impl Body {
    fn type_name(self) -> Word {
        match self {
            Body::Text => Word::Text,
            Body::Image => Word::Image,
            Body::File => Word::File,
            Body::Location => Word::Location,
            Body::Custom => Word::Custom,
        }
    }

    /// The one of this name, as `msg_type` spells it.
    pub fn named<V: Payload>(name: &V) -> Body {
        let all = [Body::Image, Body::File, Body::Location, Body::Custom];
        let found = all.into_iter().find(|body| name.which(&[body.type_name()]).is_some());
        found.unwrap_or(Body::Text)
    }

    /// The argument that holds a file to upload, when this body is one.
    pub fn file_argument(self) -> Option<Word> {
        matches!(self, Body::Image | Body::File).then(|| self.type_name())
    }

    /// The fields of this body in a message: those that must be there, and those that may.
    fn fields(self) -> (&'static [Need], &'static [Word]) {
        match self {
            Body::Image => (
                &[
                    Need(Shape::Name, Word::MediaId),
                    Need(Shape::Number, Word::MediaCrc32),
                    Need(Shape::Number, Word::Width),
                    Need(Shape::Number, Word::Height),
                ],
                &[Word::Format, Word::Fsize],
            ),
            Body::File => (
                &[
                    Need(Shape::Name, Word::MediaId),
                    Need(Shape::Number, Word::MediaCrc32),
                    Need(Shape::Number, Word::Fsize),
                    Need(Shape::Name, Word::Fname),
                ],
                &[Word::Hash],
            ),
            Body::Location => (
                &[
                    Need(Shape::Number, Word::Latitude),
                    Need(Shape::Number, Word::Longitude),
                    Need(Shape::Number, Word::Scale),
                    Need(Shape::Name, Word::Label),
                ],
                &[],
            ),
            Body::Text | Body::Custom => (&[], &[]),
        }
    }
}

/// Who sends, when, and what the sender remembers of the target.
pub struct Sender<'a, V: Payload> {
    pub me: &'a Account<V>,
    /// Milliseconds since 1970.
    pub date: f64,
    /// The remembered name of the room that the message goes to.
    pub room_name: V,
}

/// The request's payload, of arguments that are what the target needs. `media` is the answer to the upload, for a body that was
/// uploaded. What is `odd` goes out.
pub fn payload<V: Payload>(
    target: Target,
    body: Body,
    args: &V,
    media: Option<&V>,
    sender: &Sender<V>,
    odd: &mut Vec<Refusal>,
) -> Result<V, Refusal> {
    let mut id = args.get(target.arguments().0);
    if id.kind() == Kind::Number {
        id = id.to_text();
    }
    let msg_body = msg_body(body, args, media, odd)?;
    let name = target_name(target, args, sender);
    let appkey = args.get(Word::Appkey);

    let mut content = V::object();
    content.set_number(Word::Version, 1.0);
    content.set_word(Word::TargetType, target.type_name());
    content.set_word(Word::FromPlatform, Word::Web);
    content.set(Word::TargetId, id.clone());
    if let Some(name) = &name {
        content.set(Word::TargetName, name.clone());
    }
    content.set(Word::FromId, sender.me.username.value());
    content.set_number(Word::CreateTime, sender.date);
    content.set_word(Word::MsgType, body.type_name());
    content.set(Word::MsgBody, msg_body);
    if !appkey.is_blank() {
        content.set(Word::TargetAppkey, appkey.clone());
        content.set(Word::FromAppkey, sender.me.appkey.value());
    }

    let mut payload = V::object();
    payload.set(Word::Content, content);
    payload.set_bool(Word::NoOffline, args.is_true(Word::NoOffline));
    payload.set_bool(Word::NoNotification, args.is_true(Word::NoNotification));
    payload.take_over(Word::CustomNotification, args, Word::CustomNotification);
    if let Some(name) = name {
        payload.set(Word::TargetName, name);
    }
    payload.take_over(Word::NeedReceipt, args, Word::NeedReceipt);
    payload.set(target.id_field(), id);
    if target == Target::Group {
        let users = args.get(Word::AtList);
        if truthy(&users) {
            payload.set(Word::Users, users);
        }
    }
    payload.set(Word::Appkey, sender.me.appkey_or_mine(appkey));
    Ok(payload)
}

/// As it was given, even if that is null.
fn target_name<V: Payload>(target: Target, args: &V, sender: &Sender<V>) -> Option<V> {
    let field = target.arguments().1;
    let given = args.get(field);
    if target == Target::Room && given.kind() == Kind::Missing {
        Some(sender.room_name.to_text())
    } else {
        args.has(field).then_some(given)
    }
}

fn msg_body<V: Payload>(body: Body, args: &V, media: Option<&V>, odd: &mut Vec<Refusal>) -> Result<V, Refusal> {
    match body {
        Body::Text => text(args, odd),
        Body::Custom => custom(args, odd),
        Body::Image | Body::File | Body::Location => fields(body, args, media, odd),
    }
}

fn text<V: Payload>(args: &V, odd: &mut Vec<Refusal>) -> Result<V, Refusal> {
    let (mut from, mut field, mut text) = (args.clone(), Word::Content, args.get(Word::Content));
    if !truthy(&text) {
        let message = args.get(Word::MsgBody);
        if truthy(&message) {
            (text, from, field) = (message.get(Word::Text), message, Word::Text);
        }
    }
    // A mention alone is a message; nothing at all is none.
    if matches!(text.kind(), Kind::Text | Kind::Missing) && text.is_blank() && truthy(&args.get(Word::AtList)) {
        text = V::from_text(" ");
    }
    if !truthy(&text) {
        return Err(Refusal::new(Word::Content, "some text, here or as msg_body.text"));
    }
    admit(&text, Shape::Text, field, odd)?;
    let mut body = V::object();
    body.set(Word::Text, text);
    take_extras(&mut body, &from);
    Ok(body)
}

fn custom<V: Payload>(args: &V, odd: &mut Vec<Refusal>) -> Result<V, Refusal> {
    let given = Some(args.get(Word::Custom)).filter(truthy).unwrap_or_else(|| args.get(Word::MsgBody));
    if !truthy(&given) {
        return Err(Refusal::new(Word::Custom, "an object, here or as msg_body"));
    }
    admit(&given, Shape::Object, Word::Custom, odd)?;
    if given.kind() != Kind::Object {
        return Ok(given);
    }
    let mut body = given.copy();
    take_extras(&mut body, args);
    Ok(body)
}

fn take_extras<V: Payload>(body: &mut V, from: &V) {
    let extras = from.get(Word::Extras);
    if truthy(&extras) {
        body.set(Word::Extras, extras);
    }
}

fn fields<V: Payload>(body: Body, given: &V, media: Option<&V>, odd: &mut Vec<Refusal>) -> Result<V, Refusal> {
    let (required, optional) = body.fields();
    let arguments_hold_it = body == Body::Location && required.iter().any(|Need(_, field)| given.has(*field));
    let (source, extras) = match media {
        Some(media) => (media.clone(), given.clone()),
        None if arguments_hold_it => (given.clone(), given.clone()),
        None => (given.get(Word::MsgBody), given.get(Word::MsgBody)),
    };
    args::check(&source, required, odd)?;
    let mut body = V::object();
    for Need(_, field) in required {
        body.take_over(*field, &source, *field);
    }
    for field in optional {
        body.take_over(*field, &source, *field);
    }
    take_extras(&mut body, &extras);
    Ok(body)
}

#[cfg(test)]
mod tests;
