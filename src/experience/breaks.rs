//! Break points: the days on which anything about any job may change.

use crate::calendar::{Day, Period, PeriodSet, RecordedSpan};

/// Few applicants have more days on which something changes.
const USUAL_DAYS: usize = 64;

/// A day from which on something may be different, by twice its number; the next number where nothing but a job begins or ends. So they
/// are compared as one number, and of those on one day the one that matters to all jobs comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Break(i32);

impl Break {
    const fn on(day: Day, only_of_jobs: bool) -> Self {
        Self(day.number() << 1 | only_of_jobs as i32)
    }

    fn day(self) -> Day {
        Day::of_number(self.0 >> 1)
    }

    const fn is_only_of_jobs(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Collects break points within the days of all jobs.
#[derive(Debug)]
pub(crate) struct Breaks {
    within: Period,
    breaks: Vec<Break>,
}

impl Breaks {
    pub(crate) fn new(within: Period) -> Self {
        let mut breaks = Vec::with_capacity(USUAL_DAYS);
        breaks.extend([within.first(), within.last().next()].map(|day| Break::on(day, false)));
        Self { within, breaks }
    }

    fn add(&mut self, day: Day, only_of_jobs: bool) {
        if self.within.first() < day && day <= self.within.last() {
            self.breaks.push(Break::on(day, only_of_jobs));
        }
    }

    /// From this day on something may be different.
    pub(crate) fn at(&mut self, day: Day) {
        self.add(day, false);
    }

    /// A job is held, surely or possibly, around this span. To the other jobs it makes no difference that it begins or ends.
    pub(crate) fn around_job(&mut self, span: RecordedSpan) {
        let (sure, possible) = (span.sure(), span.possible());
        if let Some(possible) = possible {
            self.add(possible.first(), true);
            self.add(possible.last().next(), true);
        }
        if sure != possible {
            self.around(sure);
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

    /// The segments between break points, in order, without gaps; with each, whether it begins where nothing but jobs begin or end.
    pub(crate) fn segments(&mut self) -> impl ExactSizeIterator<Item = (Period, bool)> {
        self.breaks.sort_unstable();
        self.breaks.dedup_by_key(|one| one.0 >> 1);
        let nexts = self.breaks.iter().skip(1);
        self.breaks.iter().zip(nexts).map(|(begins, next)| {
            // No two of them lie on the same day.
            let days = Period::new(begins.day(), next.day().previous());
            (days.unwrap_or(self.within), begins.is_only_of_jobs())
        })
    }
}
