//! `records/<table>.csv`: every row of a table with its fate, in source order.
//!
//! The rows are read once more from where they lie packed, in parallel, and written as they come.

use crate::provenance::Table;
use crate::records::{Gleaner, Harvest, PackedTable, Record, Row, SetAside};
use crate::report::CsvText;
use crate::report::records::{Fate, RecordRows, headings};
use crate::report::stream::Written;
use crate::run::isolation::isolated;
use crate::run::judging::Judged;
use crate::run::status::RunError;
use crate::run::writing::Shelf;
use rayon::prelude::*;
use std::ops::Range;

/// Rows that one thread takes at a time.
const BATCH: usize = 1024;

/// Batches that are in memory together.
const WAVE: usize = 32;

/// Writes the rows of a table; says what became of the file.
///
/// # Errors
/// If it cannot be written.
pub(super) fn write(
    judged: &Judged,
    table: Table,
    shelf: &dyn Shelf,
    path: &str,
) -> Result<Written, RunError> {
    let mut stream = shelf.stream(path)?;
    let mut csv = CsvText::new();
    csv.begin(&headings(table)).finish()?;
    stream.add(csv.bytes())?;
    for wave in batches(judged, table).chunks(WAVE) {
        let texts: Vec<Vec<u8>> = wave
            .par_iter()
            .map_init(<(Gleaner, CsvText)>::default, |(gleaner, csv), batch| {
                let mut rows = RecordRows::follow(csv, &judged.sources, table);
                for row in batch.rows.clone() {
                    one(judged, batch, row, gleaner, &mut rows);
                }
                rows.finish()?;
                Ok(csv.bytes().to_vec())
            })
            .collect::<Result<_, RunError>>()?;
        for text in texts {
            stream.add(&text)?;
        }
    }
    Ok(stream.finish()?)
}

/// Some rows of a packed table.
struct Batch<'a> {
    table: &'a PackedTable,
    /// The number of its first row.
    base: u32,
    rows: Range<usize>,
}

fn batches(judged: &Judged, table: Table) -> Vec<Batch<'_>> {
    let tables = judged.cabinet.tables().iter().enumerate();
    tables
        .filter(|(_, packed)| packed.count().table == table)
        .flat_map(|(position, packed)| {
            let base = judged.cabinet.first_row(position);
            (0..packed.len()).step_by(BATCH).map(move |start| Batch {
                table: packed,
                base,
                rows: start..packed.len().min(start + BATCH),
            })
        })
        .collect()
}

/// A row as `records/` shows it. A row that the program fails to read is shown as its cells stand.
fn one(
    judged: &Judged,
    batch: &Batch<'_>,
    row: usize,
    gleaner: &mut Gleaner,
    rows: &mut RecordRows<'_>,
) {
    let read = isolated(|| {
        let mut harvest = Harvest::default();
        gleaner.read(batch.table, row, &mut harvest);
        harvest
    });
    let Ok(harvest) = read else {
        if let Some(unread) = batch.table.unread(row) {
            set_aside(&unread, rows);
        }
        return;
    };
    let number = u32::try_from(row)
        .ok()
        .and_then(|row| batch.base.checked_add(row));
    let repeats = number.is_some_and(|number| judged.duplicates.binary_search(&number).is_ok());
    let fate = if repeats { Fate::Duplicate } else { Fate::Used };
    for row in &harvest.set_aside {
        set_aside(row, rows);
    }
    read_as(&harvest.applicants, fate, rows);
    read_as(&harvest.employment, fate, rows);
    read_as(&harvest.permits, fate, rows);
    read_as(&harvest.studies, fate, rows);
    read_as(&harvest.language_tests, fate, rows);
    read_as(&harvest.absences, fate, rows);
    read_as(&harvest.leaves, fate, rows);
}

fn read_as<T: Record>(records: &[Row<T>], fate: Fate, rows: &mut RecordRows<'_>) {
    for row in records {
        let cells = row.canonical_cells();
        rows.add(row.origin, fate, cells.iter().map(|cell| &**cell));
    }
}

fn set_aside(row: &SetAside, rows: &mut RecordRows<'_>) {
    let cells = row.cells.iter().map(|cell| &**cell);
    rows.add(row.origin, Fate::SetAside, cells);
}
