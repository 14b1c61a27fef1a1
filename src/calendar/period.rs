//! Inclusive periods of days.

use crate::calendar::{Day, FAR_FUTURE, FAR_PAST};
use std::fmt;

/// The days from `first` to `last`, both included; never empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Day,
    last: Day,
}

impl Period {
    /// All days.
    pub const ALL: Self = Self {
        first: FAR_PAST,
        last: FAR_FUTURE,
    };

    /// The period from `first` to `last`, or `None` if that would hold no day.
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first day, included.
    pub const fn first(self) -> Day {
        self.first
    }

    /// The last day, included.
    pub const fn last(self) -> Day {
        self.last
    }

    /// How many days, at least 1.
    pub const fn days(self) -> i32 {
        self.last.days_since(self.first) + 1
    }

    /// Whether the day lies within.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The shortest period that holds both.
    #[must_use]
    pub fn spanning(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }

    /// The days that both periods hold.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.first, self.last)
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
