//! What a host may do to a client: speak at any time, even while it is spoken to, and go on after it was told to stop.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures::future::LocalBoxFuture;
use futures::{FutureExt, StreamExt};
use jmessage_web::host::{Host, Response, Said, Socket, Upload};
use jmessage_web::testing::{FakeHost, Stage};
use jmessage_web::{Event, JMessage, State};
use serde_json::json;

use crate::session::sign_in;

type Heard = Rc<dyn Fn(Said)>;

/// A stage's host that remembers whom its sockets talk to, and says what is in `asides` while a frame is handed to it.
#[derive(Clone)]
struct Talkative {
    host: FakeHost,
    sockets: Rc<RefCell<Vec<Heard>>>,
    asides: Rc<RefCell<Vec<Said>>>,
}

impl Host for Talkative {
    fn monotonic(&self) -> Duration {
        self.host.monotonic()
    }
    fn since_1970(&self) -> Duration {
        self.host.since_1970()
    }
    fn entropy(&self) -> u32 {
        self.host.entropy()
    }
    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.host.spawn(task);
    }
    fn sleep(&self, span: Duration) -> LocalBoxFuture<'static, ()> {
        self.host.sleep(span)
    }
    fn connect(&self, url: &str, heard: Box<dyn Fn(Said)>) -> Socket {
        let heard: Heard = heard.into();
        self.sockets.borrow_mut().push(Rc::clone(&heard));
        let (said, asides) = (Rc::clone(&heard), Rc::clone(&self.asides));
        let send = self.host.connect(url, Box::new(move |said| heard(said)));
        Box::new(move |frame| {
            send(frame);
            asides.take().into_iter().for_each(|aside| said(aside));
        })
    }
    fn upload(&self, upload: Upload) -> LocalBoxFuture<'static, Option<Response>> {
        self.host.upload(upload)
    }
    fn read(&self, key: &str) -> Option<String> {
        self.host.read(key)
    }
    fn write(&self, key: &str, text: Option<&str>) -> bool {
        self.host.write(key, text)
    }
    fn keys(&self, prefix: &str) -> Vec<String> {
        self.host.keys(prefix)
    }
}

fn message(id: u32) -> Said {
    let content = json!({"target_type": "single", "target_id": "ann", "from_id": "bob", "msg_type": "text", "msg_body": {"text": "x"}});
    Said::Frame(format!("42{}", json!(["msg_sync", {"messages": [{"msg_id": id, "msg_type": 3, "content": content}]}])))
}

#[test]
fn a_socket_may_speak_while_it_is_spoken_to_and_not_after_it_was_closed() {
    let stage = Stage::new();
    let host = Talkative { host: stage.host(), sockets: Rc::default(), asides: Rc::default() };
    let im = JMessage::builder().connect_over(host.clone());
    let mut events = im.events();
    let mut came = || {
        std::iter::from_fn(|| events.next().now_or_never().flatten())
            .filter(|event| matches!(event, Event::Messages(_)))
            .count()
    };
    stage.run(sign_in(&im)).unwrap();
    stage.run(im.reached(State::Online));

    // A message, and the end, while the confirmation of another goes out.
    host.asides.borrow_mut().extend([message(2), Said::Closed]);
    host.sockets.borrow()[0](message(1));
    stage.settle();
    assert_eq!((came(), im.state()), (2, State::Reconnecting));

    stage.run(im.reached(State::Online));
    [message(3), Said::Closed].into_iter().for_each(|said| host.sockets.borrow()[0](said));
    stage.settle();
    assert_eq!((came(), im.state(), host.sockets.borrow().len()), (0, State::Online, 2));
    drop(im);
    host.sockets.borrow()[1](message(4));
    stage.settle();
    assert_eq!(came(), 0);
}
