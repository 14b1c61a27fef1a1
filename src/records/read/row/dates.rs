//! The date cells of a row: read by the order of their column, and what is wrong with them reported.

use super::{RowReader, SET_ASIDE, UNKNOWN};
use crate::calendar::{RecordedDate, RecordedSpan};
use crate::finding::ProblemCode;
use crate::recognition::normalise_value;
use crate::records::Fact;
use crate::records::meanings::{DATE, DateMeaning};
use crate::records::values::{Content, DateFault, DateReading, Settled, likely_day};
use std::borrow::Cow;

/// A date cell as the row needs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::records::read) enum DateCell {
    /// Nothing is written.
    Blank,
    /// A word for "still going on".
    Ongoing,
    /// A date.
    Read(RecordedDate),
    /// Something else; the problem is reported.
    Unreadable,
}

impl RowReader<'_> {
    /// A date cell; `ongoing` where a word for "still going on" is an answer. What is wrong with it is reported, with `done`.
    pub(in crate::records::read) fn date(
        &mut self,
        column: usize,
        ongoing: bool,
        done: &str,
    ) -> DateCell {
        if self.is_blank(column) {
            return DateCell::Blank;
        }
        if self.is_broken(column) {
            self.broken(column, done);
            return DateCell::Unreadable;
        }
        // A firm may have a day of its own for "still going on".
        if let Some(day) = self.day(column) {
            if !(ongoing && self.words().has_own(self.name(column))) {
                return DateCell::Read(RecordedDate::on(day));
            }
            self.read_together();
        }
        let read = match self.meaning(column, &DATE, |row| row.date_meaning(column, ongoing)) {
            DateMeaning::Ongoing => return DateCell::Ongoing,
            DateMeaning::Dated(read) => read,
        };
        match read {
            Ok(Settled::Read(date)) => DateCell::Read(date),
            Ok(Settled::Ambiguous(date)) => {
                let done = format!(
                    "Both readings were kept: {} and {}.",
                    date.earliest, date.latest
                );
                let todo = "Write the date as YYYY-MM-DD, or give date_order in landed.toml.";
                self.problem(ProblemCode::DateAmbiguous, column, &done, todo);
                DateCell::Read(date)
            }
            Ok(Settled::AgainstOrder(day)) => {
                let done = format!(
                    "It was read as {day}, the only day it can be, against the date_order of landed.toml."
                );
                let todo = "Check this date and the date_order of the file.";
                self.problem(ProblemCode::DateAmbiguous, column, &done, todo);
                DateCell::Read(RecordedDate::on(day))
            }
            Err(fault) => {
                let todo = self.what_to_write(column, ongoing, fault);
                self.problem(ProblemCode::DateUnreadable, column, done, &todo);
                DateCell::Unreadable
            }
        }
    }

    /// What to write instead of what cannot be read as a date.
    fn what_to_write(&self, column: usize, ongoing: bool, fault: DateFault) -> Cow<'static, str> {
        let content = self.content(column);
        let text = content.text();
        let serial = text.parse().ok();
        if let Some(day) = serial.and_then(likely_day) {
            let todo = format!(
                "It may be a spreadsheet's number of the day {day}. Format the column as a date, or write the date as YYYY-MM-DD."
            );
            return todo.into();
        }
        let is_required = self.context.table().required().contains(&self.name(column));
        let todo = match fault {
            DateFault::Form if !is_required && means_nothing(&text) && ongoing => {
                "Leave the cell blank, or write present, if it still goes on; else write the date as YYYY-MM-DD."
            }
            DateFault::Form if !is_required && means_nothing(&text) => {
                "Leave the cell blank if there is no date; else write it as YYYY-MM-DD."
            }
            DateFault::Form => {
                "Write the date as YYYY-MM-DD, or as YYYY-MM if only the month is known."
            }
            DateFault::ShortYear => "Write the year with four digits, as in YYYY-MM-DD.",
            DateFault::NoSuchDay => "There is no such day between 1900 and 2100. Check the date.",
        };
        todo.into()
    }

    fn date_meaning(&self, column: usize, ongoing: bool) -> DateMeaning {
        let content = self.content(column);
        if ongoing
            && let Content::Text(text) = &content
            && let Some(_) = self.words().find(self.name(column), "ongoing", text)
        {
            return DateMeaning::Ongoing;
        }
        let read = DateReading::of(&content);
        DateMeaning::Dated(read.map(|reading| reading.settle(self.context.order(column))))
    }

    /// A date of an optional column. One that cannot be read makes the row unusable.
    pub(in crate::records::read) fn optional_date(
        &mut self,
        column: usize,
        ongoing: bool,
    ) -> Option<RecordedDate> {
        match self.date(column, ongoing, SET_ASIDE) {
            DateCell::Read(date) => Some(date),
            DateCell::Blank | DateCell::Ongoing => None,
            DateCell::Unreadable => {
                self.give_up();
                None
            }
        }
    }

    /// A date of a required column.
    pub(in crate::records::read) fn required_date(
        &mut self,
        column: usize,
    ) -> Option<RecordedDate> {
        if self.lacks(column) {
            return None;
        }
        self.optional_date(column, false)
    }

    /// A date whose cell may be unreadable without harm to the row.
    pub(in crate::records::read) fn fact_date(&mut self, column: usize) -> Fact<RecordedDate> {
        if !self.has(column) {
            return Fact::NoColumn;
        }
        match self.date(column, false, UNKNOWN) {
            DateCell::Read(date) => Fact::Known(date),
            DateCell::Blank => Fact::Blank,
            DateCell::Ongoing | DateCell::Unreadable => self.keep_text(column),
        }
    }

    /// Gives the row up if it ends before it starts under every reading.
    pub(in crate::records::read) fn must_not_be_inverted(
        &mut self,
        start: Option<RecordedDate>,
        end: Option<RecordedDate>,
        end_column: usize,
    ) {
        let Some((start, end)) = start.zip(end) else {
            return;
        };
        if (RecordedSpan { start, end }).is_inverted() {
            let todo = format!("It ends ({end}) before it starts ({start}). Check the two dates.");
            self.problem(ProblemCode::DatesInverted, end_column, SET_ASIDE, &todo);
            self.give_up();
        }
    }
}

/// Whether a text only says that there is nothing to write.
fn means_nothing(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "",
        "n a",
        "na",
        "nil",
        "none",
        "null",
        "no",
        "not applicable",
        "unknown",
        "s o",
        "sans objet",
        "aucun",
        "aucune",
        "inconnu",
    ];
    WORDS.contains(&&*normalise_value(text))
}
