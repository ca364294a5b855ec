//! Signing in, coming back, and ends.

use std::future::IntoFuture;
use std::time::Duration;

use futures::{FutureExt, StreamExt};
use jmessage_web::testing::{auth, Stage};
use jmessage_web::{Code, Credentials, Error, Event, JMessage, State};
use serde_json::json;

pub fn signed_in(stage: &Stage) -> JMessage {
    let im = stage.connect();
    stage.run(sign_in(&im)).unwrap();
    stage.run(im.reached(State::Online));
    stage.server().requests();
    im
}

pub async fn sign_in(im: &JMessage) -> jmessage_web::Result<jmessage_web::Login> {
    im.sign_in(Credentials::new("ann", "secret"), || async { Ok(auth()) }).await
}

fn asked(stage: &Stage) -> Vec<String> {
    stage.server().requests().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_session_is_entered_kept_and_left() {
    let stage = Stage::new();
    let im = stage.connect();
    let mut states = im.states();
    stage.run(sign_in(&im)).unwrap();
    stage.run(im.reached(State::Online));
    assert_eq!(asked(&stage), ["c_init", "login", "sync_check"]);
    stage.server().cut();
    stage.run(im.reached(State::Reconnecting));
    stage.run(im.reached(State::Online));
    assert_eq!(asked(&stage), ["c_init", "login", "sync_check"]);
    im.sign_out();
    stage.settle();
    let seen: Vec<_> = std::iter::from_fn(|| states.next().now_or_never().flatten()).collect();
    use State::*;
    assert_eq!(seen, [Connecting, Online, Reconnecting, Online, Connecting, Connected]);
    assert_eq!(im.unread_count("bob"), 0);
    assert!(matches!(stage.run(im.groups().list()), Err(Error::MustFirst(_))));
}

#[test]
fn what_is_sent_in_an_outage_goes_out_after_it() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    stage.server().stop();
    stage.advance(Duration::from_secs(5));
    let sent = async { im.send("bob", "still here").await };
    let started = async {
        stage.server().start();
    };
    let (sent, ()) = stage.run(futures::future::join(sent, started));
    assert!(sent.unwrap().msg_id.0 > 0);
}

#[test]
fn a_dropped_future_withdraws_what_has_not_gone_out() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    stage.server().stop();
    stage.advance(Duration::from_secs(1));
    {
        let mut sending = Box::pin(async { im.send("bob", "never mind").await });
        assert!(sending.as_mut().now_or_never().is_none());
        assert_eq!(im.waiting().len(), 1);
    }
    assert_eq!(im.waiting().len(), 0);
    stage.server().start();
    stage.run(im.reached(State::Online));
    stage.advance(Duration::from_secs(60));
    assert!(!asked(&stage).contains(&"s_across_single_text".to_owned()));
}

#[test]
fn a_dropped_sign_in_signs_nobody_in() {
    let stage = Stage::new();
    stage.server().stop();
    let im = stage.connect();
    stage.advance(Duration::from_secs(1));
    assert!(sign_in(&im).boxed_local().as_mut().now_or_never().is_none());
    stage.server().start();
    stage.advance(Duration::from_secs(60));
    assert_eq!(im.state(), State::Connected);
    assert!(!asked(&stage).contains(&"login".to_owned()));
}

#[test]
fn after_a_dropped_sign_in_and_a_sign_out_nobody_is_asked_to_sign() {
    let stage = Stage::new();
    let im = stage.connect();
    let asked = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = asked.clone();
    let fails = move || {
        count.set(count.get() + 1);
        async { Err("no network".into()) }
    };
    let endless = im.sign_in(Credentials::new("ann", "secret"), fails);
    stage.run(futures::future::select(Box::pin(endless), Box::pin(im.reached(State::Suspended))));
    let before = asked.get();
    stage.run(im.reached(State::Connected));
    // By hand, without being in the way of anybody.
    stage
        .run(async {
            im.init(&auth()).await?;
            im.register(Credentials::new("ann", "secret")).await
        })
        .unwrap();
    stage.advance(Duration::from_secs(600));
    assert_eq!((im.state(), asked.get()), (State::Connected, before));

    stage.run(sign_in(&im)).unwrap();
    assert_eq!(im.username().as_deref(), Some("ann"));
    im.sign_out();
    stage.run(im.reached(State::Connected));
    stage.advance(Duration::from_secs(60));
    assert!(!im.is_initialised() && im.username().is_none());
}

