//! The bot against the real local server, which goes away and comes back under it.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt;
use jmessage_web::{Auth, Body, BoxError, Credentials, Event, Events, File, JMessage, Post, State};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::LocalSet;

const BOT: &str = env!("CARGO_BIN_EXE_jmessage-echo-bot");

/// A program that prints a line when it is ready.
async fn started(program: &Path, args: &[&str]) -> (Child, String) {
    let command = &mut Command::new(program);
    let child = command.args(args).stdout(Stdio::piped()).kill_on_drop(true).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{program:?}: {error}: `cargo build --workspace` makes it"));
    let line = BufReader::new(child.stdout.take().unwrap()).lines().next_line().await.unwrap();
    (child, line.expect("it says when it is ready"))
}

async fn server(port: &str, db: &Path) -> (Child, String) {
    let program = PathBuf::from(BOT).with_file_name("jmessage-dev-server");
    let (server, line) = started(&program, &["--port", port, "--db", db.to_str().unwrap()]).await;
    (server, line.rsplit(' ').next().unwrap().to_owned())
}

async fn auth(url: String) -> Result<Auth, BoxError> {
    Ok(reqwest::get(format!("{url}/auth")).await?.json().await?)
}

async fn told(events: &mut Events, is_meant: impl Fn(&Body) -> bool) {
    while let Some(event) = events.next().await {
        let messages = match event {
            Event::Messages(messages) => messages,
            Event::Missed(chats) => chats.into_iter().flat_map(|chat| chat.msgs).collect(),
            _ => continue,
        };
        if messages.iter().any(|message| message.sender() == "echo" && is_meant(&message.content.body)) {
            return;
        }
    }
    panic!("the client ended");
}

async fn talk(db: &Path) {
    let (mut running, url) = server("0", db).await;
    let (_bot, ready) = started(Path::new(BOT), &[&url, "echo"]).await;
    assert_eq!(ready, "echo listens");
    let builder = JMessage::builder().address(&url).upload_address(format!("{url}/resource"));
    let im = builder.connect().unwrap();
    im.init(&auth(url.clone()).await.unwrap()).await.unwrap();
    let ann = Credentials::new("ann", "secret");
    im.register(&ann).await.unwrap();
    let (mut events, address) = (im.events(), url.clone());
    im.sign_in(ann, move || auth(address.clone())).await.unwrap();
    // A task of the app's that panics at what it hears stops nobody else.
    let mut heard = im.events();
    let faulty = tokio::task::spawn_local(async move { panic!("on purpose, at {:?}", heard.next().await) });
    im.send("echo", "hello").await.unwrap();
    told(&mut events, |body| body.text() == Some("hello")).await;
    assert!(faulty.await.unwrap_err().is_panic());
    let moved = Rc::new(Cell::new(0));
    let seen = Rc::clone(&moved);
    let file = Post::file(File::new("a.bin", vec![7; 200_000]));
    im.send("echo", file).on_progress(move |sent, _| seen.set(sent)).await.unwrap();
    assert_eq!(moved.get(), 200_000);
    told(&mut events, |body| matches!(body, Body::File(file) if file.fname == "a.bin" && file.fsize == Some(200_000)))
        .await;

    running.kill().await.unwrap();
    im.reached(State::Reconnecting).await;
    let port = url.rsplit(':').next().unwrap();
    let (sent, _server) = futures::join!(async { im.send("echo", "still there?").await }, server(port, db));
    sent.unwrap();
    told(&mut events, |body| body.text() == Some("still there?")).await;
}

#[test]
fn it_answers_and_survives_a_restart_of_the_server() {
    let db = std::env::temp_dir().join(format!("jmessage-echo-{}.db", std::process::id()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let talk = async { tokio::time::timeout(Duration::from_secs(60), talk(&db)).await };
    let ended = LocalSet::new().block_on(&runtime, talk);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", db.display()));
    }
    ended.expect("within a minute");
}
