//! `records/<table>.csv`: every row read, as canonical text, with its fate and its place.
//!
//! Owns the columns beside those of the table. Re-judging, explaining and comparing need nothing else, so that they work
//! when the exports have been overwritten.

use crate::provenance::{Origin, Sources, Table, Text};
use crate::report::CsvText;

/// The columns after those of the table, in order.
pub const COLUMNS_AFTER: [&str; 5] = ["fate", "file", "sheet", "row", "columns_absent"];

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fate {
    /// It became a record.
    Used,
    /// It could not become one.
    SetAside,
    /// It repeats another row in every column.
    Duplicate,
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Used, Self::SetAside, Self::Duplicate];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::SetAside => "set_aside",
            Self::Duplicate => "duplicate",
        }
    }
}

/// One row of a table as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordRow {
    /// Where it stands.
    pub origin: Origin,
    /// What became of it.
    pub fate: Fate,
    /// One text per column of [`Table::columns`].
    pub cells: Vec<Text>,
}

/// The headings of the file of one table.
pub fn headings(table: Table) -> Vec<&'static str> {
    let mut headings = table.columns().to_vec();
    headings.extend(COLUMNS_AFTER);
    headings
}

/// Writes rows of the file of one table, without headings. The rows must be in source order.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write_rows(
    csv: &mut CsvText,
    sources: &Sources,
    table: Table,
    records: impl IntoIterator<Item = RecordRow>,
) -> Result<(), csv::Error> {
    let mut rows = csv.follow();
    for record in records {
        for cell in &record.cells {
            rows.text(cell);
        }
        let file = sources.file(record.origin);
        rows.word(record.fate.id());
        rows.text(file.map_or("", |file| &file.path));
        rows.text(sources.sheet(record.origin));
        rows.shown(record.origin.row);
        rows.list(columns_absent(sources, table, record.origin));
        rows.end_row();
    }
    rows.finish()
}

/// The columns that the table of this row lacks: a blank there says nothing, where elsewhere it may mean something.
fn columns_absent(sources: &Sources, table: Table, origin: Origin) -> Vec<&'static str> {
    let Some(block) = sources.block(origin) else {
        return Vec::new();
    };
    table
        .columns()
        .iter()
        .enumerate()
        .filter(|(i, _)| block.columns.get(*i).copied().flatten().is_none())
        .map(|(_, name)| *name)
        .collect()
}
