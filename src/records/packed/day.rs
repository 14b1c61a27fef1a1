//! Days as nearly all cells of dates have them, in two bytes: written as `2024-03-04`, or as the whole number of a workbook.
//!
//! They need no dictionary, neither when a row is packed nor when it is read.

use crate::calendar::Day;
use crate::intake::Cell;
use crate::records::values::{Content, FIRST, whole_number};
use std::borrow::Cow;

/// How a cell has its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayForm {
    /// `2024-03-04`.
    Iso,
    /// The number of days in the system of 1900, from March of that year on.
    Serial,
}

/// A day in a cell of dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::records) struct PackedDay {
    /// Days since 1900-01-01; two bytes reach to 2079-06-06.
    pub(super) since: u16,
    pub(super) form: DayForm,
}

/// The number of 1900-03-01 in the system of 1900, which begins with one and invents a day in February of that year.
const MARCH_1900: u32 = 61;
/// So much higher are the numbers from there on.
const AHEAD: u32 = 2;

impl PackedDay {
    /// That of a cell; nothing if it holds anything else, or has its day in another form.
    pub(super) fn of(cell: &Cell<'_>) -> Option<Self> {
        match *cell {
            Cell::Text(text) => Self::written(text),
            Cell::Date {
                serial,
                is_1904: false,
            } => {
                // Else it has a time of the day, or is a day that the system of 1900 counts otherwise.
                let number = whole_number(serial).filter(|number| *number >= MARCH_1900)?;
                Some(Self {
                    since: u16::try_from(number.checked_sub(AHEAD)?).ok()?,
                    form: DayForm::Serial,
                })
            }
            _ => None,
        }
    }

    /// A text that is a day, if two bytes reach it.
    fn written(text: &str) -> Option<Self> {
        Some(Self {
            since: u16::try_from(Day::parse_iso(text)?.number() - FIRST).ok()?,
            form: DayForm::Iso,
        })
    }

    /// The day.
    pub(in crate::records) fn day(self) -> Day {
        Day::of_number(FIRST + i32::from(self.since))
    }

    /// The number of the day in the system of 1900.
    fn serial(self) -> f64 {
        f64::from(u32::from(self.since) + AHEAD)
    }

    /// What the cell holds.
    pub(super) fn content(self) -> Content<'static> {
        match self.form {
            DayForm::Iso => Content::Text(Cow::Owned(self.day().to_string())),
            DayForm::Serial => Content::Date(Some(self.day()), self.serial()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<PackedDay> {
        PackedDay::of(&Cell::Text(text))
    }

    #[test]
    fn every_day_that_two_bytes_reach_comes_back_as_it_was_written() {
        for since in 0..=u16::MAX {
            let packed = PackedDay {
                since,
                form: DayForm::Iso,
            };
            let text = packed.day().to_string();
            assert_eq!(day(&text), Some(packed));
            assert_eq!(packed.content(), Content::of(Some(Cell::Text(&text))));
        }
        assert_eq!(day("1900-01-01").map(|one| one.since), Some(0));
        for other in [
            "1899-12-31",
            "2079-06-07",
            "2024-02-30",
            "2024-3-4",
            " 2024-03-04",
            "20240304",
            "present",
            "",
        ] {
            assert_eq!(day(other), None, "{other}");
        }
    }

    #[test]
    fn a_serial_comes_back_bit_by_bit_or_is_left_alone() {
        let of = |serial, is_1904| PackedDay::of(&Cell::Date { serial, is_1904 });
        for number in 0..=80_000_u32 {
            let serial = f64::from(number);
            let packed = of(serial, false);
            assert_eq!(
                packed.is_some(),
                (61..=65_537).contains(&number),
                "{number}"
            );
            if let Some(packed) = packed {
                assert_eq!(packed.content(), Content::date(serial, false));
            }
            assert_eq!(of(serial, true), None);
            assert_eq!(of(serial + 0.25, false), None);
        }
        for odd in [-0.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(of(odd, false), None, "{odd}");
        }
    }
}
