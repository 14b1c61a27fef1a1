//! What a cell holds once its text is cleaned: the common ground of all readers of values.

use super::serial::day_of_serial;
use super::text::{clean, is_error_literal};
use crate::calendar::Day;
use crate::intake::Cell;
use std::borrow::Cow;

/// How a formula without a cached result is shown. It reads back as an error, never as a blank.
const NO_RESULT: &str = "#NO_RESULT!";

/// What a cell holds.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Content<'a> {
    /// Nothing but white space.
    Blank,
    /// An error value or a formula without a result, as shown.
    Broken(Cow<'a, str>),
    /// Text, cleaned, not empty.
    Text(Cow<'a, str>),
    /// A number without a date format.
    Number(f64),
    /// A number with a date format: its day, if there is such a day, and the number.
    Date(Option<Day>, f64),
    /// A truth value.
    Bool(bool),
}

impl<'a> Content<'a> {
    /// What the cell holds.
    pub(crate) fn of(cell: Option<Cell<'a>>) -> Self {
        match cell {
            None => Self::Blank,
            Some(Cell::Text(text)) => Self::of_text(text),
            Some(Cell::Shared(shared)) => Self::of_text(shared.text()),
            Some(Cell::Number(number)) => Self::Number(number),
            Some(Cell::Date { serial, is_1904 }) => Self::date(serial, is_1904),
            Some(Cell::Bool(value)) => Self::Bool(value),
            Some(Cell::Error(text)) => {
                let text = clean(text);
                Self::Broken(if is_error_literal(&text) {
                    text
                } else {
                    Cow::Borrowed("#ERROR!")
                })
            }
            Some(Cell::FormulaWithoutValue) => Self::Broken(Cow::Borrowed(NO_RESULT)),
        }
    }

    fn of_text(text: &'a str) -> Self {
        let text = clean(text);
        if text.is_empty() {
            Self::Blank
        } else if is_error_literal(&text) {
            Self::Broken(text)
        } else {
            Self::Text(text)
        }
    }

    /// A date by its serial number.
    pub(crate) fn date(serial: f64, is_1904: bool) -> Self {
        Self::Date(day_of_serial(serial, is_1904), serial)
    }

    /// As text: what a person sees in the cell, whole numbers without `.0`, dates in ISO form; empty if blank.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Blank => Cow::Borrowed(""),
            Self::Broken(text) | Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number_text(*number)),
            Self::Date(Some(day), _) => Cow::Owned(day.to_string()),
            // No reader takes this for a number when only the text is left.
            Self::Date(None, serial) => Cow::Owned(format!("#DATE {}#", number_text(*serial))),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// Whether there is nothing.
    pub(crate) const fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }
}

/// The shortest decimal text that means the number; whole numbers have no point, and there is no exponent.
pub(crate) fn number_text(number: f64) -> String {
    let text = number.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}
