//! Arguments of the page: what must be there, and how they become a request's payload. Must never change the page's
//! own object: every payload is a copy.

use super::{codes, Account, ChatType, History};
use crate::payload::{Kind, Payload, Word};

/// What a required argument has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A user name, an id, a password: text that is not blank, or a number. Pages give ids as either.
    Name,
    /// A secret that is hashed: as a name, and nothing else has a hash.
    Secret,
    /// Text, blank or not.
    Text,
    /// Text that may be left out.
    Note,
    Number,
    /// A list of objects that each carry a username.
    Users,
    /// The same, or nobody, or everybody: an empty list.
    Mentions,
    /// An object, or a list.
    Object,
    /// A FormData with a file that is not empty.
    File,
}

impl Shape {
    fn wants(self) -> &'static str {
        match self {
            Shape::Name | Shape::Secret => "text (not blank) or a number",
            Shape::Text | Shape::Note => "text",
            Shape::Number => "a number",
            Shape::Users | Shape::Mentions => "a list of {username, appkey?}",
            Shape::Object => "an object",
            Shape::File => "a FormData with a non-empty file",
        }
    }

    pub fn fits<V: Payload>(self, value: &V) -> bool {
        let kind = value.kind();
        match self {
            Shape::Name | Shape::Secret => kind == Kind::Number || (kind == Kind::Text && !value.is_blank()),
            Shape::Text => kind == Kind::Text,
            Shape::Note => matches!(kind, Kind::Text | Kind::Missing),
            Shape::Number => kind == Kind::Number || (kind == Kind::Text && is_number(value)),
            Shape::Users => {
                kind == Kind::List
                    && value.len() > 0
                    && (0..value.len()).all(|i| Shape::Name.fits(&value.at(i).get(Word::Username)))
            }
            Shape::Mentions => !truthy(value) || (kind == Kind::List && value.len() == 0) || Shape::Users.fits(value),
            Shape::Object => matches!(kind, Kind::Object | Kind::List),
            Shape::File => kind == Kind::File,
        }
    }

    /// There is nothing of the kind here that could be sent.
    fn lacks<V: Payload>(self, value: &V) -> bool {
        match self {
            Shape::Note | Shape::Mentions => false,
            Shape::Secret | Shape::File => !self.fits(value),
            Shape::Name => matches!(value.kind(), Kind::Missing | Kind::Text) && value.is_blank(),
            Shape::Users => !truthy(value),
            Shape::Text | Shape::Number | Shape::Object => value.kind() == Kind::Missing,
        }
    }
}

/// Pages read numbers from input fields: text of digits, perhaps with a sign in front and a point between, is taken
/// for one.
fn is_number<V: Payload>(text: &V) -> bool {
    let (mut has_digit, mut has_point) = (false, false);
    for (at, unit) in (0..).map_while(|at| Some((at, text.unit(at)?))) {
        match u8::try_from(unit) {
            Ok(b'0'..=b'9') => has_digit = true,
            Ok(b'.') if !has_point => has_point = true,
            Ok(b'-') if at == 0 => {}
            _ => return false,
        }
    }
    has_digit
}

/// A required argument. Shape and field together make the message when it is missing.
#[derive(Clone, Copy, Debug)]
pub struct Need(pub Shape, pub Word);

/// An argument that cannot be sent: the caller's mistake, named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field:?} should be {wants}")]
pub struct Refusal {
    pub field: Word,
    wants: &'static str,
}

impl Refusal {
    pub fn new(field: Word, wants: &'static str) -> Self {
        Refusal { field, wants }
    }

    pub fn of(shape: Shape, field: Word) -> Self {
        Refusal { field, wants: shape.wants() }
    }

    /// What onFail gets: `{code: 880002, message: "invalid parameter: <field> should be ..."}`.
    pub fn reply<V: Payload>(self) -> V {
        codes::reply(codes::INVALID_PARAMETER, V::join(&[&V::from_text("invalid parameter: "), &self.text()]))
    }

    /// What should be.
    pub fn text<V: Payload>(self) -> V {
        V::join(&[&V::from_word(self.field), &V::from_text(" should be "), &V::from_text(self.wants)])
    }
}

/// Only what is required and missing is refused. What is there but of another type than the documents say goes out, as
/// pages are used to, and is odd.
pub fn check<V: Payload>(args: &V, needs: &[Need], odd: &mut Vec<Refusal>) -> Result<(), Refusal> {
    needs.iter().try_for_each(|Need(shape, field)| require(args, *shape, *field, odd).map(drop))
}

