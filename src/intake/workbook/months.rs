//! Dates of which a workbook shows no day.
//!
//! Whoever types "Jan 2024" into a spreadsheet gets the first of January, shown as a month: a day that nobody stated. Such a date is
//! handed over as the text that people see, as an export to CSV writes it. A date with any other day was stated to the day.

use std::sync::LazyLock;

use crate::calendar::Day;
use crate::intake::row::Cell;
use crate::intake::workbook::styles::Shown;

/// Bytes of a year and a month as they are written, and of the year alone.
const MONTH_LENGTH: usize = "2024-01".len();
const YEAR_LENGTH: usize = "2024".len();

/// Months that are known, from the first that both systems count like the others.
struct Months {
    /// The number of the first day of each in the system of 1900, and in that of 1904.
    firsts: [Vec<f64>; 2],
    /// All of them as texts, one behind the other.
    texts: String,
}

static MONTHS: LazyLock<Months> = LazyLock::new(|| {
    let months = (1904..=2100).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let days = months.filter_map(|(year, month)| Day::from_ymd(year, month, 1));
    let epochs =
        [(1899, 12, 30), (1904, 1, 1)].map(|(year, month, day)| Day::from_ymd(year, month, day));
    let (mut firsts, mut texts) = ([Vec::new(), Vec::new()], String::new());
    for first in days {
        for (numbers, epoch) in firsts.iter_mut().zip(epochs) {
            numbers.extend(epoch.map(|epoch| f64::from(first.days_since(epoch))));
        }
        texts.push_str(first.to_string().get(..MONTH_LENGTH).unwrap_or_default());
    }
    Months { firsts, texts }
});

/// A number as its cell shows it: a month or a year where no day is shown and none was stated.
pub(crate) fn shown_cell(number: f64, is_1904: bool, shown: Shown) -> Cell<'static> {
    let date = Cell::Date {
        serial: number,
        is_1904,
    };
    match shown {
        Shown::Number => Cell::Number(number),
        Shown::Day => date,
        Shown::Month | Shown::Year => undated(number, is_1904, shown).map_or(date, Cell::Text),
    }
}

/// The month or year that is shown of a date, if it is the first day of it.
pub(crate) fn undated(number: f64, is_1904: bool, shown: Shown) -> Option<&'static str> {
    let [since_1900, since_1904] = &MONTHS.firsts;
    let firsts = if is_1904 { since_1904 } else { since_1900 };
    let whole = number.trunc();
    let month = firsts.binary_search_by(|first| first.total_cmp(&whole));
    let month = month.ok()?;
    let start = month.checked_mul(MONTH_LENGTH)?;
    let text = MONTHS.texts.get(start..)?.get(..MONTH_LENGTH)?;
    match shown {
        Shown::Month => Some(text),
        Shown::Year => text.get(..YEAR_LENGTH).filter(|_| text.ends_with("-01")),
        Shown::Number | Shown::Day => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_month_that_is_shown_as_a_month_is_that_month() {
        let month = |number| undated(number, false, Shown::Month);
        // 2024-01-01 is 45292, 2024-02-01 is 45323.
        assert_eq!(month(45292.0), Some("2024-01"));
        assert_eq!(month(45323.75), Some("2024-02"));
        assert_eq!(undated(43830.0, true, Shown::Month), Some("2024-01"));
        assert_eq!(undated(0.0, true, Shown::Month), Some("1904-01"));
        assert_eq!(month(73385.0), Some("2100-12"));
        assert_eq!(undated(45292.0, false, Shown::Year), Some("2024"));
    }

    #[test]
    fn a_day_that_was_stated_stays() {
        for (number, shown) in [
            (45293.0, Shown::Month),
            (45291.0, Shown::Month),
            (45323.0, Shown::Year),
            (45292.0, Shown::Day),
            (61.0, Shown::Month),
            (1e9, Shown::Month),
            (f64::NAN, Shown::Month),
        ] {
            assert_eq!(undated(number, false, shown), None, "{number} {shown:?}");
        }
        let serial = 45293.0;
        let is_1904 = false;
        let date = Cell::Date { serial, is_1904 };
        assert_eq!(shown_cell(serial, is_1904, Shown::Month), date);
        assert_eq!(
            shown_cell(serial, is_1904, Shown::Number),
            Cell::Number(serial)
        );
    }
}
