//! What a reader hands over: sheets and rows of cells, whatever the format.

use crate::intake::workbook::SharedText;

/// One cell as the file holds it; nothing is interpreted yet.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'a> {
    /// Text as it stands, with its white space.
    Text(&'a str),
    /// Text that cells of a workbook share, never blank.
    Shared(SharedText<'a>),
    /// A number without a date format.
    Number(f64),
    /// A number with a date format: a serial day, and whether the workbook counts from 1904.
    Date {
        /// Days since the epoch of the workbook; the fraction is the time of day.
        serial: f64,
        /// Whether the epoch is 1904-01-01.
        is_1904: bool,
    },
    /// A truth value.
    Bool(bool),
    /// An error value such as `#N/A`, as the spreadsheet shows it.
    Error(&'a str),
    /// A formula without a cached result: the value is not known, and is not blank.
    FormulaWithoutValue,
}

impl<'a> Cell<'a> {
    /// The text of a cell that holds text, shared or not.
    #[inline]
    pub fn text(&self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Shared(shared) => Some(shared.text()),
            _ => None,
        }
    }

    /// The same, with the text itself where it is shared: as another reader hands it over.
    #[cfg(test)]
    pub(crate) fn resolved(self) -> Self {
        self.text().map_or(self, Self::Text)
    }
}

/// Whether a text holds nothing but white space.
#[inline]
pub fn is_blank(text: &str) -> bool {
    match text.as_bytes().first() {
        // Nearly every text begins with a letter or a digit.
        Some(b'!'..=b'~') => false,
        Some(_) => text.trim().is_empty(),
        None => true,
    }
}

/// What is known of a sheet before its rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SheetHead<'a> {
    /// The name; empty for text files.
    pub name: &'a str,
    /// Position in the workbook, from 0.
    pub position: u16,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

impl SheetHead<'static> {
    /// That of the one sheet that a text has.
    pub(crate) const OF_TEXT: Self = Self {
        name: "",
        position: 0,
        hidden: false,
    };
}

/// Takes the rows of one file in order. Every reader drives the same visitor.
pub trait RowVisitor {
    /// A sheet begins; the rows that follow are its rows.
    fn sheet(&mut self, head: SheetHead<'_>);

    /// A row that has at least one cell: its number from 1, whether the sheet hides it, and its cells as (column from 0, cell) in
    /// rising order of column. Cells without anything but white space are left out; rows without any cell are not handed over.
    fn row(&mut self, number: u32, hidden: bool, cells: &[(u32, Cell<'_>)]);

    /// Whether the open sheet is left out, so that there is nothing to say of its hidden rows, nor of its being hidden.
    fn leaves_out(&self) -> bool {
        false
    }

    /// The sheet ends: all its rows were handed over, or `complete` is false and reading stopped early (the reader reports why).
    fn sheet_end(&mut self, complete: bool);

    /// A visitor for rows further down in the open sheet, which another thread hands over as if the first of them were row 1.
    /// [`RowVisitor::take_in`] is to follow. `None` if it cannot be told yet what such rows are.
    fn further_down(&self) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Takes in what was handed over to a visitor [further down](RowVisitor::further_down), whose rows follow the first `rows` rows
    /// of the sheet; all of these came before. `false` if it is not sure that the same came of it as if this visitor had been
    /// handed them: then neither may be used.
    fn take_in(&mut self, later: Self, rows: u32) -> bool
    where
        Self: Sized,
    {
        let _ = (later, rows);
        false
    }
}
