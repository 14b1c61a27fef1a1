//! Break points: the days on which anything about any job may change.

use crate::calendar::{Day, Period, PeriodSet, RecordedSpan};

/// Few applicants have more days on which something changes.
const USUAL_DAYS: usize = 64;

/// Collects break points within the days of all jobs.
#[derive(Debug)]
pub(crate) struct Breaks {
    within: Period,
    days: Vec<Day>,
}

impl Breaks {
    pub(crate) fn new(within: Period) -> Self {
        let mut days = Vec::with_capacity(USUAL_DAYS);
        days.extend([within.first(), within.last().next()]);
        Self { within, days }
    }

    /// From this day on something may be different.
    pub(crate) fn at(&mut self, day: Day) {
        if self.within.first() < day && day <= self.within.last() {
            self.days.push(day);
        }
    }

    /// Something holds in this period.
    pub(crate) fn around(&mut self, period: Option<Period>) {
        if let Some(period) = period {
            self.at(period.first());
            self.at(period.last().next());
        }
    }

    /// Something holds surely on the days of one period and possibly on those of another, usually the same.
    pub(crate) fn around_both(&mut self, sure: Option<Period>, possible: Option<Period>) {
        self.around(possible);
        if sure != possible {
            self.around(sure);
        }
    }

    /// Something holds surely, possibly or not at all around this span.
    pub(crate) fn around_span(&mut self, span: RecordedSpan) {
        self.around_both(span.sure(), span.possible());
    }

    /// Something holds on the days of this set.
    pub(crate) fn around_set(&mut self, set: &PeriodSet) {
        for period in set.periods() {
            self.around(Some(*period));
        }
    }

    /// The segments between break points, in order, without gaps.
    pub(crate) fn segments(mut self) -> impl Iterator<Item = Period> {
        self.days.sort_unstable();
        self.days.dedup();
        let mut nexts = self.days.into_iter();
        let mut begins = nexts.next();
        std::iter::from_fn(move || {
            let first = begins?;
            begins = nexts.next();
            Period::new(first, begins?.previous())
        })
    }
}
