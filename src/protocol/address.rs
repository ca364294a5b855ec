//! Where the servers are. Must never open anything.

use crate::payload::{Payload, Word};

/// The vendor's server, for who names no other.
pub const DEFAULT: &str = "wss://ws.im.jiguang.cn";
/// The vendor's server for files.
pub const DEFAULT_UPLOAD: &str = "https://sdk.im.jiguang.cn/resource";

/// The address of the socket: Engine.IO 3 over WebSocket. Pages may give an http address, with or without a slash.
pub fn socket_url<V: Payload>(address: &V) -> V {
    let mut end = (0..).take_while(|at| address.unit(*at).is_some()).count();
    let last = end.saturating_sub(1);
    if address.unit(last) == Some(u16::from(b'/')) {
        end = last;
    }
    // Anything else is left for the browser to refuse by name.
    let (scheme, rest) = if address.head() == *b"http" { ("ws", 4) } else { ("", 0) };
    let path = V::from_text("/socket.io/?EIO=3&transport=websocket");
    V::join(&[&V::from_text(scheme), &address.slice(rest, end), &path])
}

/// Where a file of this kind (`image` or `file`) is posted.
pub fn upload_url<V: Payload>(address: &V, kind: Word) -> V {
    V::join(&[address, &V::from_text("?type="), &V::from_word(kind)])
}

/// The headers of an upload. `credentials`: `username:uptoken` in base64.
pub fn upload_headers<V: Payload>(appkey: V, credentials: &V) -> V {
    let mut headers = V::object();
    headers.set(Word::XAppKey, appkey);
    headers.set_word(Word::JmChannel, Word::ChannelWeb);
    headers.set(Word::Authorization, V::join(&[&V::from_text("Basic "), credentials]));
    headers
}

#[cfg(test)]
mod tests {
    use crate::payload::{json, Json};

    use super::*;

    #[test]
    fn addresses_as_pages_give_them() {
        let socket_url = |address: &str| super::socket_url(&Json::from(address));
        for address in ["ws://h:1", "ws://h:1/", "http://h:1", "http://h:1/"] {
            assert_eq!(socket_url(address), "ws://h:1/socket.io/?EIO=3&transport=websocket");
        }
        assert_eq!(socket_url("https://h/im"), "wss://h/im/socket.io/?EIO=3&transport=websocket");
        assert_eq!(socket_url("/"), "/socket.io/?EIO=3&transport=websocket");
        assert_eq!(socket_url("nonsense"), "nonsense/socket.io/?EIO=3&transport=websocket");
    }

    #[test]
    fn uploads_say_what_and_whose_they_are() {
        assert_eq!(upload_url(&json!("https://h/resource"), Word::Image), "https://h/resource?type=image");
        let headers = json!({"X-App-Key": "k", "jm-channel": "w", "Authorization": "Basic YTpi"});
        assert_eq!(upload_headers(json!("k"), &json!("YTpi")), headers);
    }
}
