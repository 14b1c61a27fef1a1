//! Break points: between two of them, the window's both ends move one day at a time.

use crate::calendar::{Day, Period, is_leap_year};
use smallvec::SmallVec;

/// Days on which something may change; few applicants have more.
pub(crate) type Breaks = SmallVec<[Day; 32]>;

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

/// Adds the days on which a window of so many months does not begin one day later than that of the day before.
pub(crate) fn add_uneven_days(assessed: Period, months: u32, uneven: &mut Breaks) {
    if months.is_multiple_of(MONTHS_OF_A_YEAR) {
        add_uneven_days_of_years(assessed, months / MONTHS_OF_A_YEAR, uneven);
        return;
    }
    let shift = |day: Day| day.days_since(day.minus_months(months));
    let mut from = assessed.first();
    while from <= assessed.last() {
        let first_of_next = first_of_next_month(from);
        let last = first_of_next.previous();
        // Within a month that begins and ends with the same shift, no day is uneven: the shift of a month only grows.
        let at_last = shift(last);
        if shift(from) != at_last {
            let days = 1..=last.days_since(from);
            let all = days.map(|offset| from.plus_days(offset));
            uneven.extend(all.filter(|day| shift(*day) != shift(day.previous())));
        }
        if shift(first_of_next) != at_last {
            uneven.push(first_of_next);
        }
        from = first_of_next;
    }
}

/// The same over whole years, where all months match but February: with a leap day now and none then, two windows begin on the 28th;
/// with one then and none now, no window begins on the 29th. Either way it is the day after the 28th that is uneven.
fn add_uneven_days_of_years(assessed: Period, years: u32, uneven: &mut Breaks) {
    let ((first, ..), (last, ..)) = (assessed.first().ymd(), assessed.last().ymd());
    let is_leap = |year| u32::try_from(year).is_ok_and(is_leap_year);
    for year in first..=last {
        let then = year.saturating_sub_unsigned(years);
        if is_leap(year) != is_leap(then) {
            uneven.extend(Day::from_ymd(year, 2, 28).map(Day::next));
        }
    }
}

const MONTHS_OF_A_YEAR: u32 = 12;

/// Whether whole years later or earlier another number of days may lie between a day and the one before it.
fn is_near_leap_day(day: Day) -> bool {
    let (_, month, day) = day.ymd();
    matches!((month, day), (2, 28 | 29) | (3, 1))
}

fn first_of_next_month(day: Day) -> Day {
    let (year, month, _) = day.ymd();
    let first = Day::from_ymd(year, month, 1).unwrap_or(day);
    first.plus_months(1)
}

/// The pieces of the assessed days between break points.
pub(crate) fn pieces(assessed: Period, breaks: &mut Breaks) -> impl Iterator<Item = Period> {
    breaks.push(assessed.first());
    breaks.retain(|day| assessed.contains(*day));
    breaks.sort_unstable();
    breaks.dedup();
    (0..breaks.len()).filter_map(move |position| {
        let next = breaks.get(position + 1);
        let last = next.map_or(assessed.last(), |next| next.previous());
        Period::new(*breaks.get(position)?, last)
    })
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
            let mut found = Breaks::new();
            add_uneven_days(assessed, months, &mut found);
            found.retain(|day| assessed.contains(*day));
            assert_eq!(*found, *expected, "{months}");
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
