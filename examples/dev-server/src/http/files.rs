//! Static files, for demos and tests. Never cached: what is served is being worked on.

use crate::config::Mount;
use crate::world::App;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response};
use axum::Router;
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

pub fn mount(mut router: Router<App>, mounts: &[Mount]) -> Router<App> {
    for mount in mounts {
        let no_store = HeaderValue::from_static("no-store");
        let service = ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, no_store))
            .layer(SetResponseHeaderLayer::overriding(CONTENT_TYPE, in_utf8))
            .service(ServeDir::new(&mount.dir));
        router = match mount.prefix.as_str() {
            "/" => router.fallback_service(service),
            prefix => router.nest_service(prefix, service),
        };
    }
    router
}

/// Markdown, unlike a page, has no way to say what it is written in.
fn in_utf8<B>(response: &Response<B>) -> Option<HeaderValue> {
    let is_markdown = response.headers().get(CONTENT_TYPE)? == "text/markdown";
    is_markdown.then(|| HeaderValue::from_static("text/markdown; charset=utf-8"))
}
