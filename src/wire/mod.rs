//! The wire: Engine.IO protocol 3 packets, and the Socket.IO packets inside them. Text in, packet out, and back.
//! Total: any text gives a packet or `Malformed`. Must never know of chat, panic, or allocate: a packet says where its
//! JSON begins, it never copies it.

use crate::payload::{Payload, Text, Word};

/// One frame, as far as this client needs to tell frames apart. Positions count from the frame's start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packet {
    /// Engine.IO open: the handshake's JSON begins here.
    Open { json: usize },
    /// Engine.IO close.
    Close,
    /// Engine.IO ping; its text, to be sent back, begins here.
    Ping { text: usize },
    /// Engine.IO pong.
    Pong,
    /// Engine.IO upgrade and noop: nothing to do on a WebSocket.
    Noop,
    /// Socket.IO connect: the namespace is ours.
    Connected,
    /// Socket.IO disconnect.
    Disconnected,
    /// Socket.IO event: the JSON list of name and payload begins here.
    Event { json: usize },
    /// Socket.IO error: the server refuses the connection.
    Refused,
    /// Well-formed and not for us: another namespace, a Socket.IO ack, a binary packet.
    Foreign,
    /// No packet of this protocol.
    Malformed,
}

/// Where a packet's id must have ended: behind more digits than any counter has.
const MAX_ID_END: usize = 25;
/// Where a namespace must have ended.
const MAX_NAMESPACE: usize = 256;

/// Reads a frame's type and finds where its content begins.
pub fn decode<T: Text + ?Sized>(frame: &T) -> Packet {
    let [first, second, third, _] = frame.head();
    match first {
        b'0' => Packet::Open { json: 1 },
        b'1' => Packet::Close,
        b'2' => Packet::Ping { text: 1 },
        b'3' => Packet::Pong,
        // Nearly all there is.
        b'4' if (second, third) == (b'2', b'[') => Packet::Event { json: 2 },
        b'4' => socket_io(frame),
        b'5' | b'6' => Packet::Noop,
        _ => Packet::Malformed,
    }
}

fn socket_io<T: Text + ?Sized>(frame: &T) -> Packet {
    let kind = ascii(frame, 1);
    let named = ascii(frame, 2) == b'/';
    // Only "/" itself names the default namespace, where all of this protocol happens.
    if named && !matches!(ascii(frame, 3), b',' | 0) {
        let mut namespace = 3..MAX_NAMESPACE;
        let ends = namespace.any(|at| matches!(ascii(frame, at), b',' | 0));
        return if ends { Packet::Foreign } else { Packet::Malformed };
    }
    let at = if named { 4 } else { 2 };
    match kind {
        b'0' => Packet::Connected,
        b'1' => Packet::Disconnected,
        b'2' => {
            let json = (at..MAX_ID_END).find(|at| !ascii(frame, *at).is_ascii_digit());
            json.filter(|at| ascii(frame, *at) == b'[').map_or(Packet::Malformed, |json| Packet::Event { json })
        }
        b'3' | b'5' | b'6' => Packet::Foreign,
        b'4' => Packet::Refused,
        _ => Packet::Malformed,
    }
}

/// The character at a position: 0 past the end, and 255, which no rule here accepts, for what is far from ASCII.
fn ascii<T: Text + ?Sized>(frame: &T, at: usize) -> u8 {
    frame.unit(at).map_or(0, |unit| u8::try_from(unit).unwrap_or(u8::MAX))
}

/// An Engine.IO ping.
pub fn ping<V: Payload>() -> V {
    V::from_text("2")
}

/// An Engine.IO pong, with the ping's text.
pub fn pong<V: Payload>(frame: &V, text: usize) -> V {
    V::join(&[&V::from_text("3"), &frame.slice(text, usize::MAX)])
}

/// A Socket.IO event: a name and one object. `None` when the object cannot be written as JSON.
pub fn event<V: Payload>(name: Word, data: &V, rid: f64) -> Option<V> {
    V::event_text(Word::EventPrefix, name, data, rid)
}

#[cfg(test)]
mod tests {
    use super::{decode, Packet};

    #[test]
    fn frames_of_the_protocol() {
        for (frame, packet) in [
            (r#"0{"sid":"x"}"#, Packet::Open { json: 1 }),
            ("1", Packet::Close),
            ("2", Packet::Ping { text: 1 }),
            ("2probe", Packet::Ping { text: 1 }),
            ("3", Packet::Pong),
            ("5", Packet::Noop),
            ("6", Packet::Noop),
            ("40", Packet::Connected),
            ("40/", Packet::Connected),
            ("41", Packet::Disconnected),
            (r#"42["a",{}]"#, Packet::Event { json: 2 }),
            (r#"4212345678901234567890["a",{}]"#, Packet::Event { json: 22 }),
            (r#"4217["a",{}]"#, Packet::Event { json: 4 }),
            (r#"42/,["a",{}]"#, Packet::Event { json: 4 }),
            (r#"42/,17["a",{}]"#, Packet::Event { json: 6 }),
            (r#"44"denied""#, Packet::Refused),
        ] {
            assert_eq!(decode(frame), packet, "{frame}");
        }
    }

    #[test]
    fn what_is_not_for_us() {
        for frame in ["40/chat", r#"42/chat,["a"]"#, "430[]", r#"451-["a",{"_placeholder":true,"num":0}]"#] {
            assert_eq!(decode(frame), Packet::Foreign, "{frame}");
        }
    }

    #[test]
    fn what_is_no_packet() {
        for frame in ["", "4", "7", "49", "x", "42", "42{}", "42123", "b4AAA=", "中", "４２[]"] {
            assert_eq!(decode(frame), Packet::Malformed, "{frame}");
        }
        let endless_id = format!("42{}[\"a\"]", "1".repeat(1000));
        assert_eq!(decode(endless_id.as_str()), Packet::Malformed);
        let endless_namespace = format!("42/{}", "n".repeat(10_000));
        assert_eq!(decode(endless_namespace.as_str()), Packet::Malformed);
    }
}
