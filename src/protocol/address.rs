//! Where the servers are. Must never open anything.

use crate::payload::Payload;

/// The vendor's servers, for pages that name no other.
pub const DEFAULT: &str = "wss://ws.im.jiguang.cn";
pub const DEFAULT_UPLOAD: &str = "https://sdk.im.jiguang.cn/resource";

/// The address of the socket: Engine.IO 3 over WebSocket. Pages may give an http address, with or without a slash.
pub fn socket_url<V: Payload>(address: &V) -> V {
    let mut end = (0..).take_while(|at| address.unit(*at).is_some()).count();
    if end > 0 && address.unit(end - 1) == Some(u16::from(b'/')) {
        end -= 1;
    }
    // Anything else is left for the browser to refuse by name.
    let (scheme, rest) = if address.head() == *b"http" { ("ws", 4) } else { ("", 0) };
    let path = V::from_text("/socket.io/?EIO=3&transport=websocket");
    V::join(&[&V::from_text(scheme), &address.slice(rest, end), &path])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    #[test]
    fn addresses_as_pages_give_them() {
        let socket_url = |address: &str| super::socket_url(&Value::from(address));
        for address in ["ws://h:1", "ws://h:1/", "http://h:1", "http://h:1/"] {
            assert_eq!(socket_url(address), "ws://h:1/socket.io/?EIO=3&transport=websocket");
        }
        assert_eq!(socket_url("https://h/im"), "wss://h/im/socket.io/?EIO=3&transport=websocket");
        assert_eq!(socket_url("/"), "/socket.io/?EIO=3&transport=websocket");
        assert_eq!(socket_url("nonsense"), "nonsense/socket.io/?EIO=3&transport=websocket");
    }
}
