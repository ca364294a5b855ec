//! `/`, unless a folder is served there: what this server is, and links to what it serves.

use crate::config::Config;
use crate::world::App;
use axum::extract::State;
use axum::response::Html;

pub const NAME_AND_VERSION: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Folders that a person would look at: prefix, where to begin, what it is.
const PLACES: [(&str, &str, &str, &str); 4] = [
    ("/demo", "", "Chat demo", "聊天演示"),
    ("/vite-chat", "", "The same in Vue 3", "Vue 3 版聊天"),
    ("/playground", "", "Playground and live reference", "在线调试与参考"),
    ("/docs", "api.md", "Documents", "文档"),
];

pub async fn page(State(app): State<App>) -> Html<String> {
    Html(render(&app.config))
}

fn render(config: &Config) -> String {
    let served = PLACES.iter().filter(|(prefix, ..)| config.mounts.iter().any(|mount| mount.prefix == *prefix));
    let links: String = served
        .map(|(prefix, start, en, zh)| format!("<li><a href=\"{prefix}/{start}\">{en} · {zh}</a></li>\n"))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>JMessage</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <style>body {{ font: 18px/1.6 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1rem }} \
         li {{ margin: .6rem 0 }}</style>\n\
         <h1>JMessage</h1>\n<p>{NAME_AND_VERSION}, a local server for development and tests.</p>\n<ul>\n{links}</ul>\n"
    )
}
