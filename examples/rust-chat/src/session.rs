//! A session, from signing in to its end. Must never know how anything looks.

use futures::StreamExt;
use jmessage_web::{Auth, BoxError, Code, Credentials, Event, JMessage, State};

use crate::page::Happening;

/// Signed by the app's own server, which alone knows the secret.
async fn auth() -> Result<Auth, BoxError> {
    let auth: Auth = gloo_net::http::Request::get("/auth").send().await?.json().await?;
    Ok(auth.roaming())
}

/// Signs in, and tells what happens, until the client is closed or the session has ended for good.
pub async fn chat(account: Credentials, tell: impl Fn(Happening)) -> Result<(), BoxError> {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).ok_or("there is no page")?;
    let im = JMessage::builder().address(&origin).upload_address(format!("{origin}/resource")).connect()?;
    im.init(&auth().await?).await?;
    match im.register(&account).await {
        // It is there already, from the second time on.
        Err(error) if error.code() == Some(Code::USER_INVALID) => {}
        registered => registered?,
    }
    let mut events = im.events();
    im.sign_in(account, auth).await?;
    tell(Happening::SignedIn(im.clone(), im.conversations().await?));
    while let Some(event) = events.next().await {
        match event {
            // Nobody will sign in again by itself.
            Event::Connection(change) if matches!(change.state, State::Kicked | State::Failed) => {
                return Err(change.reason.map_or("signed in elsewhere".into(), |reason| reason.message.into()));
            }
            event => tell(Happening::Heard(event)),
        }
    }
    Ok(())
}
