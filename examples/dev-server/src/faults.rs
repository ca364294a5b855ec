//! Fault switches: which requests and pushes are to go wrong, and how. Only decides; the dispatcher
//! and the outgoing side do it.

use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The request is done and answered, but without its ack
    NoAck,
    /// The request is done and acked, but not answered; a push is dropped
    NoReply,
    /// Ack and reply, or the push, come twice
    Duplicate,
    /// The reply or the push comes `ms` later
    Delay,
    /// The request is refused with `code` and `message`, and not done
    Error,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Fault {
    pub event: String,
    pub mode: Kind,
    #[serde(default)]
    pub ms: u64,
    #[serde(default = "internal")]
    pub code: i64,
    #[serde(default)]
    pub message: String,
    /// How many more times; absent means always
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Only on sockets of this user; absent means all
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
}

fn internal() -> i64 {
    crate::codes::INTERNAL.code
}

#[derive(Default)]
pub struct Faults(Vec<Fault>);

/// What all faults of one event together say.
#[derive(Default)]
pub struct Trouble {
    pub no_ack: bool,
    pub no_reply: bool,
    pub duplicate: bool,
    pub delay: Option<Duration>,
    pub error: Option<(i64, String)>,
}

impl Trouble {
    pub fn copies(&self) -> usize {
        if self.duplicate {
            2
        } else {
            1
        }
    }
}

impl Faults {
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub fn list(&self) -> &[Fault] {
        &self.0
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The trouble that awaits one request or push; faults with a count are used up by it.
    pub fn strike(&mut self, event: &str, username: Option<&str>) -> Trouble {
        let mut trouble = Trouble::default();
        for fault in &mut self.0 {
            let other_user = fault.user.is_some() && fault.user.as_deref() != username;
            if fault.event != event || other_user {
                continue;
            }
            match fault.mode {
                Kind::NoAck => trouble.no_ack = true,
                Kind::NoReply => trouble.no_reply = true,
                Kind::Duplicate => trouble.duplicate = true,
                Kind::Delay => trouble.delay = Some(Duration::from_millis(fault.ms)),
                Kind::Error => trouble.error = Some((fault.code, fault.message.clone())),
            }
            if let Some(times) = &mut fault.times {
                *times = times.saturating_sub(1);
            }
        }
        self.0.retain(|fault| fault.times != Some(0));
        trouble
    }
}
