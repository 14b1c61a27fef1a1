//! The published rows of one applicant, as text that can be edited.

use crate::audit::read_back::problems_of;
use crate::audit::text_table::{TextTable, field};
use crate::audit::what_if::{ADDED, Edit, EditError, EditTold};
use crate::audit::{AuditError, Published};
use crate::finding::{Problem, Severity};
use crate::provenance::{SourceBlock, SourceFile, Sources, Table, cell_name};
use crate::recognition::{Kind, Schemas, vocabulary};
use crate::report::records::{COLUMNS_AFTER, Fate};
use serde::Serialize;
use std::collections::BTreeMap;

/// A used row of an applicant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RowTold {
    /// How an edit names it.
    pub row: String,
    /// Its cells that hold something: column and text.
    pub cells: Vec<(&'static str, String)>,
}

/// The used rows of an applicant, by the names that edits know them by.
///
/// # Errors
/// If the run knows no such applicant, or one of its files is damaged.
pub fn rows_of(published: &Published, applicant: &str) -> Result<Vec<RowTold>, AuditError> {
    let id = published.records()?.required(applicant)?.id.to_string();
    let tables = Tables::open(published, &id)?;
    let mut told = Vec::new();
    for (table, text) in &tables.files {
        for (number, at) in (1_usize..).zip(tables.used(text)?) {
            let row = text.rows.get(at).map_or(&[][..], Vec::as_slice);
            let mut cells = Vec::new();
            for column in table.columns().iter().skip(1) {
                let cell = field(row, text.column(column)?);
                if !cell.is_empty() {
                    cells.push((*column, cell.to_owned()));
                }
            }
            let row = format!("{table}[{number}]");
            told.push(RowTold { row, cells });
        }
    }
    Ok(told)
}

/// The tables of a run under edit.
pub(super) struct Tables {
    id: String,
    files: Vec<(Table, TextTable)>,
    sources: Sources,
    /// The tables as they were.
    before: Vec<(Table, TextTable)>,
    /// The rows that were touched, each with the names of what was edited in it.
    touched: BTreeMap<(Table, usize), Vec<String>>,
}

impl Tables {
    pub(super) fn open(published: &Published, id: &str) -> Result<Self, AuditError> {
        let files = published.tables()?;
        Ok(Self {
            id: id.to_owned(),
            before: files.clone(),
            files,
            sources: published.sources()?,
            touched: BTreeMap::new(),
        })
    }

    /// The positions of the applicant's used rows.
    fn used(&self, text: &TextTable) -> Result<Vec<usize>, AuditError> {
        let [id, fate] = text.columns(["applicant_id", "fate"])?;
        let own =
            |row: &Vec<String>| field(row, id) == self.id && field(row, fate) == Fate::Used.id();
        let rows = text.rows.iter().enumerate();
        Ok(rows.filter(|(_, row)| own(row)).map(|(at, _)| at).collect())
    }

    /// Makes an edit.
    pub(super) fn make(&mut self, edit: &Edit) -> Result<EditTold, AuditError> {
        match edit {
            Edit::Cell {
                table,
                row,
                column,
                value,
            } => self.put(*table, *row, column, value),
            Edit::Row { table, cells } => self.add(*table, cells),
        }
    }

