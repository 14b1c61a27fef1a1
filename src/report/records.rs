//! `records/<table>.csv`: every row read, as canonical text, with its fate and its place.
//!
//! Owns the columns beside those of the table. Re-judging, explaining and comparing need nothing else, so that they work
//! when the exports have been overwritten.

use crate::provenance::{Origin, Sources, Table};
use crate::report::{CsvRows, CsvText};

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

/// The headings of the file of one table.
pub fn headings(table: Table) -> Vec<&'static str> {
    let mut headings = table.columns().to_vec();
    headings.extend(COLUMNS_AFTER);
    headings
}

/// Rows of the file of one table while they are written, without headings. They must come in source order.
pub struct RecordRows<'a> {
    csv: CsvRows<'a>,
    sources: &'a Sources,
    table: Table,
    /// The columns that the table of the last row lacks, with the place of that row.
    absent: Option<(Origin, Vec<&'static str>)>,
}

impl<'a> RecordRows<'a> {
    /// Rows that follow on others.
    pub fn follow(csv: &'a mut CsvText, sources: &'a Sources, table: Table) -> Self {
        Self {
            csv: csv.follow(),
            sources,
            table,
            absent: None,
        }
    }

    /// Adds a row: where it stands, what became of it, and one text per column of [`Table::columns`].
    pub fn add<'t>(
        &mut self,
        origin: Origin,
        fate: Fate,
        cells: impl IntoIterator<Item = &'t str>,
    ) {
        for cell in cells {
            self.csv.text(cell);
        }
        let file = self.sources.file(origin);
        self.csv.word(fate.id());
        self.csv.text(file.map_or("", |file| &file.path));
        self.csv.text(self.sources.sheet(origin));
        self.csv.shown(origin.row);
        let table = Origin { row: 0, ..origin };
        let absent = match self.absent.take() {
            Some((same, absent)) if same == table => absent,
            _ => columns_absent(self.sources, self.table, origin),
        };
        self.csv.list(&absent);
        self.absent = Some((table, absent));
        self.csv.end_row();
    }

    /// The rows are complete.
    ///
    /// # Errors
    /// If a row did not fit its headings, which would be a fault of the program.
    pub fn finish(self) -> Result<(), csv::Error> {
        self.csv.finish()
    }
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
