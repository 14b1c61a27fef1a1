//! From days to places on the drawing, in tenths of a unit and whole numbers only.

use crate::calendar::{Day, Period};
use std::fmt;

/// A length or place on the drawing, in tenths of a unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Tenths(pub i64);

impl Tenths {
    /// Whole units.
    pub(crate) const fn units(units: i64) -> Self {
        Self(units * 10)
    }

    /// The place moved by another one.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    /// The way from another place to this one.
    pub(crate) const fn minus(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / 10, self.0.abs() % 10);
        if rest == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{rest}")
        }
    }
}

/// Width of the whole drawing in units.
pub(crate) const WIDTH: i64 = 1000;

/// Where the days begin, right of the names.
pub(crate) const LEFT: i64 = 214;

/// Where the days end.
pub(crate) const RIGHT: i64 = 990;

/// The days that the drawing shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub shown: Period,
}

impl Scale {
    /// The place where a day begins; days that are not shown lie on the nearest edge.
    pub(crate) fn x(self, day: Day) -> Tenths {
        let days = i64::from(self.shown.days());
        let from_first = i64::from(day.days_since(self.shown.first())).clamp(0, days);
        Tenths(LEFT * 10 + from_first * (RIGHT - LEFT) * 10 / days)
    }

    /// Beginning and width of a period, if any of its days is shown.
    pub(crate) fn span(self, period: Period) -> Option<(Tenths, Tenths)> {
        let shown = period.intersection(self.shown)?;
        let x = self.x(shown.first());
        Some((x, self.x(shown.last().next()).minus(x)))
    }

    /// The first days of the years that are shown.
    pub(crate) fn years(self) -> Vec<Day> {
        self.first_days_every(12)
    }

    /// The first days of the quarters that are shown.
    pub(crate) fn quarters(self) -> Vec<Day> {
        self.first_days_every(3)
    }

    fn first_days_every(self, months: u32) -> Vec<Day> {
        let year = self.shown.first().to_string();
        let year = year.get(..4).and_then(|digits| digits.parse().ok());
        let mut day = year.and_then(|year| Day::from_ymd(year, 1, 1));
        let mut days = Vec::new();
        while let Some(first) = day.filter(|day| *day <= self.shown.last()) {
            if self.shown.first() <= first {
                days.push(first);
            }
            let next = first.plus_months(months);
            day = (first < next).then_some(next);
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_between_the_edges_and_years_are_found() {
        let day = |text| Day::parse_iso(text).unwrap();
        let shown = Period::new(day("2023-11-22"), day("2026-11-21")).unwrap();
        let scale = Scale { shown };
        assert_eq!(scale.x(day("2020-01-01")), Tenths::units(LEFT));
        assert_eq!(scale.x(day("2030-01-01")), Tenths::units(RIGHT));
        assert_eq!(scale.span(shown).unwrap().1, Tenths::units(RIGHT - LEFT));
        assert_eq!(scale.years().len(), 3);
        assert_eq!(scale.quarters().len(), 12);
        assert_eq!(
            (Tenths(-15).to_string(), Tenths(20).to_string()),
            ("-1.5".to_owned(), "2".to_owned())
        );
    }
}