pub fn admit<V: Payload>(value: &V, shape: Shape, field: Word, odd: &mut Vec<Refusal>) -> Result<(), Refusal> {
    if shape.fits(value) {
        return Ok(());
    }
    let refusal = Refusal::of(shape, field);
    if shape.lacks(value) {
        return Err(refusal);
    }
    odd.push(refusal);
    Ok(())
}

pub fn require<V: Payload>(args: &V, shape: Shape, field: Word, odd: &mut Vec<Refusal>) -> Result<V, Refusal> {
    let value = args.get(field);
    admit(&value, shape, field, odd)?;
    Ok(value)
}

/// One step from the page's arguments to the payload.
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    /// Nothing of the arguments goes out.
    Clear,
    Without(Word),
    /// Hashed, unless `is_md5` says that it is already.
    Md5(Word),
    /// `appkey` defaults to mine.
    MyAppkey,
    Number(Word, u8),
    Bool(Word, bool),
    Text(Word, Word),
    /// The text, where the page gave none or a blank one.
    TextIfBlank(Word, Word),
}

/// The payload that a method's arguments become.
pub fn payload<V: Payload>(args: &V, edits: &[Edit], appkey: Option<&V>) -> V {
    let mut payload = args.copy();
    payload.remove(Word::Rid);
    for edit in edits {
        match *edit {
            Edit::Clear => payload = V::object(),
            Edit::Without(field) => payload.remove(field),
            Edit::Md5(field) => {
                if !truthy(&args.get(Word::IsMd5)) {
                    // Passwords may be given as numbers: they are hashed as text.
                    payload.set(field, args.get(field).md5());
                }
            }
            Edit::MyAppkey => {
                if let (true, Some(mine)) = (payload.get(Word::Appkey).is_blank(), appkey) {
                    payload.set(Word::Appkey, mine.clone());
                }
            }
            Edit::Number(field, number) => payload.set_number(field, f64::from(number)),
            Edit::Bool(field, value) => payload.set_bool(field, value),
            Edit::Text(field, text) => payload.set_word(field, text),
            Edit::TextIfBlank(field, text) => {
                let given = payload.get(field);
                if !truthy(&given) || (given.kind() == Kind::Text && given.is_blank()) {
                    payload.set_word(field, text);
                }
            }
        }
    }
    payload
}

/// The arguments of `c_init`, and what they settle: the appkey, and whether history roams to this device.
pub fn init<V: Payload>(args: &V) -> (V, V, History) {
    let payload = payload(args, &[Edit::Text(Word::FromPlatForm, Word::J)], None);
    let history = if args.number(Word::Flag) == Some(1.0) { History::Roams } else { History::Missed };
    (payload, args.get(Word::Appkey).to_text(), history)
}

/// As JS sees it: false, 0, the empty text and nothing are blank places of optional arguments.
pub fn truthy<V: Payload>(value: &V) -> bool {
    match value.kind() {
        Kind::Missing => false,
        Kind::Bool => !value.same(&V::from_bool(false)),
        Kind::Number => value.as_number() != Some(0.0),
        Kind::Text => value.unit(0).is_some(),
        _ => true,
    }
}

/// The conversation that `{username, appkey?}` or `{gid}` names.
pub enum Named<V> {
    Single { appkey: V, username: V },
    Group { gid: V },
}

pub fn conversation<V: Payload>(args: &V, me: &Account<V>, odd: &mut Vec<Refusal>) -> Result<Named<V>, Refusal> {
    let gid = args.get(Word::Gid);
    if truthy(&gid) && admit(&gid, Shape::Name, Word::Gid, odd).is_ok() {
        return Ok(Named::Group { gid });
    }
    let username = require(args, Shape::Name, Word::Username, odd)?;
    Ok(Named::Single { appkey: me.appkey_or_mine(args.get(Word::Appkey)), username })
}

impl<V: Payload> Named<V> {
    /// The request that tells the server, and through it my other devices, that a conversation was read.
    pub fn unread_reset(self) -> (Word, V) {
        let mut payload = V::object();
        let (event, chat) = match self {
            Named::Single { appkey, username } => {
                payload.set(Word::Appkey, appkey);
                payload.set(Word::Username, username);
                (Word::UnreadSingleCount, ChatType::Single)
            }
            Named::Group { gid } => {
                payload.set(Word::Gid, gid);
                (Word::UnreadGroupCount, ChatType::Group)
            }
        };
        payload.set_number(Word::Type, chat.number());
        (event, payload)
    }
}

