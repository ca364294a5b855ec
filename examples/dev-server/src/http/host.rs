//! Which names this server answers to. A page of a strange site may have its own name point to
//! this machine: what it asks carries that name, and must never be answered.

use crate::world::App;
use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let header = request.headers().get(HOST);
    let host = header.and_then(|host| Authority::try_from(host.as_bytes()).ok());
    let names = NAMES.into_iter().chain(app.config.host_names.iter().map(String::as_str));
    if host.is_some_and(|host| names.into_iter().any(|name| host.host().eq_ignore_ascii_case(name))) {
        return next.run(request).await;
    }
    let why = format!("Host is {header:?}, not localhost: --host-name NAME allows another name\n");
    (StatusCode::MISDIRECTED_REQUEST, why).into_response()
}
