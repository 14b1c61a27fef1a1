//! `records/<table>.csv`: every row of a table with its fate, in source order.
//!
//! The rows are read once more from where they lie packed, in parallel, and written as they come.

use crate::provenance::{Origin, Table, Text};
use crate::records::{Gleaner, Harvest, PackedTable, Record, Row, SetAside};
use crate::report::CsvText;
use crate::report::records::{Fate, RecordRow, headings, write_rows};
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
                let rows = batch.rows.clone();
                let records = rows.filter_map(|row| one(judged, batch, row, gleaner));
                write_rows(csv, &judged.sources, table, records)?;
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
fn one(judged: &Judged, batch: &Batch<'_>, row: usize, gleaner: &mut Gleaner) -> Option<RecordRow> {
    let read = isolated(|| {
        let mut harvest = Harvest::default();
        gleaner.read(batch.table, row, &mut harvest);
        of_harvest(harvest)
    });
    let mut record = read.unwrap_or_else(|_| batch.table.unread(row).map(set_aside))?;
    let number = u32::try_from(row)
        .ok()
        .and_then(|row| batch.base.checked_add(row));
    let repeats = number.is_some_and(|number| judged.duplicates.binary_search(&number).is_ok());
    if repeats && record.fate == Fate::Used {
        record.fate = Fate::Duplicate;
    }
    Some(record)
}

fn of_harvest(harvest: Harvest) -> Option<RecordRow> {
    let aside = harvest.set_aside.into_iter().next().map(set_aside);
    aside
        .or_else(|| used(&harvest.applicants))
        .or_else(|| used(&harvest.employment))
        .or_else(|| used(&harvest.permits))
        .or_else(|| used(&harvest.studies))
        .or_else(|| used(&harvest.language_tests))
        .or_else(|| used(&harvest.absences))
        .or_else(|| used(&harvest.leaves))
}

fn used<T: Record>(rows: &[Row<T>]) -> Option<RecordRow> {
    let row = rows.first()?;
    Some(record(row.origin, Fate::Used, row.canonical_cells()))
}

fn set_aside(row: SetAside) -> RecordRow {
    record(row.origin, Fate::SetAside, row.cells.into_vec())
}

fn record(origin: Origin, fate: Fate, cells: Vec<Text>) -> RecordRow {
    RecordRow {
        origin,
        fate,
        cells,
    }
}