    fn put(
        &mut self,
        table: Table,
        row: Option<usize>,
        column: &str,
        value: &str,
    ) -> Result<EditTold, AuditError> {
        let position = self.files.iter().position(|(one, _)| *one == table);
        let text = position.and_then(|at| self.files.get(at));
        let used = text.map_or(Ok(Vec::new()), |(_, text)| self.used(text))?;
        let number = match (row, used.as_slice()) {
            (Some(number), _) => number,
            (None, [_]) => 1,
            (None, _) => 0,
        };
        let at = number.checked_sub(1).and_then(|index| used.get(index));
        let text = position.and_then(|at| self.files.get_mut(at));
        let (Some(at), Some((_, text))) = (at, text) else {
            return Err(no_row(table, used.len()).into());
        };
        let own = text.column("applicant_id")?;
        let place = format!("{table}[{number}].{column}");
        let column = text.column(column)?;
        let canonical = table.columns().len();
        let Some(original) = text.rows.get(*at).cloned() else {
            return Err(no_row(table, used.len()).into());
        };
        let was = field(&original, column).to_owned();
        // A row that repeats this one says the same thing twice: it goes along.
        let same = |row: &&mut Vec<String>| {
            field(row, own) == self.id
                && row
                    .iter()
                    .zip(&original)
                    .take(canonical)
                    .all(|(a, b)| a == b)
        };
        for row in text.rows.iter_mut().filter(same) {
            if let Some(cell) = row.get_mut(column) {
                value.clone_into(cell);
            }
        }
        let touched = self.touched.entry((table, *at)).or_default();
        touched.push(place.clone());
        Ok(EditTold {
            place,
            was,
            is: value.to_owned(),
        })
    }

    fn add(&mut self, table: Table, cells: &[(&str, String)]) -> Result<EditTold, AuditError> {
        if self.files.iter().all(|(one, _)| *one != table) {
            let path = format!("records/{table}.csv");
            let headings = table.columns().iter().chain(&COLUMNS_AFTER);
            let text = TextTable::empty(&path, headings.copied());
            self.files.push((table, text));
            self.files.sort_by_key(|(table, _)| *table);
        }
        let number = self.place_for_added(table);
        let Some((_, text)) = self.files.iter_mut().find(|(one, _)| *one == table) else {
            return Err(no_row(table, 0).into());
        };
        // What the rest of the table leaves out is left out here, too.
        let absent = text.column("columns_absent")?;
        let lacks: Vec<&str> = match text.rows.first() {
            Some(row) => field(row, absent).split(';').collect(),
            None => table.columns().to_vec(),
        };
        let given = |column: &str| {
            let cell = cells.iter().find(|(name, _)| *name == column);
            cell.map_or("", |(_, value)| value)
        };
        let lacks: Vec<&str> = lacks
            .into_iter()
            .filter(|column| *column != "applicant_id" && given(column).is_empty())
            .collect();
        let row: Vec<String> = text
            .headings
            .iter()
            .map(|heading| match heading.as_str() {
                "applicant_id" => self.id.clone(),
                "fate" => Fate::Used.id().to_owned(),
                "file" => ADDED.to_owned(),
                "sheet" => String::new(),
                "row" => number.to_string(),
                "columns_absent" => lacks.join(";"),
                column => given(column).to_owned(),
            })
            .collect();
        let at = text.rows.len();
        text.rows.push(row);
        let place = format!("{table}+");
        let touched = self.touched.entry((table, at)).or_default();
        touched.push(place.clone());
        let cells = cells.iter().map(|(name, value)| format!("{name}={value}"));
        Ok(EditTold {
            place,
            was: String::new(),
            is: cells.collect::<Vec<_>>().join(", "),
        })
    }

    /// The row that an added one stands in, within a file that is none.
    fn place_for_added(&mut self, table: Table) -> usize {
        if self
            .sources
            .files
            .last()
            .is_none_or(|last| last.path != ADDED)
        {
            let blocks = (0_u16..).zip(Table::ALL).map(|(block, table)| SourceBlock {
                sheet: 0,
                block,
                table,
                heading_row: 1,
                columns: (0..).zip(table.columns()).map(|(at, _)| Some(at)).collect(),
            });
            self.sources.files.push(SourceFile {
                path: ADDED.to_owned(),
                sheets: vec![String::new()],
                blocks: blocks.collect(),
                ..SourceFile::default()
            });
        }
        let files = self.files.iter().find(|(one, _)| *one == table);
        let before = self.before.iter().find(|(one, _)| *one == table);
        let rows = |of: Option<&(Table, TextTable)>| of.map_or(0, |(_, text)| text.rows.len());
        // Below the headings in row 1.
        rows(files).saturating_sub(rows(before)) + 2
    }

