//! What stands in a cell.

use landed::calendar::Day;

/// What stands in a cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell<'a> {
    /// Nothing.
    Blank,
    /// A text that stands elsewhere.
    Word(&'a str),
    /// A text of its own.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(Day),
}

/// A word, or nothing.
pub fn word(text: &str) -> Cell<'_> {
    if text.is_empty() {
        Cell::Blank
    } else {
        Cell::Word(text)
    }
}

/// A day, or nothing.
pub fn day<'a>(day: Option<Day>) -> Cell<'a> {
    day.map_or(Cell::Blank, Cell::Date)
}

/// A number, or nothing.
pub fn number<'a>(number: Option<f64>) -> Cell<'a> {
    number.map_or(Cell::Blank, Cell::Number)
}
