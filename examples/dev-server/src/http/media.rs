//! `GET /media/MEDIA_ID?e=..&token=..`: a stored file, to whoever has an address from getResource.

use crate::domain::media::{media_token, ANYTHING, PICTURES};
use crate::world::{now_ms, App};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Permit {
    #[serde(default)]
    e: i64,
    #[serde(default)]
    token: String,
}

pub async fn media(State(app): State<App>, Path(media_id): Path<String>, Query(permit): Query<Permit>) -> Response {
    let expected = media_token(&app.config, &media_id, permit.e);
    if permit.e <= now_ms() / 1000 || permit.token != expected {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let found = app.world().store.media(&media_id);
    match found {
        Ok(Some(media)) => {
            // What users upload must not run as a page of this server.
            let (mime, disposition) = match PICTURES.iter().find(|(mime, _)| *mime == media.mime) {
                Some((mime, _)) => (*mime, "inline".to_owned()),
                None => (ANYTHING, format!("attachment; filename*=UTF-8''{}", percent(&media.fname))),
            };
            let headers = [
                (CONTENT_TYPE, mime.to_owned()),
                (CONTENT_DISPOSITION, disposition),
                (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            ];
            (headers, media.bytes).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            eprintln!("storage: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A file name as a header can carry it.
fn percent(name: &str) -> String {
    name.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
