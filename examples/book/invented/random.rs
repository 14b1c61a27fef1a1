//! Random numbers that follow from a seed and a place alone, so that any row can be made anew without those before it.

use landed::calendar::Day;

/// A source of random numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

/// Mixes the bits of a number (the finalizer of `SplitMix64`).
pub const fn mixed(number: u64) -> u64 {
    let one = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let two = (one ^ (one >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    two ^ (two >> 31)
}

impl Random {
    /// The source for a place.
    pub fn of(place: [u64; 4]) -> Self {
        let step = |state: u64, part: u64| mixed(state.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ part);
        Self(place.into_iter().fold(0, step))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let wide = u128::from(mixed(self.0)) * u128::from(end);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A position in a list of this length.
    pub fn position(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = u64::from(low.abs_diff(high)) + 1;
        low.saturating_add(i32::try_from(self.below(width)).unwrap_or(0))
    }

    /// True in so many of a thousand cases.
    pub fn chance(&mut self, of_a_thousand: u64) -> bool {
        self.below(1000) < of_a_thousand
    }

    /// One of a list.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.position(list.len())]
    }

    /// One of a list by weights, which sum to 1000.
    pub fn weighted<T: Copy>(&mut self, list: &[(u64, T)]) -> T {
        let mut drawn = self.below(1000);
        for (weight, one) in list {
            if drawn < *weight {
                return *one;
            }
            drawn -= weight;
        }
        list[list.len() - 1].1
    }

    /// A day from `low` to `high` days after another.
    pub fn after(&mut self, day: Day, low: i32, high: i32) -> Day {
        day.plus_days(self.between(low, high))
    }
}
