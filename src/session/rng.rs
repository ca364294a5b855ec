//! Randomness grown from a seed that the host hands in: for the jitter of reconnects and the first rid. Must never be
//! used for secrets.

/// Marsaglia's xorshift, 32 bits.
pub struct Rng(u32);

impl Rng {
    pub fn new(seed: u32) -> Self {
        // Zero is the one state that xorshift never leaves.
        Rng(seed | 1)
    }

    pub fn draw(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// From 0 up to, not including, 1.
    pub fn fraction(&mut self) -> f64 {
        f64::from(self.draw()) / 4_294_967_296.0
    }
}
