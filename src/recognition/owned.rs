//! Rows that have to wait: the first rows of a sheet, and rows of a table that stands beside another.

use super::heading::text_of;
use crate::intake::{Cell, is_blank};

/// A cell that owns its text.
#[derive(Clone, Debug)]
enum OwnedCell {
    Text(Box<str>),
    Error(Box<str>),
    Plain(Cell<'static>),
}

/// A row that owns its cells.
#[derive(Clone, Debug)]
pub(super) struct OwnedRow {
    /// Row as a spreadsheet shows it, from 1.
    pub number: u32,
    cells: Vec<(u32, OwnedCell)>,
}

impl OwnedRow {
    /// A copy of a row.
    pub fn copy(number: u32, cells: &[(u32, Cell<'_>)]) -> Self {
        let own = |(column, cell): &(u32, Cell<'_>)| {
            let cell = match *cell {
                Cell::Text(text) => OwnedCell::Text(text.into()),
                Cell::Error(text) => OwnedCell::Error(text.into()),
                Cell::Number(number) => OwnedCell::Plain(Cell::Number(number)),
                Cell::Date { serial, is_1904 } => OwnedCell::Plain(Cell::Date { serial, is_1904 }),
                Cell::Bool(truth) => OwnedCell::Plain(Cell::Bool(truth)),
                Cell::FormulaWithoutValue => OwnedCell::Plain(Cell::FormulaWithoutValue),
            };
            (*column, cell)
        };
        Self {
            number,
            cells: cells.iter().map(own).collect(),
        }
    }

    /// Its cells as a reader hands them over.
    pub fn cells(&self) -> Vec<(u32, Cell<'_>)> {
        self.cells
            .iter()
            .map(|(column, cell)| (*column, cell.get()))
            .collect()
    }

    /// Its cells that hold text.
    pub fn texts(&self) -> impl Iterator<Item = (u32, &str)> {
        self.cells
            .iter()
            .filter_map(|(column, cell)| Some((*column, text_of(&cell.get())?)))
    }

    /// How many cells hold anything but white space.
    pub fn filled(&self) -> usize {
        self.cells
            .iter()
            .filter(|(_, cell)| !is_empty(&cell.get()))
            .count()
    }

    /// Whether a cell holds a date: no header row does.
    pub fn has_date(&self) -> bool {
        self.cells
            .iter()
            .any(|(_, cell)| matches!(cell.get(), Cell::Date { .. }))
    }
}

/// Whether a cell holds nothing but white space.
#[inline]
pub(super) fn is_empty(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) => is_blank(text),
        _ => false,
    }
}

impl OwnedCell {
    fn get(&self) -> Cell<'_> {
        match self {
            Self::Text(text) => Cell::Text(text),
            Self::Error(text) => Cell::Error(text),
            Self::Plain(cell) => *cell,
        }
    }
}
