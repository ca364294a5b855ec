//! Signs one auth payload, as pkg-template/docs/signing.md shows it: a test holds the two together.

use md5::{Digest, Md5};
use std::time::{SystemTime, UNIX_EPOCH};

fn auth_payload(appkey: &str, secret: &str) -> serde_json::Value {
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_millis()).to_string();
    let random_str = format!("{:032x}", rand::random::<u128>());
    let text = format!("appkey={appkey}&timestamp={timestamp}&random_str={random_str}&key={secret}");
    let signature: String = Md5::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    serde_json::json!({ "appkey": appkey, "timestamp": timestamp, "random_str": random_str, "signature": signature })
}

fn main() {
    let set = |name| std::env::var(name).unwrap_or_default();
    println!("{}", auth_payload(&set("JMESSAGE_APPKEY"), &set("JMESSAGE_SECRET")));
}
