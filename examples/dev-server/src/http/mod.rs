//! The HTTP side: what an app's own server and the vendor's file store would answer. The socket
//! is a layer over it. Never logs a secret or a token.

mod auth;
mod faults;
mod files;
mod host;
mod index;
mod media;
mod upload;

use crate::world::App;
use axum::extract::DefaultBodyLimit;
use axum::http::header::SERVER;
use axum::http::HeaderValue;
use axum::middleware;
use axum::routing::{get, post};
use axum::Router;
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;

pub fn router(app: App) -> Router {
    // Uploads are limited where they are read, so that the refusal has its code.
    let upload = post(upload::upload).layer(DefaultBodyLimit::disable());
    let mut router = Router::new()
        .route("/auth", get(auth::payload))
        .route("/resource", upload)
        .route("/media/{*media_id}", get(media::media));
    if app.config.faults {
        let switches = get(faults::list).post(faults::set).delete(faults::clear);
        router = router.route("/faults", switches);
    }
    if !app.config.mounts.iter().any(|mount| mount.prefix == "/") {
        router = router.route("/", get(index::page));
    }
    let router = files::mount(router, &app.config.mounts);
    // Pages come from anywhere; credentials forbid the wildcards. Outside the socket layer, so that
    // the socket's own answers have the headers too.
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::mirror_request())
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
        .allow_credentials(true);
    let name = SetResponseHeaderLayer::overriding(SERVER, HeaderValue::from_static(index::NAME_AND_VERSION));
    let host = middleware::from_fn_with_state(app.clone(), host::check);
    router.with_state(app.clone()).layer(crate::socket::layer(app)).layer(cors).layer(host).layer(name)
}
