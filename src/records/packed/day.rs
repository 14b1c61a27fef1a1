//! Days as nearly all cells of dates have them, in two bytes: written as `2024-03-04`, or as the whole number of a workbook.
//!
//! They need no dictionary, neither when a row is packed nor when it is read.

use crate::calendar::Day;
use crate::intake::Cell;
use crate::records::values::{Content, FIRST, whole_number};
use std::borrow::Cow;
use std::sync::LazyLock;

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

/// Brings a byte above nine to have its highest bit.
const TO_HIGH_BIT: u64 = 0x7676_7676_7676_7676;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
/// The bytes of the dashes in `0000-00-`.
const DASHES: u64 = u64::from_le_bytes([0, 0, 0, 0, 0xff, 0, 0, 0xff]);

/// The first year of which two bytes reach a day, and how many there are.
const FIRST_YEAR: usize = 1900;
const YEARS: usize = 180;

/// The first and the last day of each month, as far as two bytes reach. A month that they do not reach at all ends before it begins.
static MONTHS: LazyLock<[[(u16, u16); 12]; YEARS]> = LazyLock::new(|| {
    let since = |day: Day| u16::try_from(day.number() - FIRST).ok();
    let month = |year: usize, month: usize| {
        let [year, month] = [year + FIRST_YEAR, month + 1].map(|part| u32::try_from(part).ok());
        let (year, month) = (i32::try_from(year?).ok()?, month?);
        let last = (28..=31)
            .rev()
            .find_map(|day| Day::from_ymd(year, month, day))?;
        let first = since(Day::from_ymd(year, month, 1)?)?;
        Some((first, since(last).unwrap_or(u16::MAX)))
    };
    std::array::from_fn(|year| std::array::from_fn(|at| month(year, at).unwrap_or((1, 0))))
});

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

    /// A text that [`Day::parse_iso`] reads, if two bytes reach its day. Looks at eight bytes at a time.
    fn written(text: &str) -> Option<Self> {
        let written = <&[u8; 10]>::try_from(text.as_bytes()).ok()?;
        let &[.., d0, d1] = written;
        let [d0, d1] = [d0 ^ b'0', d1 ^ b'0'];
        // Year and month: what is left of a digit is its value, and of a dash nothing.
        let month = u64::from_le_bytes(*written.first_chunk()?) ^ u64::from_le_bytes(*b"0000-00-");
        let beyond_nine = (month.wrapping_add(TO_HIGH_BIT) | month) & HIGH_BITS;
        if beyond_nine | month & DASHES != 0 || d0 > 9 || d1 > 9 {
            return None;
        }
        let [y0, y1, y2, y3, _, m0, m1, _] = month.to_le_bytes();
        let number = |tens: u8, ones: u8| usize::from(tens) * 10 + usize::from(ones);
        let [year, month] = [number(y0, y1) * 100 + number(y2, y3), number(m0, m1)];
        let (first, last) = *MONTHS
            .get(year.checked_sub(FIRST_YEAR)?)?
            .get(month.checked_sub(1)?)?;
        let before = u16::from(d0 * 10 + d1).checked_sub(1)?;
        let since = first.checked_add(before)?;
        (since <= last).then_some(Self {
            since,
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
    fn a_text_is_a_day_if_the_calendar_reads_it_as_one() {
        for written in ["2024-02-29", "1999-12-31", "2079-06-06", "1900-01-01"] {
            for (at, byte) in (0..written.len()).flat_map(|at| (0..128).map(move |byte| (at, byte)))
            {
                let mut bytes = written.as_bytes().to_vec();
                bytes[at] = byte;
                let text = String::from_utf8(bytes).unwrap();
                let since = |day: Day| u16::try_from(day.number() - FIRST).ok();
                let expected = Day::parse_iso(&text).and_then(since);
                assert_eq!(day(&text).map(|one| one.since), expected, "{text}");
            }
        }
        assert_eq!(day("2024-02-2é"), None);
        assert_eq!(day("2024é02-2"), None);
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
