//! `POST /resource?type=image|file`: takes a page's FormData, keeps its file, and says what a
//! message about it needs. Never keeps more than the limit in memory.

use crate::domain::media::{picture, upload_subject, ANYTHING};
use crate::sign;
use crate::store::media::Media;
use crate::world::{now_ms, App};
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, Query, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::Json;
use base64::prelude::{Engine, BASE64_STANDARD};
use serde::Deserialize;
use serde_json::{json, Value};

#[derive(Deserialize)]
pub struct Kind {
    #[serde(default)]
    r#type: String,
}

/// Status, code and message, as the file store sends them.
pub struct Failure(StatusCode, i64, &'static str);

const INVALID: Failure = Failure(StatusCode::BAD_REQUEST, 898003, "parameter invalid");
const NO_AUTH: Failure = Failure(StatusCode::UNAUTHORIZED, 898007, "no authorization");
const BAD_AUTH: Failure = Failure(StatusCode::UNAUTHORIZED, 898008, "authorization fail");
const TOO_LARGE: Failure = Failure(StatusCode::PAYLOAD_TOO_LARGE, 898061, "file size exceed the limit");
const INTERNAL: Failure = Failure(StatusCode::INTERNAL_SERVER_ERROR, 898000, "internal error");

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let error = json!({ "error": { "code": self.1, "message": self.2 } });
        (self.0, Json(error)).into_response()
    }
}

impl From<MultipartError> for Failure {
    fn from(_: MultipartError) -> Failure {
        INVALID
    }
}

impl From<MultipartRejection> for Failure {
    fn from(_: MultipartRejection) -> Failure {
        INVALID
    }
}

struct Upload {
    fname: String,
    bytes: Vec<u8>,
}

pub async fn upload(
    State(app): State<App>,
    Query(kind): Query<Kind>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<Value>, Failure> {
    // The body is read to its end even if it is refused: a browser that still sends would see a
    // broken connection instead of the refusal.
    let file = read(form?, app.config.upload_limit).await;
    authorize(&app, &headers)?;
    let file = file?;
    let reply = match kind.r#type.as_str() {
        "image" => keep_image(&app, file)?,
        "file" => keep_file(&app, file)?,
        _ => return Err(INVALID),
    };
    Ok(Json(reply))
}

fn authorize(app: &App, headers: &HeaderMap) -> Result<(), Failure> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let appkey = header("X-App-Key").ok_or(NO_AUTH)?;
    let basic = header(AUTHORIZATION.as_str()).and_then(|text| text.strip_prefix("Basic "));
    let decoded = BASE64_STANDARD.decode(basic.ok_or(NO_AUTH)?);
    let decoded = decoded.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let decoded = decoded.ok_or(BAD_AUTH)?;
    let (username, token) = decoded.rsplit_once(':').ok_or(BAD_AUTH)?;
    let secret = app.config.secret_of(appkey).ok_or(BAD_AUTH)?;
    let subject = upload_subject(appkey, username);
    if !sign::token_is_valid(token, &subject, now_ms() / 1000, secret) {
        return Err(BAD_AUTH);
    }
    Ok(())
}

/// The form's first file.
async fn read(mut form: Multipart, limit: usize) -> Result<Upload, Failure> {
    let mut found = None;
    while let Some(field) = form.next_field().await? {
        if found.is_none() && field.file_name().is_some() {
            found = Some(read_file(field, limit).await?);
        }
    }
    let file = found.ok_or(INVALID)??;
    if file.bytes.is_empty() {
        return Err(INVALID);
    }
    Ok(file)
}

async fn read_file(mut field: Field<'_>, limit: usize) -> Result<Result<Upload, Failure>, Failure> {
    let fname = field.file_name().unwrap_or_default().to_owned();
    let (mut bytes, mut fits) = (Vec::new(), true);
    while let Some(chunk) = field.chunk().await? {
        fits = fits && bytes.len() + chunk.len() <= limit;
        if fits {
            bytes.extend_from_slice(&chunk);
        }
    }
    let file = Upload { fname, bytes };
    Ok(fits.then_some(file).ok_or(TOO_LARGE))
}

fn keep_image(app: &App, file: Upload) -> Result<Value, Failure> {
    let size = imagesize::blob_size(&file.bytes).map_err(|_| INVALID)?;
    let (_, format) = picture(&file.bytes).ok_or(INVALID)?;
    let mut reply = keep(app, "image", format, file)?;
    reply["width"] = json!(size.width);
    reply["height"] = json!(size.height);
    reply["format"] = json!(format);
    Ok(reply)
}

fn keep_file(app: &App, file: Upload) -> Result<Value, Failure> {
    let extension = file.fname.rsplit_once('.').map(|(_, extension)| extension);
    let plain = |text: &&str| (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let extension = extension.filter(plain).unwrap_or("bin").to_owned();
    let fname = file.fname.clone();
    let mut reply = keep(app, "file", &extension, file)?;
    reply["fname"] = json!(fname);
    Ok(reply)
}

fn keep(app: &App, kind: &str, extension: &str, file: Upload) -> Result<Value, Failure> {
    let id = rand::random::<u128>();
    let media_id = format!("qiniu/{kind}/j/{id:032x}.{extension}");
    let reply = json!({
        "media_id": media_id, "media_crc32": crc32fast::hash(&file.bytes),
        "fsize": file.bytes.len(), "hash": sign::md5_hex(&file.bytes),
    });
    let mime = picture(&file.bytes).map_or(ANYTHING, |(mime, _)| mime).to_owned();
    let media = Media { mime, fname: file.fname, bytes: file.bytes };
    let kept = app.world().store.add_media(&media_id, &media);
    kept.map(|()| reply).map_err(|error| {
        eprintln!("storage: {error}");
        INTERNAL
    })
}
