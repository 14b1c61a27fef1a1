//! One calendar day, counted as an integer so that periods are cheap.

use chrono::{Datelike, Months, NaiveDate};
use std::fmt;

/// A calendar day of the Gregorian calendar; the integer is the number of days since 0001-01-01 (which is day 1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Earlier than every day that a record can name: stands for "no beginning".
pub const FAR_PAST: Day = Day(1);
/// Later than every day that a record can name (9999-12-31): stands for "no end".
pub const FAR_FUTURE: Day = Day(3_652_059);

impl Day {
    /// The day with this year, month (1-12) and day of the month (1-31), or `None` if the calendar has no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from)
    }

    /// Reads `YYYY-MM-DD` exactly; anything else is `None`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let dashes = bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
        if bytes.len() != 10 || !dashes {
            return None;
        }
        let number = |from: usize, to: usize| {
            let digits = text.get(from..to)?;
            digits
                .bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| digits.parse::<u32>().ok())?
        };
        Self::from_ymd(
            i32::try_from(number(0, 4)?).ok()?,
            number(5, 7)?,
            number(8, 10)?,
        )
    }

    /// The number of days since 0001-01-01 (day 1).
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day after; the far future has no day after and stays.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus_days(1)
    }

    /// The day before; the far past has no day before and stays.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus_days(-1)
    }

    /// This day moved by whole days, held between [`FAR_PAST`] and [`FAR_FUTURE`]; both of these stay where they are.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        if self == FAR_PAST || self == FAR_FUTURE {
            return self;
        }
        Self(self.0.saturating_add(days).clamp(FAR_PAST.0, FAR_FUTURE.0))
    }

    /// The day `months` calendar months later; where the month has no such day, its last day.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        if self == FAR_PAST || self == FAR_FUTURE {
            return self;
        }
        self.naive()
            .checked_add_months(Months::new(months))
            .map_or(FAR_FUTURE, Self::from)
            .min(FAR_FUTURE)
    }

    /// The day `months` calendar months earlier; where the month has no such day, its last day.
    #[must_use]
    pub fn minus_months(self, months: u32) -> Self {
        if self == FAR_PAST || self == FAR_FUTURE {
            return self;
        }
        self.naive()
            .checked_sub_months(Months::new(months))
            .map_or(FAR_PAST, Self::from)
            .max(FAR_PAST)
    }

    /// Whole days from `earlier` to this day; negative if this day is the earlier one.
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The same day in chrono's terms.
    pub fn naive(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(NaiveDate::MIN)
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce())
    }
}

impl fmt::Display for Day {
    /// ISO 8601, `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.naive();
        let (year, month, day) = (date.year(), date.month(), date.day());
        let Some(year) = u32::try_from(year).ok().filter(|year| *year <= 9999) else {
            return write!(f, "{year:04}-{month:02}-{day:02}");
        };
        // Days stand in every row of every result: formatting each number apart would take most of the time of a row.
        let mut text = *b"0000-00-00";
        let parts = [(0..4, year), (5..7, month), (8..10, day)];
        for (places, mut number) in parts {
            for digit in text.get_mut(places).into_iter().flatten().rev() {
                *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
                number /= 10;
            }
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn iso_text_round_trips_and_nothing_else_is_read() {
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        for bad in [
            "2023-02-29",
            "2024-2-29",
            "2024-02-29 ",
            "24-02-29",
            "2024/02/29",
            "+024-02-29",
            "",
        ] {
            assert_eq!(Day::parse_iso(bad), None, "{bad}");
        }
    }

    #[test]
    fn months_are_clipped_to_the_end_of_a_short_month() {
        assert_eq!(day("2024-02-29").minus_months(36), day("2021-02-28"));
        assert_eq!(day("2024-03-31").plus_months(1), day("2024-04-30"));
        assert_eq!(day("2022-02-28").plus_months(24), day("2024-02-28"));
    }

    #[test]
    fn no_end_and_no_beginning_stay_where_they_are() {
        assert_eq!(FAR_FUTURE.previous(), FAR_FUTURE);
        assert_eq!(FAR_PAST.next(), FAR_PAST);
        assert_eq!(FAR_FUTURE.to_string(), "9999-12-31");
        assert_eq!(FAR_PAST.to_string(), "0001-01-01");
    }
}
