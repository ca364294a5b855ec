//! md5 signatures: of auth payloads, and of the upload and media tokens this server gives out.
//! Never lets a secret out.

use md5::{Digest, Md5};
use std::fmt::Write;

pub fn md5_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(32);
    for byte in Md5::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// The signature of an auth payload.
pub fn auth(appkey: &str, timestamp: &str, random_str: &str, secret: &str) -> String {
    let text = format!("appkey={appkey}&timestamp={timestamp}&random_str={random_str}&key={secret}");
    md5_hex(text.as_bytes())
}

/// A token that says when it ends: `<unix seconds>.<md5>`.
pub fn token(subject: &str, expires: i64, secret: &str) -> String {
    let seal = md5_hex(format!("{subject}.{expires}.{secret}").as_bytes());
    format!("{expires}.{seal}")
}

pub fn token_is_valid(text: &str, subject: &str, now: i64, secret: &str) -> bool {
    let expires = text.split('.').next().and_then(|e| e.parse::<i64>().ok());
    expires.is_some_and(|expires| expires > now && token(subject, expires, secret) == text)
}
