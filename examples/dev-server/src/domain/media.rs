//! Tokens to upload with, addresses to fetch uploads from, and which uploads are pictures.

use crate::args::Args;
use crate::codes::*;
use crate::config::Config;
use crate::sign;
use crate::socket::dispatch::Ctx;
use crate::socket::hub::Me;
use crate::world::Answer;
use imagesize::ImageType;
use serde_json::json;

/// The MIME type of what is no picture, whatever its sender calls it.
pub const ANYTHING: &str = "application/octet-stream";

const TOKEN_LIFE_S: i64 = 60 * 60;

/// The formats of pictures that are taken, by their MIME types. None of them can hold a script.
pub const PICTURES: [(&str, &str); 5] =
    [("image/jpeg", "jpg"), ("image/png", "png"), ("image/gif", "gif"), ("image/bmp", "bmp"), ("image/webp", "webp")];

/// MIME type and format of a picture, by its bytes alone.
pub fn picture(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let format = match imagesize::image_type(bytes).ok()? {
        ImageType::Jpeg => "jpg",
        ImageType::Png => "png",
        ImageType::Gif => "gif",
        ImageType::Bmp => "bmp",
        ImageType::Webp => "webp",
        _ => return None,
    };
    PICTURES.into_iter().find(|(_, known)| *known == format)
}

/// What an upload token is for.
pub fn upload_subject(appkey: &str, username: &str) -> String {
    format!("upload {appkey} {username}")
}

/// What a media token is for. All of them are sealed with the first app's secret.
pub fn media_token(config: &Config, media_id: &str, expires: i64) -> String {
    sign::token(&format!("media {media_id}"), expires, &config.secret)
}

pub fn upload_token(ctx: &mut Ctx, me: &Me, _: &Args) -> Answer {
    let subject = upload_subject(&me.appkey, &me.username);
    let secret = ctx.config.secret_of(&me.appkey).ok_or(APPKEY_NOT_EXIST)?;
    let uptoken = sign::token(&subject, ctx.now_s() + TOKEN_LIFE_S, secret);
    Ok(json!({ "uptoken": uptoken }))
}

pub fn resource(ctx: &mut Ctx, _: &Me, args: &Args) -> Answer {
    let media_id = args.text("media_id")?;
    if !ctx.store.has_media(&media_id)? {
        return Err(FILE_NOT_EXIST);
    }
    let expires = ctx.now_s() + TOKEN_LIFE_S;
    let token = media_token(ctx.config, &media_id, expires);
    let client = ctx.hub.client(ctx.socket);
    let host = client.map(|client| client.host.clone()).unwrap_or_default();
    Ok(json!({ "url": format!("http://{host}/media/{media_id}?e={expires}&token={token}") }))
}
