//! The TCP connections under the sockets, so that faults can cut, hold or swallow one.
//! Never looks at what goes through.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    Open,
    /// Ends with FIN
    Closed,
    /// Ends with RST
    Reset,
    /// What is written disappears, nothing is read
    BlackHole,
    /// Nothing moves until it is open again
    Held,
}

struct State {
    mode: Mode,
    wakers: Vec<Waker>,
}

/// The handle to one connection.
#[derive(Clone)]
pub struct Wire(Arc<Mutex<State>>);

impl Wire {
    pub fn set(&self, mode: Mode) {
        let mut state = self.0.lock().expect("no panic under this lock");
        // What has ended stays ended.
        if !matches!(state.mode, Mode::Closed | Mode::Reset) {
            state.mode = mode;
        }
        state.wakers.drain(..).for_each(Waker::wake);
    }

    /// The mode; whoever asks is woken when it changes.
    fn mode(&self, cx: &Context) -> Mode {
        let mut state = self.0.lock().expect("no panic under this lock");
        if !state.wakers.iter().any(|known| known.will_wake(cx.waker())) {
            state.wakers.push(cx.waker().clone());
        }
        state.mode
    }
}

impl Connected<IncomingStream<'_, Wires>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Wires>) -> Wire {
        stream.io().wire.clone()
    }
}

/// A listener whose connections can be steered.
pub struct Wires(pub TcpListener);

impl Listener for Wires {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        let (tcp, address) = Listener::accept(&mut self.0).await;
        // Without it, small frames wait for one another.
        let _ = tcp.set_nodelay(true);
        let state = State { mode: Mode::Open, wakers: Vec::new() };
        let wire = Wire(Arc::new(Mutex::new(state)));
        (Stream { tcp, wire }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

pub struct Stream {
    tcp: TcpStream,
    wire: Wire,
}

impl Stream {
    /// RST is what the system sends when a socket that must not linger is dropped.
    fn reset(&self) -> io::Error {
        let _ = self.tcp.set_zero_linger();
        io::ErrorKind::ConnectionReset.into()
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        match self.wire.mode(cx) {
            Mode::Open => Pin::new(&mut self.tcp).poll_read(cx, buffer),
            Mode::Closed => {
                // The FIN must leave now: dropping a socket with unread bytes would send RST.
                let _ = Pin::new(&mut self.tcp).poll_shutdown(cx);
                Poll::Ready(Ok(()))
            }
            Mode::Reset => Poll::Ready(Err(self.reset())),
            Mode::BlackHole | Mode::Held => Poll::Pending,
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.wire.mode(cx) {
            Mode::Open => Pin::new(&mut self.tcp).poll_write(cx, bytes),
            Mode::Closed => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
            Mode::Reset => Poll::Ready(Err(self.reset())),
            Mode::BlackHole => Poll::Ready(Ok(bytes.len())),
            Mode::Held => Poll::Pending,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context) -> Poll<io::Result<()>> {
        match self.wire.mode(cx) {
            Mode::BlackHole => Poll::Ready(Ok(())),
            Mode::Held => Poll::Pending,
            _ => Pin::new(&mut self.tcp).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}
