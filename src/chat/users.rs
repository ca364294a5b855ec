//! When the people around last changed their profiles, as far as this client was told. Must never keep the profiles.

use crate::payload::{Keys, Kind, Payload, Word};

pub struct Users<V: Payload> {
    positions: V::Keys,
    /// Seconds since 1970, in the order of first appearance.
    mtimes: Vec<f64>,
}

impl<V: Payload> Default for Users<V> {
    fn default() -> Self {
        Users { positions: V::Keys::default(), mtimes: Vec::new() }
    }
}

impl<V: Payload> Users<V> {
    pub fn remember(&mut self, uid: &V, mtime: &V) {
        let uid = uid.to_text();
        if let (false, Some(mtime)) = (uid.is_blank(), seconds(mtime)) {
            match self.positions.position(&uid).and_then(|position| self.mtimes.get_mut(position)) {
                Some(known) => *known = mtime,
                None => {
                    self.positions.insert(&uid, self.mtimes.len());
                    self.mtimes.push(mtime);
                }
            }
        }
    }

    /// A message may carry the time of its sender's last change. If that is news about somebody known, it is
    /// remembered and taken out, and what onUserInfUpdate should be told comes back.
    pub fn changed_in(&mut self, message: &mut V) -> Option<V> {
        let mtime = message.within(Word::Content, |content| content.number(Word::SuiMtime))?;
        let position = self.positions.position(&message.get(Word::FromUid).to_text())?;
        let known = self.mtimes.get_mut(position).filter(|known| mtime > **known)?;
        *known = mtime;

        let mut change = V::object();
        message.update(Word::Content, |content| {
            content.remove(Word::SuiMtime);
            // The published client's names, and the documented ones.
            for (field, names) in [
                (Word::FromId, [Word::FromUsername, Word::Username]),
                (Word::FromAppkey, [Word::FromAppkey, Word::Appkey]),
            ] {
                names.into_iter().for_each(|name| change.take_over(name, content, field));
            }
        });
        change.set_number(Word::Mtime, mtime);
        Some(change)
    }
}

/// Servers give this instant in seconds, in milliseconds, or as the text "2018-01-01 00:00:00" of their own clocks,
/// which stand in China.
fn seconds<V: Payload>(mtime: &V) -> Option<f64> {
    const UTC_OFFSET: f64 = 8.0 * 3_600.0;
    match mtime.kind() {
        Kind::Number => mtime.as_number().map(|at| if at > 1e11 { (at / 1_000.0).floor() } else { at }),
        Kind::Text => {
            let [year, month, day, hours, minutes, seconds] = numbers(mtime)?;
            let days = days_since_1970(year, month, day);
            Some(((days * 24.0 + hours) * 60.0 + minutes) * 60.0 + seconds - UTC_OFFSET)
        }
        _ => None,
    }
}

/// The first six numbers that a text begins with, whatever stands between them.
fn numbers<V: Payload>(text: &V) -> Option<[f64; 6]> {
    let mut numbers = [0.0; 6];
    let mut units = (0..).map_while(|at| text.unit(at));
    for number in &mut numbers {
        let digit = |unit| char::from(u8::try_from(unit).ok()?).to_digit(10);
        *number = f64::from(units.next().and_then(digit)?);
        // One unit that is no digit is taken with the number that it ends.
        while let Some(digit) = units.next().and_then(digit) {
            *number = *number * 10.0 + f64::from(digit);
        }
    }
    Some(numbers)
}

/// In the Gregorian calendar, by the years that begin in March.
fn days_since_1970(year: f64, month: f64, day: f64) -> f64 {
    let (year, month) = if month > 2.0 { (year, month - 3.0) } else { (year - 1.0, month + 9.0) };
    let leap_days = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    let month_days = ((153.0 * month + 2.0) / 5.0).floor();
    365.0 * year + leap_days + month_days + day - 1.0 - 719_468.0
}

#[cfg(test)]
mod tests {
    use crate::payload::{json, Json};

    use super::{seconds, Users};

    fn message(uid: Json, mtime: Json) -> Json {
        json!({"from_uid": uid, "content": {"from_id": "bob", "sui_mtime": mtime}})
    }

    #[test]
    fn only_what_is_newer_about_somebody_known_is_news() {
        let mut users = Users::<Json>::default();
        users.remember(&json!(7), &json!(100));
        assert_eq!(users.changed_in(&mut message(json!(8), json!(200))), None, "unknown");
        assert_eq!(users.changed_in(&mut message(json!(7), json!(100))), None, "known already");
        assert_eq!(users.changed_in(&mut message(json!(7), json!(0))), None);
        assert_eq!(users.changed_in(&mut message(json!(7), json!("200"))), None, "no instant");
        let mut news = message(json!("7"), json!(200));
        let change = json!({"from_username": "bob", "username": "bob", "mtime": 200});
        assert_eq!(users.changed_in(&mut news), Some(change));
        assert_eq!(news["content"], json!({"from_id": "bob"}));
        assert_eq!(users.changed_in(&mut message(json!(7), json!(200))), None, "it was remembered");
    }

    #[test]
    fn who_has_no_uid_or_no_instant_is_not_remembered() {
        let mut users = Users::<Json>::default();
        for (uid, mtime) in
            [(json!(null), json!(1)), (json!(""), json!(1)), (json!(7), json!(null)), (json!({}), json!(1))]
        {
            users.remember(&uid, &mtime);
            assert_eq!(users.changed_in(&mut message(uid, json!(200))), None);
        }
    }

    #[test]
    fn instants_in_all_their_spellings() {
        assert_eq!(seconds(&json!(1_516_924_800)), Some(1_516_924_800.0));
        assert_eq!(seconds(&json!(1_516_924_800_999_u64)), Some(1_516_924_800.0));
        assert_eq!(seconds(&json!("1970-01-01 08:00:00")), Some(0.0));
        assert_eq!(seconds(&json!("2018-01-26 08:00:00")), Some(1_516_924_800.0));
        assert_eq!(seconds(&json!("2024-02-29 23:59:59")), Some(1_709_222_399.0));
        for nonsense in [json!("yesterday"), json!(""), json!("2018-01-01"), json!(null), json!({})] {
            assert_eq!(seconds(&nonsense), None, "{nonsense}");
        }
    }
}
