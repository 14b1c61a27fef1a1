//! An order of places that looks random and needs no memory: a permutation computed number by number.

use super::random::mixed;

/// A permutation of the numbers below a length, or their own order.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    length: u64,
    half: u32,
    seed: Option<u64>,
}

impl Order {
    /// The order by a seed; without one, the numbers' own.
    pub fn of(length: u64, seed: Option<u64>) -> Self {
        let bits = u64::BITS - length.saturating_sub(1).leading_zeros();
        Self {
            length,
            half: bits.div_ceil(2).max(1),
            seed,
        }
    }

    /// The numbers in this order.
    pub fn numbers(self) -> impl Iterator<Item = u64> {
        (0..self.length).map(move |number| self.at(number))
    }

    /// A Feistel network over the next even number of bits; what falls beyond the length goes through it again.
    fn at(self, number: u64) -> u64 {
        let Some(seed) = self.seed else {
            return number;
        };
        let mut at = number;
        loop {
            at = self.shuffled(at, seed);
            if at < self.length {
                return at;
            }
        }
    }

    fn shuffled(self, number: u64, seed: u64) -> u64 {
        let mask = (1_u64 << self.half) - 1;
        let (mut left, mut right) = (number >> self.half, number & mask);
        for round in 0..4 {
            let key = mixed(seed ^ (right << 3) ^ round);
            (left, right) = (right, left ^ (key & mask));
        }
        (left << self.half) | right
    }
}
