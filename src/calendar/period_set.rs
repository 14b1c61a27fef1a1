//! Sets of days, kept as sorted periods that neither touch nor overlap.

use crate::calendar::{Day, Period};
use smallvec::SmallVec;

/// Few sets have more periods.
const USUAL_PERIODS: usize = 4;

/// A set of days as sorted, disjoint, non-adjacent periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodSet {
    periods: SmallVec<[Period; USUAL_PERIODS]>,
}

impl PeriodSet {
    /// The set of all days in any of the periods, given in any order.
    pub fn from_periods(periods: impl IntoIterator<Item = Period>) -> Self {
        let mut periods: SmallVec<[Period; USUAL_PERIODS]> = periods.into_iter().collect();
        periods.sort_unstable();
        periods.dedup_by(|period, before| {
            let touches = period.first() <= before.last().next();
            let joined = Period::new(before.first(), before.last().max(period.last()));
            if let Some(joined) = joined.filter(|_| touches) {
                *before = joined;
            }
            touches
        });
        Self { periods }
    }

    /// The periods in order.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// Whether the set holds no day.
    pub fn is_empty(&self) -> bool {
        self.periods.is_empty()
    }

    /// Whether the day is in the set.
    pub fn contains(&self, day: Day) -> bool {
        let after = self.periods.partition_point(|period| period.first() <= day);
        after
            .checked_sub(1)
            .and_then(|i| self.periods.get(i))
            .is_some_and(|period| day <= period.last())
    }

    /// How many days the set holds.
    pub fn days(&self) -> i64 {
        self.periods
            .iter()
            .map(|period| i64::from(period.days()))
            .sum()
    }

    /// The days of this set that also lie in `within`.
    #[must_use]
    pub fn clipped_to(&self, within: Period) -> Self {
        Self {
            periods: self
                .periods
                .iter()
                .filter_map(|period| period.intersection(within))
                .collect(),
        }
    }

    /// The days that both sets hold.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self::from_periods(self.periods.iter().flat_map(|mine| {
            other
                .periods
                .iter()
                .filter_map(|theirs| mine.intersection(*theirs))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(first: i32, last: i32) -> Period {
        let base = Day::from_ymd(2020, 1, 1).unwrap();
        Period::new(base.plus_days(first), base.plus_days(last)).unwrap()
    }

    #[test]
    fn touching_and_overlapping_periods_become_one() {
        let set =
            PeriodSet::from_periods([period(10, 12), period(0, 4), period(5, 6), period(11, 20)]);
        assert_eq!(set.periods(), [period(0, 6), period(10, 20)]);
        assert_eq!(set.days(), 18);
    }

    #[test]
    fn membership_agrees_with_the_periods() {
        let set = PeriodSet::from_periods([period(0, 6), period(10, 20)]);
        let base = Day::from_ymd(2020, 1, 1).unwrap();
        for offset in -1..=21 {
            let expected = (0..=6).contains(&offset) || (10..=20).contains(&offset);
            assert_eq!(set.contains(base.plus_days(offset)), expected, "{offset}");
        }
    }
}
