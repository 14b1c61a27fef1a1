//! A date as a record gives it: with an earliest and a latest reading.

use crate::calendar::{Day, Period};
use std::fmt;

/// A date cell as read: `2021-03` is 2021-03-01 to 2021-03-31, `03/04/2024` in a column that nothing settles is
/// 2024-03-04 to 2024-04-03, and a full date has one reading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RecordedDate {
    /// The first day that the cell can mean.
    pub earliest: Day,
    /// The last day that the cell can mean, not before `earliest`.
    pub latest: Day,
}

impl RecordedDate {
    /// A date with one reading.
    pub const fn on(day: Day) -> Self {
        Self {
            earliest: day,
            latest: day,
        }
    }

    /// A date between two readings, given in any order.
    pub fn between(one: Day, other: Day) -> Self {
        Self {
            earliest: one.min(other),
            latest: one.max(other),
        }
    }

    /// Some day from `start` on, and nothing says which: the end of a record whose table has no column for it.
    pub const fn some_day_from(start: Day) -> Self {
        Self {
            earliest: start,
            latest: crate::calendar::FAR_FUTURE,
        }
    }

    /// The day before, reading by reading.
    #[must_use]
    pub fn previous(self) -> Self {
        Self {
            earliest: self.earliest.previous(),
            latest: self.latest.previous(),
        }
    }

    /// The day after, reading by reading.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            earliest: self.earliest.next(),
            latest: self.latest.next(),
        }
    }

    /// Whether nothing says when.
    pub fn is_unrecorded(self) -> bool {
        self.latest == crate::calendar::FAR_FUTURE && !self.is_precise()
    }

    /// Whether there is only one reading.
    pub fn is_precise(self) -> bool {
        self.earliest == self.latest
    }

    /// The only reading, if there is only one.
    pub fn precise(self) -> Option<Day> {
        self.is_precise().then_some(self.earliest)
    }
}

impl fmt::Display for RecordedDate {
    /// Canonical text: a day, a month when the readings are exactly a month, else both readings with a slash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_precise() {
            return write!(f, "{}", self.earliest);
        }
        let text = self.earliest.to_string();
        let whole_month =
            text.ends_with("-01") && self.earliest.plus_months(1).previous() == self.latest;
        match text.get(..7) {
            Some(month) if whole_month => f.write_str(month),
            _ => write!(f, "{}/{}", self.earliest, self.latest),
        }
    }
}

/// How a record stands to one day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Coverage {
    /// Under no reading.
    No,
    /// Under some readings only.
    Possibly,
    /// Under every reading.
    Surely,
}

/// A span between two recorded dates: the days it surely covers and the days it possibly covers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RecordedSpan {
    /// The first day, as recorded.
    pub start: RecordedDate,
    /// The last day, as recorded.
    pub end: RecordedDate,
}

impl RecordedSpan {
    /// The days covered under every reading.
    pub fn sure(self) -> Option<Period> {
        Period::new(self.start.latest, self.end.earliest)
    }

    /// The days covered under at least one reading.
    pub fn possible(self) -> Option<Period> {
        Period::new(self.start.earliest, self.end.latest)
    }

    /// How the span stands to one day.
    pub fn coverage(self, day: Day) -> Coverage {
        if self.start.latest <= day && day <= self.end.earliest {
            Coverage::Surely
        } else if self.start.earliest <= day && day <= self.end.latest {
            Coverage::Possibly
        } else {
            Coverage::No
        }
    }

    /// Whether the span ends before it starts under every reading.
    pub fn is_inverted(self) -> bool {
        self.end.latest < self.start.earliest
    }

    /// The fewest and the most days that the span may have; `None` if it is inverted. A reading by which it ends before it starts is none.
    pub fn lengths(self) -> Option<[i32; 2]> {
        let fewest = self.sure().map_or(1, Period::days);
        self.possible().map(|most| [fewest, most.days()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn canonical_text_names_a_month_a_day_or_two_readings() {
        let month = RecordedDate::between(day("2021-02-01"), day("2021-02-28"));
        assert_eq!(month.to_string(), "2021-02");
        assert_eq!(
            RecordedDate::on(day("2021-02-01")).to_string(),
            "2021-02-01"
        );
        let ambiguous = RecordedDate::between(day("2024-04-03"), day("2024-03-04"));
        assert_eq!(ambiguous.to_string(), "2024-03-04/2024-04-03");
    }

    #[test]
    fn a_span_is_sure_only_between_the_inner_readings() {
        let span = RecordedSpan {
            start: RecordedDate::between(day("2021-03-01"), day("2021-03-31")),
            end: RecordedDate::on(day("2021-06-30")),
        };
        assert_eq!(span.coverage(day("2021-02-28")), Coverage::No);
        assert_eq!(span.coverage(day("2021-03-30")), Coverage::Possibly);
        assert_eq!(span.coverage(day("2021-03-31")), Coverage::Surely);
        assert_eq!(span.coverage(day("2021-06-30")), Coverage::Surely);
        assert_eq!(span.coverage(day("2021-07-01")), Coverage::No);
    }
}
