//! One calendar day, counted as an integer so that periods are cheap.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A calendar day of the Gregorian calendar; the integer is the number of days since 0001-01-01 (which is day 1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Earlier than every day that a record can name: stands for "no beginning".
pub const FAR_PAST: Day = Day(1);
/// Later than every day that a record can name (9999-12-31): stands for "no end".
pub const FAR_FUTURE: Day = Day(3_652_059);

const MONTHS_OF_A_YEAR: u32 = 12;

/// Day 1, 0001-01-01, comes so many days after 0000-03-02.
const BEFORE_FIRST_DAY: u64 = 305;

/// Year, month and day of the month of a day number from 1 to that of the far future.
///
/// Months are asked for at every turn of a judgement. This arithmetic of Neri and Schneider ("Euclidean affine functions and their
/// application to calendar algorithms", 2023) takes a fraction of the time of chrono's; a test compares the two on every day.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the numbers are those of years, months and days"
)]
const fn civil(number: u32) -> (u32, u32, u32) {
    // Counted from 0000-03-01, so that the leap day comes last in its year, and the longest year last in 400.
    let quarters = 4 * (number as u64 + BEFORE_FIRST_DAY) + 3;
    let (century, of_century) = (quarters / 146_097, (quarters % 146_097) | 3);
    let product = 2_939_745 * of_century;
    let (year, rest) = (product >> 32, product & 0xffff_ffff);
    let of_year = rest / 2_939_745 / 4;
    let months = 2141 * of_year + 197_913;
    let (month, day) = ((months >> 16) as u32, (months & 0xffff) as u32 / 2141 + 1);
    let year = (100 * century + year) as u32;
    // January and February end the year that began in March.
    if of_year < 306 {
        (year, month, day)
    } else {
        (year + 1, month - MONTHS_OF_A_YEAR, day)
    }
}

/// The number of a day of a year from 1 to 9999; month and day exist.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the number of the far future is the largest"
)]
const fn number_of(year: u32, month: u32, day: u32) -> u32 {
    let (year, month, day) = (year as u64, month as u64, day as u64);
    let (year, month) = if month < 3 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let before_year = 365 * year + year / 4 - year / 100 + year / 400;
    let before_month = (153 * month + 2) / 5;
    (before_year + before_month + day - 1 - BEFORE_FIRST_DAY) as u32
}

