//! Takes the rows of the tables of one file, counts them, and keeps those that are not blank.
//!
//! The order of day and month is settled by the whole column, so no row can become a record before the last one was seen.

use super::columns::{self, OfDates};
use super::meanings::Meanings;
use super::packed::{OpenRow, Packed};
use super::sayings::Sayings;
use super::sheaf::{BlockCount, PackedTable, Sheaf};
use super::values::{ColumnOrder, Content, DateEvidence};
use crate::intake::Cell;
use crate::provenance::{Origin, Table};
use crate::recognition::{FoundTable, TableVisitor};

/// Room for the tables of a workbook, so that it asks for memory once.
const SHEETS: usize = Table::ALL.len();

/// Takes the tables of one file.
#[derive(Debug, Default)]
pub struct TableReader {
    sheaf: Sheaf,
    open: Option<OpenTable>,
}

#[derive(Debug)]
struct OpenTable {
    found: FoundTable,
    /// The rows of the sections before, in their order.
    before: Vec<Rows>,
    rows: Rows,
    /// What the cells of each date column show, in the order of [`columns::dates`].
    evidence: OfDates<DateEvidence>,
}

#[derive(Debug, Default)]
struct Rows {
    packed: Packed,
    read: u64,
    blank: u64,
}

impl OpenTable {
    fn of(found: FoundTable) -> Self {
        let dates = columns::dates(found.block.table).len();
        Self {
            found,
            before: Vec::new(),
            rows: Rows::default(),
            evidence: OfDates::from_elem(DateEvidence::default(), dates),
        }
    }
}

impl Rows {
    /// The rows as a table, of which all rows have settled the order of dates.
    fn close(mut self, found: FoundTable, orders: OfDates<ColumnOrder>) -> Box<PackedTable> {
        self.packed.close();
        let block = &found.block;
        let count = BlockCount {
            table: block.table,
            file: found.file,
            sheet: block.sheet,
            block: block.block,
            read: self.read,
            blank: self.blank,
        };
        Box::new(PackedTable {
            present: columns::present(&block.columns),
            found,
            orders,
            meanings: Meanings::of(self.packed.known()),
            sayings: Sayings::of(self.packed.known()),
            rows: self.packed,
            count,
        })
    }
}

/// Keeps a cell that is to be looked at: it is the first of its value, or unlike most.
#[inline(never)]
fn keep_after_a_look(
    row: &mut OpenRow<'_>,
    table: Table,
    column: usize,
    cell: &Cell<'_>,
    evidence: &mut [DateEvidence],
) {
    let content = Content::of(Some(*cell));
    let mut evidence = columns::dates(table).iter().zip(evidence);
    if let Some((_, evidence)) = evidence.find(|(date, _)| **date == column) {
        evidence.observe(&content);
    }
    row.keep(column, Some(*cell), &content);
}

impl TableReader {
    /// A reader for the next file.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the file gave.
    pub fn finish(mut self) -> Sheaf {
        self.table_end();
        self.sheaf
    }
}

impl TableVisitor for TableReader {
    fn table(&mut self, found: FoundTable) {
        self.table_end();
        self.open = Some(OpenTable::of(found));
    }

    fn row(&mut self, origin: Origin, cells: &[Option<&Cell<'_>>], joined_name: Option<&Cell<'_>>) {
        let Some(open) = &mut self.open else {
            return;
        };
        open.rows.read += 1;
        let table = open.found.block.table;
        // Cells beyond the columns of the table are no part of it.
        let (own, beyond) = cells
            .split_at_checked(table.columns().len())
            .unwrap_or((cells, &[]));
        let mut row = open.rows.packed.begin(origin);
        let dates = columns::date_bits(table);
        for (column, cell) in own.iter().enumerate() {
            let Some(cell) = *cell else {
                continue;
            };
            let is_date = dates >> column & 1 == 1;
            if !row.keep_unseen(column, cell, is_date) {
                keep_after_a_look(&mut row, table, column, cell, &mut open.evidence);
            }
        }
        if let Some(name) = joined_name {
            row.keep_joined_name(Some(*name), &Content::of(Some(*name)));
        }
        if row.is_blank()
            && beyond
                .iter()
                .all(|cell| Content::of(cell.copied()).is_blank())
        {
            row.give_up();
            open.rows.blank += 1;
        } else {
            row.close();
        }
    }

    fn table_end(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let OpenTable {
            found,
            before,
            rows,
            evidence,
        } = open;
        let orders = evidence.iter().map(|one| one.order(found.date_order));
        let orders: OfDates<ColumnOrder> = orders.collect();
        if self.sheaf.tables.is_empty() {
            // A workbook mostly has a sheet for each table.
            self.sheaf.tables.reserve_exact(before.len() + SHEETS);
        }
        let before = before.into_iter();
        let before = before.map(|rows| rows.close(found.clone(), orders.clone()));
        self.sheaf.tables.extend(before);
        self.sheaf.tables.push(rows.close(found, orders));
    }

    fn further_down(&self) -> Option<Self> {
        let open = self.open.as_ref()?;
        Some(Self {
            sheaf: Sheaf::default(),
            open: Some(OpenTable::of(open.found.clone())),
        })
    }

    fn take_in(&mut self, later: Self, rows: u32) -> bool {
        let later = later.open.filter(|later| later.before.is_empty());
        let (Some(open), Some(later)) = (&mut self.open, later) else {
            return false;
        };
        for (one, other) in open.evidence.iter_mut().zip(later.evidence) {
            one.take_in(other);
        }
        // What this reader is handed from now on follows what the other was handed.
        let own = std::mem::replace(&mut open.rows, later.rows);
        open.rows.packed.lower(rows);
        open.before.push(own);
        true
    }
}
