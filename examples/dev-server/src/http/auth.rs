//! `/auth`: signs an auth payload for init, as an app's own server does for its users.
//! The secret stays here.

use crate::codes::APPKEY_NOT_EXIST;
use crate::sign;
use crate::world::{now_ms, App};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub struct Wanted {
    appkey: Option<String>,
}

pub async fn payload(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    let appkey = wanted.appkey.unwrap_or_else(|| app.config.appkey.clone());
    let Some(secret) = app.config.secret_of(&appkey) else {
        let error = json!({ "error": APPKEY_NOT_EXIST.reply() });
        return (StatusCode::NOT_FOUND, Json(error)).into_response();
    };
    let timestamp = now_ms();
    let random_str = format!("{:032x}", rand::random::<u128>());
    let signature = sign::auth(&appkey, &timestamp.to_string(), &random_str, secret);
    Json(json!({
        "appkey": appkey, "random_str": random_str,
        "timestamp": timestamp, "signature": signature,
    }))
    .into_response()
}
