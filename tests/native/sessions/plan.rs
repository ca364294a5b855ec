//! What is to happen in one run, all from one seed, as a list that can be shortened: who writes, reads and leaves when,
//! and what befalls them. Must never look at what comes of it.

use crate::dice::Dice;

/// Things happen for so long, in ms; then the network is quiet.
pub const BUSY: u64 = 120_000;

#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    /// How each page was made.
    pub pages: Vec<Page>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Page {
    /// It signs in by itself, as pages did before.
    Plain,
    /// With `reconnect` and `auth`.
    Kept,
    /// With `outbox: 'storage'`, too.
    Stored,
}

#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub at: u64,
    pub who: usize,
    pub what: What,
}

#[derive(Clone, Copy, Debug)]
pub enum What {
    /// To the person of this number, or to the group.
    Write(Option<usize>),
    Open(Option<usize>),
    Leave,
    /// The connection is gone; the browser hears of it after so long, or never.
    Cut(Option<u64>),
    /// What is on its way in one direction, or will be, is held up for so long.
    Hold {
        up: bool,
        ms: u64,
    },
    /// The page does nothing for so long.
    Freeze(u64),
    /// The user sets the clock, by so many ms.
    SetClock(i64),
    /// Only storage survives.
    Reload,
    /// The server is away for so long, and knows nobody when it is back.
    Restart(u64),
    /// Signatures that were handed out are good no longer.
    Expire,
    /// There is no network for so long.
    Offline(u64),
}

impl Plan {
    pub fn of(seed: u64) -> Plan {
        let mut dice = Dice::new(seed);
        let people = 2 + dice.below(4);
        let kinds = [Page::Plain, Page::Kept, Page::Stored];
        let pages: Vec<_> = (0..people).map(|_| kinds[dice.below(3) as usize]).collect();
        let mut steps: Vec<_> = (0..10 + dice.below(60))
            .map(|_| Step {
                at: 1_000 + dice.below(BUSY - 1_000),
                who: dice.below(people) as usize,
                what: what(&mut dice, people),
            })
            .collect();
        steps.sort_by_key(|step| step.at);
        Plan { seed, pages, steps }
    }
}

fn what(dice: &mut Dice, people: u64) -> What {
    let whom = |dice: &mut Dice| (!dice.percent(40)).then(|| dice.below(people) as usize);
    match dice.below(100) {
        0..=59 => What::Write(whom(dice)),
        60..=65 => What::Open(whom(dice)),
        66..=68 => What::Leave,
        69..=77 => {
            let told = 1 + dice.below(3_000);
            What::Cut(dice.percent(60).then_some(told))
        }
        78..=82 => What::Hold { up: dice.percent(50), ms: dice.below(40_000) },
        83..=86 => What::Freeze(dice.below(60_000)),
        87 if dice.percent(50) => What::SetClock(-(dice.below(86_400_000) as i64)),
        87 => What::SetClock(dice.below(10_800_000) as i64),
        88..=91 => What::Reload,
        92..=94 => What::Restart(dice.below(20_000)),
        95..=96 => What::Expire,
        _ => What::Offline(dice.below(30_000)),
    }
}
