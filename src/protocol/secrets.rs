//! What debug mode must not show. Must never be skipped on the way to a log.

use crate::payload::{Payload, Word};

const SECRETS: &[Word] =
    &[Word::Password, Word::OldPwd, Word::NewPwd, Word::Signature, Word::RandomStr, Word::Uptoken, Word::Url];

/// A copy that can be logged: passwords, signatures and tokens are masked. A resource's url carries a token.
pub fn masked<V: Payload>(payload: &V) -> V {
    let mut shown = payload.copy();
    for secret in SECRETS {
        if shown.has(*secret) {
            shown.set_word(*secret, Word::Masked);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn secrets_do_not_show() {
        let request = json!({"username": "bob", "password": "p1", "signature": "s1", "old_pwd": "o1", "new_pwd": "n1",
            "random_str": "r1", "uptoken": "t1", "url": "http://h/m?token=k1"});
        let shown = super::masked(&request).to_string();
        assert!(shown.contains("bob"));
        for secret in ["p1", "s1", "o1", "n1", "r1", "t1", "k1"] {
            assert!(!shown.contains(&format!("{secret}\"")), "{secret} in {shown}");
        }
    }
}
