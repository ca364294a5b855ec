//! The names that the server answers to: a strange one may be a page that has its own name point to this machine.

mod support;

use reqwest::header::HOST;
use reqwest::Client as Http;
use support::*;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

async fn status(server: &Server, path: &str, host: &str) -> u16 {
    let request = Http::new().get(server.url(path)).header(HOST, host);
    request.send().await.expect("an answer").status().as_u16()
}

async fn socket_opens(server: &Server, host: &str) -> bool {
    let url = format!("ws://{}/socket.io/?EIO=3&transport=websocket", server.address);
    let mut request = url.into_client_request().expect("a request");
    request.headers_mut().insert(HOST, host.parse().expect("a header"));
    connect_async(request).await.is_ok()
}

const POLLING: &str = "/socket.io/?EIO=3&transport=polling";

#[tokio::test]
async fn only_this_machine_s_names_are_answered() {
    let server = Server::start(&["--faults"]);
    for host in ["localhost", "LocalHost:9090", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"] {
        assert_eq!(status(&server, "/auth", host).await, 200, "{host}");
        assert!(socket_opens(&server, host).await, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example:9090", "127.0.0.1.evil.example", "localhost@evil.example", ""]
    {
        for path in ["/auth", "/faults", "/media/x", "/nothing", POLLING] {
            assert_eq!(status(&server, path, host).await, 421, "{host} {path}");
        }
        assert!(!socket_opens(&server, host).await, "{host}");
    }
}

#[tokio::test]
async fn other_names_are_answered_if_allowed() {
    let server = Server::start(&["--host-name", "chat.test", "--host-name", "10.0.2.2"]);
    for host in ["chat.test", "chat.test:9090", "10.0.2.2:9090", "localhost"] {
        assert_eq!(status(&server, "/auth", host).await, 200, "{host}");
        assert!(socket_opens(&server, host).await, "{host}");
    }
    assert_eq!(status(&server, "/auth", "www.chat.test").await, 421);
}
