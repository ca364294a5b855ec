//! What a page should find unread, as the protocol counts it. Must never look at what the client counts.

/// One conversation's.
#[derive(Debug, Default)]
pub struct Model {
    pub count: u32,
    pub read_to: u64,
    /// The last message of this page's.
    pub last: Option<u64>,
}

impl Model {
    /// A message came live.
    pub fn arrived(&mut self, time: u64, is_open: bool) {
        self.last = Some(time);
        if is_open {
            (self.count, self.read_to) = (0, time);
        } else {
            self.count += 1;
        }
    }

    /// Those that were missed came, in this order.
    pub fn caught_up(&mut self, times: &[u64], is_open: bool) {
        let news = times.iter().fold(0, |news, time| if *time <= self.read_to { 0 } else { news + 1 });
        self.count += news;
        self.last = times.last().copied();
        if is_open {
            (self.count, self.read_to) = (0, self.last.unwrap());
        }
    }

    /// The page opened it.
    pub fn opened(&mut self) {
        self.count = 0;
        self.read_to = self.last.unwrap_or(self.read_to);
    }
}