/// Whether a year has a leap day.
pub(crate) const fn is_leap_year(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// How many days a month has.
const fn days_of_month(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Brings a byte above nine to have its highest bit.
const TO_HIGH_BIT: u64 = 0x7676_7676_7676_7676;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
/// The bytes of the dashes in `0000-00-`.
const DASHES: u64 = u64::from_le_bytes([0, 0, 0, 0, 0xff, 0, 0, 0xff]);

/// The three numbers of `0000-00-00`. Every date of an export goes through here: eight bytes are looked at together.
#[inline]
fn digits_of(written: &[u8; 10]) -> Option<[u32; 3]> {
    let &[.., d0, d1] = written;
    let [d0, d1] = [d0 ^ b'0', d1 ^ b'0'];
    // Year and month: what is left of a digit is its value, and of a dash nothing.
    let month = u64::from_le_bytes(*written.first_chunk()?) ^ u64::from_le_bytes(*b"0000-00-");
    let beyond_nine = (month.wrapping_add(TO_HIGH_BIT) | month) & HIGH_BITS;
    if beyond_nine | month & DASHES != 0 || d0 > 9 || d1 > 9 {
        return None;
    }
    let [y0, y1, y2, y3, _, m0, m1, _] = month.to_le_bytes();
    let number = |tens: u8, ones: u8| u32::from(tens) * 10 + u32::from(ones);
    Some([
        number(y0, y1) * 100 + number(y2, y3),
        number(m0, m1),
        number(d0, d1),
    ])
}

/// The numbers from 0 to 99, two digits each.
const PAIRS: &[[u8; 2]] =
    b"00010203040506070809101112131415161718192021222324252627282930313233343536373839\
    40414243444546474849505152535455565758596061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899"
        .as_chunks()
        .0;

/// The two digits of a number below 100.
#[inline]
pub(crate) fn two_digits(number: u32) -> [u8; 2] {
    let pair = usize::try_from(number).ok().and_then(|at| PAIRS.get(at));
    pair.copied().unwrap_or(*b"00")
}

impl Day {
    /// The day with this year, month (1-12) and day of the month (1-31), or `None` if the calendar has no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from)
    }

    /// Reads `YYYY-MM-DD` exactly; anything else is `None`.
    #[inline]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let written = <&[u8; 10]>::try_from(text.as_bytes()).ok()?;
        let [year, month, day] = digits_of(written)?;
        if year == 0 {
            return Self::from_ymd(0, month, day);
        }
        let is_month = (1..=MONTHS_OF_A_YEAR).contains(&month);
        let exists = is_month && (1..=days_of_month(year, month)).contains(&day);
        let number = exists.then(|| number_of(year, month, day))?;
        i32::try_from(number).ok().map(Self)
    }

    /// The number of days since 0001-01-01 (day 1).
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day with this number, held between [`FAR_PAST`] and [`FAR_FUTURE`].
    pub fn of_number(number: i32) -> Self {
        Self(number).clamp(FAR_PAST, FAR_FUTURE)
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
        self.in_month(|month| month.checked_add(months))
            .unwrap_or(FAR_FUTURE)
    }

    /// The day `months` calendar months earlier; where the month has no such day, its last day.
    #[must_use]
    pub fn minus_months(self, months: u32) -> Self {
        if self == FAR_PAST || self == FAR_FUTURE {
            return self;
        }
        self.in_month(|month| month.checked_sub(months))
            .unwrap_or(FAR_PAST)
    }

    /// This day of another month, months being counted from the year 0; `None` beyond the years 1 to 9999.
    fn in_month(self, other: impl FnOnce(u32) -> Option<u32>) -> Option<Self> {
        let (year, month, day) = self.ymd();
        let year = u32::try_from(year).ok()?;
        let all = other(year * MONTHS_OF_A_YEAR + month - 1)?;
        let (year, month) = (all / MONTHS_OF_A_YEAR, all % MONTHS_OF_A_YEAR + 1);
        let number = (1..=9999)
            .contains(&year)
            .then(|| number_of(year, month, day.min(days_of_month(year, month))));
        i32::try_from(number?).ok().map(Self)
    }

    /// Year, month (1-12) and day of the month (1-31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let within = FAR_PAST <= self && self <= FAR_FUTURE;
        let number = u32::try_from(self.0).ok().filter(|_| within);
        let civil = number.and_then(|number| {
            let (year, month, day) = civil(number);
            Some((i32::try_from(year).ok()?, month, day))
        });
        civil.unwrap_or_else(|| {
            let date = self.naive();
            (date.year(), date.month(), date.day())
        })
    }

    /// ISO 8601, `YYYY-MM-DD`; `None` beyond the years 1 to 9999, where no record lies.
    #[inline]
    pub fn iso(self) -> Option<[u8; 10]> {
        let within = FAR_PAST <= self && self <= FAR_FUTURE;
        let number = u32::try_from(self.0).ok().filter(|_| within)?;
        let (year, month, day) = civil(number);
        let mut text = *b"0000-00-00";
        let [
            thousands,
            hundreds,
            tens,
            units,
            _,
            month_tens,
            month_units,
            _,
            day_tens,
            day_units,
        ] = &mut text;
        [*thousands, *hundreds] = two_digits(year / 100);
        [*tens, *units] = two_digits(year % 100);
        [*month_tens, *month_units] = two_digits(month);
        [*day_tens, *day_units] = two_digits(day);
        Some(text)
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
        if let Some(text) = self.iso() {
            return f.write_str(std::str::from_utf8(&text).unwrap_or_default());
        }
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
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
    use chrono::Months;

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
    fn iso_text_is_read_as_chrono_reads_it_whatever_stands_at_a_place() {
        for written in ["2024-02-29", "1999-12-31", "0000-02-29", "9999-01-30"] {
            for (at, byte) in (0..written.len()).flat_map(|at| (0..128).map(move |byte| (at, byte)))
            {
                let mut bytes = written.as_bytes().to_vec();
                bytes[at] = byte;
                let text = String::from_utf8(bytes).unwrap();
                let is_form = text.bytes().enumerate().all(|(at, byte)| match at {
                    4 | 7 => byte == b'-',
                    _ => byte.is_ascii_digit(),
                });
                let expected = is_form.then(|| NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok());
                assert_eq!(
                    Day::parse_iso(&text),
                    expected.flatten().map(Day::from),
                    "{text}"
                );
            }
        }
        assert_eq!(Day::parse_iso("2024-02-2é"), None);
        assert_eq!(Day::parse_iso("2024é02-2"), None);
        for number in FAR_PAST.number()..=FAR_FUTURE.number() {
            assert_eq!(day(&Day(number).to_string()), Day(number));
        }
    }

    #[test]
    fn months_are_clipped_to_the_end_of_a_short_month() {
        assert_eq!(day("2024-02-29").minus_months(36), day("2021-02-28"));
        assert_eq!(day("2024-03-31").plus_months(1), day("2024-04-30"));
        assert_eq!(day("2022-02-28").plus_months(24), day("2024-02-28"));
    }

    #[test]
    fn every_day_has_the_year_month_and_day_that_chrono_gives_it() {
        for number in FAR_PAST.number()..=FAR_FUTURE.number() {
            let (on, date) = (Day(number), Day(number).naive());
            let (year, month, day) = (date.year(), date.month(), date.day());
            assert_eq!(on.ymd(), (year, month, day));
            let text = format!("{year:04}-{month:02}-{day:02}");
            assert_eq!(
                on.iso().as_ref().map(<[u8; 10]>::as_slice),
                Some(text.as_bytes())
            );
            let back = number_of(year.unsigned_abs(), month, day);
            assert_eq!(Ok(number), i32::try_from(back));
        }
    }

    #[test]
    fn months_are_counted_as_chrono_counts_them() {
        let far = [1, 2, 59, 60, 61, 1460, 3_652_058, 3_652_000, 3_651_000];
        let near = (730_000..745_000).step_by(1);
        for number in far.into_iter().chain(near) {
            for months in [0, 1, 6, 7, 11, 12, 24, 25, 36, 60, 1200, 120_000, u32::MAX] {
                let (on, date) = (Day(number), Day(number).naive());
                let later = date.checked_add_months(Months::new(months));
                let later = later.map_or(FAR_FUTURE, Day::from).min(FAR_FUTURE);
                let held = on == FAR_PAST || on == FAR_FUTURE;
                assert_eq!(on.plus_months(months), if held { on } else { later });
                let earlier = date.checked_sub_months(Months::new(months));
                let earlier = earlier.map_or(FAR_PAST, Day::from).max(FAR_PAST);
                assert_eq!(on.minus_months(months), if held { on } else { earlier });
            }
        }
    }

    #[test]
    fn days_beyond_the_years_of_records_have_their_text_all_the_same() {
        for number in [FAR_PAST.number() - 1, FAR_FUTURE.number() + 1] {
            let on = Day(number);
            assert_eq!(on.iso(), None);
            let (year, month, day) = on.ymd();
            assert_eq!(on.to_string(), format!("{year:04}-{month:02}-{day:02}"));
        }
    }

    #[test]
    fn no_end_and_no_beginning_stay_where_they_are() {
        assert_eq!(FAR_FUTURE.previous(), FAR_FUTURE);
        assert_eq!(FAR_PAST.next(), FAR_PAST);
        assert_eq!(FAR_FUTURE.to_string(), "9999-12-31");
        assert_eq!(FAR_PAST.to_string(), "0001-01-01");
    }
}
