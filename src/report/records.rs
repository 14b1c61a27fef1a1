//! `records/<table>.csv`: every row read, as canonical text, with its fate and its place.
//!
//! Owns the columns beside those of the table. Re-judging, explaining and comparing need nothing else, so that they work
//! when the exports have been overwritten.

use crate::provenance::{Origin, Sources, Table};
use crate::records::CanonicalCell;
use crate::report::csv_text::{CsvRows, CsvText, Fields};

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
    /// What the last row said of its place.
    before: Option<Before>,
}

/// Fields that rows of the same table of the same file share.
struct Before {
    /// The table, as the place of its row 0.
    table: Origin,
    file: Fields,
    absent: Fields,
}

impl<'a> RecordRows<'a> {
    /// Rows that follow on others.
    pub fn follow(csv: &'a mut CsvText, sources: &'a Sources, table: Table) -> Self {
        Self {
            csv: csv.follow(),
            sources,
            table,
            before: None,
        }
    }

    /// Adds a row: where it stands, what became of it, and one cell per column of [`Table::columns`].
    pub fn add<'t>(
        &mut self,
        origin: Origin,
        fate: Fate,
        cells: impl IntoIterator<Item = CanonicalCell<'t>>,
    ) {
        for cell in cells {
            self.csv.guarded(cell);
        }
        self.csv.id(fate.id());
        let table = Origin { row: 0, ..origin };
        let before = self.before.take().filter(|before| before.table == table);
        let file = self.csv.here();
        if let Some(before) = &before {
            self.csv.again(before.file);
        } else {
            let file = self.sources.file(origin);
            self.csv.text(file.map_or("", |file| &file.path));
            self.csv.text(self.sources.sheet(origin));
        }
        let file = self.csv.since(file);
        self.csv.shown(origin.row);
        let absent = self.csv.here();
        if let Some(before) = &before {
            self.csv.again(before.absent);
        } else {
            let absent = columns_absent(self.sources, self.table, origin);
            self.csv.ids(absent);
        }
        let absent = self.csv.since(absent);
        self.before = Some(Before {
            table,
            file,
            absent,
        });
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
