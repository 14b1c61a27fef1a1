//! The tables as delimited text: UTF-8 with BOM, CRLF, one file per table.

use super::Outcome;
use super::cell::Cell;
use super::person::World;
use super::rows::{Count, Tally, Wanted, each};
use landed::provenance::Table;
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

/// Writes the tables of some applicants into a folder.
pub fn write(
    folder: &Path,
    world: &World,
    wanted: Wanted,
    applicants: &Range<u64>,
) -> Outcome<Tally> {
    // The largest table first, so that the others go beside it.
    let mut tables = Table::ALL;
    tables.swap(0, 1);
    let counts: Result<Vec<(&str, Count)>, _> = tables
        .par_iter()
        .map(|table| {
            let count = write_table(folder, world, wanted, *table, applicants.clone());
            count
                .map(|count| (table.name(), count))
                .map_err(|error| error.to_string())
        })
        .collect();
    Ok(counts?.into_iter().collect())
}

fn write_table(
    folder: &Path,
    world: &World,
    wanted: Wanted,
    table: Table,
    applicants: Range<u64>,
) -> Outcome<Count> {
    let file = File::create(folder.join(format!("{}.csv", table.name())))?;
    let mut file = BufWriter::with_capacity(1 << 20, file);
    file.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(file);
    writer.write_record(table.columns())?;
    let mut text = Vec::new();
    let count = each(world, wanted, table, applicants, |cells| -> Outcome {
        for cell in cells {
            match cell {
                Cell::Blank => writer.write_field(b"")?,
                Cell::Word(written) => writer.write_field(written)?,
                Cell::Text(written) => writer.write_field(written)?,
                Cell::Number(number) => {
                    text.clear();
                    write!(text, "{number}")?;
                    writer.write_field(&text)?;
                }
                Cell::Date(day) => {
                    text.clear();
                    write!(text, "{day}")?;
                    writer.write_field(&text)?;
                }
            }
        }
        writer.write_record(None::<&[u8]>)?;
        Ok(())
    })?;
    writer.flush()?;
    Ok(count)
}
