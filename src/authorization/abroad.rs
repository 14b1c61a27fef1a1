//! Absences from Canada as far as authorizations need them: who was abroad on a day, and who left after it.

use crate::authorization::terms::NO_END;
use crate::calendar::{Coverage, Day, Period, RecordedDate, RecordedSpan};
use crate::records::{Absence, Row};
use smallvec::SmallVec;

/// The absences of one applicant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Abroad<'a> {
    absences: &'a [Row<Absence>],
}

/// The days strictly between leaving and returning.
pub fn days_abroad(absence: &Absence) -> RecordedSpan {
    RecordedSpan {
        start: absence.left.next(),
        end: absence.returned.unwrap_or(NO_END).previous(),
    }
}

impl<'a> Abroad<'a> {
    pub(crate) const fn new(absences: &'a [Row<Absence>]) -> Self {
        Self { absences }
    }

    /// Whether the applicant was abroad on a day that lies between two readings.
    pub(crate) fn on(self, day: RecordedDate) -> Coverage {
        let coverage = |absence: &Row<Absence>| {
            let span = days_abroad(&absence.facts);
            let both = span.coverage(day.earliest).min(span.coverage(day.latest));
            if both == Coverage::Surely {
                return Coverage::Surely;
            }
            let touches = span.start.earliest <= day.latest && day.earliest <= span.end.latest;
            if touches && span.start.earliest <= span.end.latest {
                Coverage::Possibly
            } else {
                Coverage::No
            }
        };
        self.absences
            .iter()
            .map(coverage)
            .max()
            .unwrap_or(Coverage::No)
    }

    /// The last day before a departure that surely comes before anything else: the earliest reading of any departure that may fall
    /// after `end`.
    pub(crate) fn stays_surely_until(self, end: RecordedDate) -> Day {
        let after = self
            .absences
            .iter()
            .map(|absence| absence.facts.left)
            .filter(|left| end.earliest < left.latest);
        after
            .map(|left| left.earliest.previous())
            .min()
            .unwrap_or(NO_END.latest)
    }

    /// The days from the day after `end` to `last`, cut at the next departure, under any reading of `end`, in runs that rise. Under a
    /// reading by which the applicant is surely abroad on the day after, there are none.
    pub(crate) fn possible_stays(self, end: RecordedDate, last: Day) -> Stays {
        let readings = end.latest.days_since(end.earliest);
        let stay = |offset: i32| {
            let ends = end.earliest.plus_days(offset);
            let day_after = ends.next();
            if self.on(RecordedDate::on(day_after)) == Coverage::Surely {
                return None;
            }
            // Who left by `ends` instead was abroad on the day after it, unless back by then: so whoever stayed left later.
            let away_else = |absence: &Absence| {
                let back = absence.returned.unwrap_or(NO_END).earliest;
                ends < absence.left.earliest || (ends < absence.left.latest && day_after < back)
            };
            let absences = self.absences.iter().map(|absence| &absence.facts);
            let next = absences
                .filter(|absence| away_else(absence))
                .map(|absence| absence.left.latest.previous())
                .min();
            Period::new(day_after, next.unwrap_or(last).min(last))
        };
        // Where nobody left, the first reading says it all; an unrecorded end has no day after it to speak of.
        let readings = if self.absences.is_empty() {
            0
        } else {
            readings.min(MOST_READINGS)
        };
        let mut stays = Stays::new();
        // Each begins later than the one before.
        for one in (0..=readings).filter_map(stay) {
            match stays.last_mut() {
                Some(before) if one.first() <= before.last().next() => {
                    *before = before.spanning(one);
                }
                _ => stays.push(one),
            }
        }
        stays
    }
}

/// Runs of days in Canada: one, if nobody left.
pub(crate) type Stays = SmallVec<[Period; 1]>;

/// No recorded date has more readings than the days of a year; a wider one is followed no further.
const MOST_READINGS: i32 = 366;
