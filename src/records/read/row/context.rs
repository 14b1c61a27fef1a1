//! What a row is read with: what all rows of its table share, and what is remembered from row to row.

use crate::provenance::{Table, Text};
use crate::recognition::FoundTable;
use crate::records::columns;
use crate::records::meanings::Meanings;
use crate::records::packed::WIDEST;
use crate::records::values::{ColumnOrder, Content, Interner, WordMemory, read_id};

/// What all rows of a table share.
#[derive(Clone, Copy, Debug)]
pub(in crate::records) struct TableContext<'a> {
    /// The table as it was found.
    pub(in crate::records) found: &'a FoundTable,
    /// Its columns that the sheet has, as a set of bits.
    pub(in crate::records) present: u16,
    /// The order of day and month of each date column, in the order of [`columns::dates`].
    pub(in crate::records) orders: &'a [ColumnOrder],
    /// What the values that recur mean.
    pub(in crate::records) meanings: &'a Meanings,
}

impl TableContext<'_> {
    pub(super) fn table(&self) -> Table {
        self.found.block.table
    }

    pub(super) fn has(&self, column: usize) -> bool {
        column < WIDEST && self.present >> column & 1 == 1
    }

    pub(super) fn order(&self, column: usize) -> ColumnOrder {
        columns::dates(self.table())
            .iter()
            .position(|one| *one == column)
            .and_then(|at| self.orders.get(at).copied())
            .unwrap_or(ColumnOrder::Open)
    }
}

/// What remembers from row to row, and changes no result: texts that recur, and words that were looked up.
#[derive(Debug, Default)]
pub(in crate::records) struct RowMemory {
    pub(super) interner: Interner,
    /// The applicant of the row before.
    applicant: Text,
    pub(super) words: WordMemory,
}

impl RowMemory {
    /// The applicant whose id a cell gives, if it gives one: mostly that of the row before.
    pub(in crate::records) fn applicant(&mut self, cell: &Content<'_>) -> Option<Text> {
        let id = read_id(cell)?;
        if *self.applicant != *id {
            self.applicant = Text::from(&*id);
        }
        Some(Text::clone(&self.applicant))
    }
}
