//! Break points: between two of them, the window's both ends move one day at a time over days that all carry the same hours.

use crate::calendar::{Day, FAR_FUTURE, Period};
use crate::experience::Paces;

/// The first assessed day whose window begins on or after `day`.
pub(crate) fn first_whose_window_begins_at(day: Day, months: u32) -> Day {
    let mut assessed = day.plus_months(months);
    if months.is_multiple_of(MONTHS_OF_A_YEAR) && !is_near_leap_day(day) {
        return assessed;
    }
    // Short months shift by a few days only.
    while day <= assessed.previous().minus_months(months) {
        assessed = assessed.previous();
    }
    while assessed.minus_months(months) < day {
        assessed = assessed.next();
    }
    assessed
}

/// The days on which a window of so many months does not begin one day later than that of the day before.
pub(crate) fn uneven_days(assessed: Period, months: u32) -> Vec<Day> {
    let shift = |day: Day| day.days_since(day.minus_months(months));
    let mut uneven = Vec::new();
    // Over whole years all months match but February: only its leap day and the day after can be uneven.
    let whole_years = months.is_multiple_of(MONTHS_OF_A_YEAR);
    let mut from = assessed.first();
    while from <= assessed.last() {
        let first_of_next = if whole_years {
            next_first_of_march(from)
        } else {
            first_of_next_month(from)
        };
        let last = first_of_next.previous();
        // Within a month that begins and ends with the same shift, no day is uneven: the shift of a month only grows.
        let at_last = shift(last);
        let from_day = if whole_years { last.previous() } else { from };
        if shift(from_day) != at_last {
            let days = 1..=last.days_since(from_day);
            let all = days.map(|offset| from_day.plus_days(offset));
            uneven.extend(all.filter(|day| shift(*day) != shift(day.previous())));
        }
        if shift(first_of_next) != at_last {
            uneven.push(first_of_next);
        }
        from = first_of_next;
    }
    uneven
}

const MONTHS_OF_A_YEAR: u32 = 12;

/// Whether whole years later or earlier another number of days may lie between a day and the one before it.
fn is_near_leap_day(day: Day) -> bool {
    use chrono::Datelike as _;
    let date = day.naive();
    matches!((date.month(), date.day()), (2, 28 | 29) | (3, 1))
}

/// The first day of March after a day.
fn next_first_of_march(day: Day) -> Day {
    use chrono::Datelike as _;
    let year = day.naive().year();
    let first = |year| Day::from_ymd(year, 3, 1);
    let this_year = first(year).filter(|first| day < *first);
    this_year.or_else(|| first(year + 1)).unwrap_or(FAR_FUTURE)
}

fn first_of_next_month(day: Day) -> Day {
    use chrono::Datelike as _;
    let date = day.naive();
    let first = Day::from_ymd(date.year(), date.month(), 1).unwrap_or(day);
    first.plus_months(1)
}

/// The assessed days on which the hours of a window of so many months begin to grow at another speed.
pub(crate) fn hour_breaks(paces: &Paces, assessed: Period, months: u32) -> Vec<Day> {
    let mut breaks = uneven_days(assessed, months);
    for border in paces.borders() {
        breaks.push(border);
        breaks.push(first_whose_window_begins_at(border, months));
    }
    breaks
}

/// The pieces of the assessed days between break points.
pub(crate) fn pieces(assessed: Period, mut breaks: Vec<Day>) -> Vec<Period> {
    breaks.push(assessed.first());
    breaks.retain(|day| assessed.contains(*day));
    breaks.sort_unstable();
    breaks.dedup();
    let ends = breaks.iter().skip(1).map(|day| day.previous());
    let ends: Vec<Day> = ends.chain([assessed.last()]).collect();
    breaks
        .into_iter()
        .zip(ends)
        .filter_map(|(first, last)| Period::new(first, last))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn uneven_days_are_those_found_one_by_one() {
        let assessed = Period::new(day("2023-11-22"), day("2031-03-05")).unwrap();
        for months in [36, 24, 7] {
            let mut expected = Vec::new();
            let mut on = assessed.first().next();
            while on <= assessed.last() {
                if on.minus_months(months) != on.previous().minus_months(months).next() {
                    expected.push(on);
                }
                on = on.next();
            }
            let found: Vec<Day> = uneven_days(assessed, months)
                .into_iter()
                .filter(|day| assessed.contains(*day))
                .collect();
            assert_eq!(found, expected, "{months}");
        }
    }

    #[test]
    fn the_first_window_that_begins_at_a_day_is_the_one_found_one_by_one() {
        for months in [36, 24, 7] {
            let mut assessed = day("2023-01-01");
            let mut begins = day("2019-01-01");
            while begins <= day("2025-12-31") {
                while assessed.minus_months(months) < begins {
                    assessed = assessed.next();
                }
                while begins <= assessed.previous().minus_months(months) {
                    assessed = assessed.previous();
                }
                let found = first_whose_window_begins_at(begins, months);
                assert_eq!(found, assessed, "{begins}, {months} months");
                begins = begins.next();
            }
        }
    }

    #[test]
    fn the_window_of_a_leap_day_begins_on_the_28th() {
        // 2024-02-29 leaves the window on 2027-03-01: the window of 2027-02-28 begins on 2024-02-28.
        assert_eq!(
            first_whose_window_begins_at(day("2024-02-29"), 36),
            day("2027-03-01")
        );
        assert_eq!(
            first_whose_window_begins_at(day("2025-02-28"), 36),
            day("2028-02-28")
        );
        assert_eq!(
            first_whose_window_begins_at(day("2025-03-01"), 36),
            day("2028-03-01")
        );
    }
}
