//! Uploads, and fetching what was uploaded.

mod support;

use reqwest::multipart::{Form, Part};
use reqwest::{Client as Http, Response};
use serde_json::{json, Value};
use support::*;

/// A PNG's signature and header: 3 by 2 pixels.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0";

async fn post(server: &Server, kind: &str, token: &str, name: &str, bytes: &[u8]) -> Response {
    post_as(server, kind, token, name, "application/x-unknown", bytes).await
}

async fn post_as(server: &Server, kind: &str, token: &str, name: &str, mime: &str, bytes: &[u8]) -> Response {
    let part = Part::bytes(bytes.to_vec()).file_name(name.to_owned());
    let part = part.mime_str(mime).expect("a type");
    Http::new()
        .post(server.url(&format!("/resource?type={kind}")))
        .header("X-App-Key", APPKEY)
        .header("jm-channel", "w")
        .header("Origin", "http://page.example")
        .basic_auth("alice", Some(token))
        .multipart(Form::new().part("file", part))
        .send()
        .await
        .expect("an answer")
}

async fn token(alice: &mut Client) -> String {
    let reply = alice.ok("get_upload_token", json!({})).await;
    reply["uptoken"].as_str().expect("text").to_owned()
}

async fn fetch(alice: &mut Client, media_id: &Value) -> Response {
    let reply = alice.ok("get_resource", json!({ "media_id": media_id })).await;
    let url = reply["url"].as_str().expect("a URL");
    reqwest::get(url).await.expect("an answer")
}

#[tokio::test]
async fn an_image_is_measured_and_comes_back() {
    let server = Server::start(&[]);
    let mut alice = server.user("alice").await;
    let token = token(&mut alice).await;
    let reply = post(&server, "image", &token, "a.png", PNG).await;
    assert_eq!(reply.status(), 200);
    let headers = reply.headers();
    assert_eq!(headers["access-control-allow-origin"], "http://page.example");
    assert_eq!(headers["access-control-allow-credentials"], "true");
    let reply: Value = reply.json().await.unwrap();
    assert_eq!((&reply["width"], &reply["height"]), (&json!(3), &json!(2)));
    assert_eq!((&reply["format"], &reply["fsize"]), (&json!("png"), &json!(PNG.len())));
    assert!(reply["media_crc32"].is_u64() && reply["hash"].is_string());
    let media_id = reply["media_id"].as_str().unwrap();
    assert!(media_id.starts_with("qiniu/image/j/") && media_id.ends_with(".png"));

    let resource = fetch(&mut alice, &reply["media_id"]).await;
    assert_eq!(resource.headers()["content-type"], "image/png");
    assert_eq!(resource.bytes().await.unwrap(), PNG);
    let unsigned = server.url(&format!("/media/{media_id}?e=99999999999&token=x"));
    assert_eq!(reqwest::get(unsigned).await.unwrap().status(), 401);
    let nothing = json!({ "media_id": "qiniu/image/j/0.png" });
    assert_eq!(alice.code("get_resource", nothing).await, 880005);
    assert_eq!(post(&server, "image", &token, "a.png", b"no image").await.status(), 400);
}

#[tokio::test]
async fn a_file_keeps_its_name() {
    let server = Server::start(&[]);
    let mut alice = server.user("alice").await;
    let token = token(&mut alice).await;
    let reply = post(&server, "file", &token, "报告 über.txt", "文".as_bytes()).await;
    let reply: Value = reply.json().await.unwrap();
    assert_eq!(reply["fname"], "报告 über.txt");
    assert_eq!(reply["fsize"], 3);
    let resource = fetch(&mut alice, &reply["media_id"]).await;
    assert_eq!(resource.text().await.unwrap(), "文");
}

/// On the server's origin a page of a sender's could read and do what its receiver can.
#[tokio::test]
async fn nothing_sent_runs_as_a_page_of_the_server() {
    let server = Server::start(&[]);
    let mut alice = server.user("alice").await;
    let token = token(&mut alice).await;
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let html = b"<!doctype html><script>alert(1)</script>";
    let files: [(&str, &str, &[u8]); 5] = [
        ("a.svg", "image/svg+xml", svg),
        ("a.html", "text/html", html),
        ("a.png", "image/png", html),
        ("a.js", "text/javascript", b"alert(1)"),
        ("\"; x=.html", "text/html; charset=utf-8", html),
    ];
    for (name, mime, bytes) in files {
        let reply: Value = post_as(&server, "file", &token, name, mime, bytes).await.json().await.unwrap();
        let resource = fetch(&mut alice, &reply["media_id"]).await;
        let headers = resource.headers();
        assert_eq!(headers["content-type"], "application/octet-stream", "{name}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{name}");
        assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment; "), "{name}");
        assert_eq!(resource.bytes().await.unwrap(), bytes, "{name}");
        assert_eq!(post_as(&server, "image", &token, name, mime, bytes).await.status(), 400, "{name}");
    }
    // A picture is one by its bytes, whatever it is called.
    let reply: Value = post_as(&server, "file", &token, "a.html", "text/html", PNG).await.json().await.unwrap();
    let resource = fetch(&mut alice, &reply["media_id"]).await;
    assert_eq!(resource.headers()["content-type"], "image/png");
    assert_eq!(resource.headers()["x-content-type-options"], "nosniff");
    assert_eq!(resource.headers()["content-disposition"], "inline");
}

#[tokio::test]
async fn uploads_are_refused_with_their_codes() {
    let server = Server::start(&["--upload-limit", "100"]);
    let mut alice = server.user("alice").await;
    let token = token(&mut alice).await;
    let code = |reply: Response| async {
        let status = reply.status().as_u16();
        let body: Value = reply.json().await.unwrap();
        (status, body["error"]["code"].as_i64().unwrap())
    };
    let large = post(&server, "file", &token, "large", &[0; 1_000_000]).await;
    assert_eq!(code(large).await, (413, 898061));
    let forged = post(&server, "file", "9999999999.x", "f", b"x").await;
    assert_eq!(code(forged).await, (401, 898008));
    assert_eq!(code(post(&server, "file", &token, "empty", b"").await).await, (400, 898003));
    let bare = Http::new().post(server.url("/resource?type=file"));
    let part = Form::new().part("file", Part::bytes(vec![1]).file_name("f"));
    let bare = bare.multipart(part).send().await.unwrap();
    assert_eq!(code(bare).await, (401, 898007));
}
