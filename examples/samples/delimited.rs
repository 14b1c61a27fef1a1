//! Writes delimited text: UTF-8 with BOM, CRLF.

use crate::Outcome;
use crate::model::{Cell, Table};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Writes a table, leaving out the columns in `without`.
pub fn write(path: &Path, table: &Table, without: &[&str], rows: &[Vec<Cell>]) -> Outcome {
    let kept: Vec<bool> = table
        .columns
        .iter()
        .map(|column| !without.contains(column))
        .collect();
    let mut file = File::create(path)?;
    file.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(file);
    let only_kept = |values: Vec<String>| {
        values
            .into_iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .map(|(value, _)| value)
            .collect::<Vec<String>>()
    };
    writer.write_record(only_kept(
        table
            .columns
            .iter()
            .map(|&column| column.to_owned())
            .collect(),
    ))?;
    for row in rows {
        writer.write_record(only_kept(row.iter().map(Cell::text).collect()))?;
    }
    writer.flush()?;
    Ok(())
}
