//! Where the servers are. Must never open anything.

/// The vendor's servers, for pages that name no other.
pub const DEFAULT: &str = "wss://ws.im.jiguang.cn";
pub const DEFAULT_UPLOAD: &str = "https://sdk.im.jiguang.cn/resource";

/// The address of the socket: Engine.IO 3 over WebSocket. Pages may give an http address, with or without a slash.
pub fn socket_url(address: &str) -> String {
    let address = address.strip_suffix('/').unwrap_or(address);
    // Anything else is left for the browser to refuse by name.
    let socket = match address.strip_prefix("http") {
        Some(rest) => String::from("ws") + rest,
        None => address.to_owned(),
    };
    socket + "/socket.io/?EIO=3&transport=websocket"
}

#[cfg(test)]
mod tests {
    use super::socket_url;

    #[test]
    fn addresses_as_pages_give_them() {
        for address in ["ws://h:1", "ws://h:1/", "http://h:1", "http://h:1/"] {
            assert_eq!(socket_url(address), "ws://h:1/socket.io/?EIO=3&transport=websocket");
        }
        assert_eq!(socket_url("https://h/im"), "wss://h/im/socket.io/?EIO=3&transport=websocket");
    }
}
