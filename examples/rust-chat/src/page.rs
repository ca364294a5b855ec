//! The page: who signs in, the conversations, the one that is open. Must never speak the protocol.

use jmessage_web::{Change, Chat, Conversation, Credentials, JMessage, Opened, State};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::chats::{name, Chats, Fate, Line};
use crate::session::chat;

/// What happens to the page.
pub enum Happening {
    SignIn,
    SignedIn(JMessage, Vec<Conversation>),
    Heard(jmessage_web::Event),
    Open(Chat),
    Find,
    Send,
    Settled(Chat, usize, Fate),
    SignOut,
    Ended(String),
}

#[derive(Default)]
pub struct Page {
    im: Option<JMessage>,
    me: String,
    chats: Chats,
    open: Option<(Chat, Opened)>,
    connection: String,
    trouble: String,
    user: NodeRef,
    password: NodeRef,
    friend: NodeRef,
    text: NodeRef,
}

fn value(input: &NodeRef) -> String {
    input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// What a user should know of the connection: nothing, while it is as it should be.
fn describe(change: &Change) -> String {
    match (change.state, change.retry_in) {
        (State::Online, _) => String::new(),
        (state, Some(wait)) => format!("({state}, next attempt in {} s)", wait.as_secs()),
        (state, None) => format!("({state})"),
    }
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
                (self.me, self.trouble) = (value(&self.user), "Signing in…".to_owned());
                let account = Credentials::new(&self.me, value(&self.password));
                link.clone().send_future(async move {
                    let ended = chat(account, move |happening| link.send_message(happening)).await;
                    Happening::Ended(ended.err().map_or_else(String::new, |error| error.to_string()))
                });
            }
            Happening::SignedIn(im, conversations) => {
                self.trouble.clear();
                // The newest first.
                for chat in conversations.iter().rev().filter_map(|conversation| im.chat_of(conversation)) {
                    self.chats.lines(&chat);
                }
                self.im = Some(im);
            }
            Happening::Heard(jmessage_web::Event::Connection(change)) => self.connection = describe(&change),
            Happening::Heard(event) => {
                if let Some(im) = &self.im {
                    self.chats.hear(im, event);
                }
            }
            Happening::Find => link.send_message(Happening::Open(Chat::from(value(&self.friend)))),
            Happening::Open(chat) => {
                self.chats.lines(&chat);
                self.open = self.im.as_ref().and_then(|im| Some((chat.clone(), im.open(&chat).ok()?)));
            }
            Happening::Send => {
                let (Some(im), Some((chat, _))) = (self.im.clone(), &self.open) else { return false };
                let (chat, text) = (chat.clone(), value(&self.text));
                let line = self.chats.write(&chat, &self.me, &text);
                if let Some(input) = self.text.cast::<HtmlInputElement>() {
                    input.set_value("");
                }
                // Without a connection it waits, as long as it takes.
                link.send_future(async move {
                    let fate = match im.send(&chat, text).await {
                        Ok(sent) => Fate::There(sent.msg_id),
                        Err(error) => Fate::Refused(error.to_string()),
                    };
                    Happening::Settled(chat, line, fate)
                });
            }
            Happening::Settled(chat, line, fate) => self.chats.settle(&chat, line, fate),
            Happening::SignOut => self.im.iter().for_each(JMessage::close),
            Happening::Ended(trouble) => *self = Page { trouble, ..Page::default() },
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
        let line = |line: &Line| {
            let fate = match &line.fate {
                Fate::Waits => " …".to_owned(),
                Fate::There(_) => String::new(),
                Fate::Refused(why) => format!(" (not sent: {why})"),
            };
            html! { <li><b>{ &line.from }</b>{ ": " }{ &line.text }<i>{ fate }</i></li> }
        };
        let lines = self.chats.iter().filter(|(chat, _)| is_open(chat)).flat_map(|(_, lines)| lines);
        html! { <>
            <p>
                <b>{ &self.me }</b>{ " " }<span role="status">{ &self.connection }</span>
                <button onclick={ctx.link().callback(|_| Happening::SignOut)}>{ "Sign out" }</button>
            </p>
            <form onsubmit={on_submit(|| Happening::Find)}>
                <input ref={&self.friend} placeholder="to whom" /><button>{ "Open" }</button>
            </form>
            <nav>{ for self.chats.iter().map(tab) }</nav>
            <ol>{ for lines.map(line) }</ol>
            if self.open.is_some() {
                <form onsubmit={on_submit(|| Happening::Send)}>
                    <input ref={&self.text} placeholder="text" /><button>{ "Send" }</button>
                </form>
            }
            { trouble }
        </> }
    }
}