    /// The tables, once every touched row can be read.
    pub(super) fn checked(self) -> Result<(Vec<(Table, TextTable)>, Sources), AuditError> {
        for ((table, at), places) in &self.touched {
            let read = |files: &[(Table, TextTable)]| {
                let text = files.iter().find(|(one, _)| one == table);
                let one = text.and_then(|(_, text)| text.only(*at));
                one.map_or(Ok(Vec::new()), |text| {
                    problems_of(*table, &text, &self.sources)
                })
            };
            let (before, after) = (read(&self.before)?, read(&self.files)?);
            let news = news(&before, &after, None);
            let error = |problem: &&Problem| problem.code.severity() == Severity::Error;
            if let Some(problem) = news.into_iter().find(error) {
                return Err(EditError::Refused {
                    place: places.join(", "),
                    why: refusal(*table, problem),
                    known: self.known_words(*table, *at),
                }
                .into());
            }
        }
        Ok((self.files, self.sources))
    }

    /// The words that a cell of a row could hold, for the first that holds another one.
    fn known_words(&self, table: Table, at: usize) -> String {
        let text = self.files.iter().find(|(one, _)| *one == table);
        let row = text.and_then(|(_, text)| Some((text, text.rows.get(at)?)));
        let (Some(schema), Some((text, row))) = (Schemas::book().table(table), row) else {
            return String::new();
        };
        let words = schema
            .columns
            .iter()
            .filter(|column| column.kind == Kind::Word);
        for column in words {
            let (Some(list), Ok(position)) = (&column.values, text.column(&column.name)) else {
                continue;
            };
            let cell = field(row, position);
            if !cell.is_empty() && vocabulary::lookup(list, cell).is_none() {
                let known = vocabulary::words(list).iter().map(|word| word.en.as_str());
                let known: Vec<&str> = known.collect();
                return format!(" Known for {}: {}.", column.name, known.join(", "));
            }
        }
        String::new()
    }
}

fn no_row(table: Table, there: usize) -> EditError {
    let advice = match there {
        0 => format!(": add one with {table}+={{COLUMN=VALUE, ...}}"),
        1 => format!(", {table}[1]"),
        _ => format!(", {table}[1] to {table}[{there}]"),
    };
    EditError::NoRow {
        there,
        table,
        advice,
    }
}

/// The problems that were not there before; those of one applicant, if one is named.
pub(super) fn news<'p>(
    before: &[Problem],
    after: &'p [Problem],
    of: Option<&str>,
) -> Vec<&'p Problem> {
    let same = |one: &Problem, other: &Problem| {
        (one.code, &one.value, &one.done) == (other.code, &other.value, &other.done)
            && one.origin == other.origin
    };
    after
        .iter()
        .filter(|problem| of.is_none_or(|id| problem.applicant.as_deref() == Some(id)))
        .filter(|problem| before.iter().all(|one| !same(one, problem)))
        .collect()
}

/// Why the readers cannot use an edit: what the code means and what to do about it in general. What the problem says of its own cell
/// can quote the rest of the row, and a refusal is told on standard error.
fn refusal(table: Table, problem: &Problem) -> String {
    let code = problem.code;
    let place = column_of(table, problem).map_or_else(String::new, |name| format!(" in {name}"));
    // Nothing is set aside here: the edit is not made.
    let meaning = match code.meaning().split_once("; the row was set aside") {
        Some((what, end)) => format!("{what}{end}"),
        None => code.meaning().to_owned(),
    };
    format!("{}{place}: {meaning} {}", code.id(), code.remedy())
}

/// The column of the cell that a problem of a published row points at: such a row has its columns in their order.
fn column_of(table: Table, problem: &Problem) -> Option<&'static str> {
    let mut columns = table.columns().iter().zip(0_u32..);
    let found = columns.find(|(_, at)| cell_name(*at, problem.origin.row) == problem.cell);
    found.map(|(name, _)| *name)
}

/// What a problem says to a person.
pub(super) fn in_words(problem: &Problem) -> String {
    format!("{}: {} {}", problem.code.id(), problem.done, problem.todo)
}
