//! Takes the rows of the tables of one file, counts them, and keeps those that are not blank.
//!
//! The order of day and month is settled by the whole column, so no row can become a record before the last one was seen.

use super::columns;
use super::packed::Packed;
use super::sheaf::{BlockCount, PackedTable, Sheaf};
use super::values::{Content, DateEvidence};
use crate::intake::Cell;
use crate::provenance::Origin;
use crate::recognition::{FoundTable, TableVisitor};

/// Takes the tables of one file.
#[derive(Debug, Default)]
pub struct TableReader {
    sheaf: Sheaf,
    open: Option<OpenTable>,
}

#[derive(Debug)]
struct OpenTable {
    found: FoundTable,
    rows: Packed,
    /// What the cells of each date column show, in the order of [`columns::dates`].
    evidence: Vec<DateEvidence>,
    read: u64,
    blank: u64,
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
        let table = found.block.table;
        self.open = Some(OpenTable {
            rows: Packed::default(),
            evidence: vec![DateEvidence::default(); columns::dates(table).len()],
            found,
            read: 0,
            blank: 0,
        });
    }

    fn row(&mut self, origin: Origin, cells: &[Option<Cell<'_>>], joined_name: Option<Cell<'_>>) {
        let Some(open) = &mut self.open else {
            return;
        };
        open.read += 1;
        let blank = |cell: &Option<Cell<'_>>| Content::of(*cell).is_blank();
        if cells.iter().all(blank) && blank(&joined_name) {
            open.blank += 1;
            return;
        }
        let dates = columns::dates(open.found.block.table);
        for (column, evidence) in dates.iter().zip(&mut open.evidence) {
            if let Some(Cell::Text(text)) = cells.get(*column).copied().flatten() {
                evidence.observe(text);
            }
        }
        // Cells beyond the columns of the table are no part of it.
        let width = open.found.block.table.columns().len();
        let cells = cells.get(..width).unwrap_or(cells);
        open.rows.push(origin, cells, joined_name);
    }

    fn table_end(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        open.rows.close();
        let count = BlockCount {
            table: open.found.block.table,
            file: open.found.file,
            sheet: open.found.block.sheet,
            block: open.found.block.block,
            read: open.read,
            blank: open.blank,
        };
        let order = open.found.date_order;
        let evidence = open.evidence.iter();
        self.sheaf.tables.push(PackedTable {
            orders: evidence.map(|one| one.order(order)).collect(),
            found: open.found,
            rows: open.rows,
            count,
        });
    }
}
