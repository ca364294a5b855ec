//! The page: who signs in, the conversations, the one that is open. Must never speak the protocol.

use futures::StreamExt;
use jmessage_web::{Auth, BoxError, Chat, Credentials, JMessage, Opened, State};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::chats::{name, Chats, Line};

/// What happens to the page.
pub enum Happening {
    SignIn,
    SignedIn(JMessage),
    Heard(jmessage_web::Event),
    Open(Chat),
    Find,
    Send,
    Sent(Chat, String),
    Failed(String),
}

#[derive(Default)]
pub struct Page {
    im: Option<JMessage>,
    me: String,
    chats: Chats,
    open: Option<(Chat, Opened)>,
    trouble: String,
    user: NodeRef,
    password: NodeRef,
    friend: NodeRef,
    text: NodeRef,
}

/// Signed by the app's own server, which alone knows the secret.
async fn auth() -> Result<Auth, BoxError> {
    Ok(gloo_net::http::Request::get("/auth").send().await?.json().await?)
}

async fn sign_in(account: Credentials, link: html::Scope<Page>) -> Result<(), BoxError> {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).ok_or("there is no page")?;
    let im = JMessage::builder().address(&origin).upload_address(format!("{origin}/resource")).connect()?;
    im.init(&auth().await?).await?;
    // It is there already, from the second time on.
    let _ = im.register(&account).await;
    let mut events = im.events();
    im.sign_in(account, auth).await?;
    link.send_message(Happening::SignedIn(im));
    while let Some(event) = events.next().await {
        link.send_message(Happening::Heard(event));
    }
    Ok(())
}

fn value(input: &NodeRef) -> String {
    input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

impl Component for Page {
    type Message = Happening;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Page::default()
    }

    fn update(&mut self, ctx: &Context<Self>, happening: Happening) -> bool {
        let link = ctx.link().clone();
        match happening {
            Happening::SignIn => {
                self.me = value(&self.user);
                let account = Credentials::new(&self.me, value(&self.password));
                link.clone().send_future(async move {
                    let ended = sign_in(account, link).await;
                    Happening::Failed(ended.err().map_or("the client was closed".to_owned(), |error| error.to_string()))
                });
            }
            Happening::SignedIn(im) => (self.im, self.trouble) = (Some(im), String::new()),
            Happening::Failed(trouble) => self.trouble = trouble,
            Happening::Heard(event) => {
                if let Some(im) = &self.im {
                    self.chats.hear(im, event);
                }
            }
            Happening::Find => link.send_message(Happening::Open(Chat::from(value(&self.friend).as_str()))),
            Happening::Open(chat) => {
                self.chats.lines(&chat);
                self.open = self.im.as_ref().and_then(|im| Some((chat.clone(), im.open(&chat).ok()?)));
            }
            Happening::Send => {
                let (Some(im), Some((chat, _))) = (self.im.clone(), &self.open) else { return false };
                let (chat, text) = (chat.clone(), value(&self.text));
                link.send_future(async move {
                    match im.send(&chat, text.clone()).await {
                        Ok(_) => Happening::Sent(chat, text),
                        Err(error) => Happening::Failed(error.to_string()),
                    }
                });
            }
            Happening::Sent(chat, text) => {
                self.chats.lines(&chat).push(Line { from: self.me.clone(), text });
                if let Some(input) = self.text.cast::<HtmlInputElement>() {
                    input.set_value("");
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let on_submit = |happening: fn() -> Happening| {
            ctx.link().callback(move |event: SubmitEvent| {
                event.prevent_default();
                happening()
            })
        };
        let trouble = html! { <p role="alert">{ &self.trouble }</p> };
        let Some(im) = &self.im else {
            return html! { <form onsubmit={on_submit(|| Happening::SignIn)}>
                <input ref={&self.user} placeholder="name" />
                <input ref={&self.password} placeholder="password" type="password" />
                <button>{ "Sign in" }</button>{ trouble }
            </form> };
        };
        let is_open = |chat: &Chat| self.open.as_ref().is_some_and(|(open, _)| open == chat);
        let tab = |(chat, _): &(Chat, Vec<Line>)| {
            let open = chat.clone();
            let onclick = ctx.link().callback(move |_| Happening::Open(open.clone()));
            let label = match im.unread_count(chat) {
                0 => name(chat),
                unread => format!("{} ({unread})", name(chat)),
            };
            html! { <button {onclick} aria-pressed={is_open(chat).to_string()}>{ label }</button> }
        };
        let lines = self.chats.iter().filter(|(chat, _)| is_open(chat)).flat_map(|(_, lines)| lines);
        html! { <>
            <p><b>{ &self.me }</b>{ if im.state() == State::Online { "" } else { " (away)" } }</p>
            <form onsubmit={on_submit(|| Happening::Find)}>
                <input ref={&self.friend} placeholder="to whom" /><button>{ "Open" }</button>
            </form>
            <nav>{ for self.chats.iter().map(tab) }</nav>
            <ol>{ for lines.map(|line| html! { <li><b>{ &line.from }</b>{ ": " }{ &line.text }</li> }) }</ol>
            if self.open.is_some() {
                <form onsubmit={on_submit(|| Happening::Send)}>
                    <input ref={&self.text} placeholder="text" /><button>{ "Send" }</button>
                </form>
            }
            { trouble }
        </> }
    }
}
