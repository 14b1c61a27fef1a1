//! The files of `records/` back into one book of cases, by the readers that read the input.
//!
//! Owns the way back only. What a row became is honoured: a row that was set aside stays so, whatever this program would
//! make of it, and a row that was used must be readable.

use crate::audit::AuditError;
use crate::audit::text_table::{TextTable, field};
use crate::casefile::Book;
use crate::finding::{FirmAssumptions, Problem};
use crate::intake::Cell;
use crate::provenance::{Origin, SourceBlock, Sources, Table, Text};
use crate::recognition::{FoundTable, TableVisitor as _};
use crate::records::{Reject, SetAside, Sheaf, TableReader};
use crate::report::records::{COLUMNS_AFTER, Fate};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The records of a published run.
#[derive(Clone, Debug)]
pub struct Records {
    /// All case files.
    pub book: Book,
    /// Where the rows came from.
    pub sources: Sources,
    /// What the readers have to say about the rows; not all that was said when the input itself was read.
    pub problems: Vec<Problem>,
}

/// One row as it stands in a file of `records/`.
struct Published {
    origin: Origin,
    fate: Fate,
    cells: Vec<String>,
    /// Whether the input had each canonical column, or the row says something in it all the same.
    present: Vec<bool>,
}

/// Reads the tables that the run has.
pub(super) fn read_back(
    files: Vec<(Table, TextTable)>,
    sources: Sources,
    assumptions: FirmAssumptions,
) -> Result<Records, AuditError> {
    let mut sheaves = Vec::with_capacity(files.len() * 2);
    for (table, text) in files {
        let rows = rows_of(&text, table, &sources)?;
        let (aside, used): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row.fate == Fate::SetAside);
        let sheaf = sheaf(table, &used);
        if let Some(row) = sheaf.harvest().set_aside.first() {
            let what = format!(
                "the row from {} was used and cannot be read",
                sources.row_address(row.origin)
            );
            return Err(AuditError::damaged(text.path(), what));
        }
        sheaves.push(sheaf);
        sheaves.push(set_aside(table, &aside));
    }
    let built = Book::build(sheaves, &sources, assumptions);
    Ok(Records {
        book: built.book,
        sources,
        problems: built.problems,
    })
}

/// What the reader has to say of the rows of a table.
pub(super) fn problems_of(
    table: Table,
    text: &TextTable,
    sources: &Sources,
) -> Result<Vec<Problem>, AuditError> {
    Ok(sheaf(table, &rows_of(text, table, sources)?)
        .harvest()
        .problems)
}

fn rows_of(
    text: &TextTable,
    table: Table,
    sources: &Sources,
) -> Result<Vec<Published>, AuditError> {
    let mut canonical = Vec::with_capacity(table.columns().len());
    for name in table.columns() {
        canonical.push(text.column(name)?);
    }
    let [fate, file, sheet, row, absent] = text.columns(COLUMNS_AFTER)?;
    let path = text.path();
    let finder = Finder::new(sources, table);
    let mut rows = Vec::with_capacity(text.rows.len());
    for (number, line) in (2_u64..).zip(&text.rows) {
        let damaged = |what: &str| AuditError::damaged(path, format!("record {number}: {what}"));
        let cells: Vec<String> = canonical
            .iter()
            .map(|at| field(line, *at).to_owned())
            .collect();
        let absent: Vec<&str> = field(line, absent).split(';').collect();
        let present = table
            .columns()
            .iter()
            .zip(&cells)
            // What stands in another cell of the row can speak in a column that the input lacked.
            .map(|(name, cell)| !absent.contains(name) || !cell.is_empty());
        rows.push(Published {
            fate: fate_of(field(line, fate)).ok_or_else(|| damaged("its fate is not known"))?,
            origin: finder
                .origin(
                    field(line, file),
                    field(line, sheet),
                    field(line, row),
                    &absent,
                )
                .ok_or_else(|| damaged("run.json lists no table that holds it"))?,
            present: present.collect(),
            cells,
        });
    }
    Ok(rows)
}

fn fate_of(id: &str) -> Option<Fate> {
    Fate::ALL.into_iter().find(|fate| fate.id() == id)
}

/// Finds the table of the input that a row stood in.
struct Finder<'a> {
    sources: &'a Sources,
    table: Table,
    files: BTreeMap<&'a str, u32>,
}

impl<'a> Finder<'a> {
    fn new(sources: &'a Sources, table: Table) -> Self {
        let paths = sources.files.iter().map(|file| file.path.as_str());
        Self {
            sources,
            table,
            files: paths.zip(0..).collect(),
        }
    }

