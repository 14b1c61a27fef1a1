//! Absences from Canada as far as authorizations need them: who was abroad on a day, and who left after it.

use crate::authorization::terms::NO_END;
use crate::calendar::{Coverage, Day, Period, RecordedDate, RecordedSpan};
use crate::records::{Absence, Row};

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

    /// The days from the day after `end` to `last`, cut at the next departure, under any reading of `end`: the first and the last of them.
    /// Under a reading by which the applicant is surely abroad on the day after, there are none.
    pub(crate) fn possible_stay(self, end: RecordedDate, last: Day) -> Option<Period> {
        let readings = end.latest.days_since(end.earliest);
        let stay = |offset: i32| {
            let ends = end.earliest.plus_days(offset);
            let day_after = ends.next();
            if self.on(RecordedDate::on(day_after)) == Coverage::Surely {
                return None;
            }
            let departures = self.absences.iter().map(|absence| absence.facts.left);
            let next = departures
                .filter(|left| ends < left.earliest)
                .map(|left| left.latest.previous())
                .min();
            Period::new(day_after, next.unwrap_or(last).min(last))
        };
        // Where nobody left, the first reading says it all; an unrecorded end has no day after it to speak of.
        let readings = if self.absences.is_empty() {
            0
        } else {
            readings.min(MOST_READINGS)
        };
        (0..=readings).filter_map(stay).reduce(Period::spanning)
    }
}

/// No recorded date has more readings than the days of a year; a wider one is followed no further.
const MOST_READINGS: i32 = 366;
