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
    rows: Rows,
    /// What the cells of each date column show, in the order of [`columns::dates`].
    evidence: Vec<DateEvidence>,
    /// Rows further down, which others were handed.
    further: Vec<Rows>,
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
            rows: Rows::default(),
            evidence: vec![DateEvidence::default(); dates],
            further: Vec::new(),
        }
    }

    /// The rows as a table: what the order of dates is, all rows have settled.
    fn close(&self, mut rows: Rows) -> PackedTable {
        rows.packed.close();
        let block = &self.found.block;
        let evidence = self.evidence.iter();
        PackedTable {
            orders: evidence
                .map(|one| one.order(self.found.date_order))
                .collect(),
            found: self.found.clone(),
            meanings: Meanings::of(rows.packed.known()),
            rows: rows.packed,
            count: BlockCount {
                table: block.table,
                file: self.found.file,
                sheet: block.sheet,
                block: block.block,
                read: rows.read,
                blank: rows.blank,
            },
        }
    }
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

    fn row(&mut self, origin: Origin, cells: &[Option<Cell<'_>>], joined_name: Option<Cell<'_>>) {
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
            open.rows.blank += 1;
        } else {
            row.close();
        }
    }

    fn table_end(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        let further = std::mem::take(&mut open.further);
        let rows = std::mem::take(&mut open.rows);
        let sections = std::iter::once(rows).chain(further);
        let tables = sections.map(|rows| open.close(rows));
        self.sheaf.tables.extend(tables);
    }

    fn further_down(&self) -> Option<Self> {
        let open = self.open.as_ref()?;
        Some(Self {
            sheaf: Sheaf::default(),
            open: Some(OpenTable::of(open.found.clone())),
        })
    }

    fn take_in(&mut self, later: Self, rows: u32) -> bool {
        let (Some(open), Some(later)) = (&mut self.open, later.open) else {
            return false;
        };
        for (one, other) in open.evidence.iter_mut().zip(later.evidence) {
            one.take_in(other);
        }
        for mut further in std::iter::once(later.rows).chain(later.further) {
            further.packed.lower(rows);
            open.further.push(further);
        }
        true
    }
}
