//! Static files: several folders, the right types, never cached.

mod support;

use support::*;

#[tokio::test]
async fn the_first_page_says_what_this_is_and_links_to_what_is_served() {
    let server = Server::start(&["--static", "/demo=.", "--static", "/sdk=."]);
    let reply = reqwest::get(server.url("/")).await.unwrap();
    let version = concat!("jmessage-dev-server/", env!("CARGO_PKG_VERSION"));
    assert_eq!(reply.headers()["server"], version);
    let page = reply.text().await.unwrap();
    assert!(page.contains(version) && page.contains("href=\"/demo/\""), "{page}");
    assert!(!page.contains("/playground") && !page.contains("/sdk"), "{page}");
}

#[tokio::test]
async fn folders_are_served_under_their_prefixes() {
    let dir = std::env::temp_dir().join(format!("dev-server-{}", std::process::id()));
    let page = dir.join("page");
    let dist = dir.join("dist");
    std::fs::create_dir_all(&page).unwrap();
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(page.join("index.html"), "<p>hi").unwrap();
    std::fs::write(dist.join("api.md"), "接口").unwrap();
    std::fs::write(dist.join("sdk.mjs"), "export {}").unwrap();
    std::fs::write(dist.join("sdk.wasm"), "\0asm").unwrap();
    let mounts = [format!("/={}", page.display()), format!("/sdk={}", dist.display())];
    let server = Server::start(&["--static", &mounts[0], "--static", &mounts[1]]);
    let types = [
        ("/", "text/html"),
        ("/sdk/api.md", "text/markdown; charset=utf-8"),
        ("/sdk/sdk.mjs", "application/javascript"),
        ("/sdk/sdk.wasm", "application/wasm"),
    ];
    for (path, expected) in types {
        let reply = reqwest::get(server.url(path)).await.unwrap();
        assert_eq!(reply.status(), 200, "{path}");
        assert_eq!(reply.headers()["content-type"], expected, "{path}");
        assert_eq!(reply.headers()["cache-control"], "no-store", "{path}");
    }
    assert_eq!(reqwest::get(server.url("/sdk/../Cargo.toml")).await.unwrap().status(), 404);
    std::fs::remove_dir_all(dir).unwrap();
}
