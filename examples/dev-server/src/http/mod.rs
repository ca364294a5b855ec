//! The HTTP side: what an app's own server and the vendor's file store would answer. The socket
//! is a layer over it. Never logs a secret or a token.

mod auth;
mod files;

use crate::world::App;
use axum::routing::get;
use axum::Router;
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};

pub fn router(app: App) -> Router {
    let router = Router::new().route("/auth", get(auth::payload));
    let router = files::mount(router, &app.config.mounts);
    // Pages come from anywhere; credentials forbid the wildcards. Outside the socket layer, so that
    // the socket's own answers have the headers too.
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::mirror_request())
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
        .allow_credentials(true);
    router
        .with_state(app.clone())
        .layer(crate::socket::layer(app))
        .layer(cors)
}
