//! Takes the rows of the tables of one file, counts them, and keeps those that are not blank.
//!
//! The order of day and month is settled by the whole column, so no row can become a record before the last one was seen.

use super::columns;
use super::meanings::Meanings;
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
        let table = open.found.block.table;
        // Cells beyond the columns of the table are no part of it.
        let (own, beyond) = cells
            .split_at_checked(table.columns().len())
            .unwrap_or((cells, &[]));
        let mut row = open.rows.begin(origin);
        let mut dates = columns::dates(table).iter().zip(&mut open.evidence);
        let mut next_date = dates.next();
        for (column, cell) in own.iter().enumerate() {
            let date = next_date.take_if(|(date, _)| **date == column);
            if date.is_some() {
                next_date = dates.next();
            }
            // Most cells hold what another cell of their column held before.
            match cell {
                None => continue,
                Some(Cell::Text(text)) if row.keep_again(column, text) => continue,
                Some(_) => {}
            }
            let content = Content::of(*cell);
            if let Some((_, evidence)) = date {
                evidence.observe(&content);
            }
            row.keep(column, *cell, &content);
        }
        row.keep_joined_name(joined_name, &Content::of(joined_name));
        if row.is_blank() && beyond.iter().all(|cell| Content::of(*cell).is_blank()) {
            row.give_up();
            open.blank += 1;
        } else {
            row.close();
        }
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
            meanings: Meanings::of(open.rows.known()),
            rows: open.rows,
            count,
        });
    }
}
