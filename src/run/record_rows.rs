//! `records/<table>.csv`: every row of a table with its fate, in source order.
//!
//! The rows are read once more from where they lie packed, in parallel, and written as they come.

use crate::provenance::Table;
use crate::records::{
    CanonicalCell, Gleaner, Harvest, PackedTable, Record, Row, Said, SetAside, shares,
};
use crate::report::CsvText;
use crate::report::records::{Fate, RecordRows, headings};
use crate::report::stream::Written;
use crate::run::isolation::isolated;
use crate::run::judging::Judged;
use crate::run::status::RunError;
use crate::run::waves::write_in_waves;
use crate::run::writing::Shelf;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Rows that one thread takes at a time.
const BATCH: usize = 1024;

/// Reads the rows of all tables once more.
pub(super) struct Reader<'a> {
    judged: &'a Judged,
    /// Hands that no thread uses now: what they remember would be lost with them.
    idle: Mutex<Vec<Hand>>,
}

/// What remembers from row to row on one thread, and changes no result.
#[derive(Default)]
struct Hand {
    gleaner: Gleaner,
    harvest: Harvest,
}

impl<'a> Reader<'a> {
    pub(super) fn of(judged: &'a Judged) -> Self {
        Self {
            judged,
            idle: Mutex::default(),
        }
    }

    /// Writes the rows of a table; says what became of the file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write(
        &self,
        table: Table,
        onto: &dyn Shelf,
        path: &str,
    ) -> Result<Written, RunError> {
        let mut stream = onto.stream(path)?;
        let mut first = CsvText::new();
        first.begin(&headings(table)).finish()?;
        stream.add(first.bytes())?;
        let batches = batches(self.judged, table);
        write_in_waves(&mut stream, &batches, |batch, text| {
            self.read(table, batch, text)
        })?;
        Ok(stream.finish()?)
    }

    /// Reads a batch.
    fn read(&self, table: Table, batch: &Batch<'_>, text: &mut CsvText) -> Result<(), RunError> {
        let mut hand = self.hands().pop().unwrap_or_default();
        let mut rows = RecordRows::follow(text, &self.judged.sources, table);
        let mut said = Said::default();
        for (packed, own) in batch {
            packed.table.fetch(own.clone());
            for row in own.clone() {
                let fate = self.fate(*packed, row);
                match packed.table.say(row, &mut said) {
                    Some(()) => rows.add(said.origin, fate, said.cells()),
                    None => read(packed.table, row, fate, &mut hand, &mut rows),
                }
            }
        }
        self.hands().push(hand);
        Ok(rows.finish()?)
    }

    /// What became of a row that became a record.
    fn fate(&self, packed: Packed<'_>, row: usize) -> Fate {
        let number = u32::try_from(row)
            .ok()
            .and_then(|row| packed.base.checked_add(row));
        let duplicates = &self.judged.duplicates;
        if number.is_some_and(|number| duplicates.binary_search(&number).is_ok()) {
            Fate::Duplicate
        } else {
            Fate::Used
        }
    }

    fn hands(&self) -> MutexGuard<'_, Vec<Hand>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A packed table.
#[derive(Clone, Copy)]
struct Packed<'a> {
    table: &'a PackedTable,
    /// The number of its first row.
    base: u32,
}

/// Rows that are worth a thread.
type Batch<'a> = Vec<(Packed<'a>, Range<usize>)>;

/// The rows of a table.
fn batches(judged: &Judged, table: Table) -> Vec<Batch<'_>> {
    let tables = judged.cabinet.tables().enumerate();
    let tables = tables.filter(|(_, packed)| packed.count().table == table);
    let tables = tables.map(|(position, table)| {
        let base = judged.cabinet.first_row(position);
        (Packed { table, base }, table.len())
    });
    shares(tables, BATCH)
}

/// Reads a row once more. One that the program fails to read is shown as its cells stand.
fn read(table: &PackedTable, row: usize, fate: Fate, hand: &mut Hand, rows: &mut RecordRows<'_>) {
    let Hand { gleaner, harvest } = hand;
    harvest.clear();
    let read = isolated(|| gleaner.read(table, row, None, harvest));
    if read.is_err() {
        if let Some(unread) = table.unread(row) {
            set_aside(&unread, rows);
        }
        return;
    }
    for row in &harvest.set_aside {
        set_aside(row, rows);
    }
    let mut show = Show {
        table,
        row,
        fate,
        rows,
    };
    show.all(&harvest.applicants);
    show.all(&harvest.employment);
    show.all(&harvest.permits);
    show.all(&harvest.studies);
    show.all(&harvest.language_tests);
    show.all(&harvest.absences);
    show.all(&harvest.leaves);
}

/// Shows what a row gave.
struct Show<'a, 'b> {
    table: &'a PackedTable,
    row: usize,
    fate: Fate,
    rows: &'a mut RecordRows<'b>,
}

impl Show<'_, '_> {
    fn all<T: Record>(&mut self, records: &[Row<T>]) {
        for record in records {
            self.table.remember(self.row, record);
            self.rows.add(record.origin, self.fate, record.cells());
        }
    }
}

fn set_aside(row: &SetAside, rows: &mut RecordRows<'_>) {
    let cells = row.cells.iter().map(|cell| CanonicalCell::Text(cell));
    rows.add(row.origin, Fate::SetAside, cells);
}
