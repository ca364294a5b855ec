//! The command line, and the apps this server knows. Never changes after the start.

use clap::Parser;
use std::num::ParseIntError;
use std::path::PathBuf;
use std::time::Duration;

/// A second app, so that cross-app messages can be tried; its secret is of no value to anyone.
const SECOND_APP: (&str, &str) = ("7e42e869baa2fbca8ccb823c", "second-app-dev-secret");

const HTTP: &str = r#"HTTP:
  GET  /                          links to what is served, unless --static serves a folder there
  GET  /auth[?appkey=K]           an auth payload for init, signed as an app's own server would
  POST /resource?type=image|file  uploads
  GET  /media/MEDIA_ID            stored files, by the URL that getResource gives
  /faults                         fault switches, only with --faults:
    POST {"event":"send_group_msg","mode":"no_ack"|"no_reply"|"duplicate"|"delay"|"error",
          "ms":N,"code":N,"message":TEXT,"times":N,"user":NAME}
      "times" says for how many requests; without it, for all. Faults of one event add up: no_ack
      and no_reply together make it silent. A push is named as a request is.
    POST {"connections":"cut_fin"|"cut_reset"|"black_hole"|"hold"|"release","user":NAME}
    POST {"restart":true}         drops every socket and what is only in memory
    GET lists, DELETE clears"#;

/// A local JMessage server for development and tests.
///
/// Speaks the protocol of the Web SDK V2 (Socket.IO on Engine.IO 3) with real effect, in SQLite.
/// It prints one line, `listening on http://127.0.0.1:PORT`, when it is ready.
#[derive(Parser, Clone, Debug)]
#[command(version, after_help = HTTP)]
pub struct Config {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 9090)]
    pub port: u16,

    /// Database file, or :memory:
    #[arg(long, default_value = ":memory:")]
    pub db: String,

    /// Serve files: DIR, or PREFIX=DIR as in /sdk=dist; may be repeated
    #[arg(long = "static", value_name = "[PREFIX=]DIR", value_parser = mount)]
    pub mounts: Vec<Mount>,

    /// Answer to this host name too, not only to localhost, 127.0.0.1 and [::1]; may be repeated
    #[arg(long = "host-name", value_name = "NAME")]
    pub host_names: Vec<String>,

    /// Enable the fault switches at /faults
    #[arg(long)]
    pub faults: bool,

    /// Milliseconds by which each frame to a page is late: acks, replies, pushes; their order stays
    #[arg(long, value_name = "MS", default_value = "0", value_parser = milliseconds)]
    pub latency: Duration,

    /// The app's key
    #[arg(long, default_value = "4f7aef34fb361292c566a1cd")]
    pub appkey: String,

    /// The app's master secret
    #[arg(long, default_value = "dev-secret")]
    pub secret: String,

    /// Messages per conversation that roaming brings
    #[arg(long, default_value_t = 100)]
    pub history_limit: u32,

    /// Seconds within which a message can be retracted
    #[arg(long, default_value_t = 180)]
    pub retract_seconds: u32,

    /// Largest upload in bytes
    #[arg(long, default_value_t = 8 * 1024 * 1024)]
    pub upload_limit: usize,
}

#[derive(Clone, Debug)]
pub struct Mount {
    pub prefix: String,
    pub dir: PathBuf,
}

fn mount(text: &str) -> Result<Mount, String> {
    let (prefix, dir) = text.split_once('=').unwrap_or(("/", text));
    if !prefix.starts_with('/') {
        return Err("PREFIX must begin with /".into());
    }
    Ok(Mount { prefix: prefix.to_owned(), dir: dir.into() })
}

fn milliseconds(text: &str) -> Result<Duration, ParseIntError> {
    text.parse().map(Duration::from_millis)
}

impl Config {
    /// The secret of an app, if the app is known.
    pub fn secret_of(&self, appkey: &str) -> Option<&str> {
        if appkey == self.appkey {
            return Some(&self.secret);
        }
        (appkey == SECOND_APP.0).then_some(SECOND_APP.1)
    }

    pub fn appkeys(&self) -> [&str; 2] {
        [&self.appkey, SECOND_APP.0]
    }
}
