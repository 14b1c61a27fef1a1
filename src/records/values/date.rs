//! Date cells: one reading, or two that only the column can settle.
//!
//! `03/04/2024` is never guessed. What the other cells of the column show, or the configuration says, settles it; else both
//! readings are kept.

use super::Content;
use super::date_text::read_text;
use crate::calendar::{Day, RecordedDate};
use crate::recognition::DateOrder;

/// What a date cell can mean before its column is settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DateReading {
    /// One meaning: a day, a month, or a recorded pair of readings.
    One(RecordedDate),
    /// A numeric date of which only one order of day and month gives a day: evidence for its column.
    Only(DateOrder, Day),
    /// A numeric date that is a day in both orders.
    Either {
        /// Read as day, month, year.
        day_first: Day,
        /// Read as month, day, year.
        month_first: Day,
    },
}

/// Why a date cell could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DateFault {
    /// Not a form of date that is known.
    Form,
    /// The year does not have four digits.
    ShortYear,
    /// There is no such day, or it is outside 1900 to 2100.
    NoSuchDay,
}

impl DateReading {
    /// What a cell can mean. A plain number is a date only if it is written as in `20240304`.
    pub(crate) fn of(content: &Content<'_>) -> Result<Self, DateFault> {
        match content {
            Content::Text(text) => read_text(text),
            Content::Date(Some(day), _) => Ok(Self::One(RecordedDate::on(*day))),
            Content::Date(None, _) => Err(DateFault::NoSuchDay),
            Content::Number(_) => read_text(&content.text()),
            Content::Blank | Content::Broken(_) | Content::Bool(_) => Err(DateFault::Form),
        }
    }

    /// The date by the order of its column.
    pub(crate) fn settle(self, order: ColumnOrder) -> Settled {
        match self {
            Self::One(date) => Settled::Read(date),
            Self::Only(own, day) => match order {
                ColumnOrder::Configured(given) if given != own => Settled::AgainstOrder(day),
                _ => Settled::Read(RecordedDate::on(day)),
            },
            Self::Either {
                day_first,
                month_first,
            } => match order {
                ColumnOrder::Configured(DateOrder::DayFirst)
                | ColumnOrder::Shown(DateOrder::DayFirst) => {
                    Settled::Read(RecordedDate::on(day_first))
                }
                ColumnOrder::Configured(DateOrder::MonthFirst)
                | ColumnOrder::Shown(DateOrder::MonthFirst) => {
                    Settled::Read(RecordedDate::on(month_first))
                }
                ColumnOrder::Open if day_first == month_first => {
                    Settled::Read(RecordedDate::on(day_first))
                }
                ColumnOrder::Open => {
                    Settled::Ambiguous(RecordedDate::between(day_first, month_first))
                }
            },
        }
    }
}

/// A date once its column is settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Settled {
    /// Read.
    Read(RecordedDate),
    /// Nothing settles the order: both readings.
    Ambiguous(RecordedDate),
    /// Read in the only order that gives a day, which is not the order that the configuration says.
    AgainstOrder(Day),
}

/// Which orders of day and month the cells of a column show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct DateEvidence {
    day_first: bool,
    month_first: bool,
}

impl DateEvidence {
    /// Takes what a cell of the column holds into account.
    pub(crate) fn observe(&mut self, content: &Content<'_>) {
        // Only a numeric date that begins with the day or the month is evidence; most begin with the year.
        if !matches!(content, Content::Text(text) if begins_like_evidence(text)) {
            return;
        }
        match DateReading::of(content) {
            Ok(DateReading::Only(DateOrder::DayFirst, _)) => self.day_first = true,
            Ok(DateReading::Only(DateOrder::MonthFirst, _)) => self.month_first = true,
            _ => {}
        }
    }

    /// Takes into account what other cells of the column show.
    pub(crate) fn take_in(&mut self, other: Self) {
        self.day_first |= other.day_first;
        self.month_first |= other.month_first;
    }

    /// The order of the column: as configured, else as shown if nothing contradicts it.
    pub(crate) const fn order(self, configured: Option<DateOrder>) -> ColumnOrder {
        match (configured, self.day_first, self.month_first) {
            (Some(order), _, _) => ColumnOrder::Configured(order),
            (None, true, false) => ColumnOrder::Shown(DateOrder::DayFirst),
            (None, false, true) => ColumnOrder::Shown(DateOrder::MonthFirst),
            (None, _, _) => ColumnOrder::Open,
        }
    }
}

/// Whether a text begins with one or two digits that are followed by something else than a digit.
fn begins_like_evidence(text: &str) -> bool {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    matches!(digits, 1 | 2)
}

/// What is known of the order of day and month in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ColumnOrder {
    /// The configuration says so.
    Configured(DateOrder),
    /// A cell shows it, and none shows the opposite.
    Shown(DateOrder),
    /// Nothing settles it, or the cells contradict each other.
    Open,
}
