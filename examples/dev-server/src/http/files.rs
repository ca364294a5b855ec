//! Static files, for demos and tests. Never cached: what is served is being worked on.

use crate::config::Mount;
use crate::world::App;
use axum::http::header::CACHE_CONTROL;
use axum::http::HeaderValue;
use axum::Router;
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

pub fn mount(mut router: Router<App>, mounts: &[Mount]) -> Router<App> {
    for mount in mounts {
        let no_store = HeaderValue::from_static("no-store");
        let service = ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, no_store))
            .service(ServeDir::new(&mount.dir));
        router = match mount.prefix.as_str() {
            "/" => router.fallback_service(service),
            prefix => router.nest_service(prefix, service),
        };
    }
    router
}
