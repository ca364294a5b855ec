//! A bot that says again what it is told, for as long as it runs, whatever happens to its server.
//!
//!     cargo run -p jmessage-dev-server -- --port 9090 &
//!     cargo run -p jmessage-echo-bot -- http://127.0.0.1:9090 echo

use std::env;

use futures::StreamExt;
use jmessage_web::{Auth, BoxError, Code, Credentials, Event, JMessage, Message, State};

/// Signed by the app's own server, which alone knows the secret. Here the local one plays that, too.
async fn auth(server: String) -> Result<Auth, BoxError> {
    Ok(reqwest::get(format!("{server}/auth")).await?.json().await?)
}

async fn run(server: String, name: String) -> Result<(), BoxError> {
    let account = Credentials::new(&name, "secret");
    let im = JMessage::builder().address(&server).upload_address(format!("{server}/resource")).connect()?;
    im.init(&auth(server.clone()).await?).await?;
    match im.register(&account).await {
        // It is there already, from the second time on.
        Err(error) if error.code() == Some(Code::USER_INVALID) => {}
        registered => registered?,
    }
    let mut events = im.events();
    im.sign_in(account, move || auth(server.clone())).await?;
    println!("{name} listens");
    while let Some(event) = events.next().await {
        let messages: Vec<Message> = match event {
            Event::Messages(messages) => messages,
            Event::Missed(chats) => chats.into_iter().flat_map(|chat| chat.msgs).collect(),
            // Nobody will sign in again: not even a restart would help.
            Event::Connection(change) if matches!(change.state, State::Kicked | State::Failed) => {
                return Err(change.reason.map_or("kicked".into(), |reason| reason.message.into()));
            }
            _ => continue,
        };
        for message in messages.iter().filter(|message| message.sender() != name) {
            let Some(chat) = im.chat_of(message) else { continue };
            if let Err(error) = im.send(chat, &message.content.body).await {
                eprintln!("{error}");
            }
        }
    }
    Ok(())
}

#[tokio::main(flavor = "local")]
async fn main() -> Result<(), BoxError> {
    let mut args = env::args().skip(1);
    let server = args.next().unwrap_or_else(|| "http://127.0.0.1:9090".to_owned());
    let name = args.next().unwrap_or_else(|| "echo".to_owned());
    run(server, name).await
}
