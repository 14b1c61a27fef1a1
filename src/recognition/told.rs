//! What people are told of a recognised table: its headings with what they are read as, and how many rows it has.

use crate::provenance::Table;
use std::sync::Arc;

/// One recognised table.
#[derive(Clone, Debug)]
pub struct RecognisedTable {
    /// Position of the sheet.
    pub sheet: u16,
    /// Position of the table in the sheet.
    pub block: u16,
    /// Which table.
    pub table: Table,
    /// Row of the headings, from 1.
    pub heading_row: u32,
    /// Its headings, in the order of the sheet; tables with the same header row share them.
    pub headings: Arc<[RecognisedHeading]>,
    /// How many rows it has.
    pub rows: RowsSeen,
}

impl RecognisedTable {
    /// The headings to show with it, where one row can hold several tables: those it reads, and under the first of these tables
    /// also those that none of them reads.
    pub fn shown<'a>(&'a self, of_file: &'a [Self]) -> impl Iterator<Item = &'a RecognisedHeading> {
        let beside = move || {
            let row = (self.sheet, self.heading_row);
            let same = of_file.iter();
            same.filter(move |one| (one.sheet, one.heading_row) == row)
        };
        let is_first = beside().next().is_none_or(|one| one.block == self.block);
        self.headings.iter().filter(move |heading| {
            let is_read = |table: &Self| {
                let mut all = table.headings.iter();
                all.any(|one| one.cell == heading.cell && one.field.is_some())
            };
            heading.field.is_some() || (is_first && !beside().any(is_read))
        })
    }
}

/// A heading and what it is read as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecognisedHeading {
    /// The text as it stands.
    pub text: String,
    /// Its cell.
    pub cell: String,
    /// The column it fills; `None` if it is not read.
    pub field: Option<String>,
}

/// Rows of a table: those handed over are `read - blank`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RowsSeen {
    /// Rows below the headings that hold anything.
    pub read: u64,
    /// Of these, rows without data for the table: blank, totals, notes, repeated headings.
    pub blank: u64,
}
