//! Rows that have to wait: the first rows of a sheet, and rows of a table that stands beside another.

use super::heading::text_of;
use crate::intake::Cell;
use std::ops::Range;

/// A cell whose text is kept in its row.
#[derive(Clone, Debug)]
enum OwnedCell {
    Text(Range<usize>),
    Error(Range<usize>),
    Plain(Cell<'static>),
}

/// A row that owns its cells.
#[derive(Clone, Debug)]
pub(super) struct OwnedRow {
    /// Row as a spreadsheet shows it, from 1.
    pub number: u32,
    cells: Vec<(u32, OwnedCell)>,
    /// The texts of its cells, one behind the other.
    text: String,
}

impl OwnedRow {
    /// A copy of a row.
    pub fn copy(number: u32, cells: &[(u32, Cell<'_>)]) -> Self {
        let length = |(_, cell): &(u32, Cell<'_>)| match cell {
            Cell::Error(text) => text.len(),
            _ => cell.text().map_or(0, str::len),
        };
        let mut all = String::with_capacity(cells.iter().map(length).sum());
        let mut keep = |text: &str| {
            let start = all.len();
            all.push_str(text);
            start..all.len()
        };
        let own = |(column, cell): &(u32, Cell<'_>)| {
            let cell = match *cell {
                Cell::Text(text) => OwnedCell::Text(keep(text)),
                Cell::Shared(shared) => OwnedCell::Text(keep(shared.text())),
                Cell::Error(text) => OwnedCell::Error(keep(text)),
                Cell::Number(number) => OwnedCell::Plain(Cell::Number(number)),
                Cell::Date { serial, is_1904 } => OwnedCell::Plain(Cell::Date { serial, is_1904 }),
                Cell::Bool(truth) => OwnedCell::Plain(Cell::Bool(truth)),
                Cell::FormulaWithoutValue => OwnedCell::Plain(Cell::FormulaWithoutValue),
            };
            (*column, cell)
        };
        let cells = cells.iter().map(own).collect();
        Self {
            number,
            cells,
            text: all,
        }
    }

    /// The same row, so many rows lower.
    pub fn lower(self, rows: u32) -> Self {
        Self {
            number: self.number.saturating_add(rows),
            ..self
        }
    }

    /// Its cells as a reader hands them over.
    pub fn cells(&self) -> Vec<(u32, Cell<'_>)> {
        self.cells
            .iter()
            .map(|(column, cell)| (*column, cell.get(&self.text)))
            .collect()
    }

    /// Its cells that hold text.
    pub fn texts(&self) -> impl Iterator<Item = (u32, &str)> {
        self.cells
            .iter()
            .filter_map(|(column, cell)| Some((*column, text_of(&cell.get(&self.text))?)))
    }

    /// How many cells it has; all hold something.
    pub fn filled(&self) -> usize {
        self.cells.len()
    }

    /// Whether a cell holds a date: no header row does.
    pub fn has_date(&self) -> bool {
        self.cells
            .iter()
            .any(|(_, cell)| matches!(cell, OwnedCell::Plain(Cell::Date { .. })))
    }
}

/// Whether a cell of a row holds a date, as [`OwnedRow::has_date`] tells of a copy.
pub(super) fn has_date(cells: &[(u32, Cell<'_>)]) -> bool {
    let mut cells = cells.iter();
    cells.any(|(_, cell)| matches!(cell, Cell::Date { .. }))
}

impl OwnedCell {
    /// The cell; `text` is that of its row.
    fn get<'a>(&self, text: &'a str) -> Cell<'a> {
        let at = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        match self {
            Self::Text(range) => Cell::Text(at(range)),
            Self::Error(range) => Cell::Error(at(range)),
            Self::Plain(cell) => *cell,
        }
    }
}