/// The conversation of a read receipt: `{username, appkey}` or `{gid}`, with the type.
pub fn receipt_session<V: Payload>(
    chat: ChatType,
    args: &V,
    me: &Account<V>,
    odd: &mut Vec<Refusal>,
) -> Result<V, Refusal> {
    let mut session = V::object();
    match chat {
        ChatType::Single => {
            session.set(Word::Username, require(args, Shape::Name, Word::Username, odd)?);
            session.set(Word::Appkey, me.appkey_or_mine(args.get(Word::Appkey)));
        }
        ChatType::Group => session.set(Word::Gid, require(args, Shape::Name, Word::Gid, odd)?),
    }
    session.set_number(Word::Type, chat.number());
    Ok(session)
}

/// A change of a group has to change something.
pub fn check_group_update<V: Payload>(event: Word, args: &V) -> Result<(), Refusal> {
    let changes = args.has(Word::GroupName) || args.has(Word::GroupDescription);
    if event == Word::UpdateGroupInfo && !changes {
        return Err(Refusal::new(Word::GroupName, "there, or group_description or avatar"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::payload::{json, Json};

    use super::*;

    #[test]
    fn a_refusal_names_the_field() {
        let needs = [Need(Shape::Name, Word::Username), Need(Shape::Users, Word::MemberUsernames)];
        let refused = |args: Json| check(&args, &needs, &mut Vec::new()).unwrap_err().reply::<Json>();
        assert_eq!(
            refused(json!({})),
            json!({"code": 880002, "message": "invalid parameter: username should be text (not blank) or a number"})
        );
        for bad in [json!(null), json!(""), json!(false)] {
            let reply = refused(json!({"username": "a", "member_usernames": bad}));
            assert!(reply["message"].as_str().unwrap().contains("member_usernames"), "{reply}");
        }
        let good = json!({"username": 7, "member_usernames": [{"username": "a"}]});
        let mut odd = Vec::new();
        assert_eq!(check(&good, &needs, &mut odd), Ok(()));
        assert_eq!(odd, []);
    }

    #[test]
    fn what_is_there_but_of_another_type_is_odd_and_no_more() {
        let needs = [Need(Shape::Name, Word::Gid), Need(Shape::Users, Word::MemberUsernames)];
        for users in [json!([]), json!([{}]), json!(["bob"]), json!("bob"), json!({"a": 1})] {
            let mut odd = Vec::new();
            assert_eq!(check(&json!({"gid": [1], "member_usernames": users}), &needs, &mut odd), Ok(()));
            assert_eq!(odd.iter().map(|odd| odd.field).collect::<Vec<_>>(), [Word::Gid, Word::MemberUsernames]);
        }
        let secret = [Need(Shape::Secret, Word::Password)];
        assert!(check(&json!({"password": {}}), &secret, &mut Vec::new()).is_err());
        let note = [Need(Shape::Note, Word::Why)];
        assert_eq!(check(&json!({}), &note, &mut Vec::new()), Ok(()));
    }

    #[test]
    fn a_blank_gid_beside_a_username_is_none() {
        let me = Account { appkey: json!("k").into(), username: json!("me").into() };
        for blank in [json!(""), json!(null), json!(0), json!(false)] {
            let named = conversation(&json!({"username": "bob", "gid": blank}), &me, &mut Vec::new());
            assert!(matches!(named, Ok(Named::Single { .. })), "{blank}");
        }
    }

    #[test]
    fn a_reason_that_is_no_text_is_not_replaced() {
        let why =
            |why: Json| payload(&json!({"why": why}), &[Edit::TextIfBlank(Word::Why, Word::No)], None)["why"].clone();
        assert_eq!([why(json!(5)), why(json!(" ")), why(json!(0))], [json!(5), json!("no"), json!("no")]);
    }

    #[test]
    fn passwords_go_out_hashed_whatever_they_are() {
        let hashed = |args: Json| payload(&args, &[Edit::Md5(Word::Password)], None)["password"].clone();
        assert_eq!(hashed(json!({"password": "secret"})), "5ebe2294ecd0e0f08eab7690d2a6ee69");
        assert_eq!(hashed(json!({"password": 123})), hashed(json!({"password": "123"})));
        assert_eq!(hashed(json!({"password": "密码"})), "a8105204604a0b11e916f3879aae3b0b");
        assert_eq!(hashed(json!({"password": "x", "is_md5": true})), "x");
    }

    #[test]
    fn the_pages_object_is_not_changed() {
        let args = json!({"password": "secret", "appkey": ""});
        let before = args.clone();
        payload(&args, &[Edit::Md5(Word::Password), Edit::MyAppkey], Some(&json!("k")));
        assert_eq!(args, before);
    }
}