#[test]
fn who_is_refused_may_register_and_sign_in() {
    let stage = Stage::new();
    stage.server().answer("login", |_| json!({"code": 880_103, "message": "user not exist"}));
    let im = stage.connect();
    assert_eq!(stage.run(sign_in(&im)).unwrap_err().code(), Some(Code::USER_NOT_EXIST));
    stage.server().answer("login", |_| json!({"code": 0}));
    stage
        .run(async {
            im.init(&auth()).await?;
            im.register(Credentials::new("ann", "secret")).await?;
            sign_in(&im).await
        })
        .unwrap();
    stage.run(im.reached(State::Online));
}

#[test]
fn a_closed_client_says_so() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    let events = im.events();
    im.close();
    // Though we hold it.
    let rest: Vec<_> = stage.run(events.collect());
    assert!(matches!(rest.as_slice(), [Event::Connection(change)] if change.state == State::Closed), "{rest:?}");
    assert_eq!(stage.run(im.states().collect::<Vec<_>>()), [State::Closed]);
    assert!(stage.run(im.events().collect::<Vec<_>>()).is_empty());
    assert!(matches!(stage.run(im.groups().list()), Err(Error::Closed)));
    assert!(matches!(stage.run(im.send("bob", "hello").into_future()), Err(Error::Closed)));
    assert!(matches!(stage.run(sign_in(&im)), Err(Error::Closed)));
}

#[test]
fn an_address_that_no_socket_takes_is_refused_at_once() {
    for address in ["127.0.0.1:9090", "localhost", "ftp://h", ""] {
        let refused = JMessage::builder().address(address).connect().unwrap_err().to_string();
        assert_eq!(refused, "address should begin with wss:// or ws:// (or https://, http://)");
    }
    let refused = JMessage::builder().upload_address("h/resource").connect().unwrap_err().to_string();
    assert_eq!(refused, "upload_address should begin with https:// or http://");
    if !cfg!(feature = "native") {
        assert!(matches!(JMessage::builder().connect(), Err(Error::Unsupported(_))));
    }
}

#[test]
fn a_sign_in_that_takes_too_long_is_given_up() {
    let stage = Stage::new();
    stage.server().answer("login", |_| json!(null));
    let im = stage.connect_with(JMessage::builder().request_timeout(Duration::from_secs(5)));
    assert!(matches!(stage.run(sign_in(&im)), Err(Error::Timeout)));
    asked(&stage);
    stage.advance(Duration::from_secs(60));
    assert!(!asked(&stage).contains(&"login".to_owned()));
}

#[test]
fn a_wrong_password_is_said_once_and_for_all() {
    let stage = Stage::new();
    stage.server().answer("login", |_| json!({"code": 880_104, "message": "invalid password"}));
    let im = stage.connect();
    let refused = stage.run(sign_in(&im)).unwrap_err();
    assert_eq!(refused.code(), Some(Code::INVALID_PASSWORD));
    assert_eq!(im.state(), State::Failed);
}

#[test]
fn an_auth_that_fails_is_asked_again() {
    let stage = Stage::new();
    let im = stage.connect();
    let tries = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = tries.clone();
    let auth = move || {
        count.set(count.get() + 1);
        let is_first = count.get() == 1;
        async move {
            if is_first {
                Err("no network".into())
            } else {
                Ok(auth())
            }
        }
    };
    stage.run(im.sign_in(Credentials::new("ann", "secret"), auth)).unwrap();
    assert_eq!(tries.get(), 2);
    assert_eq!(stage.host().logged(), ["auth: no network"]);
}

#[test]
fn a_kick_ends_the_session_and_is_told() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    let mut events = im.events();
    stage.server().push("event_notification", json!({"event_type": 1, "event_id": 9, "extra": 0, "ctime_ms": 5}));
    stage.run(im.reached(State::Kicked));
    let Some(Event::Notice(notice)) = stage.run(events.next()) else { panic!("a notice comes first") };
    assert_eq!(notice.what, jmessage_web::What::Kicked(jmessage_web::KickedBecause::SignedInElsewhere));
    stage.advance(Duration::from_secs(600));
    assert_eq!(im.state(), State::Kicked);
    stage.run(sign_in(&im)).unwrap();
}

#[test]
fn the_last_client_closes_the_connection_and_answers_who_waits() {
    let stage = Stage::new();
    let im = signed_in(&stage);
    let (mut events, copy) = (im.events(), im.clone());
    stage.server().answer("get_groups_list", |_| json!(null));
    drop(im);
    assert_eq!(copy.state(), State::Online);
    let closing = copy.clone();
    let waits = async move { copy.groups().list().await };
    let (ended, ()) = stage.run(futures::future::join(waits, async move { closing.close() }));
    assert!(matches!(ended, Err(Error::LoggedOut)), "{ended:?}");
    let rest: Vec<_> = stage.run((&mut events).collect());
    assert!(matches!(rest.as_slice(), [Event::Connection(change)] if change.state == State::Closed), "{rest:?}");
}
