//! The IM socket: Socket.IO on Engine.IO 3. Brings frames to the dispatcher and its answers back,
//! in order; knows no event by name.

pub mod dispatch;
pub mod hub;
mod table;

use crate::wire::{Mode, Wire};
use crate::world::App;
use axum::extract::ConnectInfo;
use axum::http::header::HOST;
use hub::{Client, Out, Queued, SocketId};
use serde_json::Value;
use socketioxide::extract::{Event, SocketRef, TryData};
use socketioxide::handler::ConnectHandler;
use socketioxide::layer::SocketIoLayer;
use socketioxide::{SendError, SocketError, SocketIo};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::mpsc::{unbounded_channel, UnboundedReceiver};
use tokio::time::sleep_until;

const MAX_PAYLOAD: usize = 16 * 1024 * 1024;
/// Between the last frame and the end of the connection, so that the frame arrives.
const FAREWELL: Duration = Duration::from_millis(200);
/// Before a full buffer of the engine is tried again.
const BACKOFF: Duration = Duration::from_millis(5);

pub fn layer(app: App) -> SocketIoLayer {
    let (layer, io) = SocketIo::builder()
        .req_path("/socket.io")
        // The engine loses what does not fit its buffer.
        .max_buffer_size(4096)
        .max_payload(MAX_PAYLOAD as u64)
        .ws_max_message_size(MAX_PAYLOAD)
        .ws_max_frame_size(MAX_PAYLOAD)
        .build_layer();
    // A middleware runs before the client hears that it is connected: handlers registered later
    // would miss a first request that is sent at once.
    let welcome = move |socket: SocketRef| {
        connected(app.clone(), socket);
        async { Ok::<(), Infallible>(()) }
    };
    io.ns("/", (|| async {}).with(welcome));
    layer
}

fn connected(app: App, socket: SocketRef) {
    let id: SocketId = rand::random_range(1..1 << 52);
    let request = socket.req_parts();
    let wire = request.extensions.get::<ConnectInfo<Wire>>();
    let wire = wire.map(|ConnectInfo(wire)| wire.clone());
    let host = request.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.unwrap_or("127.0.0.1").to_owned();
    let (sender, receiver) = unbounded_channel();
    let client = Client::new(sender, wire.clone(), host);
    app.world().hub.add(id, client);
    tokio::spawn(write(socket.clone(), receiver, app.config.latency, wire));

    let leaving = app.clone();
    socket.on_disconnect(move || {
        leaving.world().hub.remove(id);
        async {}
    });
    // The work is done before the future is made: futures of one socket may overtake each other.
    socket.on_fallback(move |Event(event): Event, TryData(payload): TryData<Value>| {
        match payload {
            Ok(payload) => dispatch::receive(&app, id, &event, payload),
            Err(error) => eprintln!("{event}: unreadable payload: {error}"),
        }
        async {}
    });
}

/// Sends what is queued for one socket, each frame `latency` after it was queued, until the socket
/// or the queue ends.
async fn write(socket: SocketRef, mut queue: UnboundedReceiver<Queued>, latency: Duration, wire: Option<Wire>) {
    while let Some(Queued { at, out }) = queue.recv().await {
        // Timers count whole milliseconds: without latency one would be lost.
        if !latency.is_zero() {
            sleep_until(at + latency).await;
        }
        match out {
            Out::Frame(event, payload) => {
                while let Err(error) = socket.emit(&event, &payload) {
                    match error {
                        SendError::Socket(SocketError::InternalChannelFull) => tokio::time::sleep(BACKOFF).await,
                        SendError::Socket(SocketError::Closed) => return,
                        SendError::Serialize(error) => {
                            eprintln!("{event}: {error}");
                            break;
                        }
                    }
                }
            }
            Out::Close => {
                let _ = socket.clone().disconnect();
                tokio::time::sleep(FAREWELL).await;
                if let Some(wire) = &wire {
                    wire.set(Mode::Closed);
                }
                return;
            }
        }
    }
}