    /// The table is the one that begins last above the row; where two begin in one row, the one with the same columns.
    fn origin(&self, file: &str, sheet: &str, row: &str, absent: &[&str]) -> Option<Origin> {
        let file = *self.files.get(file)?;
        let row = row.parse().ok()?;
        let source = self.sources.files.get(usize::try_from(file).ok()?)?;
        let holds = |block: &&SourceBlock| {
            let name = source.sheets.get(usize::from(block.sheet));
            block.table == self.table
                && block.heading_row < row
                && name.map_or(sheet.is_empty(), |name| name == sheet)
        };
        let block = source
            .blocks
            .iter()
            .filter(holds)
            .max_by_key(|block| (block.heading_row, lacks(block, absent)))?;
        Some(Origin {
            file,
            sheet: block.sheet,
            block: block.block,
            row,
        })
    }
}

/// Whether the table lacks exactly these columns.
fn lacks(block: &SourceBlock, absent: &[&str]) -> bool {
    let columns = block.table.columns().iter().zip(&*block.columns);
    columns
        .into_iter()
        .all(|(name, at)| at.is_none() == absent.contains(name))
}

/// Rows for the readers. The table is there even if it has no row.
fn sheaf(table: Table, rows: &[Published]) -> Sheaf {
    let mut reader = TableReader::new();
    reader.table(found(table, 0, &[]));
    reader.table_end();
    let mut alike: BTreeMap<(u32, &[bool]), Vec<&Published>> = BTreeMap::new();
    for row in rows {
        let key = (row.origin.file, row.present.as_slice());
        alike.entry(key).or_default().push(row);
    }
    for ((file, present), rows) in alike {
        reader.table(found(table, file, present));
        for row in rows {
            let texts = row.cells.iter();
            let cells: Vec<Option<Cell<'_>>> = texts
                .map(|text| (!text.is_empty()).then_some(Cell::Text(text)))
                .collect();
            let cells: Vec<Option<&Cell<'_>>> = cells.iter().map(Option::as_ref).collect();
            reader.row(row.origin, &cells, None);
        }
        reader.table_end();
    }
    reader.finish()
}

/// A table whose cells are canonical text.
fn found(table: Table, file: u32, present: &[bool]) -> FoundTable {
    let columns = (0_u32..).zip(table.columns());
    FoundTable {
        file,
        block: SourceBlock {
            sheet: 0,
            block: 0,
            table,
            heading_row: 1,
            columns: columns
                .zip(present)
                .map(|((at, _), present)| present.then_some(at))
                .collect(),
        },
        inverted: Arc::default(),
        full_name: None,
        date_order: None,
        words: BTreeMap::new(),
    }
}

/// Rows that were set aside, with the reason that the readers find for it.
fn set_aside(table: Table, rows: &[Published]) -> Sheaf {
    let harvest = sheaf(table, rows).harvest();
    let permits = harvest.permits.iter();
    let told = permits.map(|row| (row.origin, Reject::Permit(row.facts.permit_type)));
    let tests = harvest.language_tests.iter();
    let told = told.chain(tests.map(|row| (row.origin, Reject::DatedTest(row.facts.test_date))));
    let told: BTreeMap<Origin, Reject> = told.collect();
    let set_aside = harvest.set_aside.into_iter();
    let mut reasons: BTreeMap<Origin, SetAside> = set_aside.map(|row| (row.origin, row)).collect();
    let rows = rows.iter().map(|row| {
        let cells: Box<[Text]> = row
            .cells
            .iter()
            .map(|cell| Text::from(cell.as_str()))
            .collect();
        match reasons.remove(&row.origin) {
            Some(read) => SetAside { cells, ..read },
            None => by_hand(table, row.origin, cells, told.get(&row.origin).copied()),
        }
    });
    Sheaf {
        set_aside: rows.collect(),
        ..Sheaf::default()
    }
}

/// A row that was set aside for something that its canonical text does not show.
fn by_hand(table: Table, origin: Origin, cells: Box<[Text]>, told: Option<Reject>) -> SetAside {
    let applicant = cells.first().filter(|id| !id.is_empty()).cloned();
    SetAside {
        origin,
        table,
        reject: applicant
            .as_ref()
            .map_or(Reject::NoApplicant, |_| told.unwrap_or(Reject::Unusable)),
        applicant,
        cells,
    }
}
