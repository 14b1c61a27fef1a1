//! Dates as workbooks store them: a count of days from 1900 or from 1904.

use crate::calendar::Day;

/// Seconds of a day: serials carry the time as a fraction, and fractions are not exact.
const SECONDS: f64 = 86_400.0;

/// The highest serial that is looked at (2100-12-31 in the system of 1900), so that conversions cannot overflow.
const HIGHEST: f64 = 73_416.0;

/// The day of a serial, its time cut off (after rounding to seconds); `None` outside 1900-01-01 to 2100-12-31 and for the
/// day that the system of 1900 invents (29 February 1900).
pub(crate) fn day_of_serial(serial: f64, is_1904: bool) -> Option<Day> {
    if !(0.0..HIGHEST).contains(&serial) {
        return None;
    }
    let days = whole_days(serial);
    let epoch = match (is_1904, days) {
        (true, _) => Day::from_ymd(1904, 1, 1)?,
        (false, 0 | 60) => return None,
        (false, 1..60) => Day::from_ymd(1899, 12, 31)?,
        (false, _) => Day::from_ymd(1899, 12, 30)?,
    };
    in_range(epoch.plus_days(days))
}

/// The day that a number without a date format may stand for: from 1950 on, and counted from 1900 as nearly all workbooks do. A number
/// is never read so; a person is told of it.
pub(crate) fn likely_day(number: f64) -> Option<Day> {
    (18_264.0 <= number)
        .then(|| day_of_serial(number, false))
        .flatten()
}

/// The number, if it is whole, not negative and not written as minus zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what another number became is compared with it"
)]
pub(crate) fn whole_number(number: f64) -> Option<u32> {
    let whole = number as u32;
    (f64::from(whole).to_bits() == number.to_bits()).then_some(whole)
}

/// 1900-01-01 and 2100-12-31, counted as [`Day::number`] does; a test says so.
pub(crate) const FIRST: i32 = 693_596;
const LAST: i32 = 767_009;

/// The day, if a record can name it.
pub(crate) fn in_range(day: Day) -> Option<Day> {
    (FIRST <= day.number() && day.number() <= LAST).then_some(day)
}

#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "a serial is a float by its format; its range was checked, and only whole days leave this function"
)]
fn whole_days(serial: f64) -> i32 {
    ((serial * SECONDS).round() / SECONDS).floor() as i32
}

#[cfg(test)]
mod tests {
    use super::{FIRST, LAST, day_of_serial};
    use crate::calendar::Day;

    #[test]
    fn the_range_is_two_centuries() {
        let number = |y, m, d| Day::from_ymd(y, m, d).unwrap().number();
        assert_eq!((FIRST, LAST), (number(1900, 1, 1), number(2100, 12, 31)));
    }

    fn text(serial: f64, is_1904: bool) -> Option<String> {
        day_of_serial(serial, is_1904).map(|day| day.to_string())
    }

    #[test]
    fn both_systems_are_read_and_the_time_is_cut_off() {
        assert_eq!(text(44_256.0, false).as_deref(), Some("2021-03-01"));
        assert_eq!(text(44_256.99, false).as_deref(), Some("2021-03-01"));
        assert_eq!(
            text(44_255.999_999_999, false).as_deref(),
            Some("2021-03-01")
        );
        assert_eq!(text(42_794.0, true).as_deref(), Some("2021-03-01"));
        assert_eq!(text(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(text(59.0, false).as_deref(), Some("1900-02-28"));
        assert_eq!(text(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(text(0.0, true).as_deref(), Some("1904-01-01"));
        assert_eq!(text(73_415.0, false).as_deref(), Some("2100-12-31"));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for serial in [
            0.0,
            0.5,
            60.0,
            60.5,
            -1.0,
            73_416.0,
            1e300,
            -1e300,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(text(serial, false), None, "{serial}");
        }
        assert_eq!(text(72_000.0, true), None);
    }
}
